import { singleLine } from './framing.js';
import type { Protocol, Question, Recognition } from './types.js';

/** Its help begins with these two commands. */
const QUESTIONS: readonly Question[] = [{ line: 'help', confirms: (reply) => /^exit {3}disconnect\r?\n/.test(reply) }];

/** Conserver, which shares serial consoles: `protocol.html` of its source. */
export const conserver: Protocol = {
  name: 'conserver',
  title: 'Console server',
  ports: [782],
  tlsPorts: [],
  tlsName: null,
  serverFirst: true,
  frame: singleLine,
  recognize,
  questions: QUESTIONS,
  openings: [],
  inquiries: [],
  farewell: 'exit',
  converse: null,
};

/** Anything may greet with `ok`. */
function recognize(greeting: string): Recognition | null {
  return /^ok\r\n$/.test(greeting) ? { confidence: 0.5, text: 'ok', hostname: null } : null;
}
