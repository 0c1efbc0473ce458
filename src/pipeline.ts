/** Composes the stages: what to reach, which ports are open, what they say, what that means. */

import { LATEST_OPEN, MAX_UNASKED_HOSTS } from './defaults.js';
import { meetOptions } from './knowledge.js';
import { systemClock } from './net/clock.js';
import { availableDescriptors } from './net/descriptors.js';
import { type Connection, dialTcp } from './net/dial.js';
import { normalizeScanOptions, type ScanOptions, type ScanSettings } from './options.js';
import { type Inspection, inspect } from './probe/inspect.js';
import { parseReach, type Reach, resolveReach, Sharers, serverName } from './reach.js';
import type { HostRecord, MetaRecord, ResultRecord, ScanRecord, SummaryRecord } from './records.js';
import { portVocabulary } from './reference/index.js';
import { resultOf, shortened } from './results.js';
import { runEngine, type Verdict } from './scan/engine.js';
import { FewList } from './scan/few-list.js';
import { type HostTally, Ledger } from './scan/ledger.js';
import { blocks, createPlan, formatPorts, type Plan, type PlanBlock, probesOf } from './spec/index.js';
import type { Host } from './types.js';
import { version } from './version.js';

/** How far a scan is. Its numbers change while the scan runs. */
export interface ScanProgress {
  /** Pairs to ask; 0 until the names are resolved. */
  planned: number;
  /** Pairs that have their answer. */
  settled: number;
  /** Open ports so far. */
  open: number;
  /** The last few of them, in the order in which they were found. */
  readonly latestOpen: { readonly address: string; readonly port: number }[];
}

/** A running scan: its records as they become known, and its progress. */
export interface Scan extends AsyncIterable<ScanRecord> {
  readonly progress: ScanProgress;
}

/** Ports that a scan asks where none are given. */
export const DEFAULT_SCAN_PORTS = '@common';

/**
 * Scans TCP ports by connecting, and names what answers.
 *
 * Yields one `meta` record, a `failure` for each target that cannot be asked, a `result` for each open port as soon as it
 * is known (others as `show` says), a `host` for each address once all its ports are decided, and one `summary`, whose
 * five states add up to `asked`. Failures of this machine never count as a state of the target: they end as `unknown`.
 * The scan begins when iteration begins, and ends when the loop over it is left. Scan only hosts that you may scan.
 *
 * @throws PortolanError at once, with code `ERR_TARGET_SPEC`, `ERR_PORT_SPEC` or `ERR_OPTION`, for what cannot be meant
 * @example
 * for await (const record of scan({ targets: 'localhost', ports: '1-1024' })) {
 *   if (record.type === 'result' && record.state === 'open') console.log(record.port, record.service?.name);
 * }
 */
export function scan(options: ScanOptions): Scan {
  const settings = normalizeScanOptions(options);
  const reach = parseReach(options, portVocabulary(), DEFAULT_SCAN_PORTS);
  const progress: ScanProgress = { planned: 0, settled: 0, open: 0, latestOpen: [] };
  return { progress, [Symbol.asyncIterator]: () => runScan(options, settings, reach, progress) };
}

async function* runScan(
  options: ScanOptions,
  requested: ScanSettings,
  reach: Reach,
  progress: ScanProgress,
): AsyncGenerator<ScanRecord> {
  const clock = options.clock ?? systemClock;
  const startedAt = clock.now();
  const startedOn = clock.date();
  // Each iteration is a scan of its own.
  Object.assign(progress, { planned: 0, settled: 0, open: 0, latestOpen: [] });
  const { entries, failures } = await resolveReach(reach, options.signal);
  const plan = createPlan(entries);
  progress.planned = plan.size;
  // Fitted last: resolving takes descriptors of its own.
  const settings = { ...requested, concurrency: Math.min(requested.concurrency, availableDescriptors()) };
  yield metaOf(options, reach, settings, plan, startedOn.toISOString());
  yield* failures;

  const ledger = new Ledger(plan.size);
  const account: Account = { ledger, progress, few: new FewList(plan.hosts), sharers: new Sharers(entries) };
  const planned = blocks(plan);
  yield* askAll(options, settings, openedIn(ledger, planned), account);
  const stopped = ledger.settled < plan.size;
  for (const tally of ledger.close()) yield* finished(tally, account);
  if (plan.hosts <= MAX_UNASKED_HOSTS) for (const tally of unasked(planned)) yield* finished(tally, account);
  progress.settled = ledger.settled;
  yield summaryOf(ledger, failures.length, stopped, clock.now() - startedAt);
}

