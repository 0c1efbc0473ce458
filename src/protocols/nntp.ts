import { singleLine, splitLines } from './framing.js';
import { type Conversation, draftFindings, isComplete, READ, send, upgradeToTls } from './steps.js';
import type { ConverseOptions, Findings, Frame, Inquiry, Protocol, Question, Recognition } from './types.js';
import { announcedHost, isOfOthers } from './words.js';

const FAREWELL = 'QUIT';

/** A reply of one line, or after `101` a list up to a line that holds a single dot (RFC 3977 sections 3.1 and 5.2). */
export const nntpReply: Frame = (text) => {
  const first = singleLine(text);
  if (!text.startsWith('101')) return first;
  for (let start = first; start > 0; ) {
    const end = text.indexOf('\n', start) + 1;
    if (end > 0 && /^\.\r?\n$/.test(text.slice(start, Math.min(end, start + 4)))) return end;
    start = end;
  }
  return 0;
};

/** DATE is answered by `111` and fourteen digits, which no other protocol says (RFC 3977 section 7.1). */
const QUESTIONS: readonly Question[] = [
  { line: 'DATE', confirms: (reply) => /^111 \d{14}/.test(reply) },
  { line: 'CAPABILITIES', confirms: (reply) => /^101[^\n]*\n\s*VERSION \d/.test(reply) },
];

const INQUIRIES: readonly Inquiry[] = [
  {
    name: 'capabilities',
    bytes: ({ said }) => (/^20[01]/.test(said[0]?.text ?? '') ? 'CAPABILITIES\r\n' : null),
    frame: nntpReply,
    until: 'version',
  },
];

/** NNTP, RFC 3977; STARTTLS, RFC 4642; inside TLS, RFC 8143. */
export const nntp: Protocol = {
  name: 'nntp',
  title: 'Network News Transfer Protocol',
  ports: [119],
  tlsPorts: [563],
  tlsName: 'nntps',
  serverFirst: true,
  frame: nntpReply,
  recognize,
  recognizeReply,
  questions: QUESTIONS,
  openings: [],
  inquiries: INQUIRIES,
  farewell: FAREWELL,
  converse,
};

/** Words that only a server of news has in its greeting. */
const NEWS =
  /\b(?:NNTP|NNRP|InterNetNews|INN|news|posting|newsreaders?|leafnode|you have no permission to talk|load at \d+)\b/i;

/** Greetings: 200, 201, 400, 502 (RFC 3977 section 5.1); 503 of a Leafnode that knows no name of its host. */
function recognize(greeting: string): Recognition | null {
  const code = /^(?:20[01]|400|502|503(?= Leafnode ))(?=[\s-])/.exec(greeting)?.[0];
  if (code === undefined || isOfOthers(greeting)) return null;
  const line = greeting.slice(0, singleLine(greeting) || 512);
  const word = NEWS.exec(line.slice(0, 512))?.[0];
  const hostname = announcedHost(greeting);
  if (word !== undefined) return { confidence: 0.9, text: word, hostname };
  return code.startsWith('2') ? { confidence: 0.6, text: code, hostname } : null;
}

function recognizeReply(reply: string, request: string): Recognition | null {
  if (request === 'nntp/capabilities' && /^\d{3}[\s-]/.test(reply)) {
    const implementation = /\nIMPLEMENTATION ([^\r\n]{1,200})/.exec(reply.slice(0, 8192))?.[1];
    return {
      confidence: 0.9,
      text: reply.slice(0, 3),
      hostname: null,
      subject: implementation === undefined ? reply : `implementation: ${implementation}`,
    };
  }
  return null;
}

function* converse(options: ConverseOptions): Conversation<Findings> {
  const found = draftFindings();
  // 1. The greeting.
  const greeting = yield READ;
  found.greeting = greeting.text;
  if (!isComplete(greeting)) return found;
  found.ready = /^20[01]/.test(greeting.text);
  if (!found.ready) return found;
  // 2. What it can do.
  const capabilities = yield* askCapabilities();
  if (capabilities === null) return found;
  found.capabilities = capabilities;
  // 3. Into TLS, and what it can do there (RFC 4642 section 2.2).
  yield* upgradeToTls(found, options, {
    offer: 'STARTTLS',
    request: send('STARTTLS'),
    accepts: (reply) => reply.startsWith('382'),
    askAgain: askCapabilities,
  });
  return found;
}

/** Asks CAPABILITIES; a server older than RFC 3977 does not know it. Null when the connection broke. */
function* askCapabilities(): Conversation<readonly string[] | null> {
  const reply = yield send('CAPABILITIES', { name: 'capabilities' });
  if (!isComplete(reply)) return null;
  if (!reply.text.startsWith('101')) return [];
  const lines = splitLines(reply.text).slice(1);
  return lines.filter((line) => line !== '' && line !== '.');
}
