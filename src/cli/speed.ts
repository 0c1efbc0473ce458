/** What a progress is looked at for. */
export interface SpeedSource {
  readonly planned: number;
  readonly settled: number;
  readonly sent: number;
}

/** How fast the work goes at present. */
export interface Speed {
  /** Connects a second. */
  readonly perSecond: number;
  /** Milliseconds until all is done, if it goes on like this; undefined where nobody can tell. */
  readonly leftMs: number | undefined;
}

interface Look {
  readonly at: number;
  readonly settled: number;
  readonly sent: number;
}

/** Milliseconds that count as the present: many round trips, and still soon forgotten. */
const PRESENT_MS = 10_000;
/** Milliseconds before which nothing is said of the end: the beginning is slower than the rest. */
const KNOWN_AFTER_MS = 1000;
/** Milliseconds of the longest time that is told: beyond four days it is a guess at best. */
const LONGEST_LEFT_MS = 345_600_000;

/** Measures the speed of the last ten seconds: a scan begins slowly, and some hosts make it wait. */
export class Speedometer {
  #looks: Look[] = [{ at: 0, settled: 0, sent: 0 }];

  /** @param at - Milliseconds since the beginning. */
  look({ planned, settled, sent }: SpeedSource, at: number): Speed {
    this.#looks.push({ at, settled, sent });
    while (this.#looks.length > 2 && (this.#looks[1] as Look).at <= at - PRESENT_MS) this.#looks.shift();
    const before = this.#looks[0] as Look;
    const spanMs = Math.max(1, at - before.at);
    const settledPerMs = (settled - before.settled) / spanMs;
    const leftMs = (planned - settled) / settledPerMs;
    const isKnown = at >= KNOWN_AFTER_MS && settledPerMs > 0 && leftMs <= LONGEST_LEFT_MS;
    return { perSecond: ((sent - before.sent) * 1000) / spanMs, leftMs: isKnown ? leftMs : undefined };
  }
}
