import {
  INFLATION_GAIN,
  LEAST_DELAYED_WINDOW,
  LEAST_WINDOW,
  LOCAL_FAILURE_LONGEST_PAUSE_MS,
  LOCAL_FAILURE_PAUSE_MS,
  WINDOW_CAUTIOUS_GROWTH,
  WINDOW_GROWTH,
} from '../defaults.js';

/** Cuts in a row without effect after which longer round trips are taken for the path's own. */
const VAIN_CUTS = 16;
/** Share by which the window is cut for each unit of inflation. */
const DELAY_CUT = 0.15;
/** Answers expected at a time from which growth goes at its full pace, and what it is with fewer at least. */
const ENOUGH_EXPECTED = 8;
const LEAST_CERTAINTY = 0.4;
/** Weight of an answer in the moving average of inflation where answers are few. */
const MOST_INFLATION_GAIN = 1 / 4;
/** The same while the window doubles: what is noticed late is overrun twofold. */
const STARTING_INFLATION_GAIN = 1 / 16;
/** Round trips for which growth stays cautious after answers went missing. */
const CAUTIOUS_ROUNDS = 50;

/**
 * How many probes may be in flight, in the manner of TCP congestion control (RFC 5681, with the delay of RFC 9406).
 *
 * It doubles in a round trip while answers come as fast as at first, then by a fifth at most. Only answers that were to
 * be expected make it grow, silence never does. It shrinks when answers take longer (a queue fills, on the way or here), when
 * expected answers stay out, and when this machine runs out of something.
 */
export class Window {
  /** Probes in flight at most. */
  readonly cap: number;
  #blindSize: number;
  #isBlind = true;
  #size: number;
  /** Probes in flight. */
  inFlight = 0;
  /** Answers that those in flight should bring. */
  expected = 0;
  #slowStart = true;
  #inflation = 0;
  #inflatedSince: number | undefined;
  #cutAt = Number.NEGATIVE_INFINITY;
  #lossAt = Number.NEGATIVE_INFINITY;
  #vainCuts = 0;
  #inflationAtCut = 0;
  #strikes = 0;
  #resumesAt = Number.NEGATIVE_INFINITY;
  /** Asked when round trips stay long although little is sent. */
  onRebase: (() => void) | undefined;

  /**
   * @param start - Probes in flight at first.
   * @param cap - Probes in flight at most.
   * @param blindSize - Probes in flight while nothing was answered, so that silence does not last for ever.
   */
  constructor(start: number, cap: number, blindSize = start) {
    this.cap = cap;
    this.#blindSize = Math.min(cap, blindSize);
    this.#size = Math.min(start, cap);
  }

