import { take, uint8, uint32 } from './bytes.js';
import { singleLine } from './framing.js';
import { onOneLine } from './text.js';
import type { Frame, Inquiry, Protocol, Recognition, RequestContext } from './types.js';

/** Names of security types (RFC 6143 section 8.1.2 and IANA's registry; 17 and 113 are UltraVNC's). */
const SECURITY_TYPES: Readonly<Record<number, string>> = {
  0: 'refused',
  1: 'none',
  2: 'VNC authentication',
  5: 'RA2',
  6: 'RA2ne',
  16: 'Tight',
  17: 'Ultra',
  18: 'TLS',
  19: 'VeNCrypt',
  20: 'SASL',
  21: 'MD5',
  22: 'xvp',
  30: 'Apple Diffie-Hellman',
  113: 'MS-Logon II',
};

/** Since 3.7 a list of types, before that the server's choice (RFC 6143 section 7.1.2); a refusal tells its reason. */
const securityTypes: Frame = (text) => {
  const count = uint8(text, 0);
  if (Number.isNaN(count)) return 0;
  if (count > 0) return text.length > count ? count + 1 : 0;
  if (text.length < 4) return 0;
  if (isChoice(text)) return 4;
  const end = text.length < 8 ? Number.NaN : reasonStart(text) + uint32(text, reasonStart(text) - 4);
  return end <= text.length ? end : 0;
};

/** What the server offers for authentication is told before anybody has to give a name; we hang up then. */
const INQUIRIES: readonly Inquiry[] = [
  { name: 'security', bytes: versionReply, frame: securityTypes, until: 'product' },
];

/** Remote Framebuffer, RFC 6143: VNC. */
export const rfb: Protocol = {
  name: 'rfb',
  title: 'Remote Framebuffer (VNC)',
  ports: [5900, 5901, 5902, 5903],
  tlsPorts: [],
  tlsName: null,
  serverFirst: true,
  frame: singleLine,
  recognize,
  recognizeReply,
  questions: [],
  openings: [],
  inquiries: INQUIRIES,
  farewell: null,
  converse: null,
};

function recognize(greeting: string): Recognition | null {
  const match = /^RFB (\d{3})\.(\d{3})\n/.exec(greeting);
  if (match === null) return null;
  const extra = { protocolVersion: `${Number(match[1])}.${Number(match[2])}` };
  return { confidence: 0.95, text: match[0].trimEnd(), hostname: null, extra };
}

/** The server's version, at most 3.8; the numbers in between mean 3.3 (RFC 6143 section 7.1.1). */
function versionReply({ said }: RequestContext): string | null {
  const version = /^RFB (\d{3}\.\d{3})\n/.exec(said[0]?.text ?? '')?.[1];
  if (version === undefined || version < '003.003') return null;
  if (version >= '003.008') return 'RFB 003.008\n';
  return version === '003.007' ? 'RFB 003.007\n' : 'RFB 003.003\n';
}

/** A line such as `security: 19 2`, in the server's order. */
function recognizeReply(reply: string, request: string): Recognition | null {
  if (request !== 'rfb/security' || securityTypes(reply) === 0) return null;
  const types = typesOf(reply);
  const [first] = types;
  const text = `security: ${types.join(' ')}`;
  const security = types.map((type) => SECURITY_TYPES[type] ?? String(type)).join(', ');
  const reason = first === 0 ? reasonOf(reply) : null;
  const extra = { security, ...(reason === null ? {} : { reason }) };
  return { confidence: 0.9, text, hostname: null, subject: reason === null ? text : `${text} ${reason}`, extra };
}

function typesOf(reply: string): number[] {
  const list = take(reply, 1, uint8(reply, 0));
  if (list !== null && list !== '') return [...list].map((type) => type.charCodeAt(0));
  return [isChoice(reply) ? uint32(reply, 0) : 0];
}

/** Before 3.7 the server chooses, in four bytes; 0 is none of them. */
function isChoice(reply: string): boolean {
  return uint32(reply, 0) > 0 && uint32(reply, 0) < 0x100;
}

/** Where the reason of a refusal begins: its length stands behind one byte since 3.7, before that behind four. */
function reasonStart(reply: string): number {
  return uint32(reply, 1) > 0 ? 5 : 8;
}

function reasonOf(reply: string): string {
  return onOneLine(reply.slice(reasonStart(reply)));
}
