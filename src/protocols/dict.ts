import { singleLine } from './framing.js';
import type { Protocol, Recognition } from './types.js';
import { announcedHost } from './words.js';

/** DICT, RFC 2229. */
export const dict: Protocol = {
  name: 'dict',
  title: 'Dictionary server protocol',
  ports: [2628],
  tlsPorts: [],
  tlsName: null,
  serverFirst: true,
  frame: singleLine,
  recognize,
  questions: [],
  openings: [],
  inquiries: [],
  farewell: 'QUIT',
  converse: null,
};

/** A banner ends with the capabilities and a message id, each in angle brackets (RFC 2229 section 3.1); 420 and 421: not now. */
function recognize(greeting: string): Recognition | null {
  const match = /^220 ([^\r\n]{0,300})<([\w.]{0,200})> <[^\s<>]{1,300}>\r?\n/.exec(greeting);
  if (match === null) return null;
  const [text, banner, capabilities] = match as unknown as [string, string, string];
  const hostname = announcedHost(`220 ${banner}`);
  return {
    confidence: 0.95,
    text: text.trimEnd(),
    hostname,
    extra: { capabilities: capabilities.replaceAll('.', ' ') },
  };
}
