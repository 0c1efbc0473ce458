import { fault, nearWords, type ScriptLine } from './faults.js';
import { MAX_WAIT_MS } from './limits.js';

const DURATION = /^(\d{1,12}(?:\.\d{1,6})?)(ms|s|m)$/i;
const FACTORS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 };
const SIZE = /^(\d{1,12})(b|kb|mb|gb)?$/i;
const POWERS: Readonly<Record<string, number>> = { b: 0, kb: 1, mb: 2, gb: 3 };

/** Milliseconds of a duration such as `250ms`, `2s`, `1m`. */
export function parseWait(text: string, at: ScriptLine): number {
  const [, number, unit = ''] = DURATION.exec(text) ?? [];
  if (number === undefined) {
    const meant = /^\d{1,12}$/.test(text) ? `${text}ms` : undefined;
    throw fault(at, 'line {line}: a duration is a number with its unit, such as 250ms, 2s or 1m', {
      suggestion: meant,
    });
  }
  // To the microsecond, so that 1.1m is no endless fraction.
  const ms = Math.round(Number(number) * (FACTORS[unit.toLowerCase()] as number) * 1000) / 1000;
  if (ms <= MAX_WAIT_MS) return ms;
  throw fault(at, 'line {line}: a wait lasts at most {most} ms', { values: { most: MAX_WAIT_MS } });
}

/** Bytes of a size such as `512`, `64kb`, `10mb`. */
export function parseSize(text: string, most: number, at: ScriptLine): number {
  const [, number, unit = 'b'] = SIZE.exec(text) ?? [];
  if (number === undefined) {
    throw fault(at, 'line {line}: a size is a whole number of bytes, or of kb, mb or gb, such as 10mb');
  }
  const bytes = Number(number) * 1024 ** (POWERS[unit.toLowerCase()] as number);
  if (bytes <= most) return bytes;
  throw fault(at, 'line {line}: at most {most} bytes', { values: { most } });
}

/** A whole number from 1 on. */
export function parseCount(text: string, most: number, at: ScriptLine): number {
  const count = /^\d{1,15}$/.test(text) ? Number(text) : 0;
  if (count >= 1 && count <= most) return count;
  throw fault(at, 'line {line}: a whole number from 1 to {most} is needed', { values: { most } });
}

/** One of some words, in any case. */
export function parseWord<Word extends string>(text: string, known: readonly Word[], at: ScriptLine): Word {
  const found = known.find((each) => each.toLowerCase() === text.toLowerCase());
  if (found !== undefined) return found;
  throw fault(at, 'line {line}: one of these is needed: {known}', {
    values: { known: known.join(', ') },
    suggestion: nearWords(text, known),
  });
}

/** Nothing may follow. */
export function expectNothing(text: string, at: ScriptLine): void {
  if (text !== '') throw fault(at, 'line {line}: nothing follows this word');
}
