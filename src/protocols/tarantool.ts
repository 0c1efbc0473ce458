import type { Frame, Protocol, Recognition } from './types.js';

const LENGTH = 128;
const frame: Frame = (text) => (text.length < LENGTH ? 0 : LENGTH);

/** Tarantool's binary protocol (IPROTO), and its console. */
export const tarantool: Protocol = {
  name: 'tarantool',
  title: 'Tarantool',
  ports: [3301],
  tlsPorts: [],
  tlsName: null,
  serverFirst: true,
  frame,
  recognize,
  questions: [],
  openings: [],
  inquiries: [],
  farewell: null,
  converse: null,
};

/** Two lines of 64 bytes: what it is, and a salt for logins or a hint. */
function recognize(greeting: string): Recognition | null {
  const match = /^Tarantool \d[\w.-]{0,30} \((Binary|Lua console)\)/.exec(greeting);
  return match && { confidence: 0.98, text: match[0], hostname: null, extra: { interface: match[1]! } };
}
