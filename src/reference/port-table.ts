import { listOf } from './facts.js';
import { lazy, readData } from './files.js';

/** One line of `data/ports.tsv`: a name, or a status without name, of one port or range. */
export interface PortRow {
  readonly first: number;
  readonly last: number;
  /** First letters of the transports, in the order `tusd`. */
  readonly letters: string;
  /** Null where the registry has no name. */
  readonly name: string | null;
  readonly status: 'assigned' | 'reserved' | 'unassigned';
  readonly description: string;
  /** Such as `RFC5321`. */
  readonly references: readonly string[];
  /** `historic:http`: an alias that is kept for old uses of `http`; `shared`: one of several services; empty: neither. */
  readonly note: string;
}

/** The file's text and, for each port, where its first line starts (-1: none). Lines are parsed when they are asked for. */
interface Table {
  readonly text: string;
  readonly offsets: Int32Array;
  /** Rows of several ports; about fifteen. */
  readonly ranges: readonly PortRow[];
}

const table = lazy(loadTable);
/** Same offsets as the text: the registry's few letters outside ASCII keep their length. */
const lowerText = lazy(() => table().text.toLowerCase());

/** Rows of a port in rank order; a transport's range row counts only where the port has no row of its own. */
export function rowsOfPort(port: number): PortRow[] {
  const { text, offsets, ranges } = table();
  const rows: PortRow[] = [];
  let offset = offsets[port] ?? -1;
  while (offset >= 0 && offset < text.length) {
    const end = lineEnd(text, offset);
    const row = parseRow(text.slice(offset, end));
    if (row.first !== port) break;
    if (row.last === port) rows.push(row);
    offset = end + 1;
  }
  for (const range of ranges) {
    if (range.first > port || range.last < port) continue;
    const letters = [...range.letters].filter((letter) => !rows.some((row) => row.letters.includes(letter))).join('');
    if (letters !== '') rows.push({ ...range, letters });
  }
  return rows;
}

/** Whether the registry has a row for the port, at no cost. */
export function hasRows(port: number): boolean {
  const { offsets, ranges } = table();
  return (offsets[port] ?? -1) >= 0 || ranges.some((range) => range.first <= port && port <= range.last);
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
export function* allRows(): Generator<PortRow> {
  const { text } = table();
  for (const line of text.split('\n')) {
    if (line !== '' && !line.startsWith('#')) yield parseRow(line);
  }
}

function loadTable(): Table {
  const text = readData('ports.tsv');
  const offsets = new Int32Array(65_536).fill(-1);
  const ranges: PortRow[] = [];
  for (let start = 0; start < text.length; start = lineEnd(text, start) + 1) {
    const port = Number.parseInt(text.slice(start, start + 6), 10);
    if (Number.isNaN(port)) continue;
    if (offsets[port] === -1) offsets[port] = start;
    if (text.charAt(start + String(port).length) === '-')
      ranges.push(parseRow(text.slice(start, lineEnd(text, start))));
  }
  return { text, offsets, ranges };
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
