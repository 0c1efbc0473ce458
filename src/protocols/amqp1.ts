import { asUint32, bytes, printable, take, uint8, uint32 } from './bytes.js';

/*
 * The part of AMQP 1.0 that a first contact needs: the open performative (part 2, 2.7.1) and the list of ways to log in
 * (part 5, 5.3.3.1), in the encoding of part 1.
 */

const OPEN = 0x10;
const CLOSE = 0x18;
const SASL_MECHANISMS = 0x40;
/** Values of one frame, and headers and frames of one reply, that are read: replies are made by strangers. */
const MAX_VALUES = 300;
const MAX_FRAMES = 8;

/** A frame that opens a connection in the name of a container, as every client sends it. */
export function amqp1Open(): string {
  const name = 'portolan';
  const list = `\xa1${bytes(name.length)}${name}`;
  const performative = `\0\x53${bytes(OPEN)}\xc0${bytes(list.length + 1, 1)}${list}`;
  return `${asUint32(8 + performative.length)}\x02\0\0\0${performative}`;
}

/** What the frames of a reply tell: lines for signatures, and further facts. */
export interface Amqp1Facts {
  readonly subject: string;
  readonly extra: Readonly<Record<string, string>>;
}

/** Reads the headers and frames that a server sent one after the other. */
export function amqp1Facts(reply: string): Amqp1Facts {
  let subject = '';
  let extra: Record<string, string> = {};
  for (let at = 0, count = 0; at < reply.length && count < MAX_FRAMES; count += 1) {
    const isHeader = reply.startsWith('AMQP', at);
    const frame = take(reply, at, isHeader ? 8 : uint32(reply, at));
    if (frame === null || frame.length < 8) break;
    const told = isHeader ? null : frameFacts(frame);
    subject += told?.subject ?? '';
    extra = { ...extra, ...told?.extra };
    at += frame.length;
  }
  return { subject, extra };
}

/** What one frame tells; null for any but the opening, the closing and the list of ways to log in. */
function frameFacts(frame: string): Amqp1Facts | null {
  const start = uint8(frame, 4) * 4;
  if (start < 8 || uint8(frame, start) !== 0 || uint8(frame, start + 1) !== 0x53) return null;
  const texts = textsOf(frame, start + 3);
  switch (uint8(frame, start + 2)) {
    case OPEN:
      return openFacts(texts);
    case CLOSE:
      return { subject: `error: ${texts.join(' ')}\n`, extra: {} };
    case SASL_MECHANISMS: {
      const mechanisms = texts.join(' ');
      return { subject: `mechanisms: ${mechanisms}\n`, extra: { mechanisms } };
    }
    default:
      return null;
  }
}

/** The container's name comes first, names and values of properties last. */
function openFacts(texts: readonly string[]): Amqp1Facts {
  const told = (name: string) => (texts.includes(name) ? texts[texts.indexOf(name) + 1] : undefined) ?? '-';
  const container = texts[0] ?? '';
  return {
    subject: `product: ${told('product')} ${told('version')}\nplatform: ${told('platform')}\ncontainer: ${container}\n`,
    extra: container === '' ? {} : { container },
  };
}

/** Every string and symbol of a value, in order, also those inside lists, maps and arrays. */
function textsOf(text: string, start: number): string[] {
  const texts: string[] = [];
  for (let at = start, count = 0; at < text.length && count < MAX_VALUES; count += 1) {
    const code = uint8(text, at);
    at += 1;
    if (VARIABLE[code] !== undefined) {
      const value = variableAt(text, at, code);
      if (value === null) break;
      // Binary values are passed over.
      if (code !== 0xa0 && code !== 0xb0) texts.push(printable(value, 120));
      at += VARIABLE[code] + value.length;
    } else if (ARRAY[code] !== undefined) {
      const width = ARRAY[code] / 2;
      const content = take(text, at + width, lengthAt(text, at, width));
      if (content === null) break;
      texts.push(...arrayTexts(content.slice(width)));
      at += width + content.length;
    } else {
      at += COMPOUND[code] ?? fixedSize(code);
    }
  }
  return texts;
}

/** The elements of an array share one constructor, which is given once. */
function arrayTexts(content: string): string[] {
  const texts: string[] = [];
  const code = uint8(content, 0);
  for (let at = 1; at < content.length && texts.length < MAX_VALUES; ) {
    const value = variableAt(content, at, code);
    if (value === null) break;
    texts.push(printable(value, 120));
    at += (VARIABLE[code] ?? 0) + value.length;
  }
  return texts;
}

function variableAt(text: string, at: number, code: number): string | null {
  const width = VARIABLE[code];
  return width === undefined ? null : take(text, at + width, lengthAt(text, at, width));
}

function lengthAt(text: string, at: number, width: number): number {
  return width === 1 ? uint8(text, at) : uint32(text, at);
}

/** Bytes of the length before binary, string and symbol values, by constructor (part 1, 1.6). */
const VARIABLE: Readonly<Record<number, number>> = { 160: 1, 161: 1, 163: 1, 176: 4, 177: 4, 179: 4 };
/** Bytes of size and count at the head of lists and maps. */
const COMPOUND: Readonly<Record<number, number>> = { 192: 2, 193: 2, 208: 8, 209: 8 };
/** The same of arrays. */
const ARRAY: Readonly<Record<number, number>> = { 224: 2, 240: 8 };

/** Bytes of a value of fixed width: the first digit of its constructor tells. */
function fixedSize(code: number): number {
  return [0, 1, 2, 4, 8, 16][(code >>> 4) - 4] ?? 0;
}
