import { replyLines, splitLines, trimBlanks } from './framing.js';
import { type Conversation, draftFindings, isComplete, READ, send } from './steps.js';
import type { ConverseOptions, Findings, Inquiry, Protocol, Question, Recognition, RequestContext } from './types.js';
import { announcedHost, isOfOthers, mentions, mentionsLmtp, weight } from './words.js';

const FAREWELL = 'QUIT';

/**
 * FEAT (RFC 2389 section 3) and SYST (RFC 959 section 4.1.3) need no login by the book. SMTP knows neither and answers
 * 500 or 502; it says 530 only about TLS or AUTH, with an enhanced status code (RFC 3207 section 4, RFC 4954 section 6).
 */
const QUESTIONS: readonly Question[] = [
  { line: 'FEAT', confirms: (reply) => /^211[\s-]/.test(reply) || asksForLogin(reply) },
  { line: 'SYST', confirms: (reply) => /^215[\s-]/.test(reply) || asksForLogin(reply) },
];

/** None needs a login by the book; servers that want one all the same answer 530, each in its own words. */
const INQUIRIES: readonly Inquiry[] = ['syst', 'feat', 'help'].map((name) => ({
  name,
  bytes: ({ said }: RequestContext) => (said[0]?.text.startsWith('220') ? `${name.toUpperCase()}\r\n` : null),
  frame: replyLines,
  until: 'product',
}));

/** FTP, RFC 959; FEAT, RFC 2389; inside TLS, RFC 4217. */
export const ftp: Protocol = {
  name: 'ftp',
  title: 'File Transfer Protocol',
  ports: [21, 2121],
  tlsPorts: [990],
  tlsName: 'ftps',
  serverFirst: true,
  frame: replyLines,
  recognize,
  recognizeReply,
  questions: QUESTIONS,
  openings: [],
  inquiries: INQUIRIES,
  farewell: FAREWELL,
  converse,
};

function asksForLogin(reply: string): boolean {
  return /^530[\s-]/.test(reply) && !/^530[ -]\d\.\d|STARTTLS/i.test(reply);
}

/** Greetings: 120, 220, 421 (RFC 959 section 5.4); some servers say 5yz instead of 421. 554 and 521 are SMTP's own. */
function recognize(greeting: string): Recognition | null {
  const code = /^(120|220|421|5\d\d)[\s-]/.exec(greeting)?.[1];
  if (code === undefined || mentionsLmtp(greeting) || isOfOthers(greeting)) return null;
  const hostname = announcedHost(greeting);
  const { ftp: own, smtp: other } = mentions(greeting);
  if (own !== null) return { confidence: weight(own, other), text: own.text, hostname };
  if (code === '120') return { confidence: 0.8, text: code, hostname };
  if (other !== null || code === '554' || code === '521') return { confidence: 0.1, text: code, hostname };
  return { confidence: hostname === null ? 0.5 : 0.4, text: code, hostname };
}

/** SYST names a kind of system, mostly `UNIX Type: L8`, which is said by servers on any (RFC 959 section 4.1.3). */
function recognizeReply(reply: string, request: string): Recognition | null {
  const code = /^\d{3}(?=[\s-])/.exec(reply)?.[0];
  if (!request.startsWith('ftp/') || code === undefined) return null;
  const recognition = { confidence: 0.9, text: code, hostname: null };
  const system = request === 'ftp/syst' ? /^215[ -]([^\r\n]{1,80})/.exec(reply)?.[1] : undefined;
  if (system === undefined) return recognition;
  return { ...recognition, extra: { system }, ...(/^Windows_NT\b/.test(system) ? { os: 'Windows' } : {}) };
}

function* converse(_options: ConverseOptions): Conversation<Findings> {
  const found = draftFindings();
  found.startTls = 'unsupported';
  // 1. The greeting, all of its lines.
  const greeting = yield READ;
  found.greeting = greeting.text;
  if (!isComplete(greeting)) return found;
  found.ready = greeting.text.startsWith('220');
  if (found.ready) {
    // 2. What it can do.
    const features = yield send('FEAT', { name: 'feat' });
    if (!isComplete(features)) return found;
    found.capabilities = featureLines(features.text);
  }
  return found;
}

/** The lines between `211-` and `211 ` (RFC 2389 section 3.2). Some servers put the code before each. */
function featureLines(reply: string): string[] {
  if (!reply.startsWith('211-')) return [];
  return splitLines(reply)
    .slice(1, -1)
    .map((line) => trimBlanks(line.replace(/^211-/, '')))
    .filter((line) => line !== '');
}
