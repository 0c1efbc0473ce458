/** What a scan would do, found out without sending anything to its targets. */
import { Agendas } from './agenda.js';
import { COUNTED_SHARD_HOSTS, DISCOVERY_PORTS, EXPECTED_ROUND_TRIPS_MS } from './defaults.js';
import { knowledgeWith } from './knowledge.js';
import { availableDescriptors } from './net/descriptors.js';
import { type Resolver, resolveWithSystem } from './net/resolve.js';
import { normalizeScanOptions, type ScanOptions, type ScanSettings } from './options.js';
import { readOwnSignatures } from './own-signatures.js';
import { DEFAULT_SCAN_PORTS } from './pipeline.js';
import type { DurationCase, PlanLimit, ScanPlan } from './plan-record.js';
import { parseReach, type ResolvedReach, resolveReach } from './reach.js';
import { isTargetStream, parseReachRules } from './reach-rules.js';
import { reachBatches } from './reach-stream.js';
import type { FailureRecord } from './records.js';
import { portVocabulary } from './reference/index.js';
import { absentMs, type ForecastInput, mostInFlight, mostPerSecond, refusingMs, silentMs } from './scan/forecast.js';
import { metaOf } from './scan-summary.js';
import {
  blocks,
  createPlan,
  formatAddress,
  formatPorts,
  hashOfAddress,
  type Plan,
  type PlanSegment,
  type PortSet,
  pairsInShard,
  parsePorts,
  portSetOf,
  portsOf,
  unionPorts,
} from './spec/index.js';
import { version } from './version.js';

export interface ScanPlanOptions extends ScanOptions {
  /** Whether names are looked up, in the hosts file and in DNS. Otherwise each counts as one address. Default true. */
  readonly resolveNames?: boolean | undefined;
}

/** Ports at the beginning of the order that a plan names. */
const NAMED_FIRST_PORTS = 12;
/** Names stand for addresses of a network from which nothing ever comes (RFC 6666), in a zone of their own. */
const PLACEHOLDERS = { network: '100::', zone: 'unresolved' };

/**
 * Tells what {@link scan} would do with the same options, what limits it and how long it would take. Sends nothing to any
 * target; names are resolved, unless `resolveNames` is false. Targets that come as a stream are read to their end.
 *
 * @throws PortolanError as {@link scan}, also for what that throws only later: with code `ERR_RESOLVE` for a name that is to be
 *   left out and does not resolve
 */
export async function planScan(options: ScanPlanOptions): Promise<ScanPlan> {
  const settings = fitted(normalizeScanOptions(options));
  await knowledgeWith(await readOwnSignatures(options.signatures));
  const unresolved = new Set<string>();
  const resolve = options.resolveNames === false ? placeholders(unresolved) : (options.resolve ?? resolveWithSystem);
  const { ports = DEFAULT_SCAN_PORTS, discoveryPorts } = options;
  const discovery = discoveryPorts === undefined ? undefined : parsePorts(discoveryPorts, portVocabulary());
  const count = new PlanCount(settings, discovery);
  const batches = isTargetStream(options.targets) ? batchesOf(options, resolve) : [await reachOf(options, resolve)];
  for await (const batch of batches) count.add(batch);
  const targets = isTargetStream(options.targets) ? [] : [options.targets].flat();
  const { hosts, pairs } = count;
  const meta = metaOf(options, settings, { targets, ports, planned: pairs }, '');
  return {
    tool: 'portolan',
    version,
    arguments: meta.arguments,
    seed: settings.seed,
    hosts,
    ...count.figures,
    unresolvedNames: [...unresolved],
    failures: count.failures,
    limit: limitOf(count, settings, normalizeScanOptions(options).concurrency),
    expected: durationsOf(count, settings),
  };
}

function fitted(settings: ScanSettings): ScanSettings {
  return { ...settings, concurrency: Math.min(settings.concurrency, availableDescriptors()) };
}

/** A resolver that asks nobody, and notes the names. */
function placeholders(names: Set<string>): Resolver {
  return async (name) => {
    names.add(name);
    const number = [...names].indexOf(name) + 1;
    return [{ address: `${PLACEHOLDERS.network}${number.toString(16)}%${PLACEHOLDERS.zone}`, family: 6 }];
  };
}

function reachOf(options: ScanOptions, resolve: Resolver): Promise<ResolvedReach> {
  const targets = options.targets as string | readonly string[];
  return resolveReach(
    parseReach({ ...options, targets, resolve }, portVocabulary(), DEFAULT_SCAN_PORTS),
    options.signal,
  );
}

function batchesOf(options: ScanOptions, resolve: Resolver): AsyncIterable<ResolvedReach> {
  const rules = parseReachRules({ ...options, resolve }, portVocabulary(), DEFAULT_SCAN_PORTS);
  return reachBatches(options.targets as Parameters<typeof reachBatches>[0], rules, { signal: options.signal });
}

