/** A token bucket: so many a second on average, and no more than a burst at once. */
export class Pace {
  #perMs: number;
  #burst: number;
  #tokens: number;
  #at: number;

  /**
   * @param perSecond - Tokens a second.
   * @param burst - Tokens that gather while nothing is taken, 1 or more.
   */
  constructor(perSecond: number, burst: number, now: number) {
    this.#perMs = perSecond / 1000;
    this.#burst = Math.max(1, burst);
    this.#tokens = this.#burst;
    this.#at = now;
  }

  get perSecond(): number {
    return this.#perMs * 1000;
  }

  set perSecond(value: number) {
    this.#perMs = value / 1000;
  }

  /** Tokens that gather while nothing is taken. */
  set burst(value: number) {
    this.#burst = Math.max(1, value);
  }

  /** Whether a token is there; takes none. */
  has(now: number): boolean {
    this.#tokens = Math.min(this.#burst, this.#tokens + (now - this.#at) * this.#perMs);
    this.#at = now;
    // Sums of fractions may miss a whole token by a hair.
    return this.#tokens >= 1 - 1e-9;
  }

  take(): void {
    this.#tokens -= 1;
  }

  /** Gives a token back that was not used. */
  giveBack(): void {
    this.#tokens += 1;
  }

  /** When the next token will be there. */
  nextAt(): number {
    return this.#at + Math.max(0, 1 - this.#tokens) / this.#perMs;
  }
}
