import { LOCAL_FAILURE_LONGEST_PAUSE_MS, LOCAL_FAILURE_PAUSE_MS } from '../defaults.js';

/**
 * How many probes may be in flight. It starts at its cap, halves when this machine runs out of something (at most once
 * a pause, since one lack fails many probes at the same moment), and grows by one for every window of answers.
 */
export class Window {
  readonly #cap: number;
  #size: number;
  #answers = 0;
  #strikes = 0;
  #resumesAt = Number.NEGATIVE_INFINITY;

  constructor(cap: number) {
    this.#cap = cap;
    this.#size = cap;
  }

  get size(): number {
    return this.#size;
  }

  /** The time before which nothing should be sent. */
  get resumesAt(): number {
    return this.#resumesAt;
  }

  /** Something came back: we have what we lacked, and the path takes more. */
  answered(): void {
    this.#strikes = 0;
    if (this.#size >= this.#cap) return;
    this.#answers += 1;
    if (this.#answers < this.#size) return;
    this.#answers = 0;
    this.#size += 1;
  }

  /** Nothing came back: we have what we lacked, but silence is no reason to send more. */
  silent(): void {
    this.#strikes = 0;
  }

  /** This machine ran out of something. */
  ranOut(now: number): void {
    if (now < this.#resumesAt) return;
    this.#size = Math.max(1, Math.floor(this.#size / 2));
    this.#answers = 0;
    const pause = Math.min(LOCAL_FAILURE_LONGEST_PAUSE_MS, LOCAL_FAILURE_PAUSE_MS * 2 ** this.#strikes);
    this.#strikes += 1;
    this.#resumesAt = now + pause;
  }
}
