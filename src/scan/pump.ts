import { BLIND_HOST_WINDOW, FIRST_HOST_WINDOW, MAX_WAITING, OPEN_BLOCKS } from '../defaults.js';
import type { Clock } from '../net/clock.js';
import { HostPath } from './host-path.js';
import type { Network } from './network.js';
import { Pace } from './pace.js';
import type { Probe } from './probe.js';
import type { Tally } from './tally.js';
import { Turns } from './turns.js';
import type { Agenda, BlockSource, ProbeBlock, ScanLimits } from './types.js';
import { Window } from './window.js';

export interface PumpOptions<Block extends ProbeBlock> extends ScanLimits {
  readonly blocks: BlockSource<Block>;
  readonly agendaOf: (block: Block) => Agenda;
  readonly isOneHost?: boolean | undefined;
  readonly network: Network;
  readonly tally: Tally;
  readonly clock: Clock;
  readonly ask: (probe: Probe<Block>) => void;
  /** Takes a probe of a host that was given up. */
  readonly lost: (probe: Probe<Block>) => void;
  /** Whether nothing new may be begun, since somebody has to catch up. */
  readonly isHeld: () => boolean;
}

/** Milliseconds of its rate that a limited scan may send at once. */
const BURST_MS = 5;
/** Probes begun in one turn, before waiting events are handled: ten milliseconds of work. */
const TURN = 256;
/** Share of loss that is not remarkable where it is as it was. */
const MOST_USUAL_LOSS = 0.15;
/** Attempts at answering ports from which a host's loss is known. */
const KNOWN_LOSS_FROM = 32;
/** Milliseconds of sending that make up a cohort at least. */
const COHORT_MS = 50;
/** Share of the addresses of a network that are usually there. */
const SEARCH_EXPECTATION = 0.3;

/** Sends what may be sent: draws from the hosts in turns, as far as window, pace and waiting work allow. */
export class Pump<Block extends ProbeBlock> {
  readonly #options: PumpOptions<Block>;
  readonly #turns = new Turns<Block>();
  /** Hosts that are not done, for each block under way. */
  readonly #open = new Map<Block, Set<HostPath<Block>>>();
  readonly #pace: Pace | undefined;
  #isExhausted = false;
  #pausedUntil = Number.POSITIVE_INFINITY;

  constructor(options: PumpOptions<Block>) {
    this.#options = options;
    const { rate, network } = options;
    this.#pace = rate === undefined ? undefined : new Pace(rate, (rate * BURST_MS) / 1000, 0);
    network.window.onRebase = () => {
      for (const paths of this.#open.values()) for (const path of paths) path.inflation.rebase();
    };
  }

  get isDone(): boolean {
    return this.#isExhausted && this.#open.size === 0;
  }

  /** When there may be something to send although nothing else happens. */
  get wakesAt(): number {
    return Math.min(this.#turns.wakesAt, this.#pausedUntil);
  }

  again(probe: Probe<Block>, at: number): void {
    probe.path.waiting.add(probe, at);
  }

  /** Something of the host has changed. */
  settled(path: HostPath<Block>): void {
    if (path.isDone) this.#close(path);
    else this.#turns.unpark(path);
  }

  /** Sends. Returns whether more could be sent at once, behind the events that wait. */
  run(now: number): boolean {
    this.#turns.wake(now);
    this.#pausedUntil = Number.POSITIVE_INFINITY;
    for (let left = TURN; left > 0; left -= 1) {
      if (!this.#mayBegin(now)) return false;
      const path = this.#nextPath();
      if (path === undefined) return false;
      this.#sendFrom(path);
    }
    return true;
  }

  #mayBegin(now: number): boolean {
    const { network, isHeld } = this.#options;
    const { window, answers } = network;
    if (isHeld()) return false;
    if (now < window.resumesAt) {
      this.#pausedUntil = window.resumesAt;
      return false;
    }
    const isBlind = answers === 0;
    if (window.isFull) return false;
    if (isBlind && !this.#mayPass(network.blindPace, now)) return false;
    const smoothAt = network.smoothing.nextAt(now);
    if (smoothAt > now) {
      this.#pausedUntil = smoothAt;
      return false;
    }
    return this.#pace === undefined || this.#mayPass(this.#pace, now);
  }

  #mayPass(pace: Pace, now: number): boolean {
    if (pace.has(now)) return true;
    this.#pausedUntil = Math.min(this.#pausedUntil, pace.nextAt());
    return false;
  }

  #nextPath(): HostPath<Block> | undefined {
    while (!this.#turns.hasReady && this.#mayDraw && this.#drawBlock()) {
      // Until somebody has something to be asked.
    }
    return this.#turns.take();
  }

  get #mayDraw(): boolean {
    return !this.#isExhausted && this.#open.size < OPEN_BLOCKS && this.#options.network.waiting.value < MAX_WAITING;
  }

