import { singleLine } from './framing.js';
import type { Inquiry, Protocol, Recognition, Request } from './types.js';

const OPENING: Request = { name: 'help', bytes: 'HELP\n', frame: singleLine };
const INQUIRIES: readonly Inquiry[] = [
  { name: 'ver', bytes: 'VER\n', frame: singleLine, until: 'version', fresh: true },
];

/** What tells of uninterruptible power supplies: RFC 9271. */
export const nut: Protocol = {
  name: 'nut',
  title: 'Network UPS Tools',
  ports: [3493],
  tlsPorts: [],
  tlsName: null,
  serverFirst: false,
  frame: singleLine,
  recognize: () => null,
  recognizeReply,
  questions: [],
  openings: [OPENING],
  inquiries: INQUIRIES,
  farewell: 'LOGOUT',
  converse: null,
};

/** Errors are words of a fixed list (RFC 9271 section 4.3). */
function recognizeReply(reply: string, request: string): Recognition | null {
  const text =
    /^(?:Network UPS Tools upsd [^\r\n]{1,80}|ERR (?:UNKNOWN-COMMAND|ACCESS-DENIED|INVALID-ARGUMENT)\b|Commands: HELP VER )/.exec(
      reply,
    )?.[0];
  const known = text ?? (request === 'nut/help' ? /^Commands: /.exec(reply)?.[0] : undefined);
  return known === undefined ? null : { confidence: 0.95, text: known.trim(), hostname: null };
}
