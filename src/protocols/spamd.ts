import { singleLine } from './framing.js';
import type { Protocol, Recognition, Request } from './types.js';

const OPENING: Request = { name: 'ping', bytes: 'PING SPAMC/1.2\r\n\r\n', frame: singleLine };

/** The protocol between `spamc` and `spamd`: `spamd/PROTOCOL` of SpamAssassin's source. */
export const spamd: Protocol = {
  name: 'spamd',
  title: 'SpamAssassin daemon',
  ports: [783],
  tlsPorts: [],
  tlsName: null,
  serverFirst: false,
  frame: singleLine,
  recognize: () => null,
  recognizeReply,
  questions: [],
  openings: [OPENING],
  inquiries: [],
  farewell: null,
  converse: null,
};

/** Version of the protocol, exit code, words. */
function recognizeReply(reply: string): Recognition | null {
  const text = /^R?SPAMD\/\d\.\d \d{1,3} [^\r\n]{1,80}/.exec(reply)?.[0];
  return text === undefined ? null : { confidence: 0.95, text, hostname: null };
}
