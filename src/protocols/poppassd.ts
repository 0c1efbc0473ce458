import { singleLine } from './framing.js';
import type { Protocol, Recognition } from './types.js';

/** Poppassd, by which mail programs change passwords. No standard; the port is that of its first servers. */
export const poppassd: Protocol = {
  name: 'poppassd',
  title: 'Change of passwords by mail clients',
  ports: [106],
  tlsPorts: [],
  tlsName: null,
  serverFirst: true,
  frame: singleLine,
  recognize,
  questions: [],
  openings: [],
  inquiries: [],
  farewell: 'quit',
  converse: null,
};

/** Its first servers ask who one is. */
function recognize(greeting: string): Recognition | null {
  const text = /^200 [^\r\n]{0,200}(?:poppassd\b|hello, who are you\?)/i.exec(greeting)?.[0];
  return text === undefined ? null : { confidence: 0.9, text, hostname: null };
}
