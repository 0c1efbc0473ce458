import { MAX_CONCURRENCY } from '../../../defaults.js';
import type { ScanProgress } from '../../../pipeline.js';
import { formatNumber, type ScanWords } from '../../../report/scan-table.js';
import { statesEn } from './states.js';

/** Texts of the scan command in English. */
export const scanEn = {
  targets: 'Host names, addresses, networks (192.0.2.0/28), ranges (192.0.2.1-9), host:port, URLs',
  ports: 'Ports: 25,8000-8100,0x1f90,smtp,@mail,all. Default: @common',
  retries: 'How often a silent port is asked again, 0 to 20',
  concurrency: 'Connects in flight at most',
  open: 'List open ports only (the same as --show open)',
  show: 'List open ports and a few others, every port asked, or open ports only',
  identify: 'Name services by port only, by listening, or by asking harmless questions too',
  ndjson: 'Print one JSON record a line, as soon as it is known',
  output: 'Write the results to a file',
  noTarget: 'a host to scan is needed, such as: portolan scan localhost',
  examples: [
    ['$0 scan localhost', 'the common ports of this machine'],
    ['$0 scan mail.example.org -p @mail', 'the mail ports of a host'],
    ['$0 scan 192.0.2.0/28 -p 22,80,443 --json', 'three ports of 16 addresses, for a program'],
  ] as [string, string][],
  failure: (target: string, message: string) => `${target} was not scanned: ${message}`,
  lowered: (asked: number, used: number) =>
    used === MAX_CONCURRENCY
      ? `--concurrency ${formatNumber(asked)} lowered to ${formatNumber(used)}, the most that makes sense from one machine`
      : `--concurrency ${formatNumber(asked)} lowered to ${formatNumber(used)}, the most that this process may have open`,
  progress(progress: ScanProgress, elapsedMs: number): string {
    const { planned, settled, open, latestOpen } = progress;
    if (planned === 0) return 'starting';
    const rate = elapsedMs > 0 ? (settled * 1000) / elapsedMs : 0;
    const left = rate > 0 ? `${Math.ceil((planned - settled) / rate)} s left` : '';
    const shown = latestOpen.map(({ port }) => port);
    const found = `${formatNumber(open)} open${shown.length > 0 ? `: ${shown.join(' ')}` : ''}`;
    const parts = [
      `${formatNumber(settled)}/${formatNumber(planned)}`,
      `${formatNumber(Math.round(rate))}/s`,
      left,
      found,
    ];
    return parts.filter((part) => part !== '').join(' · ');
  },
  words: {
    port: 'PORT',
    state: 'STATE',
    service: 'SERVICE',
    details: 'DETAILS',
    ...statesEn,
    comma: ', ',
    counts: (counts) => counts.map(([count, state]) => `${formatNumber(count)} ${state}`).join(', '),
    notShown: (counts) => `not shown: ${counts}`,
    quietHosts(named, others) {
      if (others === 0 && named.length === 1) return `${named[0]} has no open port.`;
      if (others > 0) return `${named.join(', ')} and ${formatNumber(others)} more have no open port.`;
      return `${named.slice(0, -1).join(', ')} and ${named.at(-1)} have no open port.`;
    },
    hostname: (name) => `says it is ${name}`,
    summary: (asked, counts, seconds) =>
      `Asked ${formatNumber(asked)} in ${seconds} s: ${counts === '' ? 'nothing' : counts}.`,
    stopped: 'Stopped early.',
    incomplete({ unknown, unknownReasons, failedTargets }) {
      const why = Object.keys(unknownReasons).join(', ');
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
