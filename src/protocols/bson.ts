import { asUint32le, cString, take, uint8, uint32, uint32le } from './bytes.js';

/** Values of one document by name; of documents inside it as `outer.inner`, of arrays as `name.0`. */
export type BsonValues = ReadonlyMap<string, string>;

/** Documents inside documents that are read. */
const MAX_DEPTH = 4;
/** Values that are read: replies are made by strangers. */
const MAX_VALUES = 500;

/** Bytes of the values that have a fixed length, by their type (bsonspec.org). */
const FIXED: Readonly<Record<number, number>> = { 1: 8, 6: 0, 7: 12, 8: 1, 9: 8, 10: 0, 16: 4, 17: 8, 18: 8, 19: 16 };

/** A document with one integer, and what else is given as it is: encoded elements. */
export function bsonCommand(command: string, elements = ''): string {
  const body = `\x10${command}\0${asUint32le(1)}${elements}\0`;
  return asUint32le(body.length + 4) + body;
}

/** An element with a string. */
export function bsonString(name: string, value: string): string {
  return `\x02${name}\0${asUint32le(value.length + 1)}${value}\0`;
}

/** Strings, numbers and truth values of the document at a place, as far as it is well-formed; empty where none begins. */
export function bsonValues(text: string, at: number): BsonValues {
  const values = new Map<string, string>();
  readDocument(text, at, { prefix: '', depth: 0, values });
  return values;
}

interface Reading {
  readonly prefix: string;
  readonly depth: number;
  readonly values: Map<string, string>;
}

/** False where the rest cannot be read. */
function readDocument(text: string, start: number, reading: Reading): boolean {
  const length = uint32le(text, start);
  if (!(length >= 5) || reading.depth > MAX_DEPTH) return false;
  let at = start + 4;
  while (reading.values.size < MAX_VALUES && uint8(text, at) > 0) {
    const type = uint8(text, at);
    const name = cString(text, at + 1);
    if (name === null) return false;
    at += name.length + 2;
    const size = sizeOf(text, at, type);
    if (Number.isNaN(size)) return false;
    const path = reading.prefix + name;
    if (type === 3 || type === 4) {
      if (!readDocument(text, at, { ...reading, prefix: `${path}.`, depth: reading.depth + 1 })) return false;
    } else {
      const value = valueAt(text, at, type);
      if (value !== null) reading.values.set(path, value);
    }
    at += size;
  }
  return uint8(text, at) === 0;
}

/** Bytes of a value; NaN where the type is unknown or the length no length. */
function sizeOf(text: string, at: number, type: number): number {
  const fixed = FIXED[type];
  if (fixed !== undefined) return fixed;
  const length = uint32le(text, at);
  if (type === 2 || type === 13 || type === 14) return 4 + length;
  if (type === 5) return 5 + length;
  if (type === 3 || type === 4) return length >= 5 ? length : Number.NaN;
  return Number.NaN;
}

function valueAt(text: string, at: number, type: number): string | null {
  if (type === 2) return take(text, at + 4, uint32le(text, at) - 1);
  if (type === 8) return uint8(text, at) === 1 ? 'true' : 'false';
  if (type === 16) return Number.isNaN(uint32le(text, at)) ? null : String(uint32le(text, at) | 0);
  if (type === 1) return doubleAt(text, at);
  return null;
}

/** A number in eight bytes, the low one first (IEEE 754), where it is whole: counts and truth are sent so. */
function doubleAt(text: string, at: number): string | null {
  const reversed = [...(take(text, at, 8) ?? '')].reverse().join('');
  if (reversed === '') return null;
  const [high, low] = [uint32(reversed, 0), uint32(reversed, 4)];
  const exponent = ((high >>> 20) & 0x7ff) - 1075;
  if (exponent === -1075) return '0';
  const value = ((high & 0xf_ff_ff) * 2 ** 32 + low + 2 ** 52) * 2 ** exponent * (high >>> 31 ? -1 : 1);
  return Number.isSafeInteger(value) ? String(value) : null;
}
