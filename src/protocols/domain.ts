import { asUint16, bytes, lengthFrame, take, uint8, uint16 } from './bytes.js';
import { onOneLine } from './text.js';
import type { Frame, Inquiry, Protocol, Recognition, Request } from './types.js';

/** Identifier of every query: one a connection, so that it need not be a secret (RFC 5452 section 9.1 is about UDP). */
const ID = 0x706f;
const CHAOS = 3;
const TXT = 16;
/** Resource records of one reply that are looked at: an answer to our questions has one. */
const MOST_RECORDS = 8;
/** Names of response codes (RFC 1035 section 4.1.1, RFC 6895 section 2.3). */
const RESPONSE_CODES = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED'];

/** Two bytes of length before each message (RFC 1035 section 4.2.2). */
const message: Frame = lengthFrame(2, (text) => 2 + uint16(text, 0));

/** A server's own version is a text in the class of CHAOS, by names that BIND began with and RFC 4892 describes. */
const VERSION: Request = { name: 'version', bytes: query('version.bind'), frame: message };
const INQUIRIES: readonly Inquiry[] = [
  { name: 'server', bytes: query('version.server'), frame: message, until: 'product' },
];

/** DNS over TCP, RFC 7766; inside TLS, RFC 7858. Any response to our query is one of DNS, a refusal as well. */
export const domain: Protocol = {
  name: 'domain',
  title: 'Domain Name System (DNS)',
  ports: [53],
  tlsPorts: [853],
  tlsName: 'domain-s',
  alpn: ['dot'],
  serverFirst: false,
  frame: message,
  recognize: () => null,
  recognizeReply,
  questions: [],
  openings: [VERSION],
  inquiries: INQUIRIES,
  farewell: null,
  converse: null,
};

/** A query for a text of class CHAOS, with its length before it. */
function query(name: string): string {
  const labels = name.split('.').map((label) => bytes(label.length) + label);
  const question = `${labels.join('')}\0${asUint16(TXT)}${asUint16(CHAOS)}`;
  const header = [ID, 0, 1, 0, 0, 0].map(asUint16).join('');
  return asUint16(header.length + question.length) + header + question;
}

function recognizeReply(reply: string, request: string): Recognition | null {
  if (!request.startsWith('domain/')) return null;
  const flags = uint16(reply, 4);
  // A response (QR) to a standard query (opcode 0) with our identifier.
  const isResponse = uint16(reply, 2) === ID && (flags & 0xf800) === 0x8000 && uint16(reply, 6) <= 1;
  if (!isResponse || message(reply) === 0) return null;
  const code = RESPONSE_CODES[flags & 15] ?? `RCODE${flags & 15}`;
  const text = textOf(reply);
  const extra = text === null ? { responseCode: code } : { versionText: text };
  const said = text === null ? code : `version: ${text}`;
  return { confidence: 0.95, text: said, hostname: null, subject: said, extra };
}

/** The first text of class CHAOS among the answers, null where there is none. */
function textOf(reply: string): string | null {
  let at = 14;
  for (let left = uint16(reply, 6); left > 0; left -= 1) at = behindName(reply, at) + 4;
  const records = Math.min(uint16(reply, 8), MOST_RECORDS);
  for (let index = 0; index < records; index += 1) {
    const head = behindName(reply, at);
    const length = uint16(reply, head + 8);
    if (Number.isNaN(length)) return null;
    const isText = uint16(reply, head) === TXT && uint16(reply, head + 2) === CHAOS;
    const text = isText ? take(reply, head + 11, uint8(reply, head + 10)) : null;
    if (text !== null && text !== '' && text.length < length) return onOneLine(text);
    at = head + 10 + length;
  }
  return null;
}

/** Where a name ends, written out or as a pointer to another one (RFC 1035 section 4.1.4). NaN where it does not. */
function behindName(reply: string, from: number): number {
  for (let at = from; ; ) {
    const length = uint8(reply, at);
    if (Number.isNaN(length)) return Number.NaN;
    if (length >= 0xc0) return at + 2;
    at += 1 + length;
    if (length === 0) return at;
  }
}
