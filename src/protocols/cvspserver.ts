import { singleLine } from './framing.js';
import type { Protocol, Recognition } from './types.js';

/** CVS with its own logins: `doc/cvsclient` of its source. It is met by the error that it answers to anything else. */
export const cvspserver: Protocol = {
  name: 'cvspserver',
  title: 'CVS password server',
  ports: [2401],
  tlsPorts: [],
  tlsName: null,
  serverFirst: false,
  frame: singleLine,
  recognize: () => null,
  recognizeReply,
  questions: [],
  openings: [],
  inquiries: [],
  farewell: null,
  converse: null,
};

function recognizeReply(reply: string): Recognition | null {
  const text = /^cvs \[(?:pserver|server) aborted\]: [^\r\n]{1,40}/.exec(reply)?.[0];
  return text === undefined ? null : { confidence: 0.95, text, hostname: null };
}
