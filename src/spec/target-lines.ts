import { targetFault } from './faults.js';

/** A target from a list, and where it stands there. */
export interface TargetText {
  readonly text: string;
  /** Number of its line, from 1. */
  readonly line: number;
  /** Why it is no target; undefined where it may be one. `text` is then only the beginning. */
  readonly fault?: Error | undefined;
}

/** Characters of the longest line: thousands of targets, and still no memory to speak of. */
const LONGEST_LINE = 65_536;
/** Characters of a line that is too long which are kept for the message. */
const SHOWN = 64;
const LINE_END = /\r\n?|\n/g;
/** To the end of the line. In a URL a `#` stands behind a character, in a comment it does not. */
const COMMENT = /(?:^|\s)#.*/s;

/**
 * Reads a list of targets as it comes: one target or more a line, separated by blanks. What follows a `#` at the beginning
 * of a line or behind a blank is a comment. Blank lines, CRLF and a byte order mark do not matter. A line of more than
 * 65,536 characters comes as one text with a `fault`. Never holds more than a line and a chunk, and never throws by itself.
 *
 * @param chunks Bytes of UTF-8, or text, cut anywhere. Where they throw, the line that was under way is dropped: half of
 *   an address is another address.
 */
export async function* targetsOfLines(
  chunks: AsyncIterable<Uint8Array | string>,
): AsyncGenerator<TargetText, void, void> {
  const decoder = new TextDecoder();
  const lines = new Lines();
  for await (const chunk of chunks) {
    yield* lines.add(typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true }));
  }
  yield* lines.add(decoder.decode());
  yield* lines.end();
}

/** The line that is under way, and its number. */
class Lines {
  #line = 1;
  #rest = '';
  #isTooLong = false;
  /** A line feed that begins the next chunk belongs to the carriage return that ended this one. */
  #endedInReturn = false;

  *add(chunk: string): Generator<TargetText, void, void> {
    if (chunk === '') return;
    const text = this.#endedInReturn && chunk.startsWith('\n') ? chunk.slice(1) : chunk;
    this.#endedInReturn = chunk.endsWith('\r');
    let start = 0;
    for (const { index, 0: end } of text.matchAll(LINE_END)) {
      this.#append(text.slice(start, index));
      yield* this.end();
      start = index + end.length;
    }
    this.#append(text.slice(start));
  }

  /** Ends the line that is under way, and gives its targets. */
  *end(): Generator<TargetText, void, void> {
    const line = this.#line++;
    const text = this.#rest;
    const isTooLong = this.#isTooLong;
    this.#rest = '';
    this.#isTooLong = false;
    if (isTooLong) {
      const fault = targetFault(text, 'a line of a list has at most {most} characters', undefined, {
        most: LONGEST_LINE,
      });
      yield { text, line, fault };
      return;
    }
    for (const target of text.replace(COMMENT, '').split(/\s+/)) {
      if (target !== '') yield { text: target, line };
    }
  }

  #append(text: string): void {
    if (this.#isTooLong) return;
    if (this.#rest.length + text.length <= LONGEST_LINE) {
      this.#rest += text;
      return;
    }
    this.#rest = (this.#rest + text.slice(0, SHOWN)).slice(0, SHOWN);
    this.#isTooLong = true;
  }
}
