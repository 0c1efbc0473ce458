import { fault, nearWords, type ScriptLine } from './faults.js';
import type { Text } from './types.js';

/** Names that may stand in braces, beside the numbers of what `*` matched. */
export const PLACEHOLDERS = ['tag', 'line', 'n', 'connection', 'host', 'port'] as const;

/** An escape, a name in braces, or other characters; a wildcard stands by itself. */
const TOKEN = /\\x[\da-f]{2}|\\.?|\{\w+\}|[*?]|[^\\{*?]+|\{/gisu;
const ESCAPES: Readonly<Record<string, string>> = { r: '\r', n: '\n', t: '\t', 0: '\0' };
/** Characters that a backslash makes ordinary. */
const PLAIN = '\\{}*?"#';

/** A piece of a text or of a pattern: bytes, or something with a meaning, as it was written. */
export type Token = { readonly bytes: string } | { readonly mark: string };

/** Cuts what stands in a script into bytes and marks (`*`, `?`, `{name}`). */
export function tokenize(source: string, at: ScriptLine): Token[] {
  return [...source.matchAll(TOKEN)].map(([token]) => {
    if (token.startsWith('\\')) return { bytes: unescaped(token, at) };
    if (/^(?:[*?]|\{\w+\})$/.test(token)) return { mark: token };
    return { bytes: bytesOf(token) };
  });
}

/** What the server says: `{name}` is filled when it is said. */
export function parseText(source: string, at: ScriptLine): Text {
  const text: (string | { value: string })[] = [];
  for (const token of tokenize(source, at)) {
    const isName = 'mark' in token && token.mark.startsWith('{');
    if (isName) text.push({ value: placeholder(token.mark.slice(1, -1), at) });
    else append(text, 'mark' in token ? token.mark : token.bytes);
  }
  return text;
}

/** Adds bytes to the last piece where that is one of bytes. */
export function append(pieces: unknown[], bytes: string): void {
  const last = pieces.at(-1);
  if (typeof last === 'string') pieces[pieces.length - 1] = last + bytes;
  else pieces.push(bytes);
}

/** The text of a quoted string, which a step has to itself. */
export function parseQuoted(source: string, at: ScriptLine): Text {
  const inner = /^"((?:[^"\\]|\\.)*)"$/su.exec(source)?.[1];
  if (inner === undefined) {
    const meant = source.includes('"') ? undefined : `"${source}"`;
    throw fault(at, 'line {line}: the text stands in double quotes', { suggestion: meant });
  }
  return parseText(inner, at);
}

/** UTF-8, one character a byte. */
export function bytesOf(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** What bytes say: UTF-8 where they are that, one character a byte otherwise. */
export function readable(bytes: string): string {
  if (!/[^\0-\x7f]/.test(bytes)) return bytes;
  const text = Buffer.from(bytes, 'latin1').toString('utf8');
  return text.includes('\ufffd') ? bytes : text;
}

function unescaped(token: string, at: ScriptLine): string {
  if (token.length === 4) return String.fromCharCode(Number.parseInt(token.slice(2), 16));
  const character = token.slice(1);
  if (character !== '' && PLAIN.includes(character)) return character;
  const bytes = Object.hasOwn(ESCAPES, character) ? ESCAPES[character] : undefined;
  if (bytes !== undefined) return bytes;
  throw fault(at, 'line {line}: no such escape; there are {escapes}', {
    values: { escapes: String.raw`\r \n \t \0 \xNN \{ \* \? \\` },
    suggestion: `\\${token}`,
  });
}

function placeholder(name: string, at: ScriptLine): string {
  if (/^[1-9]$/.test(name) || (PLACEHOLDERS as readonly string[]).includes(name)) return name;
  throw fault(at, 'line {line}: no such placeholder; there are {names}', {
    values: { names: PLACEHOLDERS.map((each) => `{${each}}`).join(' ') },
    suggestion: [...nearWords(name, PLACEHOLDERS).map((each) => `{${each}}`), `\\{${name}}`],
  });
}
