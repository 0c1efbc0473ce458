import { singleLine } from './framing.js';
import type { Frame, Inquiry, Protocol, Recognition, Request } from './types.js';

/** PING is answered by PONG, or by the error that says why not: a password is wanted, the client is too far away. */
const OPENING: Request = { name: 'ping', bytes: 'PING\r\n', frame: singleLine };

/** The length of a bulk string and the string (RESP2); an error is one line. */
const bulkString: Frame = (text) => {
  const head = text.indexOf('\n') + 1;
  const length = /^\$(\d{1,9})\r?\n/.exec(text)?.[1];
  if (length === undefined) return head;
  const end = head + Number(length) + 2;
  return end <= text.length ? end : 0;
};

/** `INFO server` tells version and operating system to who may ask. */
const INQUIRIES: readonly Inquiry[] = [{ name: 'info', bytes: 'INFO server\r\n', frame: bulkString, until: 'version' }];

/** Redis, Valkey and their kin: RESP, the Redis serialization protocol. IANA knows 6379 by the name of redis. */
export const redis: Protocol = {
  name: 'redis',
  title: 'Redis serialization protocol (RESP)',
  ports: [6379],
  tlsPorts: [6380],
  tlsName: null,
  serverFirst: false,
  frame: singleLine,
  recognize,
  recognizeReply,
  questions: [],
  openings: [OPENING],
  inquiries: INQUIRIES,
  farewell: null,
  converse: null,
};

/** In protected mode a stranger is turned away unasked. */
function recognize(greeting: string): Recognition | null {
  const text = /^-DENIED Redis is running in protected mode/.exec(greeting)?.[0];
  return text === undefined ? null : { confidence: 0.95, text, hostname: null, extra: { access: 'protected mode' } };
}

function recognizeReply(reply: string, request: string): Recognition | null {
  if (request === 'redis/info') return { confidence: 0.95, text: reply.slice(0, 16), hostname: null };
  const text =
    /^(?:\+PONG|-NOAUTH |-DENIED |-NOPERM |-ERR (?:wrong number of arguments for|unknown command|operation not permitted))/.exec(
      reply,
    )?.[0];
  if (text === undefined) return recognize(reply);
  const access = text.startsWith('-NOAUTH') || /not permitted/.test(text) ? { access: 'password required' } : {};
  return { confidence: 0.9, text, hostname: null, extra: access };
}
