import type { Clock } from '../../src/net/clock.js';

/** A clock that stands still until it is told to go on. */
export class FakeClock implements Clock {
  #now = 1000;
  readonly #timers = new Set<{ at: number; callback: () => void }>();

  now(): number {
    return this.#now;
  }

  date(): Date {
    return new Date(Date.UTC(2026, 0, 1) + this.#now);
  }

  schedule(ms: number, callback: () => void): () => void {
    const timer = { at: this.#now + ms, callback };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  /** Timers that are set. */
  get waiting(): number {
    return this.#timers.size;
  }

  /** Lets time pass; what is due by then is called back, the earliest first. */
  advance(ms: number): void {
    this.#now += ms;
    const due = [...this.#timers].filter(({ at }) => at <= this.#now).sort((first, second) => first.at - second.at);
    for (const timer of due) if (this.#timers.delete(timer)) timer.callback();
  }
}
