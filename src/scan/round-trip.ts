import { CLOCK_GRANULARITY_MS, STEADY_SAMPLES } from '../defaults.js';

/**
 * A round-trip estimate in the manner of RFC 6298: a smoothed time and its mean deviation. The gains fall once there are
 * many samples, since a scan takes thousands in a round trip where TCP takes one (RFC 7323 appendix G).
 */
export class RoundTrip {
  samples = 0;
  smoothedMs = 0;
  deviationMs = 0;

  add(ms: number): void {
    this.samples += 1;
    if (this.samples === 1) {
      this.smoothedMs = ms;
      this.deviationMs = ms / 2;
      return;
    }
    const gain = this.samples > STEADY_SAMPLES ? 1 / 32 : 1 / 8;
    const error = ms - this.smoothedMs;
    this.deviationMs += 2 * gain * (Math.abs(error) - this.deviationMs);
    this.smoothedMs += gain * error;
  }

  /** Milliseconds after which an answer is not to be expected any more (the RTO of RFC 6298 section 2). */
  get patienceMs(): number {
    return this.patienceWith(0);
  }

  /**
   * The same, reckoning with at least this deviation.
   *
   * @param deviationMs - Milliseconds.
   */
  patienceWith(deviationMs: number): number {
    return this.smoothedMs + 4 * Math.max(deviationMs, this.deviationMs) + CLOCK_GRANULARITY_MS;
  }
}

/**
 * How much longer answers take than they did before we sent much: 0 as then, 1 at the most that is allowed. Answers that
 * wait in a queue, on the way or in this process, show here long before any is lost.
 */
export class Inflation {
  /** Of the base. */
  #samples = 0;
  #baseMs = 0;
  #deviationMs = 0;
  #recentMs = 0;
  #firstAnswerAt = Number.POSITIVE_INFINITY;

  /**
   * Takes a round-trip time and tells its inflation.
   *
   * @param serial - Which probe to the host it was, from 1. The first ones are the base, whenever they are answered: later
   *   ones have waited for them.
   * @param sentAt - What was sent before the first answer came is not judged: of one burst, the quick answers come first.
   */
  add(ms: number, serial: number, sentAt: number, now: number): number {
    this.#firstAnswerAt = Math.min(this.#firstAnswerAt, now);
    if (serial <= BASE_PROBES || this.#samples < LEAST_BASE_SAMPLES || (serial <= MOST_BASE_PROBES && this.#isVague)) {
      this.#addToBase(ms);
      return 0;
    }
    if (sentAt < this.#firstAnswerAt) return 0;
    this.#recentMs += (ms - this.#recentMs) / RECENT_SAMPLES;
    // The path has become quicker, or the first samples were slow ones.
    if (this.#recentMs < this.#baseMs) this.#baseMs = this.#recentMs;
    return (ms - this.#baseMs) / this.#slackMs;
  }

  /** Takes the present times as the path's own: they did not fall when we sent less. */
  rebase(): void {
    this.#baseMs = this.#recentMs;
  }

  /** Whether the times differ so much that their mean is not known well enough. */
  get #isVague(): boolean {
    return this.#deviationMs / Math.sqrt(this.#samples) > VAGUE_SHARE * this.#slackMs;
  }

  get #slackMs(): number {
    return Math.max(LEAST_SLACK_MS, this.#baseMs / 4, this.#deviationMs);
  }

  #addToBase(ms: number): void {
    this.#samples += 1;
    if (this.#samples > 1) this.#deviationMs += (Math.abs(ms - this.#baseMs) - this.#deviationMs) / this.#samples;
    this.#baseMs += (ms - this.#baseMs) / this.#samples;
    this.#recentMs = this.#baseMs;
  }
}

/** Probes whose answers make up the base, and those that do where times waver. */
const BASE_PROBES = 16;
const MOST_BASE_PROBES = 128;
/** Standard error of the base, in units of inflation, that is good enough. */
const VAGUE_SHARE = 0.1;
/** Samples that make up the base at least. */
const LEAST_BASE_SAMPLES = 8;
/** Samples that the moving average covers. */
const RECENT_SAMPLES = 512;
/** Queueing that is allowed everywhere: as much as a busy event loop causes by itself. */
const LEAST_SLACK_MS = 20;
