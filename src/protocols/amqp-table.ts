import { take, uint8, uint32 } from './bytes.js';

/** A table of AMQP 0-9-1: its strings and truth values by name, and where it ends. */
export interface AmqpTable {
  readonly values: ReadonlyMap<string, string>;
  /** Index behind it. */
  readonly end: number;
}

/** Bytes of values of fixed length by their type letter, as RabbitMQ and Qpid use them. */
const FIXED: Readonly<Record<string, number>> = {
  ...{ t: 1, b: 1, B: 1, s: 2, u: 2, I: 4, i: 4, l: 8, L: 8, f: 4, d: 8, D: 5, T: 8, V: 0 },
};

/** The table at a place, as far as it is well-formed (AMQP 0-9-1, 4.2.5.5). Null where it is not all there. */
export function amqpTable(text: string, start: number): AmqpTable | null {
  const content = take(text, start + 4, uint32(text, start));
  if (content === null) return null;
  const values = new Map<string, string>();
  for (let at = 0; at < content.length; ) {
    const name = take(content, at + 1, uint8(content, at));
    if (name === null) break;
    at += 1 + name.length;
    const type = content.charAt(at);
    // Long strings, tables inside and arrays have their length before them.
    const size = FIXED[type] ?? ('SFAx'.includes(type) && type !== '' ? 4 + uint32(content, at + 1) : Number.NaN);
    const value = take(content, at + 1, size);
    if (value === null) break;
    if (type === 'S') values.set(name, value.slice(4));
    if (type === 't') values.set(name, value === '\0' ? 'false' : 'true');
    at += 1 + size;
  }
  return { values, end: start + 4 + content.length };
}
