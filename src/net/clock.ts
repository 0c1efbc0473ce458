/** The source of time, handed in so that a test can hold it still. */
export interface Clock {
  /** Monotonic milliseconds. */
  now(): number;
  /** Wall-clock time. */
  date(): Date;
  /** Calls back once after `ms` milliseconds; the returned function cancels. */
  schedule(ms: number, callback: () => void): () => void;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => performance.now(),
  date: () => new Date(),
  schedule(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};
