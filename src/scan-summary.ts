import type { ScanOptions, ScanSettings } from './options.js';
import type { MetaRecord, SummaryRecord } from './records.js';
import type { Ledger } from './scan/ledger.js';
import { attemptsFor, type Loss } from './scan/loss.js';
import type { Tally } from './scan/tally.js';
import { version } from './version.js';

/** The first record: how the scan was asked for. */
export function metaOf(
  options: ScanOptions,
  settings: ScanSettings,
  plan: { targets: readonly string[]; ports: string; planned: number | null },
  startedAt: string,
): MetaRecord {
  const { identify, probeTimeoutMs, concurrency, pace, patient, verify, discovery, order, seed, shard } = settings;
  return {
    type: 'meta',
    tool: 'portolan',
    version,
    arguments: {
      targets: plan.targets,
      ports: plan.ports,
      timeoutMs: settings.timeoutMs ?? null,
      retries: settings.retries ?? null,
      concurrency,
      maxPerHost: settings.maxPerHost ?? null,
      rate: settings.rate ?? null,
      pace,
      patient,
      verify,
      discovery,
      order,
      budgetMs: settings.budgetMs ?? null,
      shard: shard === undefined ? null : `${shard.index}/${shard.count}`,
      exclude: [options.exclude ?? []].flat(),
      excludePorts: options.excludePorts ?? null,
      identify,
      probeTimeoutMs,
      family: options.family ?? null,
    },
    seed,
    startedAt,
    planned: plan.planned,
  };
}

/** The last record: the account of the scan. */
export function summaryOf(
  ledger: Ledger,
  tally: Tally,
  loss: Loss | undefined,
  end: { failedTargets: number; stopped: boolean; elapsedMs: number },
): SummaryRecord {
  const { counts, unknownReasons, skipped } = ledger;
  const { failedTargets, stopped } = end;
  const { absentHosts, sent, retried, recovered, sampled, sampledAnswers } = tally;
  return {
    type: 'summary',
    asked: ledger.settled,
    ...counts,
    unknownReasons,
    resumed: ledger.resumed,
    skipped,
    absentHosts: absentHosts + ledger.resumedAbsent,
    sent,
    retried,
    recovered,
    loss: rounded(loss?.measured ?? null),
    missed: { estimate: rounded(missedOf(ledger, tally, loss)) ?? 0, sampled, sampledAnswers },
    failedTargets,
    complete: counts.unknown === 0 && failedTargets === 0 && !stopped,
    stopped,
    durationMs: Math.round(end.elapsedMs),
  };
}

/**
 * Open ports that may have been missed. An open port is missed when every attempt gets lost, so of N open ports N × p^n are,
 * and those that were found are the rest. Where ports of the sample answered after all, the loss was higher than believed,
 * and their share of the silent ports counts, as far as answering ports are open ones.
 */
function missedOf({ counts }: Ledger, { sampled, sampledAnswers }: Tally, loss: Loss | undefined): number {
  if (loss === undefined || counts.filtered === 0) return 0;
  const share = loss.expected ** attemptsFor(loss.expected);
  const byLoss = (counts.open * share) / (1 - share);
  const openShare = counts.open / Math.max(1, counts.open + counts.closed);
  const bySample = sampled === 0 ? 0 : (sampledAnswers / sampled) * counts.filtered * openShare;
  return Math.max(byLoss, bySample);
}

function rounded(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(3));
}
