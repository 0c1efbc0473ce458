import { singleLine } from './framing.js';
import type { Inquiry, Protocol, Recognition, Request } from './types.js';

/** Asks for a connection that cannot be ours, so that nobody is named. */
const OPENING: Request = { name: 'query', bytes: '1, 1\r\n', frame: singleLine };

/** A request of pidentd's own, which it answers as X-VERSION; others say that it is no valid one. */
const INQUIRIES: readonly Inquiry[] = [{ name: 'version', bytes: 'VERSION\r\n', frame: singleLine, until: 'product' }];

/** The identification protocol, RFC 1413. */
export const ident: Protocol = {
  name: 'ident',
  title: 'Identification protocol',
  ports: [113],
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

/**
 * The two ports again, and USERID, ERROR or an extension that begins with X (RFC 1413 section 4). Servers that always say
 * the same repeat whatever they are asked.
 */
const REPLY =
  /^(?: {0,2}\d{1,5} {0,2}, {0,2}\d{1,5}|GET \/ HTTP\/1\.0) {0,2}: {0,2}(?:USERID|ERROR|X-[A-Z-]{1,20}) {0,2}:/;

function recognizeReply(reply: string): Recognition | null {
  const text = REPLY.exec(reply)?.[0];
  return text === undefined ? null : { confidence: 0.95, text: text.trim(), hostname: null };
}
