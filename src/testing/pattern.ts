import { fault, type ScriptLine } from './faults.js';
import { append, tokenize } from './text.js';
import type { Pattern } from './types.js';

/** A line that matched: what each `*` stood for. */
export type Captures = readonly string[];

/** What a client's line must look like: `*` is anything, `?` one character, `{tag}` at the beginning a word. */
export function parsePattern(source: string, exact: boolean, at: ScriptLine): Pattern {
  const tokens = tokenize(source, at);
  const [first] = tokens;
  const tag = first !== undefined && 'mark' in first && first.mark === '{tag}';
  const segments: (string | null)[][] = [[]];
  for (const token of tag ? tokens.slice(1) : tokens) {
    const segment = segments.at(-1) as (string | null)[];
    if ('bytes' in token) append(segment, token.bytes);
    else if (token.mark === '?') segment.push(null);
    else if (token.mark === '*') segments.push([]);
    else throw misplaced(token.mark, at);
  }
  return { tag, exact, segments };
}

function misplaced(mark: string, at: ScriptLine): Error {
  if (mark === '{tag}') return fault(at, 'line {line}: {tag} stands at the beginning of a pattern');
  return fault(at, 'line {line}: a pattern has *, ?, and {tag} at its beginning, and no other placeholder', {
    suggestion: mark === '{line}' ? '*' : `\\${mark}`,
  });
}

/** How many `*` a pattern has. */
export function starsOf({ segments }: Pattern): number {
  return segments.length - 1;
}

/** What each `*` stood for; null where the line is another one. Each `*` takes as little as it can, the last one the rest. */
export function matchLine({ tag, exact, segments }: Pattern, line: string): Captures | null {
  if (!tag) return matchSegments(segments, line, exact);
  const end = line.search(/[ ]|$/);
  return end === 0 ? null : matchSegments(segments, line.slice(end), exact);
}

function matchSegments(segments: Pattern['segments'], line: string, exact: boolean): Captures | null {
  const fold = (text: string) => (exact ? text : lowerCase(text));
  const subject = fold(line);
  const parts = segments.map((segment) => segment.map((piece) => (piece === null ? null : fold(piece))));
  const [first = [], ...others] = parts;
  if (!standsAt(first, subject, 0)) return null;
  let end = lengthOf(first);
  if (others.length === 0) return end === subject.length ? [] : null;
  const captures: string[] = [];
  for (const [index, part] of others.entries()) {
    const isLast = index === others.length - 1;
    const start = isLast ? lastPlace(part, subject, end) : firstPlace(part, subject, end);
    if (start < 0) return null;
    captures.push(line.slice(end, start));
    end = start + lengthOf(part);
  }
  return captures;
}

type Part = readonly (string | null)[];

function lengthOf(part: Part): number {
  return part.reduce((length, piece) => length + (piece?.length ?? 1), 0);
}

function standsAt(part: Part, subject: string, start: number): boolean {
  let at = start;
  for (const piece of part) {
    if (piece === null ? at >= subject.length : !subject.startsWith(piece, at)) return false;
    at += piece?.length ?? 1;
  }
  return true;
}

function lastPlace(part: Part, subject: string, from: number): number {
  const start = subject.length - lengthOf(part);
  return start >= from && standsAt(part, subject, start) ? start : -1;
}

function firstPlace(part: Part, subject: string, from: number): number {
  const last = subject.length - lengthOf(part);
  for (let start = from; start <= last; start += 1) if (standsAt(part, subject, start)) return start;
  return -1;
}

/** Only the letters of ASCII: one character is one byte, of whatever encoding. */
function lowerCase(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
