import { type ErrorDetails, PortolanError } from '../errors.js';

/** A member of a file of data, as it was parsed. */
export type Entry = Readonly<Record<string, unknown>>;

/** A text that must be there. */
export function text(entry: Entry, key: string, subject: string): string {
  const value = entry[key];
  if (typeof value !== 'string' || value === '') throw malformed(subject, '{key} must be a string', { key });
  return value;
}

export function optionalText(entry: Entry, key: string, subject: string): string | null {
  return entry[key] === undefined || entry[key] === null ? null : text(entry, key, subject);
}

export function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @param value - What is malformed, such as the id of a signature. */
export function malformed(
  value: string | undefined,
  problem: string,
  values: ErrorDetails['values'] = {},
  cause?: unknown,
): PortolanError {
  return new PortolanError('ERR_DATA', { ...(value === undefined ? {} : { value }), problem, values, cause });
}
