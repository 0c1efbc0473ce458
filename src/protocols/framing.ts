import type { Frame } from './types.js';

/**
 * Where replies end. Every framer takes the bytes so far (Latin-1 text) and returns the length of the first complete
 * reply, or 0 when more bytes are needed. Line ends may be CRLF or a bare LF, since servers send both.
 */

/** A reply of one line. */
export const singleLine: Frame = (text) => text.indexOf('\n') + 1;

/**
 * A reply with a three-digit code, as in SMTP (RFC 5321 section 4.2.1) and FTP (RFC 959 section 4.2): `220-` goes on
 * until a line that begins with the same code and a space. The lines between may hold any text, as FTP allows.
 * A first line without a code is a reply by itself: nothing says that it goes on.
 */
export const replyLines: Frame = (text) => {
  const first = text.indexOf('\n') + 1;
  if (first === 0 || !/^\d{3}-/.test(text)) return first;
  const code = text.slice(0, 3);
  for (let start = first; ; ) {
    const end = text.indexOf('\n', start) + 1;
    if (end === 0) return 0;
    if (text.startsWith(code, start) && /\s/.test(text.charAt(start + 3))) return end;
    start = end;
  }
};

/**
 * A POP3 multi-line reply (RFC 1939 section 3): goes on until a line that holds a single dot. Anything but `+OK` is
 * one line.
 */
export const popLines: Frame = (text) => {
  const first = singleLine(text);
  if (!text.startsWith('+OK')) return first;
  for (let start = first; start > 0; ) {
    const end = text.indexOf('\n', start) + 1;
    if (end > 0 && text.charAt(start) === '.' && lineAt(text, start, end) === '.') return end;
    start = end;
  }
  return 0;
};

/** The lines between the status line and the final dot, with the stuffed dots taken off (RFC 1939 section 3). */
export function popBody(reply: string): string[] {
  const lines = splitLines(reply).slice(1);
  const final = lines.indexOf('.');
  return (final < 0 ? lines : lines.slice(0, final)).map((line) => (line.startsWith('.') ? line.slice(1) : line));
}

/**
 * All responses up to the one that carries the command's tag (RFC 9051 section 7). A literal `{n}` at the end of a line
 * makes the next n bytes part of it (section 4.3), so that a tag inside a literal ends nothing.
 */
export function taggedReply(tag: string): Frame {
  const prefix = `${tag} `;
  return (text) => {
    for (let start = 0; ; ) {
      const end = responseEnd(text, start);
      if (end === 0) return 0;
      if (text.startsWith(prefix, start)) return end;
      start = end;
    }
  };
}

/** Lines up to and with the one that begins with `SSH-`: others may come before it (RFC 4253 section 4.2). */
export const sshIdentification: Frame = (text) => {
  const start = text.startsWith('SSH-') ? 0 : text.indexOf('\nSSH-') + 1;
  return start === 0 && !text.startsWith('SSH-') ? 0 : text.indexOf('\n', start) + 1;
};

/** The lines of a reply without their ends. */
export function splitLines(reply: string): string[] {
  const lines = reply.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** A line without the blanks around it. `trim` would also take U+00A0, which is part of a letter where bytes are UTF-8. */
export function trimBlanks(line: string): string {
  let [start, end] = [0, line.length];
  while (start < end && isBlank(line.charAt(start))) start += 1;
  while (end > start && isBlank(line.charAt(end - 1))) end -= 1;
  return line.slice(start, end);
}

function isBlank(character: string): boolean {
  return character === ' ' || character === '\t' || character === '\r';
}

/** Index behind the IMAP response that begins at `start`, literals included; 0 when more bytes are needed. */
function responseEnd(text: string, start: number): number {
  for (let from = start; from <= text.length; ) {
    const end = text.indexOf('\n', from) + 1;
    if (end === 0) return 0;
    const literal = literalLength(lineAt(text, from, end));
    if (literal < 0) return end;
    from = end + literal;
  }
  return 0;
}

/** The n of a `{n}` at the end of a line, -1 where there is none. */
function literalLength(line: string): number {
  if (!line.endsWith('}')) return -1;
  const digits = line.slice(line.lastIndexOf('{') + 1, -1);
  return line.includes('{') && /^\d{1,15}$/.test(digits) ? Number(digits) : -1;
}

/** The line from `start` to `end`, which is behind its LF, without its end. */
function lineAt(text: string, start: number, end: number): string {
  return text.slice(start, text.charAt(end - 2) === '\r' && end - 2 >= start ? end - 2 : end - 1);
}
