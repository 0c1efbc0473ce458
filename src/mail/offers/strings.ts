/** Strings of IMAP (RFC 9051 section 4.3) and ManageSieve (RFC 5804 section 4): quoted, or literals with their length before them. */

export interface ReadString {
  readonly value: string;
  /** Index behind it. */
  readonly end: number;
}

/** `{12}`, `{12+}` and `~{12}` with the line end that is part of it. */
const LITERAL = /~?\{(\d{1,9})\+?\}\r?\n/y;

/** The string that begins at an index; null where none does. One that does not end is taken up to the end of its line. */
export function readString(text: string, start: number): ReadString | null {
  if (text.charAt(start) === '"') return readQuoted(text, start);
  LITERAL.lastIndex = start;
  const literal = LITERAL.exec(text);
  if (literal === null) return null;
  const begin = start + literal[0].length;
  const end = Math.min(text.length, begin + Number(literal[1]));
  return { value: text.slice(begin, end), end };
}

function readQuoted(text: string, start: number): ReadString {
  let value = '';
  let at = start + 1;
  for (; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"') return { value, end: at + 1 };
    if (character === '\r' || character === '\n') break;
    if (character === '\\') at += 1;
    value += text.charAt(at);
  }
  return { value, end: Math.min(at, text.length) };
}

/** Index of the first character from an index on that is no blank. */
export function skipBlanks(text: string, start: number): number {
  let at = start;
  while (text.charAt(at) === ' ' || text.charAt(at) === '\t') at += 1;
  return at;
}
