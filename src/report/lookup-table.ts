import type { LookupResult, PortEntry, ProtocolEntry } from '../reference/types.js';
import { alignColumns, DEFAULT_WIDTH, PLAIN, printable, type Style, wrap } from './text.js';

/** The words of the table, in one language. */
export interface LookupWords {
  /** `Port 25` */
  readonly port: (port: string) => string;
  /** Heading of a list of ports: `smtp: 2 ports` */
  readonly ports: (query: string) => string;
  /** `IP protocol 25 (not a port)` */
  readonly protocol: (number: number) => string;
  /** How an IP protocol number differs from a port; shown where one number means both. */
  readonly difference: string;
  /** `also called mail, email` */
  readonly aliases: (names: string) => string;
  /** `part of 6000-6063` */
  readonly registeredAs: (range: string) => string;
  readonly ipv6ExtensionHeader: string;
  readonly deprecated: string;
  /** Words for what has no name, such as `unassigned`. */
  readonly status: Readonly<Record<PortEntry['status'] | ProtocolEntry['status'], string>>;
}

export interface LookupTableOptions {
  readonly words: LookupWords;
  /** Terminal columns. Default 80. */
  readonly width?: number;
  /** Default: no marks. */
  readonly style?: Style;
}

const INDENT = 2;
/** Most columns for names; longer lists are wrapped. */
const NAME_CAP = 26;
/** Most columns for transports: `tcp, udp, sctp, dccp` fits. */
const TRANSPORT_CAP = 20;

/** Entries that differ in nothing but transport and aliases, or that follow one another. */
interface Row {
  first: number;
  last: number;
  readonly transports: string[];
  readonly aliases: Set<string>;
  readonly entry: PortEntry;
}

/**
 * Lookups as lines for people: a block for each query that found something, the answer in its first line. Ports and IP
 * protocols stand under headings of their own.
 */
export function lookupTable(results: readonly LookupResult[], options: LookupTableOptions): string[] {
  const blocks = results.filter(({ matches }) => matches.length > 0).map((result) => blockOf(result, options));
  return blocks.flatMap((block, index) => (index === 0 ? block : ['', ...block]));
}

function blockOf(result: LookupResult, options: LookupTableOptions): string[] {
  const ports = result.matches.filter((entry) => entry.kind === 'port');
  const protocols = result.matches.filter((entry) => entry.kind === 'protocol');
  const lines = ports.length > 0 ? portLines(result.query, ports, options) : [];
  const both = ports.length > 0 && protocols.length > 0;
  for (const protocol of protocols) {
    if (lines.length > 0) lines.push('');
    lines.push(...protocolLines(protocol, both, options));
  }
  return lines;
}

function portLines(query: string, entries: readonly PortEntry[], options: LookupTableOptions): string[] {
  const { words, width = DEFAULT_WIDTH, style = PLAIN } = options;
  const rows = mergeRows(entries);
  const single = rows.every((row) => row.first === rows[0]?.first && row.last === rows[0]?.last);
  const heading = single && rows[0] ? words.port(span(rows[0])) : words.ports(printable(query));
  const answer = single ? answerOf(rows, words) : '';
  const cells = rows.map((row) => [
    ...(single ? [] : [span(row)]),
    row.transports.join(', '),
    nameOf(row.entry, words),
    detailOf(row, words),
  ]);
  const caps = single ? [TRANSPORT_CAP, NAME_CAP] : [11, TRANSPORT_CAP, NAME_CAP];
  return [...headingLines(heading, answer, width, style), ...alignColumns(cells, { width, indent: INDENT, caps })];
}

/** Names that the rows give one port, each once: `shell, syslog`; the status where there is none. */
function answerOf(rows: readonly Row[], words: LookupWords): string {
  const names = [...new Set(rows.flatMap(({ entry }) => entry.names))];
  if (names.length > 0) return names.map(printable).join(', ');
  const statuses = rows.map(({ entry }) => entry.description || words.status[entry.status]);
  return [...new Set(statuses)].map(printable).join(', ');
}

function nameOf(entry: PortEntry, words: LookupWords): string {
  return entry.names.length > 0 ? entry.names.map(printable).join(', ') : words.status[entry.status];
}

function detailOf({ entry, aliases, first, last }: Row, words: LookupWords): string {
  const notes: string[] = [];
  if (aliases.size > 0) notes.push(words.aliases([...aliases].map(printable).join(', ')));
  const whole = entry.registeredAs;
  if (whole && (whole[0] !== first || whole[1] !== last)) notes.push(words.registeredAs(whole.join('-')));
  const note = notes.length > 0 ? `(${notes.join('; ')})` : '';
  return [printable(entry.description), note].filter((text) => text !== '').join(' ');
}

/** Transports of one port that say the same share a row; so do neighbouring ports of one registered range. */
function mergeRows(entries: readonly PortEntry[]): Row[] {
  const rows = new Map<string, Row>();
  for (const entry of entries) {
    const last = entry.lastPort ?? entry.port;
    const key = `${entry.port}-${last} ${contentKey(entry)}`;
    const row = rows.get(key) ?? { first: entry.port, last, transports: [], aliases: new Set(), entry };
    row.transports.push(entry.transport);
    for (const alias of entry.aliases) row.aliases.add(alias);
    rows.set(key, row);
  }
  return joinNeighbours([...rows.values()]);
}

function joinNeighbours(rows: readonly Row[]): Row[] {
  const joined: Row[] = [];
  const open = new Map<string, Row>();
  for (const row of rows) {
    const key = `${row.transports} ${contentKey(row.entry)}`;
    const previous = open.get(key);
    if (row.entry.registeredAs && previous && previous.last + 1 === row.first) previous.last = row.last;
    else {
      open.set(key, row);
      joined.push(row);
    }
  }
  return joined;
}

function contentKey({ names, description, status, registeredAs }: PortEntry): string {
  return JSON.stringify([names, description, status, registeredAs]);
}

function protocolLines(entry: ProtocolEntry, both: boolean, options: LookupTableOptions): string[] {
  const { words, width = DEFAULT_WIDTH, style = PLAIN } = options;
  const named = entry.status === 'unassigned' ? words.status.unassigned : entry.name;
  const answer = printable(entry.keyword ?? named);
  const notes = [
    entry.keyword !== null && entry.name !== entry.keyword ? printable(entry.name) : '',
    entry.aliases.length > 0 ? words.aliases(entry.aliases.map(printable).join(', ')) : '',
    entry.ipv6ExtensionHeader ? words.ipv6ExtensionHeader : '',
    entry.deprecated ? words.deprecated : '',
    entry.references.map(printable).join(', '),
  ].filter((note) => note !== '');
  const details = notes.length > 0 ? indented(notes.join('; '), width) : [];
  const difference = both ? indented(words.difference, width).map((line) => style.dim(line)) : [];
  return [...headingLines(words.protocol(entry.number), answer, width, style), ...details, ...difference];
}

function headingLines(heading: string, answer: string, width: number, style: Style): string[] {
  const text = answer === '' ? style.bold(heading) : `${style.bold(`${heading}:`)} ${answer}`;
  return wrap(text, width);
}

function indented(text: string, width: number): string[] {
  return wrap(text, width - INDENT).map((line) => `${' '.repeat(INDENT)}${line}`);
}

function span({ first, last }: Row): string {
  return first === last ? String(first) : `${first}-${last}`;
}
