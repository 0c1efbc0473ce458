import type { Frame } from './types.js';

/*
 * Reading and writing binary messages. Texts hold one byte a character (Latin-1). Like `charCodeAt`, a number that is not
 * whole inside the text is NaN, with which every comparison is false; a text that is not whole is null.
 */

/** The byte at a place, 0 to 255. NaN outside the text. */
export function uint8(text: string, at: number): number {
  return at >= 0 ? text.charCodeAt(at) : Number.NaN;
}

/** Two bytes, the high one first (network order). */
export function uint16(text: string, at: number): number {
  return uint8(text, at) * 0x100 + uint8(text, at + 1);
}

/** Two bytes, the low one first. */
export function uint16le(text: string, at: number): number {
  return uint8(text, at) + uint8(text, at + 1) * 0x100;
}

/** Three bytes, the high one first. */
export function uint24(text: string, at: number): number {
  return uint8(text, at) * 0x1_00_00 + uint16(text, at + 1);
}

/** Three bytes, the low one first. */
export function uint24le(text: string, at: number): number {
  return uint16le(text, at) + uint8(text, at + 2) * 0x1_00_00;
}

/** Four bytes, the high one first, without sign. */
export function uint32(text: string, at: number): number {
  return uint16(text, at) * 0x1_00_00 + uint16(text, at + 2);
}

/** Four bytes, the low one first, without sign. */
export function uint32le(text: string, at: number): number {
  return uint16le(text, at) + uint16le(text, at + 2) * 0x1_00_00;
}

/** So many bytes from a place on; null where they are not all there, or the length is no length. */
export function take(text: string, at: number, length: number): string | null {
  return at >= 0 && length >= 0 && at + length <= text.length ? text.slice(at, at + length) : null;
}

/** The bytes from a place up to the next NUL, which is not part of it; null where none comes. */
export function cString(text: string, at: number): string | null {
  const end = at < 0 ? -1 : text.indexOf('\0', at);
  return end < 0 ? null : text.slice(at, end);
}

/** Printable ASCII stays, every other byte becomes a point; no longer than `most` characters. */
export function printable(text: string, most = 80): string {
  return text.slice(0, most).replace(/[^ -~]/g, '.');
}

/** One byte for each number, of which the lowest eight bits count. */
export function bytes(...values: readonly number[]): string {
  return String.fromCharCode(...values.map((value) => value & 0xff));
}

/** The bytes that pairs of hexadecimal digits stand for; blanks between them are for the reader. */
export function fromHex(digits: string): string {
  const pairs = digits.match(/[\da-f]{2}/gi) ?? [];
  return bytes(...pairs.map((pair) => Number.parseInt(pair, 16)));
}

/** Two bytes, the high one first. */
export function asUint16(value: number): string {
  return bytes(value >>> 8, value);
}

/** Four bytes, the high one first. */
export function asUint32(value: number): string {
  return bytes(value >>> 24, value >>> 16, value >>> 8, value);
}

/** Four bytes, the low one first. */
export function asUint32le(value: number): string {
  return bytes(value, value >>> 8, value >>> 16, value >>> 24);
}

/**
 * A frame for messages whose head tells how long they are.
 *
 * @param head - Bytes that `lengthOf` needs.
 * @param lengthOf - Bytes of the whole message, head included; NaN or less than the head where this is no message, which is
 *   then taken as it comes, until the server falls quiet.
 */
export function lengthFrame(head: number, lengthOf: (text: string) => number): Frame {
  return (text) => {
    if (text.length < head) return 0;
    const length = lengthOf(text);
    return length >= head && length > 0 && length <= text.length ? length : 0;
  };
}
