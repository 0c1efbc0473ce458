/** Probes that were sent in the same short time, and how many of them should have been answered. */
export interface Cohort {
  readonly openedAt: number;
  /** Answers that were to be expected. */
  expected: number;
  /** Variance of the number of answers, were nothing lost that was not lost before. */
  variance: number;
  /** How far the expectation itself may be off, as a standard deviation. */
  doubt: number;
  observed: number;
  probes: number;
  /** Probes of the random sample, and those of them that were answered. */
  sampled: number;
  sampledAnswers: number;
  /** Probes that are neither answered nor silent yet. */
  outstanding: number;
  closed: boolean;
}

/** Answers expected in a cohort before it says anything. */
const LEAST_EXPECTED = 4;
/** Probes of a cohort of which nothing is expected yet. */
const LEAST_PROBES = 32;
/** Chance that a probe gets lost at least, as far as chance is reckoned with. */
const LEAST_CHANCE = 0.03;
/** Share of missing answers that is always taken for chance. */
const TOLERATED_SHARE = 0.02;

/**
 * Notices when fewer probes are answered than before. Ports are asked in random order, so the share of those that answer
 * stays the same over a scan; where it falls, packets get lost, mostly because we send too many.
 */
export class Cohorts {
  #current: Cohort | undefined;

  /** Adds a probe that is sent now, and returns its cohort. */
  sent(now: number, spanMs: number, expect: number, doubt: number): Cohort {
    let cohort = this.#current;
    if (cohort === undefined || (isLargeEnough(cohort) && now - cohort.openedAt >= spanMs)) {
      if (cohort !== undefined) cohort.closed = true;
      cohort = emptyCohort(now);
      this.#current = cohort;
    }
    cohort.expected += expect;
    cohort.variance += expect * Math.max(LEAST_CHANCE, 1 - expect);
    cohort.doubt += doubt;
    cohort.outstanding += 1;
    cohort.probes += 1;
    return cohort;
  }

  /** Begins a new cohort with the next probe. */
  cut(): void {
    if (this.#current !== undefined) this.#current.closed = true;
    this.#current = undefined;
  }
}

function emptyCohort(openedAt: number): Cohort {
  const counts = {
    expected: 0,
    variance: 0,
    doubt: 0,
    observed: 0,
    probes: 0,
    sampled: 0,
    sampledAnswers: 0,
    outstanding: 0,
  };
  return { openedAt, ...counts, closed: false };
}

function isLargeEnough({ expected, probes }: Cohort): boolean {
  return expected >= LEAST_EXPECTED || probes >= LEAST_PROBES;
}

/**
 * Enters the fate of one probe. Returns the share of answers that are missing once all are in: 0 where chance explains it.
 *
 * @param counts - Whether an answer to it was to be expected, or not.
 * @param isSample - Whether it belongs to the random sample of the ports.
 */
export function settleInCohort(
  cohort: Cohort,
  answered: boolean,
  counts: boolean,
  isSample: boolean,
): number | undefined {
  if (answered && counts) cohort.observed += 1;
  if (answered && isSample) cohort.sampledAnswers += 1;
  if (isSample) cohort.sampled += 1;
  cohort.outstanding -= 1;
  return cohort.closed && cohort.outstanding === 0 ? missingShare(cohort) : undefined;
}

function missingShare({ expected, variance, doubt, observed }: Cohort): number {
  const missing = expected - observed;
  const chance = 3 * Math.sqrt(variance + 0.25) + 2 * doubt + TOLERATED_SHARE * expected;
  return expected > 0 && missing > chance ? missing / expected : 0;
}
