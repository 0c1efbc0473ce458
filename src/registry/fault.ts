import { type ErrorDetails, PortolanError } from '../errors.js';

/**
 * What is wrong with a file that should be one of IANA's registries.
 *
 * @param problem - `{name}` stands for a value of `values`.
 */
export function fault(problem: string, values?: ErrorDetails['values'], cause?: unknown): PortolanError {
  return new PortolanError('ERR_REGISTRY', { problem, values, cause });
}

/** The same error with the name of the file that it is about. */
export function inFile(file: string, error: unknown): unknown {
  if (!(error instanceof PortolanError) || error.code !== 'ERR_REGISTRY' || error.value !== undefined) return error;
  return new PortolanError(error.code, { ...error.details, value: file });
}
