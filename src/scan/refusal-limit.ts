import { RateLog } from './rate-log.js';

/** Answers of open ports amid missing refusals, weighted with the share that was missing, from which the limit is certain. */
const ENOUGH_EVIDENCE = 4;
/** Open ports that are asked when refusals go missing. */
const TRIALS = 5;
/** Short silences of a host without open ports that stand for a limit. */
const ENOUGH_BREATHS = 2;

/**
 * Tells refusals that a host or firewall keeps back from packets that get lost: the one concerns refusals only, the other
 * handshakes as well. So when refusals go missing, open ports are asked again.
 */
export class RefusalLimit {
  /** Whether refusals are limited. */
  isKnown = false;
  /** Canaries to open ports that are still to be sent. */
  trials = 0;
  #isOnTrial = false;
  #share = 0;
  #evidence = 0;
  #breaths = 0;
  #log: RateLog | undefined;

  /** Whether canaries must be open ports, since refusals prove nothing. */
  get isSuspected(): boolean {
    return this.isKnown || this.#isOnTrial;
  }

  /** Refusals went missing: a share of those expected. */
  suspect(share: number): void {
    if (this.isKnown || this.#isOnTrial) return;
    this.#isOnTrial = true;
    this.#share = share;
    this.trials = TRIALS;
  }

  /** An open port answered, or not, after refusals went missing. Returns whether the limit became known by it. */
  canarySettled(answered: boolean): boolean {
    if (this.isKnown || !this.#isOnTrial) return false;
    this.#evidence = answered ? this.#evidence + this.#share : Math.max(0, this.#evidence - 2);
    if (this.trials === 0) this.#isOnTrial = false;
    this.isKnown = this.#evidence >= ENOUGH_EVIDENCE;
    return this.isKnown;
  }

  /** All answers were missing, not only refusals. */
  acquit(): void {
    this.trials = 0;
    this.#isOnTrial = false;
    this.#evidence = 0;
  }

  /** A host without open ports was silent for a moment only. Returns whether the limit became known by it. */
  breathed(): boolean {
    this.#breaths += 1;
    this.isKnown ||= this.#breaths >= ENOUGH_BREATHS;
    return this.isKnown;
  }

  refused(now: number): void {
    this.#log ??= new RateLog();
    this.#log.note(now);
  }

  /** Refusals in the last second. */
  perSecond(now: number): number {
    return this.#log?.secondUntil(now, now) ?? 0;
  }
}
