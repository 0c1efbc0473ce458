import { asUint16, asUint32, bytes, take, uint8, uint16 } from './bytes.js';

/** Tags of groups and values, RFC 8010 section 3.5. */
const OPERATION_ATTRIBUTES = 0x01;
const END_OF_ATTRIBUTES = 0x03;
const FIRST_VALUE_TAG = 0x10;
const KEYWORD = 0x44;
const URI = 0x45;
const CHARSET = 0x47;
const NATURAL_LANGUAGE = 0x48;
/** Operation, RFC 8011 section 4.2.5. */
const GET_PRINTER_ATTRIBUTES = 0x000b;
/** Bytes of version, status and request number before the attributes (RFC 8010 section 3.1.1). */
const HEAD_BYTES = 8;
/** Attributes that are read at most. */
const MAX_ATTRIBUTES = 200;

/** Asks a printer for attributes, in IPP/1.1, which all later ones understand. */
export function printerAttributesRequest(printerUri: string, wanted: readonly string[]): string {
  const [first = '', ...others] = wanted;
  return [
    bytes(1, 1),
    asUint16(GET_PRINTER_ATTRIBUTES),
    asUint32(1),
    bytes(OPERATION_ATTRIBUTES),
    attribute(CHARSET, 'attributes-charset', 'utf-8'),
    attribute(NATURAL_LANGUAGE, 'attributes-natural-language', 'en'),
    attribute(URI, 'printer-uri', printerUri),
    attribute(KEYWORD, 'requested-attributes', first),
    // A value without a name belongs to the attribute before it.
    ...others.map((each) => attribute(KEYWORD, '', each)),
    bytes(END_OF_ATTRIBUTES),
  ].join('');
}

/** The first value of every attribute by its name, as far as they came. Empty where this is no message of IPP. */
export function ippAttributes(message: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  if (message.length <= HEAD_BYTES || uint8(message, 0) < 1 || uint8(message, 0) > 2) return found;
  let at = HEAD_BYTES;
  for (let count = 0; count < MAX_ATTRIBUTES && at < message.length; count += 1) {
    const tag = uint8(message, at);
    if (tag === END_OF_ATTRIBUTES) break;
    at += 1;
    if (tag < FIRST_VALUE_TAG) continue;
    const name = take(message, at + 2, uint16(message, at));
    const valueAt = at + 2 + (name?.length ?? 0);
    const value = name === null ? null : take(message, valueAt + 2, uint16(message, valueAt));
    if (name === null || value === null) break;
    if (name !== '' && !found.has(name)) found.set(name, value);
    at = valueAt + 2 + value.length;
  }
  return found;
}

function attribute(tag: number, name: string, value: string): string {
  return `${bytes(tag)}${asUint16(name.length)}${name}${asUint16(value.length)}${value}`;
}
