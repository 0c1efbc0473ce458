import { singleLine } from './framing.js';
import type { Protocol, Recognition } from './types.js';

/** The manager interface of Asterisk, by which programs steer a telephone exchange. No standard: the product's documentation. */
export const asterisk: Protocol = {
  name: 'asterisk-manager',
  title: 'Asterisk Manager Interface',
  ports: [5038],
  tlsPorts: [5039],
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

/** The version is that of the interface, not of Asterisk. */
function recognize(greeting: string): Recognition | null {
  const match = /^(?:Asterisk|CallWeaver) Call Manager\/(\d[\d.]{0,15})/.exec(greeting);
  if (match === null) return null;
  return { confidence: 0.98, text: match[0], hostname: null, extra: { protocolVersion: match[1]! } };
}
