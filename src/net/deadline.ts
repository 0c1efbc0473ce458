import { type Clock, systemClock } from './clock.js';

/**
 * One deadline for a whole attempt: connect, TLS and talk share it. It only answers how much is left; whoever waits
 * sets a timer for that long and clears it.
 */
export class Deadline {
  readonly #clock: Clock;
  readonly #endsAt: number;

  /** @param ms - Milliseconds from now. */
  constructor(ms: number, clock: Clock = systemClock) {
    this.#clock = clock;
    this.#endsAt = clock.now() + ms;
  }

  /** Milliseconds left, never negative. */
  remainingMs(): number {
    return Math.max(0, this.#endsAt - this.#clock.now());
  }

  /** A deadline that ends with this one, or after `ms` if that is sooner. */
  within(ms: number): Deadline {
    return new Deadline(Math.min(ms, this.remainingMs()), this.#clock);
  }

  /** Calls back once at the deadline, after the events that already wait; the returned function cancels. */
  schedule(callback: () => void): () => void {
    return scheduleAfterEvents(this.#clock, this.remainingMs(), callback);
  }
}

/**
 * Like {@link Clock.schedule}, but a callback that is late because the event loop was busy runs behind the answers that
 * arrived meanwhile, so that no answer is called silence.
 */
export function scheduleAfterEvents(clock: Clock, ms: number, callback: () => void): () => void {
  let immediate: NodeJS.Immediate | undefined;
  const cancel = clock.schedule(ms, () => {
    immediate = setImmediate(callback);
  });
  return () => {
    cancel();
    if (immediate !== undefined) clearImmediate(immediate);
  };
}

/** Resolves once the events that already wait (input, timers, signals) were handled. */
export function turnOfEvents(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
