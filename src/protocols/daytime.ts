import { singleLine } from './framing.js';
import type { Protocol, Recognition } from './types.js';

/** Daytime, RFC 867: one line with date and time, in any form. */
export const daytime: Protocol = {
  name: 'daytime',
  title: 'Daytime',
  ports: [13],
  tlsPorts: [],
  tlsName: null,
  serverFirst: true,
  frame: singleLine,
  recognize,
  questions: [],
  openings: [],
  inquiries: [],
  farewell: null,
  converse: null,
};

const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}';
const DAY = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}';
const CLOCK = '\\d{1,2}:\\d\\d(?::\\d\\d)?';
const ZONE = '(?:[ -](?:[AP]M|[A-Z]{2,5}|[+-]\\d{4}|\\d{4}|[A-Z]{2,5} \\d{4})){0,2}';

/** The forms of RFC 867, of ctime, of Cisco and Windows, and of the American NIST. */
const FORMS: readonly RegExp[] = [
  new RegExp(`^${DAY},? ${MONTH} {1,2}\\d{1,2},? ${CLOCK}${ZONE}`, 'i'),
  new RegExp(`^${DAY},? ${MONTH} {1,2}\\d{1,2}, \\d{4} ${CLOCK}${ZONE}`, 'i'),
  new RegExp(`^(?:${DAY},? )?\\d{1,2}[ -]${MONTH}[ -]\\d{2,4},? ${CLOCK}${ZONE}`, 'i'),
  new RegExp(`^${CLOCK}(?: [AP]M)? \\d{1,4}[/.-]\\d{1,2}[/.-]\\d{2,4}`, 'i'),
  new RegExp(`^\\d{4}-\\d\\d-\\d\\d[T ]${CLOCK}`),
  /^\d{5} \d\d-\d\d-\d\d \d\d:\d\d:\d\d \d\d \d \d {1,3}[\d.]{1,8} UTC\(/,
];

function recognize(greeting: string): Recognition | null {
  const start = greeting.slice(0, 120).trimStart();
  for (const form of FORMS) {
    const text = form.exec(start)?.[0];
    // A date with more behind it opens a longer text: a log, a greeting.
    if (text !== undefined) {
      const isAll = start.includes('UTC(') || /^[^\w]{0,4}$/.test(start.slice(text.length, text.length + 16));
      return { confidence: isAll ? 0.85 : 0.4, text, hostname: null };
    }
  }
  return null;
}