/** Counts what is to be asked, batch by batch. */
class PlanCount implements ForecastInput {
  hosts = 0;
  pairs = 0;
  pairsOfAbsent = 0;
  readonly failures: FailureRecord[] = [];
  readonly #settings: ScanSettings;
  readonly #agendas: Agendas;
  readonly #discoveryPorts: readonly number[];
  readonly #excluded = { hosts: 0, pairs: 0 };
  #pairsOfAllShards = 0;
  #soughtHosts = 0;
  #isReckoned = false;
  #ports: PortSet = portSetOf([]);
  #firstPorts: readonly number[] = [];

  constructor(settings: ScanSettings, discovery: PortSet | undefined) {
    this.#settings = settings;
    this.#agendas = new Agendas(settings, discovery, undefined);
    this.#discoveryPorts = discovery === undefined ? DISCOVERY_PORTS : [...portsOf(discovery)];
  }

  get figures() {
    const { pairs } = this;
    return {
      pairs,
      isReckoned: this.#isReckoned,
      pairsOfAllShards: this.#pairsOfAllShards,
      ports: formatPorts(this.#ports),
      firstPorts: this.#firstPorts,
      excluded: this.#excluded,
      discovery: this.#soughtHosts === 0 ? null : { hosts: this.#soughtHosts, ports: this.#discoveryPorts },
    };
  }

  add({ entries, failures, planOptions }: ResolvedReach): void {
    this.failures.push(...failures);
    const ranges = new Set(entries.filter(({ first, last }) => first !== last).map(({ target }) => target));
    const plan = createPlan(entries, planOptions);
    const whole = createPlan(entries);
    this.hosts += plan.hosts;
    this.#pairsOfAllShards += plan.size;
    this.#excluded.hosts += whole.hosts - plan.hosts;
    this.#excluded.pairs += whole.size - plan.size;
    this.#ports = unionPorts(this.#ports, ...new Set(plan.segments.map(({ ports }) => ports)));
    this.#noteOrder(plan);
    for (const segment of plan.segments) this.#addSegment(segment, ranges);
  }

  #addSegment(segment: PlanSegment, ranges: ReadonlySet<string>): void {
    const { count, ports, target } = segment;
    const pairs = this.#pairsOf(segment);
    this.pairs += pairs;
    const isSought = this.#settings.discovery && ranges.has(target) && ports.count > this.#discoveryPorts.length;
    if (isSought) this.#soughtHosts += count;
    this.pairsOfAbsent += isSought ? count * this.#discoveryPorts.length : pairs;
  }

  #pairsOf({ family, first, zone, count, ports }: PlanSegment): number {
    const { shard } = this.#settings;
    if (shard === undefined) return count * ports.count;
    if (count > COUNTED_SHARD_HOSTS) {
      this.#isReckoned = true;
      return Math.round((count * ports.count) / shard.count);
    }
    const hashes = function* () {
      for (let at = 0n; at < count; at++) yield hashOfAddress(formatAddress(family, first + at, zone));
    };
    return pairsInShard(hashes(), ports, shard);
  }

  #noteOrder(plan: Plan): void {
    if (this.#firstPorts.length > 0) return;
    const block = blocks(plan).next().value;
    if (block) this.#firstPorts = [...this.#agendas.agendaOf(block).ports.subarray(0, NAMED_FIRST_PORTS)];
  }
}

function limitOf(count: ForecastInput, settings: ScanSettings, askedConcurrency: number): PlanLimit {
  const rttMs = Math.max(...EXPECTED_ROUND_TRIPS_MS);
  const inFlight = mostInFlight(count, settings);
  const perSecond = mostPerSecond(count, settings, rttMs);
  const descriptors = availableDescriptors();
  const { rate, concurrency, maxPerHost } = settings;
  const isFewer = maxPerHost !== undefined && maxPerHost * count.hosts < concurrency;
  const ofWindow = isFewer ? 'max-per-host' : concurrency < askedConcurrency ? 'descriptors' : 'concurrency';
  const byWindow = (inFlight * 1000) / rttMs > perSecond ? 'process' : ofWindow;
  const hasRate = perSecond === rate && count.pairs > (rate * rttMs) / 1000;
  const binding = hasRate ? 'rate' : count.pairs <= inFlight ? 'pairs' : byWindow;
  return { binding, inFlight, perSecond, descriptors: Number.isFinite(descriptors) ? descriptors : null };
}

function durationsOf(count: ForecastInput, settings: ScanSettings) {
  const slowest = Math.max(...EXPECTED_ROUND_TRIPS_MS);
  const within = (ms: number) => Math.round(Math.min(ms, settings.budgetMs ?? ms));
  const cases: DurationCase[] = [
    ...EXPECTED_ROUND_TRIPS_MS.map((rttMs) => {
      return { assumes: 'refusing', rttMs, durationMs: within(refusingMs(count, settings, rttMs)) } as const;
    }),
    { assumes: 'silent', rttMs: slowest, durationMs: within(silentMs(count, settings, slowest)) },
    { assumes: 'absent', rttMs: null, durationMs: within(absentMs(count, settings)) },
  ];
  const all = cases.map(({ durationMs }) => durationMs);
  return { fromMs: Math.min(...all), toMs: Math.max(...all), cases };
}
