import type { Clock } from '../../src/net/clock.js';
import { WaitingList } from '../../src/scan/waiting.js';

interface Timer {
  readonly at: number;
  readonly callback: () => void;
  isOver: boolean;
}

/** Turns of the event loop after which what can happen without time passing has happened. */
const TURNS = 20;
/** Turns in a row without a change to the timers after which it has, where only a simulated network is asked. */
const IDLE_TURNS = 4;

/** A clock that stands still until it is told to go on. */
export class FakeClock implements Clock {
  #now = 0;
  #leapt = 0;
  #timers = new WaitingList<Timer>();
  #pending = 0;
  #changes = 0;

  now(): number {
    return this.#now;
  }

  date(): Date {
    return new Date(Date.UTC(2026, 0, 1) + this.#now + this.#leapt);
  }

  schedule(ms: number, callback: () => void): () => void {
    const timer: Timer = { at: this.#now + ms, callback, isOver: false };
    this.#timers.add(timer, timer.at);
    this.#pending += 1;
    this.#changes += 1;
    return () => this.#end(timer);
  }

  /** How many timers are set. */
  get pending(): number {
    return this.#pending;
  }

  /** Lets time pass, calling back what falls due in its order. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (let timer = this.#timers.take(end); timer !== undefined; timer = this.#timers.take(end)) {
      if (!this.#end(timer)) continue;
      this.#now = Math.max(this.#now, timer.at);
      timer.callback();
    }
    this.#now = end;
  }

  /** Lets the machine sleep: the wall clock goes on, the monotonic one stands still. */
  sleep(ms: number): void {
    this.#leapt += ms;
  }

  /** Runs until the work is done: whenever everything waits for time, the next timer falls due. */
  async drive<T>(work: Promise<T>): Promise<T> {
    return this.#drive(work, async (isDone) => {
      for (let turn = 0; turn < TURNS && !isDone(); turn += 1) await turnOfEvents();
    });
  }

  /** Like {@link drive}, and quicker, for work that sets a timer for everything that it waits for. */
  async hurry<T>(work: Promise<T>): Promise<T> {
    return this.#drive(work, async (isDone) => {
      let seen = this.#changes;
      for (let idle = 0; idle < IDLE_TURNS && !isDone(); idle += 1) {
        await turnOfEvents();
        if (this.#changes !== seen) idle = -1;
        seen = this.#changes;
      }
    });
  }

  async #drive<T>(work: Promise<T>, settle: (isDone: () => boolean) => Promise<void>): Promise<T> {
    let done = false;
    const finished = work.finally(() => {
      done = true;
    });
    // Unhandled only here; the caller awaits `finished`.
    finished.catch(() => {});
    while (!done) {
      await settle(() => done);
      if (done) break;
      const at = this.#timers.nextAt;
      if (at < Number.POSITIVE_INFINITY) this.advance(Math.max(0, at - this.#now));
    }
    return finished;
  }

  #end(timer: Timer): boolean {
    if (timer.isOver) return false;
    timer.isOver = true;
    this.#pending -= 1;
    this.#changes += 1;
    return true;
  }
}

function turnOfEvents(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
