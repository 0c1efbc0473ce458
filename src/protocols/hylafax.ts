import { replyLines } from './framing.js';
import type { Protocol, Recognition } from './types.js';

/** HylaFAX's protocol between fax clients and their server, which is made after FTP: `hfaxd(8)`. */
export const hylafax: Protocol = {
  name: 'hylafax',
  title: 'HylaFAX',
  ports: [4559],
  tlsPorts: [],
  tlsName: null,
  serverFirst: true,
  frame: replyLines,
  recognize,
  questions: [],
  openings: [],
  inquiries: [],
  farewell: 'QUIT',
  converse: null,
};

function recognize(greeting: string): Recognition | null {
  const match = /^(?:220|130)[ -]([^\s]{1,255}) server \(HylaFAX \(tm\) Version [^)\r\n]{1,40}\)/.exec(greeting);
  return match && { confidence: 0.98, text: match[0], hostname: match[1]! };
}
