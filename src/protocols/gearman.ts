import { singleLine } from './framing.js';
import type { Inquiry, Protocol, Recognition, Request } from './types.js';

const OPENING: Request = { name: 'getpid', bytes: 'getpid\r\n', frame: singleLine };
const INQUIRIES: readonly Inquiry[] = [
  { name: 'version', bytes: 'version\r\n', frame: singleLine, until: 'version', fresh: true },
];

/** Gearman's text protocol for administrators: `PROTOCOL` of its source. */
export const gearman: Protocol = {
  name: 'gearman',
  title: 'Gearman job server',
  ports: [4730],
  tlsPorts: [],
  tlsName: null,
  serverFirst: false,
  frame: singleLine,
  recognize: () => null,
  recognizeReply,
  questions: [],
  openings: [OPENING],
  inquiries: INQUIRIES,
  farewell: null,
  converse: null,
};

function recognizeReply(reply: string, request: string): Recognition | null {
  const refused = /^ERR (?:UNKNOWN_COMMAND Unknown\+server\+command|unknown_command Unknown%20server%20command)/.exec(
    reply,
  )?.[0];
  const answered = request.startsWith('gearman/') ? /^OK \d[^\r\n]{0,40}/.exec(reply)?.[0] : undefined;
  const text = refused ?? answered;
  return text === undefined ? null : { confidence: 0.95, text, hostname: null };
}
