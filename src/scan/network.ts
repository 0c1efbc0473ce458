import {
  BLIND_RATE,
  FIRST_DEADLINE_MS,
  LEAST_DEADLINE_MS,
  MISS_TARGET,
  MOST_DEADLINE_MS,
  RARE_MISS_TARGET,
  STEADY_SAMPLES,
} from '../defaults.js';
import { Cohorts } from './cohorts.js';
import type { HostPath } from './host-path.js';
import { attemptsFor, Loss, lossAt } from './loss.js';
import { Pace } from './pace.js';
import type { Probe } from './probe.js';
import { RoundTrip } from './round-trip.js';
import { Smoothing } from './smoothing.js';
import type { ProbeBlock, ScanLimits } from './types.js';
import type { WaitingCount } from './waiting.js';
import { Window } from './window.js';

/** Round trips after which the probes sent before them get their deadline by them. */
const ENOUGH_SAMPLES = 4;
/** Probes whose deadline may be shortened later. */
const MAX_EARLY = 1024;
/** Networks whose round trips are remembered; the oldest gives way. */
const REMEMBERED_NETWORKS = 4096;

/** What a scan has learned of the network between here and its targets. */
export class Network {
  readonly window: Window;
  readonly loss = new Loss();
  readonly roundTrip = new RoundTrip();
  readonly cohorts = new Cohorts();
  /** Answers of any kind, from anybody. */
  answers = 0;
  /** Holds us back while nobody has answered. */
  readonly blindPace: Pace;
  readonly smoothing: Smoothing;
  /** Probes that wait for another try. */
  readonly waiting: WaitingCount = { value: 0 };
  /** Mean deviation of all round trips from those usual at their hosts. */
  #deviationMs = 0;
  /** Probes sent before a round trip was known. */
  #early: Probe<ProbeBlock>[] | undefined = [];
  readonly #limits: ScanLimits;
  readonly #networks = new Map<string, RoundTrip>();

  constructor(limits: ScanLimits) {
    this.#limits = limits;
    this.window = new Window(limits.firstWindow, limits.concurrency, BLIND_RATE);
    this.smoothing = new Smoothing(this.window);
    this.blindPace = new Pace(BLIND_RATE, limits.firstWindow, 0);
  }

  /** Enters a round trip of a host, for itself and for its neighbours. */
  noteRoundTrip(path: HostPath<ProbeBlock>, ms: number): void {
    if (path.roundTrip.samples > 0) this.#noteDeviation(Math.abs(ms - path.roundTrip.smoothedMs));
    path.roundTrip.add(ms);
    this.roundTrip.add(ms);
    this.#networkOf(path).add(ms);
  }

  /** Milliseconds that a probe waits for its answer: by its host's round trips, or its neighbours', or everybody's. */
  deadlineOf(probe: Probe<ProbeBlock>): number {
    const { timeoutMs } = this.#limits;
    if (timeoutMs !== undefined) return timeoutMs;
    const { path, silences } = probe;
    const isOwn = path.roundTrip.samples > 0;
    const known = isOwn ? path.roundTrip : this.#knownNear(path);
    const patience = known === undefined ? FIRST_DEADLINE_MS : known.patienceWith(this.#deviationMs);
    const backedOff = patience * (1 + silences / (isOwn ? 4 : 2));
    const needed = probe.isPatient && !isOwn && silences > 0 ? Math.max(backedOff, FIRST_DEADLINE_MS) : backedOff;
    return Math.min(MOST_DEADLINE_MS, Math.max(LEAST_DEADLINE_MS, needed));
  }

  noteEarly(probe: Probe<ProbeBlock>): void {
    if (this.#early !== undefined && this.#early.length < MAX_EARLY) this.#early.push(probe);
  }

  /** The probes that were sent before a round trip was known, once enough of them are. */
  takeEarly(): readonly Probe<ProbeBlock>[] {
    if (this.#early === undefined || this.roundTrip.samples < ENOUGH_SAMPLES) return [];
    const early = this.#early;
    this.#early = undefined;
    return early;
  }

  /** A busy moment here delays the answers of every host, also of one that has shown few. */
  #noteDeviation(ms: number): void {
    this.#deviationMs += (ms - this.#deviationMs) / STEADY_SAMPLES;
  }

  /** Attempts after which silence is believed. */
  attemptsFor(path: HostPath<ProbeBlock>): number {
    const { retries, verify } = this.#limits;
    if (retries !== undefined) return retries + 1;
    // Where nobody answers, nothing is known to get lost either.
    const target = path.share.value > 0.5 ? RARE_MISS_TARGET : MISS_TARGET;
    const needed = attemptsFor(this.answers === 0 ? 0 : lossAt(path.loss, this.loss), target);
    return verify ? 2 * needed : needed;
  }

  #knownNear(path: HostPath<ProbeBlock>): RoundTrip | undefined {
    const near = this.#networks.get(networkOf(path.target.address));
    if (near !== undefined) return near;
    return this.roundTrip.samples > 0 ? this.roundTrip : undefined;
  }

  #networkOf(path: HostPath<ProbeBlock>): RoundTrip {
    const name = networkOf(path.target.address);
    const known = this.#networks.get(name);
    if (known !== undefined) return known;
    if (this.#networks.size >= REMEMBERED_NETWORKS) {
      for (const oldest of this.#networks.keys()) {
        this.#networks.delete(oldest);
        break;
      }
    }
    const made = new RoundTrip();
    this.#networks.set(name, made);
    return made;
  }
}

/** A name for the network of an address: its first three bytes (IPv4), its first four groups as far as written (IPv6). */
function networkOf(address: string): string {
  if (!address.includes(':')) return address.slice(0, address.lastIndexOf('.'));
  return address.split('::', 1)[0]?.split(':').slice(0, 4).join(':') ?? address;
}
