import { Pace } from './pace.js';
import type { Window } from './window.js';

/** How much faster than it drains the window is filled: while it doubles, and later. */
const STARTING_HASTE = 2.5;
const HASTE = 1.25;
/** Milliseconds of sending that may go at once. */
const BURST_MS = 4;
const LEAST_BURST = 8;
/** Weight of one attempt in the moving average of how long they take. */
const GAIN = 1 / 64;

/**
 * Spreads what is sent over the time that attempts take. Silent ports come to their deadline in bursts, as they were sent;
 * without this, each burst would be followed by one as large, which overruns every queue on the way and then leaves it idle.
 */
export class Smoothing {
  readonly #window: Window;
  #holdMs = 0;
  #pace: Pace | undefined;

  constructor(window: Window) {
    this.#window = window;
  }

  /** An attempt took so many milliseconds. */
  note(ms: number): void {
    this.#holdMs += (ms - this.#holdMs) * (this.#holdMs === 0 ? 1 : GAIN);
  }

  /** When the next probe may go: now, or a later time. */
  nextAt(now: number): number {
    if (this.#holdMs === 0 || this.#window.isBlind) return now;
    const haste = this.#window.isStarting ? STARTING_HASTE : HASTE;
    const perSecond = (haste * 1000 * this.#window.size) / Math.max(1, this.#holdMs);
    this.#pace ??= new Pace(perSecond, LEAST_BURST, now);
    this.#pace.perSecond = perSecond;
    this.#pace.burst = Math.max(LEAST_BURST, (perSecond * BURST_MS) / 1000);
    return this.#pace.has(now) ? now : this.#pace.nextAt();
  }

  sent(): void {
    this.#pace?.take();
  }
}
