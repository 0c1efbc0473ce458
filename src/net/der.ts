/** A reader of DER (X.690): of what TLS shows, and nothing more. It bears any bytes, and takes time as they are long. */

/** One element: views into the bytes that it was read from. */
export interface Element {
  readonly tag: number;
  readonly content: Uint8Array;
  /** With its tag and length. */
  readonly whole: Uint8Array;
}

export const BOOLEAN = 0x01;
export const INTEGER = 0x02;
export const BIT_STRING = 0x03;
export const OCTET_STRING = 0x04;
export const OBJECT_IDENTIFIER = 0x06;
export const ENUMERATED = 0x0a;
export const GENERALIZED_TIME = 0x18;
export const SEQUENCE = 0x30;

/** The tag of an element that a number stands for: one that holds others, or a value that takes the place of its own tag. */
export const holding = (number: number) => 0xa0 + number;
export const instead = (number: number) => 0x80 + number;

/** Bytes of a length that are read: four are enough for 4 GiB. */
const MOST_LENGTH_BYTES = 4;
/** Bytes of an object identifier that is told in numbers: real ones have a dozen. */
const MOST_IDENTIFIER_BYTES = 64;

/** The element that begins here; null where no whole one does. Tags above 30 and lengths left open are none. */
export function elementAt(bytes: Uint8Array, at = 0): Element | null {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f || first === 0x80) return null;
  const count = first < 0x80 ? 0 : first & 0x7f;
  if (count > MOST_LENGTH_BYTES) return null;
  const start = at + 2 + count;
  let length = count === 0 ? first : 0;
  for (const byte of count === 0 ? [] : bytes.subarray(at + 2, start)) length = length * 256 + byte;
  const end = start + length;
  return end > bytes.length ? null : { tag, content: bytes.subarray(start, end), whole: bytes.subarray(at, end) };
}

/** The elements that stand there one behind the other, up to the first that is not whole. */
export function elementsIn(bytes: Uint8Array): Element[] {
  const elements: Element[] = [];
  let at = 0;
  let element = elementAt(bytes, at);
  while (element !== null) {
    elements.push(element);
    at += element.whole.length;
    element = elementAt(bytes, at);
  }
  return elements;
}

/** What a sequence holds, or another element of this tag; null where there is none here. */
export function membersOf(bytes: Uint8Array | undefined, tag = SEQUENCE): Element[] | null {
  const element = bytes === undefined ? null : elementAt(bytes);
  return element?.tag === tag ? elementsIn(element.content) : null;
}

/** The first of these elements that has the tag. */
export function tagged(elements: readonly Element[] | null | undefined, tag: number): Element | undefined {
  return elements?.find((element) => element.tag === tag);
}

/** Lower-case hexadecimal digits. */
export function digitsOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex');
}

/** An integer from 0 on; null where it is no such one, or above what a number tells exactly. */
export function numberOf(element: Element | undefined): number | null {
  if (element?.tag !== INTEGER || element.content.length === 0) return null;
  if ((element.content[0] ?? 0) >= 0x80) return null;
  const value = element.content.reduce((sum, byte) => Math.min(sum * 256 + byte, Number.MAX_VALUE), 0);
  return Number.isSafeInteger(value) ? value : null;
}

/** An object identifier as `1.3.6.1`; the digits of its bytes where it is none that can be told so. */
export function identifierOf({ content }: Element): string {
  if (content.length === 0 || content.length > MOST_IDENTIFIER_BYTES || (content.at(-1) ?? 0) >= 0x80) {
    return digitsOf(content);
  }
  const numbers: bigint[] = [];
  let number = 0n;
  for (const byte of content) {
    number = (number << 7n) | BigInt(byte & 0x7f);
    if (byte >= 0x80) continue;
    numbers.push(number);
    number = 0n;
  }
  const [both = 0n, ...rest] = numbers;
  const first = both < 80n ? both / 40n : 2n;
  return [first, both - first * 40n, ...rest].join('.');
}

/** A moment such as `20261121120000Z` (RFC 5280 section 4.1.2.5.2) in ISO 8601; null where it is none. */
export function momentOf(element: Element | undefined): string | null {
  if (element?.tag !== GENERALIZED_TIME || element.content.length !== 15) return null;
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(latin1(element.content)) ?? [];
  const [year, month, day, hour, minute, second] = parts;
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** One character a byte. */
export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}
