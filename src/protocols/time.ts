import { uint32 } from './bytes.js';
import type { Protocol, Recognition } from './types.js';

const SECONDS_A_YEAR = 31_556_952;
/** Seconds from the beginning of 1900, from which RFC 868 counts, to 2000. */
const SINCE = 100 * SECONDS_A_YEAR;
/** The end of the count of 32 bits, in 2036, but for its last day: all ones say that something failed. */
const UNTIL = 2 ** 32 - 86_400;
/** From 2036 the count begins anew; seconds from then to 2060. */
const WRAPPED_UNTIL = 24 * SECONDS_A_YEAR;
/** Small numbers are lengths and codes of other protocols rather than the first half year of the new count. */
const LEAST_WRAPPED = 0xff_ff_ff;

/** Time, RFC 868: the four bytes of the seconds since 1900, and the server closes. */
export const time: Protocol = {
  name: 'time',
  title: 'Time',
  ports: [37],
  tlsPorts: [],
  tlsName: null,
  serverFirst: true,
  frame: () => 0,
  recognize,
  questions: [],
  openings: [],
  inquiries: [],
  farewell: null,
  converse: null,
};

/** Four bytes that are a time between 2000 and 2060. Any program may send four bytes, so that this is never certain. */
function recognize(greeting: string): Recognition | null {
  if (greeting.length !== 4) return null;
  const seconds = uint32(greeting, 0);
  const isPlausible = (seconds >= SINCE && seconds < UNTIL) || (seconds > LEAST_WRAPPED && seconds < WRAPPED_UNTIL);
  // Text of four letters is older than 2000 only where it begins with a capital or a digit.
  if (!isPlausible || /^[\t\r\n\x20-\x7e]{4}$/.test(greeting)) return null;
  return { confidence: 0.6, text: `${seconds} seconds since 1900`, hostname: null };
}
