import {
  SHORT_SILENCE_MS,
  SILENCE_FIRST_PAUSE_MS,
  SILENCE_LONGEST_PAUSE_MS,
  SILENCE_PATIENCE_MS,
} from '../defaults.js';

/** A host that answered and does so no more. It is left alone, and called now and then. */
export class Silence {
  readonly since: number;
  /** Probes a second that it got when it fell silent. */
  readonly rateBefore: number;
  /** Whether it was told. */
  isRemarked = false;
  /** When to call next. */
  asksAt: number;
  #pauseMs = SILENCE_FIRST_PAUSE_MS;
  #calls = 0;

  constructor(now: number, rateBefore: number) {
    this.since = now;
    this.rateBefore = rateBefore;
    this.asksAt = now;
  }

  /** Whether so many calls stayed unanswered that it is no chance. */
  isCertain(now: number): boolean {
    return this.#calls >= 3 && now - this.since > SHORT_SILENCE_MS;
  }

  /** A call was sent: the next waits for what it brings. */
  asked(): void {
    this.asksAt = Number.POSITIVE_INFINITY;
  }

  /** A call stayed unanswered. Returns whether patience has ended. */
  unanswered(now: number): boolean {
    this.#calls += 1;
    if (now - this.since >= SILENCE_PATIENCE_MS) return true;
    // The first two may simply have been lost.
    if (this.#calls < 3) {
      this.asksAt = now;
      return false;
    }
    this.asksAt = now + this.#pauseMs;
    if (now - this.since <= SHORT_SILENCE_MS) return false;
    this.#pauseMs = Math.min(SILENCE_LONGEST_PAUSE_MS, this.#pauseMs * 2);
    return false;
  }
}
