import { popBody, popLines, singleLine } from './framing.js';
import { type Conversation, draftFindings, isComplete, READ, send, upgradeToTls } from './steps.js';
import type { ConverseOptions, Findings, Inquiry, Protocol, Recognition, RequestContext } from './types.js';
import { isHostName } from './words.js';

const FAREWELL = 'QUIT';

/** IMPLEMENTATION names the product (RFC 2449 section 6.9), and the choice of the others often does. */
const INQUIRIES: readonly Inquiry[] = [{ name: 'capa', bytes: capa, frame: popLines, until: 'product' }];

/** POP3, RFC 1939; CAPA, RFC 2449; STLS, RFC 2595; inside TLS, RFC 8314. */
export const pop3: Protocol = {
  name: 'pop3',
  title: 'Post Office Protocol, version 3',
  ports: [110],
  tlsPorts: [995],
  tlsName: 'pop3s',
  alpn: ['pop3'],
  serverFirst: true,
  frame: singleLine,
  recognize,
  recognizeReply,
  questions: [],
  openings: [],
  inquiries: INQUIRIES,
  farewell: FAREWELL,
  converse,
};

/**
 * Greetings: `+OK`, or `-ERR` from a server that is busy (RFC 1939 sections 3 and 4). Servers of other protocols begin their
 * errors with `-ERR` too, as Redis does; a response code in brackets (RFC 2449 section 8) or the protocol's name tells.
 */
function recognize(greeting: string): Recognition | null {
  const status = /^(\+OK|-ERR)(?=\s|$)/.exec(greeting)?.[1];
  if (status === undefined) return null;
  const errorConfidence = /^-ERR (?:\[[A-Z]|[^\n]{0,200}\bPOP3?\b)/i.test(greeting) ? 0.8 : 0.5;
  return { confidence: status === '+OK' ? 0.9 : errorConfidence, text: status, hostname: timestampHost(greeting) };
}

/** The implementation that CAPA names is put before the reply, where signatures look for it. */
function recognizeReply(reply: string, request: string): Recognition | null {
  if (request !== 'pop3/capa' || !/^(?:\+OK|-ERR)/.test(reply)) return null;
  const lines = popBody(reply.slice(0, 8192));
  const implementation = lines.find((line) => /^IMPLEMENTATION /i.test(line))?.slice('IMPLEMENTATION '.length);
  const subject = implementation === undefined ? reply : `implementation: ${implementation}\n${reply}`;
  return { confidence: 0.9, text: reply.slice(0, 3), hostname: null, subject };
}

function capa({ said }: RequestContext): string | null {
  return said[0]?.text.startsWith('+OK') ? 'CAPA\r\n' : null;
}

/** The host in the APOP timestamp `<process.clock@host>` (RFC 1939 section 7), null where there is none. */
function timestampHost(greeting: string): string | null {
  const host = /@([^@<>\s]+)>/.exec(greeting)?.[1] ?? '';
  return isHostName(host) ? host : null;
}

function* converse(options: ConverseOptions): Conversation<Findings> {
  const found = draftFindings();
  // 1. The greeting.
  const greeting = yield READ;
  found.greeting = greeting.text;
  if (!isComplete(greeting)) return found;
  found.ready = greeting.text.startsWith('+OK');
  if (!found.ready) return found;
  // 2. What it can do.
  const capabilities = yield* askCapabilities();
  if (capabilities === null) return found;
  found.capabilities = capabilities;
  // 3. Into TLS, and what it can do there.
  yield* upgradeToTls(found, options, {
    offer: 'STLS',
    request: send('STLS'),
    accepts: (reply) => reply.startsWith('+OK'),
    askAgain: askCapabilities,
  });
  return found;
}

/** Asks CAPA; a server without it says `-ERR` (RFC 2449 section 5). Null when the connection broke. */
function* askCapabilities(): Conversation<readonly string[] | null> {
  const reply = yield send('CAPA', { frame: popLines, name: 'capa' });
  if (!isComplete(reply)) return null;
  return reply.text.startsWith('+OK') ? popBody(reply.text).filter((line) => line !== '') : [];
}
