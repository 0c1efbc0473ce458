import { singleLine, splitLines, taggedReply } from './framing.js';
import { type Conversation, type Draft, draftFindings, isComplete, READ, send, upgradeToTls } from './steps.js';
import type { ConverseOptions, Findings, Inquiry, Protocol, Recognition, RequestContext, Step } from './types.js';
import { isHostName } from './words.js';

/** The farewell's tag is fixed, so that it is one line whenever it is said. */
const FAREWELL = 'a4 LOGOUT';
const ID = 'a0 ID NIL';

/** Asks who the server is, without saying who we are (RFC 2971 section 3.1). One that does not know ID says BAD. */
const INQUIRIES: readonly Inquiry[] = [{ name: 'id', bytes: id, frame: taggedReply('a0'), until: 'version' }];

/** IMAP, RFC 9051 and RFC 3501; inside TLS, RFC 8314. */
export const imap: Protocol = {
  name: 'imap',
  title: 'Internet Message Access Protocol',
  ports: [143],
  tlsPorts: [993],
  tlsName: 'imaps',
  alpn: ['imap'],
  serverFirst: true,
  frame: singleLine,
  recognize,
  recognizeReply,
  questions: [],
  openings: [],
  inquiries: INQUIRIES,
  refuses: (reply) => /^\* BYE\b/im.test(reply),
  farewell: FAREWELL,
  farewellFrame: taggedReply('a4'),
  converse,
};

/** Greetings: `* OK`, `* PREAUTH`, `* BYE` (RFC 9051 section 7.1). */
function recognize(greeting: string): Recognition | null {
  const status = /^\* (?:OK|PREAUTH|BYE)(?=\s|$)/i.exec(greeting)?.[0];
  if (status === undefined) return null;
  return { confidence: /BYE$/i.test(status) ? 0.8 : 0.9, text: status, hostname: firstHost(greeting) };
}

/** The first word behind the status and its response code, where servers put their name if they tell it. */
function firstHost(greeting: string): string | null {
  const word = /^\* \w+ (?:\[[^\]\r\n]*\] )?(\S+)/.exec(greeting)?.[1] ?? '';
  return isHostName(word) ? word : null;
}

function recognizeReply(reply: string, request: string): Recognition | null {
  if (request !== 'imap/id' || !/^(?:\*|a0) /.test(reply)) return null;
  const { name, version, vendor, os, 'os-version': release } = idFields(reply);
  const told = [name, version].filter(Boolean).join(' ');
  return {
    confidence: 0.9,
    text: told === '' ? reply.slice(0, 16).trim() : told,
    hostname: null,
    subject: told === '' ? reply : `id: ${told}`,
    ...(os === undefined ? {} : { os: [os, release].filter(Boolean).join(' ').slice(0, 80) }),
    ...(vendor === undefined ? {} : { extra: { vendor: vendor.slice(0, 80) } }),
  };
}

/** The fields of an ID response by name in lower case (RFC 2971 section 3.2); those that are NIL are left out. */
function idFields(reply: string): Record<string, string | undefined> {
  const list = /^\* ID \(([^\r\n]{1,4000})/im.exec(reply)?.[1] ?? '';
  const words = [...list.matchAll(/"((?:[^"\\]|\\.){0,500})"|\bNIL\b/gi)].map((match) => match[1]);
  const fields: Record<string, string | undefined> = {};
  for (let at = 0; at + 1 < words.length; at += 2) {
    const name = words[at];
    const value = words[at + 1];
    if (name !== undefined && value) fields[name.toLowerCase()] = value;
  }
  return fields;
}

/** Not where the server has told what it can do, in its greeting or later, and ID is not among it. */
function id({ said }: RequestContext): string | null {
  const greeting = said[0]?.text ?? '';
  const answer = said.findLast(({ request }) => request === 'imap/capability')?.text;
  const capabilities = answer?.split(/\r?\n/, 1)[0] ?? /\[CAPABILITY ([^\]\r\n]*)\]/i.exec(greeting)?.[1];
  const known = capabilities === undefined || capabilities.toUpperCase().split(' ').includes('ID');
  return /^\* (?:OK|PREAUTH)\b/i.test(greeting) && known ? `${ID}\r\n` : null;
}

function* converse(options: ConverseOptions): Conversation<Findings> {
  const found = draftFindings();
  // 1. The greeting.
  const greeting = yield READ;
  found.greeting = greeting.text;
  if (!isComplete(greeting)) return found;
  found.ready = /^\* (?:OK|PREAUTH)\s/i.test(greeting.text);
  if (!found.ready) return found;
  // 2. What it can do.
  const capabilities = yield* askCapabilities('a1');
  if (capabilities === null) return found;
  found.capabilities = capabilities;
  // 3. Into TLS, and what it can do there.
  const alive = yield* upgrade(found, options);
  // 4. Who it is, where it tells that.
  const words = found.secureCapabilities ?? found.capabilities;
  if (alive && words.some((word) => word.toUpperCase() === 'ID')) {
    yield send(ID, { frame: taggedReply('a0'), name: 'id' });
  }
  return found;
}

/** Asks CAPABILITY (RFC 9051 section 6.1.1). Null when the connection broke. */
function* askCapabilities(tag: string): Conversation<readonly string[] | null> {
  const reply = yield command(tag, 'CAPABILITY');
  return isComplete(reply) ? capabilityWords(reply.text) : null;
}

/** STARTTLS is no command of the authenticated state, in which PREAUTH begins (RFC 9051 section 6.2). */
function* upgrade(found: Draft, options: ConverseOptions): Conversation<boolean> {
  if (/^\* PREAUTH/i.test(found.greeting)) return true;
  return yield* upgradeToTls(found, options, {
    offer: 'STARTTLS',
    request: command('a2', 'STARTTLS'),
    accepts: (reply) => /^a2 OK\b/im.test(reply),
    askAgain: () => askCapabilities('a3'),
  });
}

function command(tag: string, name: string): Step {
  return send(`${tag} ${name}`, { frame: taggedReply(tag), name: name.toLowerCase() });
}

/** The words of the untagged CAPABILITY response (RFC 9051 section 7.2.2). */
function capabilityWords(reply: string): string[] {
  const line = splitLines(reply).find((each) => /^\* CAPABILITY /i.test(each));
  return (line ?? '')
    .split(' ')
    .slice(2)
    .filter((word) => word !== '');
}
