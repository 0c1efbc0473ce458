import { lazy, readData } from './files.js';
import { LineTable } from './line-table.js';
import { listOf } from './lists.js';

/** One line of `data/ports.tsv`: a name, or a status without name, of one port or range. */
export interface PortRow {
  readonly first: number;
  readonly last: number;
  /** First letters of the transports, in the order `tusd`. */
  readonly letters: string;
  /** Null where the registry has no name. */
  readonly name: string | null;
  readonly status: 'assigned' | 'reserved' | 'deregistered' | 'unassigned';
  readonly description: string;
  /** Such as `RFC5321`. */
  readonly references: readonly string[];
  /** `historic:http`: an alias that is kept for old uses of `http`; `shared`: one of several services; empty: neither. */
  readonly note: string;
}

const table = lazy(() => {
  const text = readData('ports.tsv');
  const lines = new LineTable(text);
  return { text, lines, ranges: lazy(() => lines.rangeLines().map(parseRow)) };
});
/** Same offsets as the text: the registry's few letters outside ASCII keep their length. */
const lowerText = lazy(() => table().text.toLowerCase());

/** Rows of a port in rank order; a transport's range row counts only where the port has no row of its own. */
export function rowsOfPort(port: number): PortRow[] {
  const { lines, ranges } = table();
  const rows = lines.linesOf(port).map(parseRow);
  for (const range of ranges()) {
    if (range.first > port || range.last < port) continue;
    const letters = [...range.letters].filter((letter) => !rows.some((row) => row.letters.includes(letter))).join('');
    if (letters !== '') rows.push({ ...range, letters });
  }
  return rows;
}

/** Rows with a name, given in lower case, by port. Searched in the text: an index of all names takes longer to build. */
export function rowsOfName(name: string): PortRow[] {
  const rows: PortRow[] = [];
  const { text } = table();
  const needle = `\t${name}`;
  for (let at = lowerText().indexOf(needle); at !== -1; at = lowerText().indexOf(needle, at + 1)) {
    const start = text.lastIndexOf('\n', at) + 1;
    const row = parseRow(text.slice(start, lineEnd(text, at)));
    if (row.name?.toLowerCase() === name) rows.push(row);
    at = lineEnd(text, at);
  }
  return rows;
}

/** Every row of the registry by port and rank. */
export function allRows(): PortRow[] {
  return table().lines.all().map(parseRow);
}

function lineEnd(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end === -1 ? text.length : end;
}

function parseRow(line: string): PortRow {
  const [ports = '', letters = '', name = '', description = '', references = '', note = ''] = line.split('\t');
  const [first = '', last = first] = ports.split('-');
  const unnamed = name.startsWith('=');
  return {
    first: Number(first),
    last: Number(last),
    letters,
    name: unnamed ? null : name,
    status: unnamed ? (name.slice(1) as PortRow['status']) : 'assigned',
    description,
    references: listOf(references),
    note,
  };
}
