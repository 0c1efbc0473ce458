/** The services of a host as a table: services down the side, what is known of them across. */
import { CELL_LENGTHS, type CellLength, COLUMNS, serviceCells } from './mail-cells.js';
import type { MailGroup } from './mail-groups.js';
import type { MailWords } from './mail-words.js';
import { pad, printable, type Style, wrap } from './text.js';
import { columnsOf } from './wrap.js';

export interface TableLayout {
  readonly words: MailWords;
  readonly width: number;
  readonly style: Style;
}

const INDENT = 2;
const GAP = 2;
/** Widest cell in columns: names of hosts are long, other texts of servers are cut to what tells them apart. */
const WIDEST = { service: 40, others: 24 } as const;
/** The narrowest that a long word is cut to. */
const NARROWEST = 8;
/** Which columns become narrower first where there is no room for all. */
const GIVES_WAY = ['findings', 'product', 'certificate', 'answer', 'tls', 'service', 'login'] as const;
/** The same where services name their hosts, which may well stand on two lines. */
const HOST_GIVES_WAY = ['service', ...GIVES_WAY] as const;

/** Heading and a row for each service; where there is no room, cells are short before they are wrapped. */
export function serviceTable(group: MailGroup, { words, width, style }: TableLayout): string[] {
  const open = group.records.filter(({ state }) => state === 'open');
  const headings = COLUMNS.map((column) => words.columns[column]);
  const rowsOf = (length: CellLength) =>
    open.map((record) => serviceCells(record, group, words, length).map(printable));
  const room = width - INDENT - GAP * (COLUMNS.length - 1);
  const fits = (rows: readonly string[][]) => sum(naturalWidths([headings, ...rows])) <= room;
  // What does not fit however short it is has several lines anyway.
  const rows = CELL_LENGTHS.map(rowsOf).find(fits) ?? rowsOf('short');
  const widths = columnWidths([headings, ...rows], room, group.isOfDomain ? HOST_GIVES_WAY : GIVES_WAY);
  const layout = (row: readonly string[]) => rowLines(row, widths);
  return [...layout(headings).map(style.dim), ...rows.flatMap(layout)];
}

function naturalWidths(rows: readonly (readonly string[])[]): number[] {
  return COLUMNS.map((name, column) =>
    Math.min(name === 'service' ? WIDEST.service : WIDEST.others, widest(rows.map((row) => row[column] ?? ''))),
  );
}

function sum(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total + size, 0);
}

/** As wide as the widest cell, then narrower by turns, but not below the longest word, until all fit. */
function columnWidths(
  rows: readonly (readonly string[])[],
  room: number,
  order: readonly (typeof COLUMNS)[number][],
): number[] {
  const cells = (column: number) => rows.map((row) => row[column] ?? '');
  const widths = naturalWidths(rows);
  const least = COLUMNS.map((_name, column) => Math.min(widths[column] as number, longestWord(cells(column))));
  for (const narrowest of [least, least.map((size) => Math.min(size, NARROWEST))]) {
    for (const name of order) {
      const column = COLUMNS.indexOf(name);
      const excess = sum(widths) - room;
      if (excess <= 0) return widths;
      widths[column] = Math.max(narrowest[column] as number, (widths[column] as number) - excess);
    }
  }
  return widths;
}

function longestWord(cells: readonly string[]): number {
  return widest(cells.flatMap((cell) => cell.split(/\s+/)));
}

/** Of texts that may be very many. */
function widest(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, columnsOf(text)), 0);
}

/** @param isCounts - Whether a number stays with the word behind it. */
function wrapCell(text: string, size: number, isCounts: boolean): string[] {
  if (!isCounts || columnsOf(text) <= size) return wrap(text, size);
  return text.split(/ (?=\d)/).flatMap((count) => wrap(count, size));
}

function rowLines(row: readonly string[], widths: readonly number[]): string[] {
  const cells = widths.map((size, column) => wrapCell(row[column] ?? '', size, COLUMNS[column] === 'findings'));
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_none, line) => {
    const parts = cells.map((cell, column) => pad(cell[line] ?? '', widths[column] as number));
    return (' '.repeat(INDENT) + parts.join(' '.repeat(GAP))).trimEnd();
  });
}
