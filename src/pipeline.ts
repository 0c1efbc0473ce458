/** Composes the stages: what to reach, which ports are open, what they say, what that means. */

import { Agendas } from './agenda.js';
import { BUDGET_RESERVE_MS, CONNECT_TIMEOUT_MS, MAX_UNASKED_HOSTS } from './defaults.js';
import { meetOptions } from './knowledge.js';
import { type Clock, systemClock } from './net/clock.js';
import { availableDescriptors } from './net/descriptors.js';
import { type Connection, dialTcp } from './net/dial.js';
import { normalizeScanOptions, type ScanOptions, type ScanSettings } from './options.js';
import { type Inspection, inspect } from './probe/inspect.js';
import { parseReach, type Reach, serverName } from './reach.js';
import { isTargetStream, parseReachRules, type ReachRules } from './reach-rules.js';
import type { ScanRecord } from './records.js';
import { portVocabulary } from './reference/index.js';
import { runEngine } from './scan/engine.js';
import { Ledger } from './scan/ledger.js';
import type { Network } from './scan/network.js';
import { Tally } from './scan/tally.js';
import { ScanAccount } from './scan-account.js';
import { ScanSource } from './scan-source.js';
import { metaOf, summaryOf } from './scan-summary.js';
import { formatPorts, type PlanBlock, parsePorts } from './spec/index.js';
import type { Host } from './types.js';

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
  /** Connects that were made. */
  readonly sent: number;
  /** Connects that may be in flight, by what the network has shown. */
  readonly window: number;
  readonly inFlight: number;
  /** Share of probes that get lost, 0 to 1; null where nobody has answered. */
  readonly loss: number | null;
  /** Milliseconds of a round trip, smoothed; null where nobody has answered. */
  readonly rttMs: number | null;
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
  const vocabulary = portVocabulary();
  const { discoveryPorts, ports = DEFAULT_SCAN_PORTS } = options;
  const parsed: Parsed = {
    settings,
    ports,
    discoveryPorts: discoveryPorts === undefined ? undefined : parsePorts(discoveryPorts, vocabulary),
    reach: isTargetStream(options.targets)
      ? parseReachRules(options, vocabulary, DEFAULT_SCAN_PORTS)
      : parseReach(options, vocabulary, DEFAULT_SCAN_PORTS),
  };
  const progress = new Progress();
  return { progress, [Symbol.asyncIterator]: () => runScan(options, parsed, progress) };
}

/** What was asked for, as understood. */
interface Parsed {
  readonly settings: ScanSettings;
  readonly ports: string;
  readonly discoveryPorts: ReturnType<typeof parsePorts> | undefined;
  readonly reach: Reach | ReachRules;
}

class Progress implements ScanProgress {
  planned = 0;
  settled = 0;
  open = 0;
  readonly latestOpen: { readonly address: string; readonly port: number }[] = [];
  tally = new Tally();
  network: Network | undefined;

  get sent(): number {
    return this.tally.sent;
  }

  get window(): number {
    return this.network?.window.size ?? 0;
  }

  get inFlight(): number {
    return this.network?.window.inFlight ?? 0;
  }

  get loss(): number | null {
    return this.network?.loss.measured ?? null;
  }

  get rttMs(): number | null {
    const roundTrip = this.network?.roundTrip;
    return roundTrip === undefined || roundTrip.samples === 0 ? null : roundTrip.smoothedMs;
  }
}

