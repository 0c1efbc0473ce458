import { PortolanError } from '../errors.js';

/** Short options that take a value which may be glued to them, as users of other scanners type it: `-p25,80`, `-p-`. */
const GLUED = /^-([po])(?!=)(.+)$/s;

/** Splits glued short options, which the parser would otherwise read as a bundle of flags. Stops at `--`. */
export function splitGluedOptions(words: readonly string[]): string[] {
  const end = words.indexOf('--');
  const options = end < 0 ? words : words.slice(0, end);
  const split = options.flatMap((word) => {
    const match = GLUED.exec(word);
    return match === null ? [word] : [`-${match[1]}`, match[2] ?? ''];
  });
  return [...split, ...(end < 0 ? [] : words.slice(end))];
}

/** The value of an option that makes sense only once. */
export function single(option: string, value: string | readonly string[] | undefined): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  throw new PortolanError('ERR_OPTION', { value: value.join(' '), problem: `${option} can be given only once` });
}

/** Several values of an option as one list. */
export function joined(value: string | readonly string[] | undefined): string | undefined {
  return value === undefined ? undefined : [value].flat().join(',');
}

/** A whole number. Its range is checked by the library. */
export function parseWholeNumber(option: string, text: string): number {
  if (/^\d{1,15}$/.test(text.trim())) return Number(text);
  throw new PortolanError('ERR_OPTION', { value: text, problem: `${option} is a whole number` });
}
