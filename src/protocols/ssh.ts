import { sshIdentification } from './framing.js';
import { type Conversation, draftFindings, isComplete, READ } from './steps.js';
import type { ConverseOptions, Findings, Protocol, Recognition } from './types.js';

/** SSH, RFC 4253: its identification only. The key exchange behind it is another matter, and so there is no farewell. */
export const ssh: Protocol = {
  name: 'ssh',
  title: 'The Secure Shell (SSH) Protocol',
  ports: [22, 2222],
  tlsPorts: [],
  tlsName: null,
  serverFirst: true,
  frame: sshIdentification,
  recognize,
  questions: [],
  openings: [],
  inquiries: [],
  farewell: null,
  converse,
};

/** `SSH-protoversion-softwareversion`, possibly behind other lines (RFC 4253 section 4.2). */
function recognize(greeting: string): Recognition | null {
  const text = identification(greeting);
  return text === null ? null : { confidence: 0.95, text, hostname: null };
}

function* converse(_options: ConverseOptions): Conversation<Findings> {
  const found = draftFindings();
  found.startTls = 'unsupported';
  // 1. The identification, with the lines before it.
  const greeting = yield READ;
  found.greeting = greeting.text;
  if (!isComplete(greeting)) return found;
  found.ready = identification(greeting.text) !== null;
  return found;
}

function identification(greeting: string): string | null {
  return /^SSH-\d\.\d{1,2}-/m.exec(greeting)?.[0] ?? null;
}
