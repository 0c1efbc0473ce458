/** A duration as people say it: a number that is not more exact than it can be, and its unit. */
export interface RoundDuration {
  readonly amount: string;
  readonly unit: 'second' | 'minute' | 'hour' | 'day';
}

const UNITS = [
  ['second', 1000],
  ['minute', 60_000],
  ['hour', 3_600_000],
  ['day', 86_400_000],
] as const;
/** So many of a unit are still said in it: 90 s rather than 1.5 minutes. */
const MOST = 100;

/** Rounds a duration in milliseconds to about two digits. */
export function roundDuration(ms: number): RoundDuration {
  const [unit, size] = UNITS.find(([, size]) => ms < MOST * size) ?? UNITS[3];
  const amount = ms / size;
  const digits = amount < 1 ? 2 : amount < 9.95 ? 1 : 0;
  return { unit, amount: String(Number(amount.toFixed(digits))) };
}
