import { PortolanError } from '../errors.js';

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/**
 * Milliseconds of a duration as people write it: `500ms`, `2s`, `1.5s`, `1m`, `2h`.
 *
 * @param option - Name of the option for the message, such as `--timeout`.
 * @param longestMs - Longest allowed.
 * @throws PortolanError with code `ERR_OPTION`
 */
export function parseDuration(option: string, text: string, longestMs: number): number {
  const match = /^(\d{1,9}(?:\.\d{1,6})?)\s*(ms|s|m|h)?$/i.exec(text.trim());
  if (match === null) {
    const problem = '{option} is a duration such as 500ms, 2s or 1m';
    throw new PortolanError('ERR_OPTION', { value: text, problem, values: { option } });
  }
  const [, digits = '', unit] = match;
  const ms = Math.round(Number(digits) * (UNITS[unit?.toLowerCase() ?? 'ms'] ?? 1));
  if (ms >= 1 && unit === undefined) {
    const suggestion = ms < 100 ? `${digits}s` : `${digits}ms`;
    const problem = '{option} is a duration such as 500ms, 2s or 1m, with its unit';
    throw new PortolanError('ERR_OPTION', { value: text, problem, values: { option }, suggestion });
  }
  if (ms >= 1 && ms <= longestMs) return ms;
  const problem = '{option} is a duration such as 500ms, 2s or 1m, from 1ms to {longest}';
  const values = { option, longest: formatLimit(longestMs) };
  throw new PortolanError('ERR_OPTION', { value: text, problem, values });
}

function formatLimit(ms: number): string {
  if (ms % 3_600_000 === 0) return `${ms / 3_600_000}h`;
  return ms % 60_000 === 0 ? `${ms / 60_000}m` : `${ms / 1000}s`;
}
