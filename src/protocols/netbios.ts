import { fromHex, uint8, uint24 } from './bytes.js';
import { recognizeNegotiated } from './smb.js';
import { NEGOTIATE, smbFrame } from './smb-message.js';
import type { Inquiry, Protocol, Recognition, Request } from './types.js';

/** Why a session is refused (RFC 1002 section 4.3.4). */
const ERRORS: Readonly<Record<number, string>> = {
  128: 'not listening on the called name',
  129: 'not listening for the calling name',
  130: 'called name not present',
  131: 'insufficient resources',
  143: 'unspecified',
};

/** A session with whatever file server there is, by the name that all of them answer to (RFC 1002 section 4.3.2). */
const OPENING: Request = {
  name: 'session',
  bytes: `${fromHex('81 00 00 44')}${name('*SMBSERVER', 0x20)}${name('PORTOLAN', 0)}`,
  frame: smbFrame,
};

/** Behind it SMB is spoken as elsewhere. */
const INQUIRIES: readonly Inquiry[] = [{ name: 'negotiate', bytes: NEGOTIATE, frame: smbFrame, until: 'product' }];

/** NetBIOS session service, RFC 1001 and RFC 1002, under SMB. */
export const netbios: Protocol = {
  name: 'netbios-ssn',
  title: 'NetBIOS session service',
  ports: [139],
  tlsPorts: [],
  tlsName: null,
  serverFirst: false,
  frame: smbFrame,
  recognize: () => null,
  recognizeReply,
  questions: [],
  openings: [OPENING],
  inquiries: INQUIRIES,
  farewell: null,
  converse: null,
};

/** A name of 15 characters and its kind, half a byte a letter (RFC 1001 section 14.1). */
function name(text: string, kind: number): string {
  const filled = text.padEnd(15) + String.fromCharCode(kind);
  const halves = [...filled].flatMap((byte) => [byte.charCodeAt(0) >> 4, byte.charCodeAt(0) & 15]);
  return `\x20${String.fromCharCode(...halves.map((half) => 0x41 + half))}\0`;
}

function recognizeReply(reply: string, request: string): Recognition | null {
  if (request === 'netbios-ssn/negotiate') return recognizeNegotiated(reply);
  if (request !== 'netbios-ssn/session' || smbFrame(reply) !== reply.length) return null;
  const [type, length] = [uint8(reply, 0), uint24(reply, 1)];
  if (type === 0x82 && length === 0) return { confidence: 0.9, text: 'session accepted', hostname: null };
  if (type !== 0x83 || length !== 1) return null;
  const error = ERRORS[uint8(reply, 4)] ?? String(uint8(reply, 4));
  return { confidence: 0.9, text: `session refused: ${error}`, hostname: null, extra: { error } };
}
