import { singleLine, splitLines } from './framing.js';
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

/** In protected mode a stranger is turned away unasked, and so is whoever comes when the server is full. */
function recognize(greeting: string): Recognition | null {
  const text = /^-(?:DENIED (?:Redis is r|R)unning in protected mode|ERR max number of clients reached)/.exec(
    greeting,
  )?.[0];
  if (text === undefined) return null;
  const access = text.startsWith('-DENIED') ? 'protected mode' : 'too many connections';
  return { confidence: 0.95, text, hostname: null, extra: { access } };
}

/** Replies and errors whose wording all of the family share, and nobody else has. */
const OWN_WORDS =
  /^(?:\+PONG\r?\n|-NOAUTH |-DENIED |-NOPERM |-LOADING |-MASTERDOWN |-ERR (?:wrong number of arguments for |unknown command ?['`]|operation not permitted))/;

function recognizeReply(reply: string, request: string): Recognition | null {
  if (request === 'redis/info' && reply.startsWith('$')) return recognizeInfo(reply);
  const text = OWN_WORDS.exec(reply)?.[0];
  if (text === undefined) return recognize(reply);
  const needsPassword = text.startsWith('-NOAUTH') || /not permitted/.test(text);
  const extra: Record<string, string> = needsPassword ? { access: 'password required' } : {};
  return { confidence: 0.9, text: text.trimEnd(), hostname: null, extra };
}

/**
 * The version that a server gives for itself, not the one of Redis that it is compatible with: both are lines such as
 * `redis_version:7.2.4` and `valkey_version:8.0.1`. The subject is one line, `server: valkey 8.0.1 valkey-server Linux`.
 */
function recognizeInfo(reply: string): Recognition {
  const facts = new Map(
    splitLines(reply)
      .filter((line) => line.includes(':'))
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()] as const),
  );
  const own = [...facts.keys()].find((key) => /^[a-z]+_version$/.test(key) && !COMMON.has(key));
  const key = own ?? 'redis_version';
  const version = facts.get(key);
  const os = facts.get('os');
  const program = /[^/\\]*$/.exec(facts.get('executable') ?? '')?.[0] || '-';
  const subject =
    version === undefined
      ? {}
      : { subject: `server: ${key.replace('_version', '')} ${version} ${program} ${os ?? ''}\n` };
  const mode = facts.get('redis_mode') ?? facts.get('server_mode');
  return {
    ...{ confidence: 0.95, text: version === undefined ? reply.slice(0, 16) : `${key}:${version}`, hostname: null },
    ...subject,
    // A managed service names itself here.
    ...(os === undefined || os.startsWith('Amazon') ? {} : { os: /^\S*/.exec(os)![0] }),
    extra: { ...(mode ? { mode } : {}), ...(own && facts.has('redis_version') ? compatible(facts) : {}) },
  };
}

/** Versions of something else than the server. */
const COMMON: ReadonlySet<string> = new Set(['redis_version', 'gcc_version', 'jemalloc_version', 'libc_version']);

function compatible(facts: ReadonlyMap<string, string>): Record<string, string> {
  return { compatibleWith: `Redis ${facts.get('redis_version')}` };
}
