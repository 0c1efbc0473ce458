import { type ErrorDetails, PortolanError } from '../errors.js';

/** What is wrong with a file that should be one of IANA's registries. */
export function fault(details: ErrorDetails): PortolanError {
  return new PortolanError('ERR_REGISTRY', details);
}

/** Characters of a field that a message shows. */
const SHOWN = 40;

/** A field of a file in a message: short, and with nothing in it that a terminal could obey. */
export function quoted(field: string): string {
  const cut = field.length > SHOWN ? `${field.slice(0, SHOWN)}…` : field;
  return `"${cut.replace(/[^ -~…]/g, '?')}"`;
}

/** The same error with the name of the file that it is about. */
export function inFile(file: string, error: unknown): unknown {
  if (!(error instanceof PortolanError) || error.code !== 'ERR_REGISTRY' || error.value !== undefined) return error;
  return new PortolanError(error.code, { ...error.details, value: file });
}

/** Far more records than IANA's registries have: 14,500 in 2026. */
export const MOST_RECORDS = 100_000;

/** A file of more records than any registry has. */
export function tooMany(): PortolanError {
  return fault({
    problem: 'has more than {most} records, which the registry never has',
    values: { most: MOST_RECORDS },
  });
}
