import { crc32 } from 'node:zlib';

/** How a line ends: its checksum, as the last member of its object. */
const HEAD = ',"crc32":"';
const DIGITS = 8;
const TAIL = '"}';
const SEAL_BYTES = HEAD.length + DIGITS + TAIL.length;

/**
 * One line of a journal: an object of JSON whose last member is the CRC-32 of everything before it. A digit that a disk
 * or a hand has changed would otherwise still be JSON, and a port would count as asked that never was.
 */
export function sealed(members: object): string {
  const text = JSON.stringify(members).slice(0, -1);
  return `${text}${HEAD}${checksum(text)}${TAIL}\n`;
}

/** The object of a line, without its end; undefined where anything is wrong with it. */
export function unsealed(line: Buffer): Readonly<Record<string, unknown>> | undefined {
  const end = line.length - SEAL_BYTES;
  if (end < 1) return undefined;
  const body = line.subarray(0, end);
  if (line.toString('latin1', end) !== `${HEAD}${checksum(body)}${TAIL}`) return undefined;
  try {
    const value: unknown = JSON.parse(`${body.toString('utf8')}}`);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function checksum(text: string | Buffer): string {
  return crc32(text).toString(16).padStart(DIGITS, '0');
}
