import { elementsOf, OBJECT_IDENTIFIER, objectIdentifier } from './ber.js';
import { bytes, fromHex, lengthFrame, take, uint8, uint16le, uint24, uint32le } from './bytes.js';
import type { Frame } from './types.js';

/** What a server said of itself while negotiating. */
export interface Negotiated {
  /** Such as `3.1.1`; `1.0` for the protocol before SMB 2. */
  readonly dialect: string;
  /** Whether messages have to be signed. */
  readonly signing: 'required' | 'enabled' | 'disabled';
  /** The server's own identifier, in the form of [MS-DTYP] section 2.3.4.3; null in SMB 1. */
  readonly guid: string | null;
  /** The same, where it is a name in letters with zeros behind it. */
  readonly name: string | null;
  /** Ways to log in, by object identifier, in the server's order. */
  readonly mechanisms: readonly string[];
}

/** A type of zero and three bytes of length before each message ([MS-SMB2] section 2.1, RFC 1002 section 4.3.1). */
export const smbFrame: Frame = lengthFrame(4, (text) =>
  uint8(text, 0) === 0 || (uint8(text, 0) >= 0x81 && uint8(text, 0) <= 0x85) ? 4 + uint24(text, 1) : Number.NaN,
);

const DIALECTS: Readonly<Record<number, string>> = {
  514: '2.0.2',
  528: '2.1',
  768: '3.0',
  770: '3.0.2',
  785: '3.1.1',
};

/** Asks which dialect of SMB 2 and 3 is spoken ([MS-SMB2] section 2.2.3), as every client does. */
export const NEGOTIATE = withLength(
  [
    fromHex('fe534d42 4000 0000 00000000 0000 0100 00000000 00000000 0000000000000000 00000000 00000000'),
    fromHex('0000000000000000 00000000000000000000000000000000'),
    // Five dialects, signing enabled, no capabilities, our identifier, and one context at offset 112.
    fromHex('2400 0500 0100 0000 00000000'),
    'portolan-client.',
    fromHex('70000000 0100 0000 0202 1002 0003 0203 1103 0000'),
    // Integrity before authentication: SHA-512, and 32 bytes of salt ([MS-SMB2] section 2.2.3.1.1).
    fromHex('0100 2600 00000000 0100 2000 0100'),
    bytes(...Array.from({ length: 32 }, (_, index) => index * 7 + 1)),
  ].join(''),
);

/** The same in SMB 1 ([MS-CIFS] section 2.2.4.52.1), for servers that know no other. */
export const NEGOTIATE_1 = withLength(
  [
    fromHex('ff534d42 72 00000000 18 0148 0000 0000000000000000 0000 0000 0100 0000 0000 00'),
    fromHex('0e00 02'),
    'NT LM 0.12\0',
  ].join(''),
);

function withLength(message: string): string {
  return bytes(0, 0, message.length >>> 8, message.length) + message;
}

/** A response to a negotiation; null where it is none. */
export function parseNegotiated(reply: string): Negotiated | null {
  if (smbFrame(reply) === 0 || uint8(reply, 0) !== 0) return null;
  if (reply.startsWith('\xfeSMB', 4)) return parseSecond(reply.slice(4));
  return reply.startsWith('\xffSMB\x72', 4) ? parseFirst(reply.slice(4)) : null;
}

/** [MS-SMB2] section 2.2.4. */
function parseSecond(message: string): Negotiated | null {
  const isResponse = uint16le(message, 12) === 0 && (uint8(message, 16) & 1) === 1 && uint16le(message, 64) === 65;
  const identifier = take(message, 72, 16);
  if (!isResponse || identifier === null || uint32le(message, 8) !== 0) return null;
  const mode = uint16le(message, 66);
  const revision = uint16le(message, 68);
  const token = take(message, uint16le(message, 120), uint16le(message, 122)) ?? '';
  return {
    dialect: DIALECTS[revision] ?? revision.toString(16).padStart(4, '0'),
    signing: (mode & 2) === 2 ? 'required' : 'enabled',
    guid: guidOf(identifier),
    name: /^([ -~]{1,15})\0+$/.exec(identifier)?.[1] ?? null,
    mechanisms: mechanismsOf(token),
  };
}

/** [MS-CIFS] section 2.2.4.52.2. */
function parseFirst(message: string): Negotiated | null {
  // No dialect was acceptable, or the words are not those of NT LM 0.12.
  if (uint8(message, 32) !== 17 || uint16le(message, 33) === 0xffff) return null;
  const mode = uint8(message, 35);
  if (Number.isNaN(mode)) return null;
  const signing = (mode & 8) === 8 ? 'required' : (mode & 4) === 4 ? 'enabled' : 'disabled';
  return { dialect: '1.0', signing, guid: null, name: null, mechanisms: [] };
}

/** The mechanisms in a token of SPNEGO ([MS-SPNG] section 2.2.1, RFC 4178 section 4.2.1). */
function mechanismsOf(token: string): string[] {
  // Application tag 0: its own identifier, then the token, a sequence whose first part is the list.
  const token2 = elementsOf(elementsOf(token)[0]?.content ?? '')[1]?.content ?? '';
  const parts = elementsOf(elementsOf(token2)[0]?.content ?? '');
  const list = elementsOf(parts[0]?.tag === 0xa0 ? parts[0].content : '')[0]?.content ?? '';
  return elementsOf(list, 16)
    .filter(({ tag }) => tag === OBJECT_IDENTIFIER)
    .map(({ content }) => objectIdentifier(content))
    .filter((identifier) => identifier !== null);
}

function guidOf(identifier: string): string {
  const hex = (from: number, to: number) =>
    [...identifier.slice(from, to)].map((byte) => byte.charCodeAt(0).toString(16).padStart(2, '0'));
  const reversed = (from: number, to: number) => hex(from, to).reverse().join('');
  return [reversed(0, 4), reversed(4, 6), reversed(6, 8), hex(8, 10).join(''), hex(10, 16).join('')].join('-');
}
