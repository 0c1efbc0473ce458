import { singleLine } from './framing.js';
import type { Inquiry, Protocol, Recognition } from './types.js';

const INQUIRIES: readonly Inquiry[] = [{ name: 'version', bytes: 'version\n', frame: singleLine, until: 'version' }];

/** What a Munin master reads its figures from. No standard: the product's documentation. */
export const munin: Protocol = {
  name: 'munin',
  title: 'Munin node',
  ports: [4949],
  tlsPorts: [],
  tlsName: null,
  serverFirst: true,
  frame: singleLine,
  recognize,
  recognizeReply,
  questions: [],
  openings: [],
  inquiries: INQUIRIES,
  farewell: 'quit',
  converse: null,
};

function recognize(greeting: string): Recognition | null {
  const match = /^# munin node at (\S{1,255})\r?\n/.exec(greeting);
  return match && { confidence: 0.98, text: match[0].trimEnd(), hostname: match[1]! };
}

function recognizeReply(reply: string, request: string): Recognition | null {
  if (request !== 'munin/version' || !reply.startsWith('munin')) return null;
  return { confidence: 0.95, text: reply.slice(0, 80).trimEnd(), hostname: null };
}
