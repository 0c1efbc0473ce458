import { singleLine } from './framing.js';
import type { Protocol, Recognition } from './types.js';

/** The printable characters, in the order in which every line goes round them (RFC 864). */
const RING = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join('');
/** The same without the blank: some servers leave it out. */
const RINGS = [RING + RING, RING.slice(1) + RING.slice(1)];

/** Character generator, RFC 864: lines of 72 characters without end. */
export const chargen: Protocol = {
  name: 'chargen',
  title: 'Character Generator',
  ports: [19],
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

function recognize(greeting: string): Recognition | null {
  const line = /^[ -~]{72}(?=\r?\n)/.exec(greeting)?.[0];
  if (line === undefined || !RINGS.some((ring) => ring.includes(line))) return null;
  return { confidence: 0.95, text: line, hostname: null };
}
