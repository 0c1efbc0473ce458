import { LEAST_RATE, MAX_RATE } from '../defaults.js';
import { PortolanError } from '../errors.js';

/** Seconds of a unit. */
const UNITS: Readonly<Record<string, number>> = { s: 1, sec: 1, m: 60, min: 60, h: 3600 };
const RATE = /^(\d{1,9}(?:\.\d{1,6})?)(k?)(?:\s*\/\s*(s|sec|m|min|h))?$/i;
/** Written as other programs do: `500pps`, `500 per second`, `30m`. */
const NEARLY = /^(\d{1,9}(?:\.\d{1,6})?k?)\s*(?:pps|ps|p\/s|per\s*)?(s|sec|m|min|h)?\w*$/i;

/**
 * Connects a second of a rate as people write it: `500`, `500/s`, `10k/s`, `30/m`.
 *
 * @param option - Name of the option for the message, such as `--rate`.
 * @throws PortolanError with code `ERR_OPTION`
 */
export function parseRate(option: string, text: string): number {
  const match = RATE.exec(text.trim());
  if (match === null) {
    const problem = '{option} is a number of connects a second, such as 500, 10k/s or 30/m';
    throw new PortolanError('ERR_OPTION', { value: text, problem, values: { option }, suggestion: meantBy(text) });
  }
  const [, digits = '', thousand, unit = 's'] = match;
  const perSecond = (Number(digits) * (thousand === '' ? 1 : 1000)) / (UNITS[unit.toLowerCase()] as number);
  if (perSecond >= LEAST_RATE && perSecond <= MAX_RATE) return perSecond;
  const problem = '{option} is a number of connects a second, such as 500, 10k/s or 30/m, from 1/m to {most}/s';
  throw new PortolanError('ERR_OPTION', { value: text, problem, values: { option, most: MAX_RATE } });
}

function meantBy(text: string): string | undefined {
  const [, amount, unit = 's'] = NEARLY.exec(text.trim()) ?? [];
  return amount === undefined ? undefined : `${amount}/${unit.slice(0, 1).toLowerCase()}`;
}
