import { uint8 } from './bytes.js';
import type { Frame, Protocol, Recognition } from './types.js';

const SIGNATURE_LENGTH = 10;
const frame: Frame = (text) => (text.length < SIGNATURE_LENGTH ? 0 : SIGNATURE_LENGTH);

/** ZMTP, the protocol of ZeroMQ (rfc.zeromq.org/spec/23); among others Salt's masters speak it. */
export const zmtp: Protocol = {
  name: 'zmtp',
  title: 'ZeroMQ message transport',
  ports: [4505, 4506],
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

/** Both sides say first that they speak a version later than 1: a length of eight bytes that no message has. */
function recognize(greeting: string): Recognition | null {
  if (uint8(greeting, 0) !== 0xff || uint8(greeting, 9) !== 0x7f) return null;
  const isUsual = /^\0{7}[\0\x01]$/.test(greeting.slice(1, 9));
  return { confidence: isUsual ? 0.95 : 0.5, text: 'ZMTP signature', hostname: null };
}
