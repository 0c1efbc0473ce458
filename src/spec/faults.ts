import { type ErrorDetails, PortolanError } from '../errors.js';

type Values = ErrorDetails['values'];
type Suggestion = ErrorDetails['suggestion'];

/** The error for a wrong port list: one line, code `ERR_PORT_SPEC`. */
export function portFault(value: string, problem: string, suggestion?: Suggestion, values?: Values): PortolanError {
  return new PortolanError('ERR_PORT_SPEC', { value, problem, suggestion, values });
}

/** The error for a wrong target: one line, code `ERR_TARGET_SPEC`. */
export function targetFault(value: string, problem: string, suggestion?: Suggestion, values?: Values): PortolanError {
  return new PortolanError('ERR_TARGET_SPEC', { value, problem, suggestion, values });
}
