import { singleLine } from './framing.js';
import type { Inquiry, Protocol, Recognition, Request } from './types.js';

/** Answered at once, and never logged. */
const VERSION: Request = { name: 'version', bytes: 'version\r\n', frame: singleLine };

/** The same, for a server that was found by what it answered to others, each line of which it may go on answering. */
const INQUIRIES: readonly Inquiry[] = [{ ...VERSION, name: 'release', until: 'version', fresh: true }];

/** memcached and what takes its clients, in the text protocol (protocol.txt of memcached). */
export const memcache: Protocol = {
  name: 'memcache',
  title: 'Memcached text protocol',
  ports: [11211],
  tlsPorts: [],
  tlsName: null,
  serverFirst: false,
  frame: singleLine,
  recognize: () => null,
  recognizeReply,
  questions: [],
  openings: [VERSION],
  inquiries: INQUIRIES,
  farewell: null,
  converse: null,
};

function recognizeReply(reply: string): Recognition | null {
  const version = /^VERSION [ -~]{1,80}(?=\r?\n)/.exec(reply)?.[0];
  if (version !== undefined) return { confidence: 0.95, text: version, hostname: null };
  // Where the server wants a password (`-Y`).
  const refused = /^CLIENT_ERROR (?:unauthenticated|authentication failure)\r?\n/.exec(reply)?.[0];
  if (refused !== undefined) {
    return { confidence: 0.9, text: refused.trimEnd(), hostname: null, extra: { access: 'password required' } };
  }
  // What it says to any unknown command, and other servers of lines as well.
  return /^ERROR\r?\n/.test(reply) ? { confidence: 0.4, text: 'ERROR', hostname: null } : null;
}
