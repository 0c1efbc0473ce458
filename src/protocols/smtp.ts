import { replyLines, splitLines, trimBlanks } from './framing.js';
import { type Conversation, draftFindings, isComplete, READ, send, upgradeToTls } from './steps.js';
import type { ConverseOptions, Findings, Protocol, Question, Recognition } from './types.js';
import { announcedHost, mentions, mentionsLmtp, weight } from './words.js';

const FAREWELL = 'QUIT';

/**
 * NOOP is allowed before EHLO (RFC 5321 section 4.1.4) and needs no name of ours. The answer is 250 here and 200 in FTP
 * (RFC 959 section 5.4). A server that insists on HELO, EHLO or STARTTLS names itself as well.
 */
const QUESTIONS: readonly Question[] = [
  {
    line: 'NOOP',
    confirms: (reply) => /^250[\s-]/.test(reply) || /^5\d\d[^\n]*\b(?:HELO|EHLO|STARTTLS)\b/i.test(reply),
  },
];

/** SMTP, RFC 5321; STARTTLS, RFC 3207; submission inside TLS, RFC 8314. */
export const smtp: Protocol = {
  name: 'smtp',
  title: 'Simple Mail Transfer Protocol',
  ports: [25, 587, 2525],
  tlsPorts: [465],
  tlsName: 'submissions',
  serverFirst: true,
  frame: replyLines,
  recognize,
  questions: QUESTIONS,
  openings: [],
  inquiries: [],
  farewell: FAREWELL,
  converse,
};

/** Greetings: 220 and 554 (RFC 5321 section 3.1), 421 (section 3.8), 521 (RFC 7504 section 3). */
function recognize(greeting: string): Recognition | null {
  const code = /^(220|[45]\d\d)[\s-]/.exec(greeting)?.[1];
  if (code === undefined || mentionsLmtp(greeting)) return null;
  const hostname = announcedHost(greeting);
  const { smtp: own, ftp: other } = mentions(greeting);
  if (own !== null) return { confidence: weight(own, other), text: own.text, hostname };
  if (other !== null) return { confidence: 0.1, text: code, hostname };
  if (code === '554' || code === '521') return { confidence: 0.8, text: code, hostname };
  return { confidence: hostname === null ? 0.4 : 0.5, text: code, hostname };
}

function* converse(options: ConverseOptions): Conversation<Findings> {
  const found = draftFindings();
  // 1. The greeting, all of its lines.
  const greeting = yield READ;
  found.greeting = greeting.text;
  if (!isComplete(greeting)) return found;
  found.ready = greeting.text.startsWith('220');
  if (found.ready) {
    // 2. What it can do.
    const capabilities = yield* hello(options.clientName);
    if (capabilities === null) return found;
    found.capabilities = capabilities;
    // 3. Into TLS, and what it can do there.
    const alive = yield* upgradeToTls(found, options, {
      offer: 'STARTTLS',
      request: send('STARTTLS'),
      accepts: (reply) => reply.startsWith('220'),
      askAgain: () => hello(options.clientName),
    });
    if (!alive) return found;
  }
  // 4. Good-bye.
  yield send(FAREWELL);
  return found;
}

/** Says EHLO, or HELO to a server that knows no EHLO (RFC 5321 section 3.2). Null when the connection broke. */
function* hello(clientName: string): Conversation<readonly string[] | null> {
  const ehlo = yield send(`EHLO ${clientName}`);
  if (!isComplete(ehlo)) return null;
  if (ehlo.text.startsWith('250')) return extensions(ehlo.text);
  if (!ehlo.text.startsWith('5')) return [];
  const helo = yield send(`HELO ${clientName}`);
  return isComplete(helo) ? [] : null;
}

/** The lines of an EHLO reply behind the first, which names the server (RFC 5321 section 4.1.1.1). */
export function extensions(reply: string): string[] {
  return splitLines(reply)
    .slice(1)
    .map((line) => trimBlanks(line.slice(4)))
    .filter((line) => line !== '');
}
