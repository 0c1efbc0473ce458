import { bytes, uint8 } from './bytes.js';
import type { Frame, Protocol, Recognition, Request } from './types.js';

/** Version and method (RFC 1928 section 3). */
const selection: Frame = (text) => (text.length < 2 ? 0 : 2);

/** Methods: no authentication, user name and password, none of them (RFC 1928 section 3). */
const METHODS: Readonly<Record<number, string>> = { 0: 'none', 2: 'user name and password', 255: 'not acceptable' };

/** Offers to say nothing of ourselves, or a user name and a password, of which none is sent: we hang up then. */
const OPENING: Request = { name: 'methods', bytes: bytes(5, 2, 0, 2), frame: selection };

/** SOCKS 5, RFC 1928. What SOCKS 4 begins with would already connect somewhere, and is never sent. */
export const socks: Protocol = {
  name: 'socks',
  title: 'SOCKS proxy',
  ports: [1080],
  tlsPorts: [],
  tlsName: null,
  serverFirst: false,
  frame: selection,
  recognize: () => null,
  recognizeReply,
  questions: [],
  openings: [OPENING],
  inquiries: [],
  farewell: null,
  converse: null,
};

function recognizeReply(reply: string, request: string): Recognition | null {
  // Tor says what it is to who takes it for another kind of proxy.
  const refusal = /^HTTP\/1\.[01] 501 Tor is not an HTTP Proxy/.exec(reply)?.[0];
  if (refusal !== undefined) return { confidence: 0.95, text: refusal, hostname: null };
  const method = METHODS[uint8(reply, 1)];
  if (reply.length !== 2 || uint8(reply, 0) !== 5 || method === undefined) return null;
  // To anything else some servers answer that no method is acceptable.
  if (request !== 'socks/methods' && uint8(reply, 1) !== 0xff) return null;
  const text = `SOCKS 5, authentication: ${method}`;
  return { confidence: 0.85, text, hostname: null, subject: text, extra: { authentication: method } };
}
