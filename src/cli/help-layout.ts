import { columnsOf, wrapText } from '../report/wrap.js';

/** A row as the parser writes it where it does not wrap: name, two blanks or more, description, what the value is. */
const ROW = /^(\s+\S.*?\s{2,})(\S.*?)((?:\s+\[(?:[^[\]]|\[\])*\])*)$/;
/** The default of a list, which says nothing. */
const EMPTY_DEFAULT = /\s+\[[^[\]]*\[\]\]$/;
/** Widest help: longer lines are hard to read. */
const WIDEST = 100;
/** Fewest blanks between two columns. */
const GAP = 2;

/**
 * Help in the width of a terminal. The parser's own wrapping knows nothing of scripts without blanks, so it is told not to
 * wrap, and its rows are laid out here: descriptions in a column of their own, the kind of a value at the right.
 */
export function layOutHelp(help: string, terminalColumns: number): string {
  const width = Math.min(WIDEST, terminalColumns);
  const lines = help.split('\n').flatMap((line) => linesOf(line, width));
  return lines.join('\n');
}

function linesOf(line: string, width: number): string[] {
  const [, label = '', description = '', kind = ''] = ROW.exec(line) ?? [];
  if (label === '') return wrapText(line, width);
  const name = label.trimEnd();
  // A long name, such as an example's command line, leaves the others their room.
  const column = Math.min(columnsOf(label), Math.floor(width / 2));
  const lines = rowLines(description, kind.replace(EMPTY_DEFAULT, '').trim(), column, width);
  if (columnsOf(name) + GAP > column) return [name, ...lines];
  return [name + (lines[0] ?? '').slice(columnsOf(name)), ...lines.slice(1)];
}

/** A description in its column, with the kind of the value behind its end, or below it at the right. */
function rowLines(description: string, kind: string, column: number, width: number): string[] {
  const lines = wrapText(description, width - column).map((line) => ' '.repeat(column) + line);
  if (kind === '') return lines;
  const last = lines.at(-1) ?? '';
  const room = width - columnsOf(last) - columnsOf(kind);
  if (room >= GAP) return [...lines.slice(0, -1), last + ' '.repeat(room) + kind];
  const below = wrapText(kind, width - column);
  const indent = below.length > 1 ? column : width - columnsOf(kind);
  return [...lines, ...below.map((line) => ' '.repeat(indent) + line)];
}
