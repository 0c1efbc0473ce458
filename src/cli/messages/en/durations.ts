import { type RoundDuration, roundDuration } from '../../../report/durations.js';

const UNITS: Readonly<Record<RoundDuration['unit'], string>> = {
  second: 's',
  minute: 'min',
  hour: 'h',
  day: 'days',
};

/** A duration in English: `0.4 s`, `12 s`, `3 min`. */
export function durationEn(ms: number): string {
  const { amount, unit } = roundDuration(ms);
  return `${amount} ${UNITS[unit]}`;
}
