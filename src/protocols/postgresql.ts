import { asUint32, cString, lengthFrame, printable, uint8, uint32 } from './bytes.js';
import type { Frame, Inquiry, Protocol, Recognition, Request } from './types.js';

const SSL_REQUEST = 80877103;
const PROTOCOL_3 = 0x0003_0000;
const ERROR_RESPONSE = 'E'.charCodeAt(0);
/** An error is some hundred bytes long; a longer one is something else. */
const LONGEST_ERROR = 8192;

/** A message: its type, and its length without the type. */
const message: Frame = lengthFrame(5, (text) => 1 + uint32(text, 1));

/**
 * One byte, S or N, says whether the server would go on inside TLS; a server that is in trouble sends an error instead. With
 * anything behind it, it is a word of somebody else.
 */
const oneByteOrMessage: Frame = (text) => (text === 'S' || text === 'N' ? 1 : message(text));

/** What every client asks first (PostgreSQL documentation, "SSL Session Encryption"); no server logs it. */
const OPENING: Request = { name: 'tls', bytes: asUint32(8) + asUint32(SSL_REQUEST), frame: oneByteOrMessage };

/**
 * A start without the name of a user, which every server refuses before it asks for a password: the error's fields tell
 * source file and routine, and so the program. No user is named, so none appears in a log.
 */
const INQUIRIES: readonly Inquiry[] = [
  { name: 'start', bytes: `${asUint32(9)}${asUint32(PROTOCOL_3)}\0`, frame: message, until: 'product', fresh: true },
];

/** PostgreSQL and what takes its clients: frontend/backend protocol 3.0. */
export const postgresql: Protocol = {
  name: 'postgresql',
  title: 'PostgreSQL frontend/backend protocol',
  ports: [5432, 5433, 6432, 26257],
  tlsPorts: [],
  tlsName: null,
  serverFirst: false,
  frame: message,
  recognize: () => null,
  recognizeReply,
  questions: [],
  openings: [OPENING],
  inquiries: INQUIRIES,
  farewell: null,
  converse: null,
};

function recognizeReply(reply: string, request: string): Recognition | null {
  if (request === 'postgresql/tls' && /^[SN]$/.test(reply)) {
    const tls = reply === 'S' ? 'offered' : 'not offered';
    return { confidence: 0.9, text: reply, hostname: null, extra: { tls } };
  }
  const fields = errorFields(reply);
  return fields === null ? null : describeError(fields);
}

/** `error:`, SQL state, source file, routine and text of the message, with a hyphen for what is missing. */
function describeError(fields: ReadonlyMap<string, string>): Recognition {
  const field = (type: string, most: number) => printable(fields.get(type) ?? '-', most).replaceAll(' ', '_') || '-';
  const text = printable(fields.get('M') ?? '', 200);
  const subject = `error: ${field('C', 10)} ${field('F', 200)} ${field('R', 80)} ${text}\n`;
  // Only the routines that begin a session are looked at: elsewhere the same file may belong to several releases.
  const release = fields.get('R') === 'ProcessStartupPacket' ? releaseOf(fields) : null;
  return { confidence: 0.95, text, hostname: null, subject, extra: release === null ? {} : { release } };
}

/** PostgreSQL does not tell strangers its version, but the error's form tells from which one on. */
function releaseOf(fields: ReadonlyMap<string, string>): string {
  if (fields.get('F') === 'backend_startup.c') return '17 or later';
  return fields.has('V') ? '9.6 to 16' : 'before 9.6';
}

/** Fields of an ErrorResponse by their type; null where it is none. Severity and message are always there. */
function errorFields(reply: string): Map<string, string> | null {
  const length = uint32(reply, 1);
  if (uint8(reply, 0) !== ERROR_RESPONSE || !(length > 6 && length <= LONGEST_ERROR)) return null;
  const fields = new Map<string, string>();
  for (let at = 5; at < 1 + length; ) {
    const value = cString(reply, at + 1);
    if (value === null || reply.charAt(at) === '\0') break;
    fields.set(reply.charAt(at), value);
    at += value.length + 2;
  }
  return fields.has('S') && fields.has('M') && fields.has('C') ? fields : null;
}
