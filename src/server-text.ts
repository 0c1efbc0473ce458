/** Bytes of servers as text: one character a byte (Latin-1) in the stages, UTF-8 in the records. */
import { isUtf8 } from 'node:buffer';

/** Bytes as UTF-8 text, and as Base64 where text would lose some of them. */
export function bytesAsText(latin1: string): { readonly text: string; readonly base64?: string } {
  const bytes = Buffer.from(latin1, 'latin1');
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? { text } : { text, base64: bytes.toString('base64') };
}

/**
 * Text of a server for people: UTF-8 where it is that, Latin-1 otherwise.
 *
 * @param latin1 - One character a byte, as the stages before the records keep it.
 */
export function decodeBytes(latin1: string): string {
  const bytes = Buffer.from(latin1, 'latin1');
  return bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1');
}

/** The same, and as Base64 where the bytes are not UTF-8, so that none is lost. */
export function decodedBytes(latin1: string): { readonly text: string; readonly base64?: string } {
  const bytes = Buffer.from(latin1, 'latin1');
  return { text: decodeBytes(latin1), ...(isUtf8(bytes) ? {} : { base64: bytes.toString('base64') }) };
}

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '"': '\\"', '\\': '\\\\' };

/** Bytes as printable ASCII between quotes would have them: `\r\n`, `\"`, `\\`, and `\xNN` for what is not printable. */
export function escapeBytes(latin1: string): string {
  return latin1.replace(
    /[^\x20-\x7e]|["\\]/g,
    (byte) => SHORT[byte] ?? `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}
