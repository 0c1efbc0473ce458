import { lengthFrame, take, uint16, uint32 } from './bytes.js';
import { onOneLine } from './text.js';
import type { Protocol, Recognition } from './types.js';

const MAGIC = '\x01ActiveMQ';
/** Bytes of the first message at most: real ones have some hundred. */
const LONGEST = 8192;
const frame = lengthFrame(4, (text) => 4 + uint32(text, 0));

/** OpenWire, the protocol of Apache ActiveMQ: *OpenWire Version 2 Specification* of its documentation. */
export const openwire: Protocol = {
  name: 'openwire',
  title: 'OpenWire',
  ports: [61616],
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

/** WIREFORMAT_INFO: length, kind 1, the magic word, and properties among which the product tells what it is. */
function recognize(greeting: string): Recognition | null {
  if (!greeting.startsWith(MAGIC, 4) || uint32(greeting, 0) > LONGEST) return null;
  const facts = ['ProviderName', 'ProviderVersion'].map((key) => property(greeting, key));
  const subject = `provider: ${facts.map((fact) => onOneLine(fact ?? '-')).join(' ')}`;
  return { confidence: 0.98, text: 'ActiveMQ', hostname: null, subject };
}

/** A text behind its key: kind 9, and two bytes of length. */
function property(text: string, key: string): string | null {
  const at = text.indexOf(`${key}\t`) + key.length + 1;
  return at > key.length ? take(text, at + 2, uint16(text, at)) : null;
}
