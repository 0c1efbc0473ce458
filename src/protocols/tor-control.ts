import { replyLines } from './framing.js';
import type { Inquiry, Protocol, Recognition } from './types.js';

/** The only question that needs no login. */
const INQUIRIES: readonly Inquiry[] = [
  { name: 'protocolinfo', bytes: 'PROTOCOLINFO 1\r\n', frame: replyLines, until: 'version' },
];

/** The control port of Tor: `control-spec` of its documentation. */
export const torControl: Protocol = {
  name: 'tor-control',
  title: 'Tor control port',
  ports: [9051, 9151],
  tlsPorts: [],
  tlsName: null,
  serverFirst: false,
  frame: replyLines,
  recognize: () => null,
  recognizeReply,
  questions: [],
  openings: [],
  inquiries: INQUIRIES,
  farewell: 'QUIT',
  converse: null,
};

/** Unlike a SOCKS port it says `ControlPort`; to all else that a login is missing. */
function recognizeReply(reply: string): Recognition | null {
  const text =
    /^(?:HTTP\/1\.[01] 501 Tor ControlPort is not an HTTP proxy|250[-+]PROTOCOLINFO \d|514 Authentication required\.(?=\r\n$))/.exec(
      reply,
    )?.[0];
  if (text === undefined) return null;
  const methods = /\r\n250[- ]AUTH METHODS=([A-Z,]{1,80})/.exec(reply)?.[1];
  const extra: Record<string, string> = methods === undefined ? {} : { authentication: methods };
  return { confidence: 0.98, text, hostname: null, extra };
}
