import { singleLine } from './framing.js';
import type { Protocol, Recognition, Request } from './types.js';

const WORD = 'portolan\r\n';

const OPENING: Request = { name: 'word', bytes: WORD, frame: singleLine };

/** Echo, RFC 862: everything comes back as it was sent. */
export const echo: Protocol = {
  name: 'echo',
  title: 'Echo',
  ports: [7],
  tlsPorts: [],
  tlsName: null,
  serverFirst: false,
  frame: singleLine,
  recognize: () => null,
  recognizeReply,
  questions: [],
  openings: [OPENING],
  inquiries: [],
  farewell: null,
  converse: null,
};

/** Nobody but echo begins an answer with our own request line, as it was. */
function recognizeReply(reply: string, request: string): Recognition | null {
  if (request === 'echo/word') return reply === WORD ? { confidence: 0.95, text: WORD.trim(), hostname: null } : null;
  if (request !== 'http/get' || !reply.startsWith('GET / HTTP/1.0\r\n')) return null;
  return { confidence: 0.9, text: 'GET / HTTP/1.0', hostname: null };
}
