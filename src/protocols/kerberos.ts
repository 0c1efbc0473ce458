import { lengthFrame, uint8, uint32 } from './bytes.js';
import type { Protocol, Recognition } from './types.js';

/** Tag of the message (RFC 4120 section 5.10). */
const KRB_ERROR = 0x7e;
const frame = lengthFrame(4, (text) => 4 + uint32(text, 0));

/** Kerberos over TCP, RFC 4120 section 7.2.2. It is met by the error that it answers to what it cannot read. */
export const kerberos: Protocol = {
  name: 'kerberos',
  title: 'Kerberos',
  ports: [88],
  tlsPorts: [],
  tlsName: null,
  serverFirst: false,
  frame,
  recognize: () => null,
  recognizeReply,
  questions: [],
  openings: [],
  inquiries: [],
  farewell: null,
  converse: null,
};

/** KRB-ERROR (RFC 4120 section 5.9.1) behind four bytes of length; its code and realm. */
function recognizeReply(reply: string): Recognition | null {
  if (uint8(reply, 4) !== KRB_ERROR || uint32(reply, 0) !== reply.length - 4) return null;
  if (!/^\xa0\x03\x02\x01\x05\xa1\x03\x02\x01\x1e/.test(reply.slice(reply.indexOf('\xa0')))) return null;
  const code = uint8(reply, reply.indexOf('\xa6\x03\x02\x01') + 4);
  const realm = /\xa9[\x03-\x7f]\x1b[\x01-\x7d]([!-~]{1,125}?)(?=\xaa)/.exec(reply)?.[1];
  const extra: Record<string, string> = realm === undefined ? {} : { realm };
  return { confidence: 0.95, text: `KRB-ERROR ${code}`, hostname: null, subject: `error: ${code}`, extra };
}
