import { columnsOf, wrapText } from './wrap.js';

/** How to mark text on a terminal; each function returns its argument as seen without colour. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
}

/** No marks at all: files, pipes, `NO_COLOR`. */
export const PLAIN: Style = { bold: (text) => text, dim: (text) => text };

/** Marks of ECMA-48 terminals. */
export const ANSI: Style = {
  bold: (text) => `\u001b[1m${text}\u001b[22m`,
  dim: (text) => `\u001b[2m${text}\u001b[22m`,
};

/** Columns of a terminal whose width is not known. */
export const DEFAULT_WIDTH = 80;
/** Blanks between two columns of a table. */
const GAP = 2;
/** Narrower, wrapped text is unreadable; rather let the terminal break the line. */
const NARROWEST_COLUMN = 16;

const SHORT_ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\0': '\\0' };
/** Controls (C0, DEL, C1), format characters (bidi, zero width, tags), line and paragraph separators, lone surrogates. */
const PLAIN_TEXT = /^[\x20-\x7e]*$/;
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/**
 * Untrusted text for a terminal or a line of a report: whatever a terminal or editor could obey is shown as an escape such
 * as `\x1b` or `\u202e`, so the result is one line and moves no cursor.
 */
export function printable(text: string): string {
  // Most texts are plain, and a class of Unicode takes its time to be made.
  return PLAIN_TEXT.test(text) ? text : text.replace(UNPRINTABLE, escapeOf);
}

function escapeOf(character: string): string {
  const short = SHORT_ESCAPES[character];
  if (short !== undefined) return short;
  const code = character.codePointAt(0) as number;
  const digits = code.toString(16);
  if (code <= 0xff) return `\\x${digits.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${digits.padStart(4, '0')}` : `\\u{${digits}}`;
}

/** Text wrapped to a width in terminal columns, as lines. Words longer than the width are broken. */
export function wrap(text: string, width: number = DEFAULT_WIDTH): string[] {
  return wrapText(text, width);
}

/** Text filled with blanks up to a width in terminal columns. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columnsOf(text)));
}

/** How wide a table is. */
export interface ColumnOptions {
  /** Terminal columns. Default 80. */
  readonly width?: number;
  /** Blanks before each line. Default 0. */
  readonly indent?: number;
  /** Most terminal columns of each column. Default: as its widest cell. */
  readonly caps?: readonly number[];
}

/**
 * Rows as aligned lines. Every column but the last is as wide as its widest cell, at most `caps[column]`; the last takes
 * what `width` leaves. Cells that do not fit are wrapped within their column.
 */
export function alignColumns(rows: readonly (readonly string[])[], options?: ColumnOptions): string[] {
  return rows.flatMap(columnLayout(rows, options));
}

/** What makes the lines of a row of these, aligned as by {@link alignColumns}: for tables with something between rows. */
export function columnLayout(
  rows: readonly (readonly string[])[],
  { width = DEFAULT_WIDTH, indent = 0, caps = [] }: ColumnOptions = {},
): (row: readonly string[]) => string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths: number[] = [];
  for (let column = 0; column < columns - 1; column++) {
    const widest = rows.reduce((most, row) => Math.max(most, columnsOf(row[column] ?? '')), 0);
    widths.push(Math.min(widest, caps[column] ?? widest));
  }
  narrow(widths, width - indent - widths.length * GAP - NARROWEST_COLUMN);
  const used = widths.reduce((sum, size) => sum + size + GAP, indent);
  widths.push(Math.max(NARROWEST_COLUMN, width - used));
  return (row) => alignRow(row, widths, ' '.repeat(indent));
}

/** Takes columns from the widest until all fit together, or none is wide. */
function narrow(widths: number[], room: number): void {
  for (let excess = widths.reduce((sum, size) => sum + size, -room); excess > 0; excess--) {
    const widest = Math.max(...widths);
    if (widest <= NARROWEST_COLUMN / 2) return;
    widths[widths.indexOf(widest)] = widest - 1;
  }
}

function alignRow(row: readonly string[], widths: readonly number[], indent: string): string[] {
  const cells = widths.map((size, column) => wrap(row[column] ?? '', size));
  const height = Math.max(...cells.map((lines) => lines.length));
  const lines: string[] = [];
  for (let line = 0; line < height; line++) {
    const parts = cells.map((cell, column) => pad(cell[line] ?? '', widths[column] as number));
    lines.push((indent + parts.join(' '.repeat(GAP))).trimEnd());
  }
  return lines;
}
