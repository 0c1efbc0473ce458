import { singleLine } from './framing.js';
import type { Protocol, Recognition } from './types.js';

/** GPSD's own protocol, JSON in lines: `gpsd_json(5)`. */
export const gpsd: Protocol = {
  name: 'gpsd',
  title: 'GPS service',
  ports: [2947],
  tlsPorts: [],
  tlsName: null,
  serverFirst: true,
  frame: singleLine,
  recognize,
  questions: [],
  openings: [],
  inquiries: [],
  farewell: null,
  converse: null,
};

function recognize(greeting: string): Recognition | null {
  const match = /^\{"class":"VERSION","release":"[^"\r\n]{1,40}"/.exec(greeting);
  return match && { confidence: 0.98, text: match[0], hostname: null };
}
