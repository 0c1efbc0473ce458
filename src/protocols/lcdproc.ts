import { singleLine } from './framing.js';
import type { Inquiry, Protocol, Recognition, Request } from './types.js';

const OPENING: Request = { name: 'noop', bytes: 'noop\n', frame: singleLine };
const INQUIRIES: readonly Inquiry[] = [{ name: 'hello', bytes: 'hello\n', frame: singleLine, until: 'version' }];

/** What shows text on small displays: *LCDproc Developer's Guide*. */
export const lcdproc: Protocol = {
  name: 'lcdproc',
  title: 'LCDproc',
  ports: [13666],
  tlsPorts: [],
  tlsName: null,
  serverFirst: false,
  frame: singleLine,
  recognize: () => null,
  recognizeReply,
  questions: [],
  openings: [OPENING],
  inquiries: INQUIRIES,
  farewell: 'bye',
  converse: null,
};

function recognizeReply(reply: string): Recognition | null {
  const text = /^(?:huh\? Invalid command "|connect LCDproc [^\r\n]{1,80}|noop complete(?=\n$))/.exec(reply)?.[0];
  return text === undefined ? null : { confidence: 0.95, text, hostname: null };
}
