import { singleLine, splitLines, taggedReply } from './framing.js';
import { type Conversation, type Draft, draftFindings, isComplete, READ, send, upgradeToTls } from './steps.js';
import type { ConverseOptions, Findings, Protocol, Recognition, Step } from './types.js';
import { isHostName } from './words.js';

/** The farewell's tag is fixed, so that it is one line whenever it is said. */
const FAREWELL = 'a4 LOGOUT';

/** IMAP, RFC 9051 and RFC 3501; inside TLS, RFC 8314. */
export const imap: Protocol = {
  name: 'imap',
  title: 'Internet Message Access Protocol',
  ports: [143],
  tlsPorts: [993],
  tlsName: 'imaps',
  serverFirst: true,
  frame: singleLine,
  recognize,
  questions: [],
  openings: [],
  inquiries: [],
  farewell: FAREWELL,
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

function* converse(options: ConverseOptions): Conversation<Findings> {
  const found = draftFindings();
  // 1. The greeting.
  const greeting = yield READ;
  found.greeting = greeting.text;
  if (!isComplete(greeting)) return found;
  found.ready = /^\* (?:OK|PREAUTH)\s/i.test(greeting.text);
  if (found.ready) {
    // 2. What it can do.
    const capabilities = yield* askCapabilities('a1');
    if (capabilities === null) return found;
    found.capabilities = capabilities;
    // 3. Into TLS, and what it can do there.
    const alive = yield* upgrade(found, options);
    if (!alive) return found;
  }
  // 4. Good-bye.
  yield send(FAREWELL, taggedReply('a4'));
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
  return send(`${tag} ${name}`, taggedReply(tag));
}

/** The words of the untagged CAPABILITY response (RFC 9051 section 7.2.2). */
function capabilityWords(reply: string): string[] {
  const line = splitLines(reply).find((each) => /^\* CAPABILITY /i.test(each));
  return (line ?? '')
    .split(' ')
    .slice(2)
    .filter((word) => word !== '');
}
