import { RateLog } from './rate-log.js';

/** Canaries that are sent when refusals go missing: to refusing and to open ports in turn. */
const TRIAL_CANARIES = 10;
/** Those of them that may get lost while refusals are what is missing. */
const TOLERATED_LOST = 1;
/** Share of the refusals that must be missing meanwhile. */
const LEAST_MISSING = 0.25;
/** Refusals to expect during a trial before their absence says anything. */
const LEAST_EXPECTED = 4;
/** Nats from which the limit is certain (one case in 65 million), and those that one answer can bring: it takes two trials. */
const ENOUGH_EVIDENCE = 18;
const MOST_NATS = 3;
/** Short silences of a host without open ports that stand for a limit. */
const ENOUGH_BREATHS = 2;

/** Open ports are asked, and the refusals of the same time are counted. */
interface Trial {
  readonly from: number;
  /** When its last canary was sent. */
  to: number;
  toSend: number;
  onTheWay: number;
  answered: number;
  lost: number;
  expected: number;
  refused: number;
}

/**
 * Tells refusals that a host or firewall keeps back from packets that get lost: the one concerns refusals only, the other
 * handshakes as well. So when answers go missing, open ports are asked again, amid the other probes.
 */
export class RefusalLimit {
  /** Whether refusals are limited. */
  isKnown = false;
  #trial: Trial | undefined;
  #evidence = 0;
  #breaths = 0;
  #log: RateLog | undefined;

  /** Whether the next canary goes to an open port. */
  get wantsOpen(): boolean {
    return this.#trial === undefined ? this.isKnown : this.#trial.toSend % 2 === 1;
  }

  /** Canaries that are still to be sent. */
  get trials(): number {
    return this.#trial?.toSend ?? 0;
  }

  get isOnTrial(): boolean {
    return this.#trial !== undefined;
  }

  /** Whether so many open ports stayed silent that more than refusals is missing. */
  get isRefuted(): boolean {
    return this.#trial !== undefined && this.#trial.lost > TOLERATED_LOST;
  }

  /** Answers went missing. */
  suspect(now: number): void {
    if (this.isKnown || this.isOnTrial) return;
    const none = { answered: 0, lost: 0, expected: 0, refused: 0 };
    this.#trial = { from: now, to: Number.POSITIVE_INFINITY, toSend: TRIAL_CANARIES, onTheWay: 0, ...none };
  }

  /** A canary was sent. Returns whether it is one of a trial, to an open port: then it must be told how it fared. */
  canarySent(now: number, isOpen: boolean): boolean {
    const trial = this.#trial;
    if (trial === undefined || trial.toSend === 0) return false;
    trial.toSend -= 1;
    if (trial.toSend === 0) trial.to = now;
    if (isOpen) trial.onTheWay += 1;
    else trial.expected += 1;
    return isOpen;
  }

  /** A probe of the plan was sent, for which a refusal was that likely. */
  sent(expect: number): void {
    if (this.#trial !== undefined && this.#trial.toSend > 0) this.#trial.expected += expect;
  }

  /** Whether the last trial spoke for a limit, without making it certain. */
  get isLikely(): boolean {
    return !this.isKnown && this.#evidence > 0;
  }

  /** An open port answered a canary, or did not. Returns whether that ended the trial. */
  canarySettled(answered: boolean): boolean {
    const trial = this.#trial;
    if (trial === undefined || trial.onTheWay === 0) return false;
    trial.onTheWay -= 1;
    if (answered) trial.answered += 1;
    else trial.lost += 1;
    if (trial.toSend > 0 || trial.onTheWay > 0) return false;
    this.#judge(trial);
    return true;
  }

  /** All answers were missing, not only refusals. */
  acquit(): void {
    this.#trial = undefined;
    this.#evidence = 0;
  }

  /** A host without open ports was silent for a moment only. Returns whether the limit became known by it. */
  breathed(): boolean {
    this.#breaths += 1;
    this.isKnown ||= this.#breaths >= ENOUGH_BREATHS;
    return this.isKnown;
  }

  /** @param isExpected - Whether it was one that had to come. */
  refused(now: number, sentAt: number, isExpected = true): void {
    this.#log ??= new RateLog();
    this.#log.note(now);
    this.mostPerSecond = Math.max(this.mostPerSecond, this.#log.since(now - 900, now));
    const trial = this.#trial;
    if (isExpected && trial !== undefined && sentAt >= trial.from && sentAt <= trial.to) trial.refused += 1;
  }

  /** Most refusals of any second so far. */
  mostPerSecond = 0;

  #judge({ answered, lost, expected, refused }: Trial): void {
    this.#trial = undefined;
    if (expected < LEAST_EXPECTED) return;
    const missing = 1 - refused / expected;
    const isLimit = lost <= TOLERATED_LOST && missing >= LEAST_MISSING;
    // How unlikely it is that open ports answered, if as many handshakes got lost as refusals.
    const disbelief = answered * Math.min(MOST_NATS, -Math.log(1 - Math.min(0.999, missing))) - lost * MOST_NATS;
    this.#evidence = isLimit ? Math.max(0, this.#evidence + disbelief) : 0;
    this.isKnown = this.#evidence >= ENOUGH_EVIDENCE;
  }
}