async function* askAll(
  options: ScanOptions,
  settings: ScanSettings,
  planned: Iterable<PlanBlock>,
  account: Account,
): AsyncGenerator<ResultRecord | HostRecord> {
  const engine = runEngine<PlanBlock, Inspection>({
    ...settings,
    blocks: planned,
    probesOf,
    dial: options.dial ?? dialTcp,
    clock: options.clock ?? systemClock,
    signal: options.signal,
    inspect: settings.identify === 'off' ? undefined : inspector(options, settings),
  });
  for await (const verdicts of engine) {
    for (const verdict of verdicts) yield* entered(verdict, settings, account);
  }
}

/** Enters a verdict into the account, and tells what follows from it for the reader. */
function* entered(
  verdict: Verdict<PlanBlock, Inspection>,
  { show }: ScanSettings,
  account: Account,
): Generator<ResultRecord | HostRecord> {
  const { ledger, few, progress } = account;
  const tally = ledger.record(verdict);
  progress.settled += 1;
  if (verdict.state === 'open') noteOpen(progress, verdict);
  if (verdict.state === 'open' || show === 'all') yield listed(verdict);
  else if (show === 'few') few.add(verdict);
  if (tally !== undefined) yield* finished(tally, account);
}

function listed(verdict: Verdict<PlanBlock, Inspection>): ResultRecord {
  return shortened(resultOf(verdict), verdict.inspection?.greeting.text ?? '');
}

function noteOpen(progress: ScanProgress, { host, port }: Verdict): void {
  progress.open += 1;
  progress.latestOpen.push({ address: host.address, port });
  if (progress.latestOpen.length > LATEST_OPEN) progress.latestOpen.shift();
}

interface Account {
  readonly ledger: Ledger;
  readonly few: FewList<Verdict<PlanBlock, Inspection>>;
  readonly sharers: Sharers;
  readonly progress: ScanProgress;
}

function* finished({ host, states }: HostTally, { few, sharers }: Account): Generator<ResultRecord | HostRecord> {
  for (const verdict of few.take(host)) yield listed(verdict);
  const { target, address } = host;
  yield { type: 'host', target, ...sharers.othersOf(host), address, states };
}

function* openedIn(ledger: Ledger, all: Iterable<PlanBlock>): Generator<PlanBlock> {
  for (const block of all) {
    ledger.open(block);
    yield block;
  }
}

/** The hosts that a stopped scan never came to. */
function* unasked(planned: Iterable<PlanBlock>): Generator<HostTally> {
  for (const { hosts, ports } of planned) {
    const unknown = formatPorts(ports);
    for (const host of hosts) yield { host, states: { unknown } };
  }
}

function inspector({ dial = dialTcp, signal }: ScanOptions, settings: ScanSettings) {
  const mayAsk = settings.identify === 'light';
  const { timeoutMs, probeTimeoutMs } = settings;
  return (connection: Connection, host: Host, port: number): Promise<Inspection> =>
    inspect(connection, {
      ...meetOptions(port, mayAsk),
      name: serverName(host.target, host.address),
      timeoutMs: probeTimeoutMs,
      redial: (leftMs) =>
        dial({ address: host.address, family: host.family, port }, { timeoutMs: Math.min(timeoutMs, leftMs), signal }),
    });
}

function metaOf(options: ScanOptions, reach: Reach, settings: ScanSettings, plan: Plan, startedAt: string): MetaRecord {
  const { timeoutMs, retries, concurrency, identify, probeTimeoutMs } = settings;
  return {
    type: 'meta',
    tool: 'portolan',
    version,
    arguments: {
      targets: reach.targets.map(({ target }) => target.text),
      ports: options.ports ?? DEFAULT_SCAN_PORTS,
      timeoutMs,
      retries,
      concurrency,
      identify,
      probeTimeoutMs,
      family: options.family ?? null,
    },
    startedAt,
    planned: plan.size,
  };
}

function summaryOf(ledger: Ledger, failedTargets: number, stopped: boolean, elapsedMs: number): SummaryRecord {
  const { counts, unknownReasons } = ledger;
  const complete = counts.unknown === 0 && failedTargets === 0 && !stopped;
  const durationMs = Math.round(elapsedMs);
  return {
    type: 'summary',
    asked: ledger.settled,
    ...counts,
    unknownReasons,
    failedTargets,
    complete,
    stopped,
    durationMs,
  };
}
