import { fromHex, uint16 } from './bytes.js';
import type { Frame, Protocol, Recognition } from './types.js';

const MAGIC = 'NBDMAGIC';
const NEW_STYLE = 'IHAVEOPT';
const OLD_STYLE = fromHex('00 00 42 02 81 86 12 53');
/** Bytes of what the server says first: two numbers and flags, or two numbers, a size, flags and 124 zeros. */
const NEW_LENGTH = 18;
const OLD_LENGTH = 152;

const frame: Frame = (text) => {
  const length = text.startsWith(OLD_STYLE, MAGIC.length) ? OLD_LENGTH : NEW_LENGTH;
  return text.length < length ? 0 : length;
};

/** Network Block Device: `doc/proto.md` of its source. */
export const nbd: Protocol = {
  name: 'nbd',
  title: 'Network Block Device',
  ports: [10809],
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

/** The magic number, then that of the negotiation and its flags, or that of the old protocol and the size of the device. */
function recognize(greeting: string): Recognition | null {
  if (!greeting.startsWith(MAGIC)) return null;
  const second = greeting.slice(8, 16);
  if (second === NEW_STYLE) return recognition(uint16(greeting, 16) & 1 ? 'fixed newstyle' : 'newstyle');
  return second === OLD_STYLE ? recognition('oldstyle') : null;
}

function recognition(negotiation: string): Recognition {
  return { confidence: 0.98, text: MAGIC, hostname: null, extra: { negotiation } };
}
