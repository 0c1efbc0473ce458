/** Checks of what is asked for, each with the one line that says what is wrong. */
import { PortolanError } from './errors.js';

/** What the types forbid, for callers without them. */
export function checkPath(name: string, path: unknown): void {
  if (typeof path === 'string' && path !== '' && !path.includes('\0')) return;
  throw new PortolanError('ERR_OPTION', {
    value: String(path),
    problem: '{name} is the path of a file',
    values: { name },
  });
}

export function checkSignatures(signatures: string | readonly (string | object)[] = []): void {
  for (const each of [signatures].flat() as unknown[]) {
    if (typeof each !== 'object' || each === null) checkPath('signatures', each);
  }
}

export function optional(name: string, value: number | undefined, least: number, most: number): number | undefined {
  return value === undefined ? undefined : wholeNumber(name, value, least, most);
}

export function wholeNumber(name: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  const details =
    most === Number.MAX_SAFE_INTEGER
      ? { problem: '{name} is a whole number {least} or more', values: { name, least } }
      : { problem: '{name} is a whole number from {least} to {most}', values: { name, least, most } };
  throw new PortolanError('ERR_OPTION', { value: String(value), ...details });
}

export function oneOf<Word extends string>(name: string, value: Word, allowed: readonly Word[]): Word {
  if (allowed.includes(value)) return value;
  const values = { option: name, choices: allowed.join(', ') };
  throw new PortolanError('ERR_OPTION', { value: String(value), problem: '{option} is one of {choices}', values });
}