  get size(): number {
    return Math.max(1, Math.floor(this.#size));
  }

  get isFull(): boolean {
    return this.inFlight >= (this.#isBlind ? this.#blindSize : this.size);
  }

  get isAtCap(): boolean {
    return this.#size >= this.cap;
  }

  /** Whether nothing was answered yet. */
  get isBlind(): boolean {
    return this.#isBlind;
  }

  /** Whether nothing limited the window yet, so that it is still looking for its size. */
  get isStarting(): boolean {
    return this.#slowStart;
  }

  /** When it was cut last. */
  get cutAt(): number {
    return this.#cutAt;
  }

  /** Looks for its size again, since what was taken for loss was none. */
  restart(now: number): void {
    this.#cutAt = now;
    this.#slowStart = true;
    this.#lossAt = Number.NEGATIVE_INFINITY;
  }

  /**
   * Grows as before: what got lost was none of our doing.
   *
   * @param size - Probes that may be in flight at least.
   */
  restore(now: number, size = 0): void {
    this.#cutAt = now;
    this.#size = Math.min(this.cap, Math.max(this.#size, size));
    this.#lossAt = Number.NEGATIVE_INFINITY;
  }

  /** The time before which nothing should be sent. */
  get resumesAt(): number {
    return this.#resumesAt;
  }

  sent(expect: number): void {
    this.inFlight += 1;
    this.expected += expect;
  }

  /** A probe is over, whatever it brought. */
  settled(expect: number): void {
    this.inFlight -= 1;
    this.expected = this.inFlight === 0 ? 0 : this.expected - expect;
  }

  /** A probe left this machine: whatever we lacked before, we have it again. */
  left(): void {
    this.#strikes = 0;
  }

  /**
   * Something came back.
   *
   * @param weight - How much it was to be expected, 0 to 1.
   * @param inflation - How much longer it took than at first; 1 is the most that is allowed.
   */
  answered(now: number, weight: number, inflation: number, roundTripMs: number): void {
    this.#isBlind = false;
    // The answers of about one round trip weigh, be they many or few.
    const least = this.#slowStart ? STARTING_INFLATION_GAIN : INFLATION_GAIN;
    const gain = Math.max(least, Math.min(MOST_INFLATION_GAIN, 1 / Math.max(1, this.expected)));
    this.#inflation += gain * (Math.min(inflation, 20) - this.#inflation);
    if (this.#inflation >= 1) this.#tooLong(now, roundTripMs);
    else this.#inTime(now, weight, roundTripMs);
  }

  /**
   * Answers stayed out that had to come.
   *
   * @param share - How many of those expected, 0 to 1.
   */
  missed(now: number, share: number): void {
    this.#slowStart = false;
    this.#lossAt = now;
    this.#cutTo(now, this.#size * Math.max(0.3, (1 - share) * 0.9));
  }

  /** This machine ran out of something. Counts at most once a pause, since one lack fails many probes at the same moment. */
  ranOut(now: number): void {
    if (now < this.#resumesAt) return;
    this.#blindSize = Math.max(1, Math.min(this.#blindSize, this.inFlight) / 2);
    this.#slowStart = false;
    this.#size = Math.max(1, Math.min(this.#size, this.inFlight) / 2);
    const pause = Math.min(LOCAL_FAILURE_LONGEST_PAUSE_MS, LOCAL_FAILURE_PAUSE_MS * 2 ** this.#strikes);
    this.#strikes += 1;
    this.#resumesAt = now + pause;
  }

  #inTime(now: number, weight: number, roundTripMs: number): void {
    this.#inflatedSince = undefined;
    if (this.#inflation < 0.5) this.#vainCuts = 0;
    // A window that is not used says nothing about a larger one.
    if (this.inFlight < this.#size / 2 || this.#size >= this.cap) return;
    const isCautious = now - this.#lossAt < CAUTIOUS_ROUNDS * roundTripMs;
    const ease = 1 - Math.max(0, this.#inflation);
    const certain = Math.min(1, Math.max(LEAST_CERTAINTY, this.expected / ENOUGH_EXPECTED));
    const gain = this.#slowStart ? 1 : certain * ease * (isCautious ? WINDOW_CAUTIOUS_GROWTH : WINDOW_GROWTH);
    const growth = (this.#size * gain * weight) / Math.max(1, this.expected);
    this.#size = Math.min(this.cap, this.#size + Math.min(growth, this.#size / 4));
  }

  #tooLong(now: number, roundTripMs: number): void {
    this.#inflatedSince ??= now;
    // One slow moment of this machine is no queue.
    if (now - this.#inflatedSince < roundTripMs || now - this.#cutAt < roundTripMs) return;
    this.#slowStart = false;
    if (this.#size <= LEAST_DELAYED_WINDOW) {
      this.#rebase();
      return;
    }
    this.#countVainCut();
    this.#cutTo(now, this.#size / (1 + DELAY_CUT * this.#inflation));
  }

  #countVainCut(): void {
    if (this.#vainCuts === 0) this.#inflationAtCut = this.#inflation;
    this.#vainCuts += 1;
    if (this.#vainCuts < VAIN_CUTS) return;
    this.#vainCuts = 0;
    if (this.#inflation > this.#inflationAtCut * 0.85) this.#rebase();
  }

  /** So little is in flight that the delay is none of ours. */
  #rebase(): void {
    this.#inflation = 0;
    this.#inflatedSince = undefined;
    this.onRebase?.();
  }

  #cutTo(now: number, size: number): void {
    this.#cutAt = now;
    this.#size = Math.min(this.#size, Math.max(Math.min(LEAST_WINDOW, this.cap), size));
  }
}
