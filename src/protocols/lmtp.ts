import { replyLines } from './framing.js';
import { converseMail, extensions } from './mail-conversation.js';
import { type Conversation, isComplete, send } from './steps.js';
import type { ConverseOptions, Findings, Inquiry, Protocol, Question, Recognition } from './types.js';
import { announcedHost, mentionsLmtp } from './words.js';

const FAREWELL = 'QUIT';

/** A server of LMTP must know LHLO and must refuse EHLO; one of SMTP does not know it (RFC 2033 section 4.1). */
const QUESTIONS: readonly Question[] = [{ line: 'LHLO localhost', confirms: (reply) => /^250[\s-]/.test(reply) }];

/** What the server can do, and often how its author words it. */
const INQUIRIES: readonly Inquiry[] = [
  { name: 'lhlo', bytes: ({ clientName }) => `LHLO ${clientName}\r\n`, frame: replyLines, until: 'product' },
];

/** LMTP, local delivery of mail, RFC 2033. IANA gives port 24 to any private mail system. */
export const lmtp: Protocol = {
  name: 'lmtp',
  title: 'Local Mail Transfer Protocol',
  ports: [24],
  tlsPorts: [],
  tlsName: null,
  serverFirst: true,
  frame: replyLines,
  recognize,
  recognizeReply,
  questions: QUESTIONS,
  openings: [],
  inquiries: INQUIRIES,
  refuses: (reply) => /^[45]\d\d/.test(reply),
  farewell: FAREWELL,
  converse,
};

/** Greetings are those of SMTP; most servers name the protocol. Dovecot greets the same way in both (see the questions). */
function recognize(greeting: string): Recognition | null {
  const code = /^(?:220|[45]\d\d)(?=[\s-])/.exec(greeting)?.[0];
  if (code === undefined) return null;
  const hostname = announcedHost(greeting);
  if (mentionsLmtp(greeting)) return { confidence: 0.9, text: 'LMTP', hostname };
  return /^220 \S+ Dovecot\b/.test(greeting) ? { confidence: 0.55, text: 'Dovecot', hostname } : null;
}

function recognizeReply(reply: string, request: string): Recognition | null {
  if (request !== 'lmtp/lhlo' || !/^\d{3}[\s-]/.test(reply)) return null;
  return { confidence: 0.9, text: reply.slice(0, 3), hostname: announcedHost(reply) };
}

function converse(options: ConverseOptions): Conversation<Findings> {
  return converseMail(options, hello);
}

/** Says LHLO. Null when the connection broke. */
function* hello(clientName: string): Conversation<readonly string[] | null> {
  const reply = yield send(`LHLO ${clientName}`, { name: 'lhlo' });
  if (!isComplete(reply) || reply.text.startsWith('4')) return null;
  return reply.text.startsWith('250') ? extensions(reply.text) : [];
}
