import type { PortEntry } from '../reference/index.js';
import {
  type Detail,
  detailLines,
  headingLines,
  type LookupTableOptions,
  noteDetails,
  paragraph,
  rowLines,
  sourced,
} from './lookup-layout.js';
import type { LookupWords } from './lookup-words.js';
import { printable } from './text.js';

/** Most columns for names; longer lists are wrapped. */
const NAME_CAP = 26;
/** Most columns for transports: `tcp, udp, sctp, dccp` fits. */
const TRANSPORT_CAP = 20;
/** Columns of `60000-65535`. */
const PORTS_CAP = 11;

/** Entries that differ in nothing that a row shows but transport and aliases, or that follow one another. */
interface Row {
  first: number;
  last: number;
  readonly transports: string[];
  readonly aliases: Set<string>;
  readonly entry: PortEntry;
}

/** One port with all that is known of it: the answer in the first line, its transports, and remarks. */
export function portBlock(entries: readonly PortEntry[], options: LookupTableOptions): string[] {
  const { words } = options;
  const rows = mergeRows(entries);
  const heading = rows[0] === undefined ? '' : words.port(span(rows[0]));
  const cells = rows.map((row) => [row.transports.join(', '), nameOf(row.entry, words), detailOf(row, words)]);
  const explanations = [...new Set(entries.flatMap(({ explanation }) => explanation ?? []))];
  return [
    ...headingLines(heading, answerOf(rows, entries, words), options),
    ...rowLines(cells, [TRANSPORT_CAP, NAME_CAP], options),
    ...explanations.flatMap((text) => paragraph(text, options)),
    ...detailLines(portDetails(entries, words), options),
  ];
}

/** Several ports, a row for each that differs from the one before; with the query where a row would not show why it is there. */
export function portList(
  heading: string,
  entries: readonly PortEntry[],
  options: LookupTableOptions,
  query = '',
): string[] {
  const { words } = options;
  const cells = mergeRows(entries.map(withUsesAsAliases)).map((row) => [
    span(row),
    row.transports.join(', '),
    nameOf(row.entry, words),
    [detailOf(row, words), whyFound(row.entry, query, words)].filter((text) => text !== '').join(words.semicolon),
  ]);
  return [...headingLines(heading, '', options), ...rowLines(cells, [PORTS_CAP, TRANSPORT_CAP, NAME_CAP], options)];
}

function portDetails(entries: readonly PortEntry[], words: LookupWords): Detail[] {
  const { labels } = words;
  const [first] = entries;
  const joined = (items: readonly string[]) => [...new Set(items)].join(words.comma);
  const twins = entries.flatMap((entry) => entry.twins.map((twin) => words.twin(twin, twin.port === entry.port)));
  const history = groupBy(
    entries.flatMap(({ historicAssociations }) => historicAssociations),
    ({ source }) => source,
  );
  const details: Detail[] = [
    [labels.chineseNames, joined(entries.flatMap(({ chineseNames }) => chineseNames))],
    [labels.systemNames, joined(entries.flatMap((entry) => entry.systemNames))],
    [labels.kind, first === undefined ? '' : words.range[first.range]],
    ...nameDetails(
      entries.flatMap(({ nameNotes }) => nameNotes),
      words,
    ),
    ...unique(twins).map((text): Detail => [labels.tls, text]),
    ...remarks(entries, 'unusedTransport', labels.transport, words),
    ...useDetails(entries, words),
    ...remarks(entries, 'risk', labels.risk, words),
    ...uniqueDetails(
      noteDetails(
        entries.flatMap(({ notes }) => notes),
        words,
      ),
    ),
    ...[...history].map(
      ([source, names]): Detail => [labels.history, sourced(joined(names.map(({ name }) => name)), source, words)],
    ),
    [labels.references, joined(entries.flatMap(({ references }) => references))],
  ];
  return details;
}

function remarks(
  entries: readonly PortEntry[],
  field: 'risk' | 'unusedTransport',
  label: string,
  words: LookupWords,
): Detail[] {
  const byText = new Map<string, string[]>();
  for (const { transport, [field]: remark } of entries) {
    if (remark === null) continue;
    const text = sourced(remark.text, remark.source, words);
    byText.set(text, [...(byText.get(text) ?? []), transport]);
  }
  return [...byText].map(([text, transports]) => {
    const whole = field === 'risk' || entries.length === 1;
    return [label, whole ? text : `${transports.join(', ')}${words.colon}${text}`];
  });
}

