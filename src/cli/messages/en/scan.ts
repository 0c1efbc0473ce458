import { MAX_CONCURRENCY } from '../../../defaults.js';
import type { ScanProgress } from '../../../pipeline.js';
import type { NoticeRecord } from '../../../records.js';
import { percentText } from '../../../report/scan-footer.js';
import { formatNumber, type ScanWords } from '../../../report/scan-table.js';
import type { HostRemark } from '../../../types.js';
import type { Speed } from '../../speed.js';
import { durationEn } from './durations.js';
import { factsEn } from './facts.js';
import { reasonEn, statesEn } from './states.js';

/** Texts of the scan command in English. */
export const scanEn = {
  noTarget: 'a host to scan is needed, such as: portolan scan localhost',
  failure: (target: string, message: string) => `${target} was not scanned: ${message}`,
  lowered: (asked: number, used: number) =>
    used === MAX_CONCURRENCY
      ? `--concurrency ${formatNumber(asked)} lowered to ${formatNumber(used)}, the most that makes sense from one machine`
      : `--concurrency ${formatNumber(asked)} lowered to ${formatNumber(used)}, the most that this process may have open`,
  goOn: (journal: string) => `--resume ${journal} instead of --journal goes on from here`,
  /** Why a scan remarks on a host, when it does. */
  notice(remark: NoticeRecord['remark'], host: string, patient: boolean): string {
    const notices: Readonly<Record<NoticeRecord['remark'], string>> = {
      'refusals-limited': patient
        ? `${host} limits how often it refuses; every refusal is waited for`
        : `${host} limits how often it refuses, so that its silent ports may be closed (--patient waits for every refusal)`,
      'went-silent': `${host} went silent, as after too many questions; it is left alone for a while`,
      'answers-again': `${host} answers again, and is asked more slowly`,
      'accepts-everything': `${host} accepts on every port, as a tarpit or a middlebox does: its open ports say little`,
    };
    return notices[remark];
  },
  /**
   * The line about a scan under way.
   *
   * @param isOpenEnded - Whether there may be more targets than are known by now.
   */
  progress(progress: ScanProgress, { perSecond, leftMs }: Speed, isOpenEnded: boolean): string {
    const { planned, settled, open, latestOpen, window, loss } = progress;
    if (planned === 0) return 'starting';
    const shown = [...new Set(latestOpen.map(({ port }) => port))];
    const parts = [
      `${formatNumber(settled)}/${formatNumber(planned)}${isOpenEnded ? '+' : ''}`,
      `${formatNumber(Math.round(perSecond))}/s`,
      leftMs === undefined || isOpenEnded ? '' : `${durationEn(leftMs)} left`,
      window > 0 ? `up to ${formatNumber(window)} in flight` : '',
      (loss ?? 0) >= 0.01 ? `${percentText(loss ?? 0)} % lost` : '',
      `${formatNumber(open)} open${shown.length > 0 ? `: ${shown.join(' ')}` : ''}`,
    ];
    return parts.filter((part) => part !== '').join(' · ');
  },
  words: {
    port: 'PORT',
    state: 'STATE',
    service: 'SERVICE',
    details: 'DETAILS',
    ...statesEn,
    ...factsEn,
    comma: ', ',
    counts: (counts) => counts.map(([count, state]) => `${formatNumber(count)} ${state}`).join(', '),
    notShown: (counts) => `not shown: ${counts}`,
    quietHosts(named, others) {
      if (others === 0 && named.length === 1) return `${named[0]} has no open port.`;
      if (others > 0) return `${named.join(', ')} and ${formatNumber(others)} more have no open port.`;
      return `${named.slice(0, -1).join(', ')} and ${named.at(-1)} have no open port.`;
    },
    remarks(remarks, patient) {
      const has = (remark: HostRemark) => remarks.includes(remark);
      const silent = has('answers-again')
        ? 'It went silent when it was asked too fast, and answered again when it was asked more slowly.'
        : 'It went silent, and did not answer again.';
      return [
        has('refusals-limited') && !patient
          ? 'It limits how often it refuses: its silent ports may be closed (--patient waits for every refusal).'
          : '',
        has('refusals-limited') && patient ? 'It limits how often it refuses; every refusal was waited for.' : '',
        has('went-silent') ? silent : '',
        has('accepts-everything')
          ? 'It accepts on every port, as a tarpit or a middlebox does: its open ports say little.'
          : '',
      ].filter((line) => line !== '');
    },
    absent: (absent, addresses) =>
      `${formatNumber(absent)} of ${formatNumber(addresses)} addresses showed no sign of life and were not asked further (--no-discovery asks them all).`,
    resumed: (resumed) => `Of these, ${formatNumber(resumed)} had their answer in the journal.`,
    askedAgain: (retried, recovered, lossPercent) =>
      `Of ${formatNumber(retried)} ports that were silent at first, ${formatNumber(recovered)} answered when asked again; ${lossPercent} % of the probes got lost.`,
    missed(estimate, sampled, answers) {
      const why =
        sampled === 0
          ? 'by the loss'
          : `${formatNumber(answers)} of ${formatNumber(sampled)} silent ports answered when asked once more`;
      return `Open ports that may have been missed: ${estimate === null ? 'hardly any' : `about ${estimate}`} (${why}).`;
    },
    nobody: 'Nothing answered: either nobody is there, or all of it is filtered.',
    seed: (seed) => `--seed ${seed} asks in the same order again.`,
    hostname: (name) => `says it is ${name}`,
    unrecognized(ports, others) {
      const rest = others === 0 ? '' : ` (--json has ${formatNumber(others)} more)`;
      return `What answers at ${ports} is not known. To report it, look these lines over, since they hold what the server said, and share them${rest}:`;
    },
    summary: (asked, counts, seconds) =>
      `Asked ${formatNumber(asked)} in ${seconds} s: ${counts === '' ? 'nothing' : counts}.`,
    stopped: 'Stopped early.',
    incomplete({ unknown, unknownReasons, failedTargets }) {
      const why = Object.keys(unknownReasons).map(reasonEn).join(', ');
      const parts = [
        unknown > 0 ? `${formatNumber(unknown)} could not be asked (${why})` : '',
        failedTargets > 0
          ? `${formatNumber(failedTargets)} ${failedTargets === 1 ? 'target' : 'targets'} not scanned`
          : '',
      ];
      return `Incomplete: ${parts.filter((part) => part !== '').join(', ')}.`;
    },
  } satisfies ScanWords,
};

export type ScanTexts = typeof scanEn;