async function* runScan(options: ScanOptions, parsed: Parsed, progress: Progress): AsyncGenerator<ScanRecord> {
  const { reach, ports, discoveryPorts } = parsed;
  const clock = options.clock ?? systemClock;
  const startedAt = clock.now();
  const startedOn = clock.date();
  // Each iteration is a scan of its own.
  Object.assign(progress, { planned: 0, settled: 0, open: 0, tally: new Tally(), network: undefined });
  progress.latestOpen.length = 0;
  const end = endOf(options.signal, parsed.settings.budgetMs, clock);
  const ledger = new Ledger();
  const agendas = new Agendas(parsed.settings, discoveryPorts, undefined);
  const source = new ScanSource(agendas, ledger);
  try {
    if ('targets' in reach) await source.resolve(reach, end.signal);
    else if (isTargetStream(options.targets)) source.follow(options.targets, reach, end.signal);
    // Fitted last: resolving takes descriptors of its own.
    const { concurrency } = parsed.settings;
    const settings = { ...parsed.settings, concurrency: Math.min(concurrency, availableDescriptors()) };
    const planned = 'targets' in reach ? source.size : null;
    const targets = 'targets' in reach ? reach.targets.map(({ target }) => target.text) : [];
    progress.planned = source.size;
    yield metaOf(options, settings, { targets, ports, planned }, startedOn.toISOString());
    const account = new ScanAccount(ledger, source, progress, settings.show);
    yield* askAll({ ...options, signal: end.signal }, settings, { source, agendas, account, progress });
    const stopped = ledger.missing > 0;
    if (source.hosts <= MAX_UNASKED_HOSTS) yield* unasked(source, ledger, account, end.reason());
    else for (const tally of ledger.close(end.reason())) yield* account.finished(tally);
    progress.settled = ledger.settled + ledger.skipped;
    const { failedTargets } = source;
    const elapsedMs = clock.now() - startedAt;
    yield summaryOf(ledger, progress.tally, progress.network?.loss, { failedTargets, stopped, elapsedMs });
  } finally {
    end.release();
    await source.close();
  }
}

interface Parts {
  readonly source: ScanSource;
  readonly agendas: Agendas;
  readonly account: ScanAccount;
  readonly progress: Progress;
}

async function* askAll(
  options: ScanOptions,
  settings: ScanSettings,
  { source, agendas, account, progress }: Parts,
): AsyncGenerator<ScanRecord> {
  const engine = runEngine<PlanBlock, Inspection>({
    ...settings,
    blocks: source,
    agendaOf: (block) => agendas.agendaOf(block),
    isOneHost: source.hosts === 1,
    dial: options.dial,
    clock: options.clock ?? systemClock,
    signal: options.signal,
    tally: progress.tally,
    inspect: settings.identify === 'off' ? undefined : inspector(options, settings),
    onStart: (network) => {
      progress.network = network;
    },
  });
  yield* source.takeFailures();
  for await (const events of engine) {
    progress.planned = source.size;
    yield* source.takeFailures();
    for (const event of events) yield* account.enter(event);
  }
  yield* source.takeFailures();
}

/** The hosts that a stopped scan never came to, and those that it was at. */
function* unasked(source: ScanSource, ledger: Ledger, account: ScanAccount, reason: string): Generator<ScanRecord> {
  const rest = [...source.rest()];
  for (const tally of ledger.close(reason)) yield* account.finished(tally);
  for (const { hosts, ports } of rest) {
    const unknown = formatPorts(ports);
    for (const host of hosts) yield* account.finished({ host, states: { unknown } });
  }
}

/** When the scan ends early: by the caller's signal, or since its time is up. */
function endOf(signal: AbortSignal | undefined, budgetMs: number | undefined, clock: Clock) {
  if (budgetMs === undefined) return { signal, reason: () => 'stopped', release() {} };
  const controller = new AbortController();
  const release = clock.schedule(Math.max(1, budgetMs - Math.min(BUDGET_RESERVE_MS, budgetMs / 4)), () => {
    controller.abort();
  });
  return {
    signal: signal === undefined ? controller.signal : AbortSignal.any([signal, controller.signal]),
    reason: () => (controller.signal.aborted && !signal?.aborted ? 'budget' : 'stopped'),
    release,
  };
}

function inspector({ dial = dialTcp, signal }: ScanOptions, settings: ScanSettings) {
  const mayAsk = settings.identify === 'light';
  const { timeoutMs = CONNECT_TIMEOUT_MS, probeTimeoutMs } = settings;
  return (connection: Connection, host: Host, port: number): Promise<Inspection> =>
    inspect(connection, {
      ...meetOptions(port, mayAsk),
      name: serverName(host.target, host.address),
      timeoutMs: probeTimeoutMs,
      redial: (leftMs) =>
        dial({ address: host.address, family: host.family, port }, { timeoutMs: Math.min(timeoutMs, leftMs), signal }),
    });
}
