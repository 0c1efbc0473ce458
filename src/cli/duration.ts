import { PortolanError } from '../errors.js';

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 };

/**
 * Milliseconds of a duration as people write it: `500ms`, `2s`, `1.5s`, `1m`.
 *
 * @param option - Name of the option for the message, such as `--timeout`.
 * @param longestMs - Longest allowed.
 * @throws PortolanError with code `ERR_OPTION`
 */
export function parseDuration(option: string, text: string, longestMs: number): number {
  const match = /^(\d{1,9}(?:\.\d{1,6})?)\s*(ms|s|m)?$/i.exec(text.trim());
  const allowed = `${option} is a duration such as 500ms, 2s or 1m`;
  if (match === null) throw new PortolanError('ERR_OPTION', { value: text, problem: allowed });
  const [, digits = '', unit] = match;
  const ms = Math.round(Number(digits) * (UNITS[unit?.toLowerCase() ?? 'ms'] ?? 1));
  if (ms >= 1 && unit === undefined) {
    const suggestion = ms < 100 ? `${digits}s` : `${digits}ms`;
    throw new PortolanError('ERR_OPTION', { value: text, problem: `${allowed}, with its unit`, suggestion });
  }
  if (ms >= 1 && ms <= longestMs) return ms;
  throw new PortolanError('ERR_OPTION', { value: text, problem: `${allowed}, from 1ms to ${formatLimit(longestMs)}` });
}

function formatLimit(ms: number): string {
  return ms % 60_000 === 0 ? `${ms / 60_000}m` : `${ms / 1000}s`;
}
