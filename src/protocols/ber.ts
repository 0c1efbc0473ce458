import { bytes, take, uint8 } from './bytes.js';

/*
 * Tags, lengths and values of ASN.1's Basic Encoding Rules (X.690), as LDAP and SPNEGO write them: tags of one byte,
 * lengths that are known.
 */

/** One element: its tag, its content, and where the next element begins. */
export interface Element {
  readonly tag: number;
  readonly content: string;
  readonly next: number;
}

export const INTEGER = 0x02;
export const OCTET_STRING = 0x04;
export const OBJECT_IDENTIFIER = 0x06;
export const ENUMERATED = 0x0a;
export const SEQUENCE = 0x30;

/** The element at a place; null where it is not all there, or is none. */
export function elementAt(text: string, at: number): Element | null {
  const head = headAt(text, at);
  const content = head === null ? null : take(text, head.start, head.length);
  return head === null || content === null ? null : { tag: head.tag, content, next: head.start + head.length };
}

/** Where the content of the element at a place begins and how long it is; null where the head is not all there. */
export function headAt(text: string, at: number): { tag: number; start: number; length: number } | null {
  const [tag, first] = [uint8(text, at), uint8(text, at + 1)];
  if (Number.isNaN(first)) return null;
  if (first < 0x80) return { tag, start: at + 2, length: first };
  const count = first & 0x7f;
  if (count < 1 || count > 4) return null;
  let length = 0;
  for (let index = 0; index < count; index += 1) length = length * 256 + uint8(text, at + 2 + index);
  return Number.isNaN(length) ? null : { tag, start: at + 2 + count, length };
}

/** The elements inside a content, up to the first that is not whole; no more than `most`. */
export function elementsOf(content: string, most = 256): Element[] {
  const found: Element[] = [];
  for (let at = 0; found.length < most; ) {
    const element = elementAt(content, at);
    if (element === null) break;
    found.push(element);
    at = element.next;
  }
  return found;
}

/** An object identifier in dots, such as `1.3.6.1.5.5.2`; null where the bytes are none. */
export function objectIdentifier(content: string): string | null {
  const arcs: number[] = [];
  let arc = 0;
  for (const character of content.slice(0, 64)) {
    const byte = character.charCodeAt(0);
    arc = arc * 128 + (byte & 0x7f);
    if (arc > Number.MAX_SAFE_INTEGER) return null;
    if (byte >= 0x80) continue;
    arcs.push(arc);
    arc = 0;
  }
  const [first, ...rest] = arcs;
  if (first === undefined) return null;
  const root = Math.min(2, Math.floor(first / 40));
  return [root, first - root * 40, ...rest].join('.');
}

/** An element with its content of up to 65,535 bytes. */
export function element(tag: number, content: string): string {
  const { length } = content;
  if (length < 0x80) return bytes(tag, length) + content;
  return bytes(tag, 0x82, length >>> 8, length) + content;
}