/** A line for each historic name, and one for those that share the port. */
function nameDetails(notes: readonly PortEntry['nameNotes'][number][], words: LookupWords): Detail[] {
  const historic = notes.filter(({ note }) => note === 'historic');
  const shared = unique(notes.filter(({ note }) => note === 'shared').map(({ name }) => name));
  const texts = unique(historic.map(({ name, insteadUse }) => words.historicName(name, insteadUse)));
  return [...texts, ...(shared.length > 0 ? [words.sharedNames(shared.join(words.comma))] : [])].map(
    (text): Detail => [words.labels.names, text],
  );
}

/** What people meet, with the transports where the port does not have it in all. */
function useDetails(entries: readonly PortEntry[], words: LookupWords): Detail[] {
  const uses = entries.flatMap((entry) => tellingUses(entry).map((use) => ({ use, transport: entry.transport })));
  const groups = groupBy(uses, ({ use }) => JSON.stringify(use));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { names, description, basis, source } = first.use;
    const transports =
      group.length < entries.length ? `${group.map(({ transport }) => transport).join(', ')}${words.colon}` : '';
    const name = names.join(words.comma);
    const what = description === '' ? name : `${name}${words.colon}${description}`;
    return [[words.labels[basis], sourced(`${transports}${what}`, source, words)] as const];
  });
}

/** Names that the rows give one port, each once: `shell, syslog`, or the status; and what people meet there instead. */
function answerOf(rows: readonly Row[], entries: readonly PortEntry[], words: LookupWords): string {
  const names = unique(rows.flatMap(({ entry }) => entry.names));
  const statuses = unique(rows.map(({ entry }) => entry.description || words.status[entry.status]));
  const [use] = entries.flatMap(({ uses }) => uses.filter(({ basis }) => basis === 'custom'));
  const remark = use !== undefined && isOther(use.names[0] ?? '', names, entries[0]?.range) ? use.names[0] : undefined;
  const met = remark === undefined ? '' : words.brackets(`${words.basis.custom}${words.colon}${remark}`);
  return (names.length > 0 ? names : statuses).map(printable).join(', ') + printable(met);
}

/** Whether a use tells more than the registered names do. System Ports are mostly used as they are registered. */
function isOther(use: string, names: readonly string[], range: PortEntry['range'] | undefined): boolean {
  const alike = names.some((name) => name.startsWith(use) || use.startsWith(name));
  return names.length === 0 || (range !== 'system' && !alike);
}

function nameOf(entry: PortEntry, words: LookupWords): string {
  return entry.names.length > 0 ? entry.names.map(printable).join(', ') : words.status[entry.status];
}

function detailOf({ entry, aliases, first, last }: Row, words: LookupWords): string {
  const notes: string[] = [];
  if (aliases.size > 0) notes.push(words.aliases([...aliases].map(printable).join(', ')));
  const whole = entry.registeredAs;
  if (whole && (whole[0] !== first || whole[1] !== last)) notes.push(words.registeredAs(whole.join('-')));
  const note = notes.length > 0 ? words.brackets(notes.join(words.semicolon)) : '';
  return `${printable(entry.description)}${note}`.trim();
}

/** The old or Chinese name by which a query found the port. */
function whyFound({ historicAssociations, chineseNames, uses }: PortEntry, query: string, words: LookupWords): string {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return '';
  const { labels, basis, colon } = words;
  const historic = historicAssociations.find(({ name }) => name.toLowerCase() === wanted);
  if (historic !== undefined) return `${labels.history}${colon}${printable(historic.name)}`;
  const chinese = chineseNames.find((name) => name.includes(wanted));
  if (chinese !== undefined) return words.aliases(printable(chinese));
  const names = uses.filter((use) => use.basis === 'dissector').flatMap((use) => use.names);
  const old = names.find((name) => name.toLowerCase() === wanted);
  return old === undefined ? '' : `${basis.dissector}${colon}${printable(old)}`;
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

/** Uses that say more than the names of the port do. */
function tellingUses({ names, aliases, uses }: PortEntry): PortEntry['uses'] {
  const known = new Set([...names, ...aliases].map((name) => name.toLowerCase()));
  return uses.filter(
    ({ basis, names: own }) => basis === 'custom' || !own.some((name) => known.has(name.toLowerCase())),
  );
}

/** An entry whose aliases tell of what people meet at the port, for a list, which has room for nothing else. */
function withUsesAsAliases(entry: PortEntry): PortEntry {
  const names = entry.uses.filter(({ basis }) => basis === 'custom').flatMap((use) => use.names[0] ?? []);
  return { ...entry, aliases: [...new Set([...entry.aliases, ...names])] };
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

function span({ first, last }: { readonly first: number; readonly last: number }): string {
  return first === last ? String(first) : `${first}-${last}`;
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

function uniqueDetails(details: readonly Detail[]): Detail[] {
  return [...new Map(details.map((detail) => [detail.join('\t'), detail])).values()];
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
