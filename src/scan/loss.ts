import { LEAST_ATTEMPTS, LOSS_PRIOR_ATTEMPTS, MISS_TARGET, MOST_ATTEMPTS } from '../defaults.js';

/**
 * How many probes get lost on the way there or back, from those of which we know: attempts at ports that answered in the
 * end. Silent ports tell nothing about it.
 */
export class Loss {
  /** Attempts at ports that answered sooner or later. */
  attempts = 0;
  /** Those of them that got no answer. */
  lost = 0;

  #recentAttempts = 0;
  #recentLost = 0;

  add(attempts: number, lost: number): void {
    this.attempts += attempts;
    this.lost += lost;
    this.#recentAttempts = Math.max(0, this.#recentAttempts + attempts);
    this.#recentLost = Math.max(0, this.#recentLost + lost);
    if (this.#recentAttempts < MEMORY || this.#recentLost === 0) return;
    this.#recentAttempts /= 2;
    this.#recentLost /= 2;
  }

  /** Share of the attempts that got lost, 0 to 1, as it was measured; null where nothing is known. */
  get measured(): number | null {
    return this.attempts === 0 ? null : this.lost / this.attempts;
  }

  /** The share to reckon with: 2 % before anything is known, then what was measured lately. */
  get expected(): number {
    return (this.#recentLost + 0.5) / (this.#recentAttempts + LOSS_PRIOR_ATTEMPTS);
  }
}

/** The loss to reckon with at a host: its own once it has shown some, that of the whole scan before. */
export function lossAt(host: Loss, all: Loss): number {
  const weight = Math.min(1, host.attempts / OWN_ATTEMPTS);
  return weight * host.expected + (1 - weight) * all.expected;
}

/** Attempts that count: a path that was overrun at first must not be mistrusted for ever. */
const MEMORY = 1024;
/** Attempts from which a host's own loss counts alone. */
const OWN_ATTEMPTS = 100;

/**
 * How often to ask before silence is believed: so often that the attempts at an answering port rarely all get lost.
 *
 * @param loss - Share of probes that get lost, 0 to 1.
 * @param missTarget - How often they may: {@link MISS_TARGET} where most is silent, since each attempt costs a lot there.
 */
export function attemptsFor(loss: number, missTarget: number = MISS_TARGET): number {
  const needed = Math.ceil(Math.log(missTarget) / Math.log(Math.min(0.9, Math.max(loss, 1e-9))));
  return Math.min(MOST_ATTEMPTS, Math.max(LEAST_ATTEMPTS, needed));
}
