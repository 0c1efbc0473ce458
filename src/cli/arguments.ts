import { PortolanError } from '../errors.js';

/** Ports glued to their option, as users of other scanners type it: `-p25,80`, `-p-`. */
const GLUED_PORTS = /^-p(?!=)(.+)$/s;

/** Splits glued ports from their option, which the parser would otherwise read as a bundle of flags. Stops at `--`. */
export function splitGluedPorts(words: readonly string[]): string[] {
  const end = words.indexOf('--');
  const options = end < 0 ? words : words.slice(0, end);
  const split = options.flatMap((word) => {
    const ports = GLUED_PORTS.exec(word)?.[1];
    return ports === undefined ? [word] : ['-p', ports];
  });
  return [...split, ...(end < 0 ? [] : words.slice(end))];
}

/** The value of an option that makes sense only once. */
export function single(option: string, value: string | readonly string[] | undefined): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  throw new PortolanError('ERR_OPTION', {
    value: value.join(' '),
    problem: '{option} can be given only once',
    values: { option },
  });
}

/** Several values of an option as one list. */
export function joined(value: string | readonly string[] | undefined): string | undefined {
  return value === undefined ? undefined : [value].flat().join(',');
}

/** A whole number. Its range is checked by the library. */
export function parseWholeNumber(option: string, text: string): number {
  if (/^\d{1,15}$/.test(text.trim())) return Number(text);
  throw new PortolanError('ERR_OPTION', { value: text, problem: '{option} is a whole number', values: { option } });
}
