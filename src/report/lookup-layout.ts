import type { Note } from '../reference/index.js';
import type { LookupWords } from './lookup-words.js';
import { alignColumns, DEFAULT_WIDTH, PLAIN, printable, type Style, wrap } from './text.js';

export interface LookupTableOptions {
  readonly words: LookupWords;
  /** Terminal columns. Default 80. */
  readonly width?: number | undefined;
  /** Default: no marks. */
  readonly style?: Style | undefined;
}

/** One remark under its label; the label is left out where it is that of the remark before. */
export type Detail = readonly [label: string, text: string];

const INDENT = 2;
/** Most columns for a label. */
const LABEL_CAP = 22;

/** `Port 25: smtp`, wrapped. */
export function headingLines(heading: string, answer: string, { words, width, style = PLAIN }: LookupTableOptions) {
  const colon = words.colon.trimEnd();
  const blank = words.colon.slice(colon.length);
  const text = answer === '' ? style.bold(heading) : `${style.bold(`${heading}${colon}`)}${blank}${answer}`;
  return wrap(text, width ?? DEFAULT_WIDTH);
}

/** A paragraph under a heading; nothing for an empty text. */
export function paragraph(text: string, { width }: LookupTableOptions): string[] {
  if (text === '') return [];
  return wrap(printable(text), (width ?? DEFAULT_WIDTH) - INDENT).map((line) => ' '.repeat(INDENT) + line);
}

/** Rows under a heading. */
export function rowLines(rows: readonly (readonly string[])[], caps: readonly number[], { width }: LookupTableOptions) {
  return alignColumns(rows, { width: width ?? DEFAULT_WIDTH, indent: INDENT, caps });
}

/** Labelled remarks, one under the other; those without a label in this language are left out. */
export function detailLines(details: readonly Detail[], options: LookupTableOptions): string[] {
  const rows = details
    .filter(([label, text]) => label !== '' && text !== '')
    .map(([label, text], index, all) => [all[index - 1]?.[0] === label ? '' : label, printable(text)]);
  return rows.length === 0 ? [] : rowLines(rows, [LABEL_CAP], options);
}

/** A text with its source behind it. */
export function sourced(text: string, source: string, words: LookupWords): string {
  return source === '' ? text : words.sourced(text, source);
}

/** Notes as details: what is often believed, and what is so. */
export function noteDetails(notes: readonly Note[], words: LookupWords): Detail[] {
  return notes.map(({ belief, text, source }) => [
    words.labels.note,
    sourced(belief === null ? text : words.belief(belief, text), source, words),
  ]);
}
