import type { Frame, Protocol, Recognition } from './types.js';

/** One record: type, version, length, content (RFC 8446 section 5.1). Anything else is taken as it comes. */
const record: Frame = (text) => {
  if (text.length < 5 || !isRecord(text)) return 0;
  const end = 5 + text.charCodeAt(3) * 256 + text.charCodeAt(4);
  return end <= text.length ? end : 0;
};

/** TLS itself, RFC 8446 and its predecessors: what is left to say where nothing inside it was recognised. */
export const tls: Protocol = {
  name: 'tls',
  title: 'Transport Layer Security',
  ports: [],
  tlsPorts: [],
  tlsName: null,
  byHandshake: true,
  serverFirst: false,
  frame: record,
  recognize: () => null,
  recognizeReply,
  questions: [],
  openings: [],
  inquiries: [],
  farewell: null,
  converse: null,
};

/** An alert is what servers of TLS answer to anything else (RFC 8446 section 6). */
function recognizeReply(reply: string): Recognition | null {
  if (!isRecord(reply) || reply.charCodeAt(0) !== ALERT || reply.length < 7) return null;
  const text = `alert ${reply.charCodeAt(6)}`;
  return { confidence: 0.9, text, hostname: null, wantsTls: true };
}

const ALERT = 21;
const HANDSHAKE = 22;

function isRecord(text: string): boolean {
  const type = text.charCodeAt(0);
  return (type === ALERT || type === HANDSHAKE) && text.charCodeAt(1) === 3 && text.charCodeAt(2) <= 4;
}
