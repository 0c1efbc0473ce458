/** Composes the stages: what to reach, which ports are open, what they say, what that means. */

import { Agendas } from './agenda.js';
import { BUDGET_RESERVE_MS, MAX_UNASKED_HOSTS } from './defaults.js';
import { type Knowledge, knowledgeWith } from './knowledge.js';
import { type Clock, systemClock } from './net/clock.js';
import { availableDescriptors } from './net/descriptors.js';
import { normalizeScanOptions, type ScanOptions, type ScanSettings } from './options.js';
import { type OwnSignatures, readOwnSignatures } from './own-signatures.js';
import type { Inspection } from './probe/inspect.js';
import { parseReach, type Reach } from './reach.js';
import { isTargetStream, parseReachRules, type ReachRules } from './reach-rules.js';
import type { ScanRecord } from './records.js';
import { portVocabulary } from './reference/index.js';
import { runEngine } from './scan/engine.js';
import { Ledger } from './scan/ledger.js';
import type { Network } from './scan/network.js';
import { Tally } from './scan/tally.js';
import { ScanAccount } from './scan-account.js';
import { withCalls } from './scan-batches.js';
import { inspectorOf, inspectorSettings } from './scan-inspector.js';
import { journalled, type ScanJournal } from './scan-journal.js';
import { ScanSource } from './scan-source.js';
import { metaOf, summaryOf } from './scan-summary.js';
import { threadsOf } from './scan-threads.js';
import { type PlanBlock, parsePorts, sampleNumbers } from './spec/index.js';

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
  const { ports, discoveryPorts } = parsed;
  const clock = options.clock ?? systemClock;
  const startedAt = clock.now();
  const startedOn = clock.date();
  // Each iteration is a scan of its own.
  Object.assign(progress, { planned: 0, settled: 0, open: 0, tally: new Tally(), network: undefined });
  progress.latestOpen.length = 0;
  const told = 'targets' in parsed.reach ? parsed.reach.targets.map(({ target }) => target.text) : [];
  const metaWith = (settings: ScanSettings, planned: number | null) =>
    metaOf(options, settings, { targets: told, ports, planned }, startedOn.toISOString());
  const signatures = await readOwnSignatures(options.signatures);
  const knowledge = await knowledgeWith(signatures);
  const begun = { ...parsed, meta: metaWith(parsed.settings, null), knowledge };
  const { settings: asked, reach, journal } = await journalled(options, begun);
  const end = endOf(options.signal, parsed.settings.budgetMs, clock);
  const ledger = new Ledger();
  const agendas = new Agendas(asked, discoveryPorts, journal?.settledOf);
  const source = new ScanSource(agendas, ledger);
  try {
    if ('targets' in reach) await source.resolve(reach, end.signal);
    else if (isTargetStream(options.targets)) source.follow(options.targets, reach, end.signal);
    // Fitted last: resolving takes descriptors of its own.
    const { concurrency } = asked;
    const settings = { ...asked, concurrency: Math.min(concurrency, availableDescriptors()) };
    progress.planned = source.size;
    yield metaWith(settings, 'targets' in reach ? source.size : null);
    const account = new ScanAccount(ledger, source, progress, { show: settings.show, journal, knowledge });
    for await (const record of journal?.replay(source.hosts) ?? []) {
      account.resume(record);
      yield record;
    }
    const parts = { source, agendas, account, progress, journal, knowledge, signatures };
    yield* askAll({ ...options, signal: end.signal }, settings, parts);
    yield* unasked(source, account, journal !== undefined || settings.shard !== undefined);
    const stopped = ledger.missing > 0;
    for (const tally of ledger.close(end.reason())) yield* account.finished(tally);
    if (journal !== undefined) yield* journal.replayMet();
    progress.settled = ledger.settled + ledger.skipped;
    await journal?.close();
    const { failedTargets } = source;
    const elapsedMs = clock.now() - startedAt;
    yield summaryOf(ledger, progress.tally, progress.network?.loss, { failedTargets, stopped, elapsedMs });
  } finally {
    end.release();
    await source.close();
    await journal?.close().catch(() => {});
  }
}

interface Parts {
  readonly source: ScanSource;
  readonly agendas: Agendas;
  readonly account: ScanAccount;
  readonly progress: Progress;
  readonly journal: ScanJournal | undefined;
  readonly knowledge: Knowledge;
  readonly signatures: readonly OwnSignatures[];
}

async function* askAll(
  options: ScanOptions,
  settings: ScanSettings,
  { source, agendas, account, progress, journal, knowledge, signatures }: Parts,
): AsyncGenerator<ScanRecord> {
  // A reader that leaves between two batches does not wait for the next.
  const left = new AbortController();
  const inspects = inspectorSettings(settings, signatures);
  const engine = runEngine<PlanBlock, Inspection>({
    ...settings,
    blocks: source,
    agendaOf: (block) => agendas.agendaOf(block),
    isOneHost: source.hosts === 1,
    dial: options.dial,
    clock: options.clock ?? systemClock,
    signal: options.signal === undefined ? left.signal : AbortSignal.any([options.signal, left.signal]),
    tally: progress.tally,
    random: sampleNumbers(settings.seed),
    inspect: inspects && inspectorOf(inspects, knowledge, options),
    threads: threadsOf(options, settings, inspects, isTargetStream(options.targets) ? null : source.size),
    onStart: (network) => {
      progress.network = network;
    },
  });
  const tell = function* (): Generator<ScanRecord> {
    yield* source.takeFailures();
    for (const tally of source.takeKnown()) yield* account.finished(tally);
  };
  const onStart = (call: () => void) => {
    source.onKnown = call;
  };
  const batches = withCalls(engine, { onStart, onLeave: () => left.abort() });
  yield* tell();
  for await (const events of journal === undefined ? engine : batches) {
    journal?.record(events);
    progress.planned = source.size;
    yield* tell();
    for (const event of events) yield* account.enter(event);
    progress.settled = account.settled;
  }
  yield* tell();
}

/** The hosts that a stopped scan never came to. */
function* unasked(source: ScanSource, account: ScanAccount, isPart: boolean): Generator<ScanRecord> {
  const isListed = source.hosts <= MAX_UNASKED_HOSTS;
  // Of a part of a plan nobody knows how much is missing before it has been looked through.
  if (isListed || isPart)
    for (const tally of source.rest()) if (isListed || tally.isKnown) yield* account.finished(tally);
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
