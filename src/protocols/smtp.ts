import { replyLines } from './framing.js';
import { converseMail, extensions } from './mail-conversation.js';
import { type Conversation, isComplete, send } from './steps.js';
import type { ConverseOptions, Findings, Inquiry, Protocol, Question, Recognition, RequestContext } from './types.js';
import { announcedHost, isOfOthers, mentions, mentionsLmtp, weight } from './words.js';

const FAREWELL = 'QUIT';

/** A greeting that a firewall which inspects SMTP wrote over; Cisco's leaves 0, 2 and blanks. */
const MASKED = /^220[ -][*02 ]{0,500}\*{8}[*02 ]{0,500}\r?$/m;

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

/** EHLO is what any client says first; the wording of its reply often tells whose server it is. So does HELP. */
const INQUIRIES: readonly Inquiry[] = [
  { name: 'ehlo', bytes: ehlo, frame: replyLines, until: 'product' },
  { name: 'help', bytes: (context) => (isAccepted(context) ? 'HELP\r\n' : null), frame: replyLines, until: 'product' },
  // Sendmail names its version here even where its greeting does not.
  { name: 'help-version', bytes: sendmailHelp, frame: replyLines, until: 'version' },
];

/** SMTP, RFC 5321; STARTTLS, RFC 3207; submission inside TLS, RFC 8314. */
export const smtp: Protocol = {
  name: 'smtp',
  title: 'Simple Mail Transfer Protocol',
  ports: [25, 587, 2525],
  tlsPorts: [465],
  tlsName: 'submissions',
  serverFirst: true,
  // Where mail comes in from anywhere: Postfix's postscreen waits six seconds for those who cannot.
  holdsBackAt: [25],
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

/** Greetings: 220 and 554 (RFC 5321 section 3.1), 421 (section 3.8), 521 (RFC 7504 section 3). */
function recognize(greeting: string): Recognition | null {
  const code = /^(220|[45]\d\d)[\s-]/.exec(greeting)?.[1];
  if (code === undefined || mentionsLmtp(greeting) || isOfOthers(greeting)) return null;
  if (MASKED.test(greeting)) return { confidence: 0.9, text: '220 ****', hostname: null };
  const hostname = announcedHost(greeting);
  // FTP has no enhanced status codes (RFC 3463).
  const enhanced = /^[45]\d\d[ -][45]\.\d{1,3}\.\d{1,3}(?=\s)/.exec(greeting)?.[0];
  if (enhanced !== undefined) return { confidence: 0.8, text: enhanced, hostname };
  const { smtp: own, ftp: other } = mentions(greeting);
  if (own !== null) return { confidence: weight(own, other), text: own.text, hostname };
  if (other !== null) return { confidence: 0.1, text: code, hostname };
  if (code === '554' || code === '521') return { confidence: 0.8, text: code, hostname };
  return { confidence: hostname === null ? 0.4 : 0.5, text: code, hostname };
}

/** Only what was said to our own requests: anything else is a late greeting. */
function recognizeReply(reply: string, request: string): Recognition | null {
  if (!request.startsWith('smtp/') || !/^\d{3}[\s-]/.test(reply)) return null;
  const hostname = request === 'smtp/ehlo' && reply.startsWith('250') ? announcedHost(reply) : null;
  return { confidence: 0.9, text: reply.slice(0, 3), hostname };
}

function ehlo(context: RequestContext): string | null {
  return isAccepted(context) ? `EHLO ${context.clientName}\r\n` : null;
}

function sendmailHelp(context: RequestContext): string | null {
  const asked = context.said.some(({ request }) => request === 'smtp/help');
  return !asked && isAccepted(context) && /\bSendmail\b/i.test(context.said[0]!.text) ? 'HELP\r\n' : null;
}

/** Whether the server took us as a client: behind a 554 or 421 nothing but QUIT is asked for. */
function isAccepted({ said }: RequestContext): boolean {
  return said[0]?.text.startsWith('220') ?? false;
}

function converse(options: ConverseOptions): Conversation<Findings> {
  return converseMail(options, hello);
}

/**
 * Says EHLO, or HELO to a server that knows no EHLO (RFC 5321 section 3.2). Null when the connection broke, or the server
 * put us off or turned us away: neither a 421 nor a 550 means that it offers nothing.
 */
function* hello(clientName: string): Conversation<readonly string[] | null> {
  const ehlo = yield send(`EHLO ${clientName}`, { name: 'ehlo' });
  if (!isComplete(ehlo)) return null;
  if (ehlo.text.startsWith('250')) return extensions(ehlo.text);
  if (!/^50[024]/.test(ehlo.text)) return null;
  const helo = yield send(`HELO ${clientName}`);
  return isComplete(helo) && helo.text.startsWith('250') ? [] : null;
}
