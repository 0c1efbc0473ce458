import { bytes, uint8 } from './bytes.js';
import type { Frame, Inquiry, Protocol, Recognition, Request, RequestContext } from './types.js';

/** Version and method (RFC 1928 section 3). */
const selection: Frame = (text) => (text.length < 2 ? 0 : 2);

/** Methods: no authentication, user name and password, none of them (RFC 1928 section 3). */
const METHODS: Readonly<Record<number, string>> = { 0: 'none', 2: 'user name and password', 255: 'not acceptable' };

/** Offers to say nothing of ourselves, or a user name and a password, of which none is sent: we hang up then. */
const METHODS_OFFERED = bytes(5, 2, 0, 2);
const OPENING: Request = { name: 'methods', bytes: METHODS_OFFERED, frame: selection };

/** The same once the server has shown, by how it turned down something else, what it speaks. */
const INQUIRIES: readonly Inquiry[] = [{ name: 'offer', bytes: offer, frame: selection, until: 'product' }];

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
  inquiries: INQUIRIES,
  farewell: null,
  converse: null,
};

function offer({ said }: RequestContext): string | null {
  return said.some(({ request }) => request === 'socks/methods') ? null : METHODS_OFFERED;
}

function recognizeReply(reply: string, request: string): Recognition | null {
  // Tor says what it is to who takes it for another kind of proxy.
  const refusal = /^HTTP\/1\.[01] 501 Tor is not an HTTP Proxy/.exec(reply)?.[0];
  if (refusal !== undefined) return { confidence: 0.95, text: refusal, hostname: null };
  const method = METHODS[uint8(reply, 1)];
  if (reply.length !== 2 || uint8(reply, 0) !== 5 || method === undefined) return null;
  if (!request.startsWith('socks/')) {
    // To anything else some servers answer that no method is acceptable.
    return uint8(reply, 1) === 0xff ? { confidence: 0.85, text: 'SOCKS 5', hostname: null } : null;
  }
  const text = `SOCKS 5, authentication: ${method}`;
  return { confidence: 0.85, text, hostname: null, subject: text, extra: { authentication: method } };
}
