import { lengthFrame, take, uint8, uint16, uint32 } from './bytes.js';
import { onOneLine } from './text.js';
import type { Protocol, Recognition } from './types.js';

/** Bytes of the kind of message and its length. */
const HEAD = 6;
const frame = lengthFrame(HEAD, (text) => HEAD + uint32(text, 2));

/** Mumble's voice chat, inside TLS only: `Mumble.proto` of its source. */
export const mumble: Protocol = {
  name: 'mumble',
  title: 'Mumble',
  ports: [],
  tlsPorts: [64738],
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

/** Message 0, Version: numbers and texts, each with a tag of Protocol Buffers. */
function recognize(greeting: string): Recognition | null {
  const body = uint16(greeting, 0) === 0 ? take(greeting, HEAD, uint32(greeting, 2)) : null;
  if (body === null || !/^\x08[\x80-\xff]{1,4}[\0-\x7f]\x12/.test(body)) return null;
  const texts = textsOf(body, body.indexOf('\x12'));
  const [release, system, systemVersion] = [2, 3, 4].map((field) => onOneLine(texts.get(field) ?? ''));
  if (!release) return null;
  const os = /Linux|Windows|macOS|FreeBSD/.exec(`${system} ${systemVersion}`)?.[0];
  const told = os === undefined ? {} : { os };
  return {
    ...{ confidence: 0.95, text: release, hostname: null, subject: `version: ${release}`, ...told },
    extra: { system: systemVersion || system || '-' },
  };
}

/** Texts by the number of their field. */
function textsOf(body: string, from: number): Map<number, string> {
  const found = new Map<number, string>();
  for (let at = from; at < body.length && (uint8(body, at) & 7) === 2; ) {
    const text = take(body, at + 2, uint8(body, at + 1));
    if (text === null) break;
    found.set(uint8(body, at) >>> 3, text);
    at += 2 + text.length;
  }
  return found;
}
