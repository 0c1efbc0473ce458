import { singleLine, splitLines } from './framing.js';
import type { Frame, Inquiry, Protocol, Recognition, Request } from './types.js';

/** `OK`, the length, and so many bytes and a line end; an error is one line (protocol.txt of beanstalkd). */
const reply: Frame = (text) => {
  const head = singleLine(text);
  const length = /^OK (\d{1,7})\r\n/.exec(text)?.[1];
  if (length === undefined) return head;
  const end = head + Number(length) + 2;
  return end <= text.length ? end : 0;
};

/** Figures of the server, its version and host among them. */
const STATS: Request = { name: 'stats', bytes: 'stats\r\n', frame: reply };

/** The same, for a server that was found by what it answered to others, each line of which it may go on answering. */
const INQUIRIES: readonly Inquiry[] = [{ ...STATS, name: 'figures', until: 'version', fresh: true }];

/** beanstalkd, a work queue. */
export const beanstalk: Protocol = {
  name: 'beanstalk',
  title: 'Beanstalk work queue',
  ports: [11300],
  tlsPorts: [],
  tlsName: null,
  serverFirst: false,
  frame: reply,
  recognize: () => null,
  recognizeReply,
  questions: [],
  openings: [STATS],
  inquiries: INQUIRIES,
  farewell: null,
  converse: null,
};

function recognizeReply(text: string): Recognition | null {
  if (/^UNKNOWN_COMMAND\r\n/.test(text)) return { confidence: 0.85, text: 'UNKNOWN_COMMAND', hostname: null };
  if (!/^OK \d{1,7}\r\n---\n/.test(text)) return null;
  const lines = splitLines(text);
  const value = (name: string) => {
    const line = lines.find((each) => each.startsWith(`${name}: `));
    return line?.slice(name.length + 2).replace(/^"([^"]*)"$/, '$1');
  };
  if (value('current-jobs-ready') === undefined) return null;
  const subject = `server: beanstalkd ${value('version') ?? '-'}\n`;
  return {
    confidence: 0.95,
    text: subject.trimEnd(),
    hostname: value('hostname') ?? null,
    subject,
    ...osOf(value('os')),
  };
}

/** `#1 SMP Debian 6.1…` in some builds: only a plain name is one. */
function osOf(os: string | undefined): { os?: string } {
  const name = /\b(?:Debian|Ubuntu|Alpine|FreeBSD|Darwin)\b/.exec(os ?? '')?.[0];
  return name === undefined ? {} : { os: name };
}