  /** Returns whether there may be another. */
  #drawBlock(): boolean {
    const next = this.#options.blocks.next();
    if (next === undefined) return false;
    if (next.done) {
      this.#isExhausted = true;
      return false;
    }
    const { agendaOf, isOneHost, network, maxPerHost, concurrency } = this.#options;
    const agenda = agendaOf(next.value);
    const paths = new Set<HostPath<Block>>();
    for (const index of agenda.hosts) {
      const ownWindow = isOneHost && maxPerHost === undefined;
      const window = ownWindow
        ? network.window
        : new Window(FIRST_HOST_WINDOW, Math.min(concurrency, maxPerHost ?? concurrency), BLIND_HOST_WINDOW);
      const path = new HostPath(next.value, index, agenda, window, network.waiting);
      if (!ownWindow) window.onRebase = () => path.inflation.rebase();
      if (path.isDone) continue;
      paths.add(path);
      this.#turns.add(path);
    }
    if (paths.size > 0) this.#open.set(next.value, paths);
    return true;
  }

  #sendFrom(path: HostPath<Block>): void {
    const now = this.#options.clock.now();
    const probe = path.next(now, this.#options.network.waiting.value < MAX_WAITING);
    if (probe === undefined) {
      this.#turns.park(path);
      return;
    }
    if (path.isLost) this.#options.lost(probe);
    else this.#send(probe, now);
    if (path.isDone) this.#close(path);
    else this.#turns.add(path);
  }

  #send(probe: Probe<Block>, now: number): void {
    const { path } = probe;
    const { network, tally, ask } = this.#options;
    probe.attempts += 1;
    probe.sentAt = now;
    probe.timeoutMs = network.deadlineOf(probe);
    probe.expect = this.#expectationOf(probe);
    network.window.sent(probe.expect);
    if (path.window !== network.window) path.window.sent(probe.expect);
    this.#enterCohorts(probe, now);
    path.noteSent(now, probe.purpose === 'canary');
    probe.serial = path.sends;
    if (probe.purpose === 'plan' && probe.counts) path.limit.sent(probe.expect);
    network.noteEarly(probe);
    if (network.answers === 0) network.blindPace.take();
    this.#pace?.take();
    network.smoothing.sent();
    tally.sent += 1;
    ask(probe);
  }

  /** How likely an answer is, as far as the host has shown. */
  #expectationOf({ path, purpose, silences, isSample }: Probe<Block>): number {
    if (purpose === 'canary') return 1 - path.ownLoss;
    if (silences > 0 || isSample) return 0;
    if (path.questions.isSearching) return SEARCH_EXPECTATION;
    return path.limit.isKnown && !this.#options.patient ? 0 : expectationOf(path);
  }

  #enterCohorts(probe: Probe<Block>, now: number): void {
    const { path, purpose, expect } = probe;
    const { network } = this.#options;
    const isCanary = purpose === 'canary';
    if (!isCanary && (!probe.isRandom || probe.silences > 0)) return;
    const doubt = isCanary ? 0 : path.share.doubt;
    probe.counts = doubt !== undefined && expect > 0;
    const expected = probe.counts ? expect : 0;
    const spanMs = Math.max(COHORT_MS, path.roundTrip.smoothedMs);
    probe.hostCohort = path.cohortsOf().sent(now, spanMs, expected, doubt ?? 0);
    if (path.window !== network.window) probe.cohort = network.cohorts.sent(now, spanMs, expected, doubt ?? 0);
  }

  #close(path: HostPath<Block>): void {
    const paths = this.#open.get(path.block);
    paths?.delete(path);
    if (paths?.size === 0) this.#open.delete(path.block);
  }
}

/**
 * How likely a first attempt is answered while no more gets lost than the path loses by itself: what gets lost now is taken
 * out of the share of answers.
 */
function expectationOf({ loss, share, ownLoss }: HostPath<ProbeBlock>): number {
  const lost = loss.attempts < KNOWN_LOSS_FROM ? 0 : Math.min(0.9, loss.measured ?? 0);
  const usual = loss.attempts < KNOWN_LOSS_FROM ? 0 : Math.min(MOST_USUAL_LOSS, loss.expected);
  return Math.min(1, share.value / (1 - lost)) * (1 - Math.max(ownLoss, usual));
}
