import type { Entry, LookupResult, MailEntry, PortEntry, TopicEntry } from '../reference/index.js';
import { detailLines, type LookupTableOptions, noteDetails, paragraph } from './lookup-layout.js';
import { mailBlock, otherList, protocolBlock, topicBlock } from './lookup-mail.js';
import { portBlock, portList } from './lookup-ports.js';
import { PLAIN, printable } from './text.js';

export type { LookupTableOptions } from './lookup-layout.js';
export type { LookupWords } from './lookup-words.js';

/** A range of ports, which is answered by a list; anything else by the likeliest port first. */
const RANGE = /^\s*(?:port:)?\s*(?:\d+|0x[\da-f]+)\s*[-–—~〜～]\s*(?:\d+|0x[\da-f]+)/i;
const NUMBER = /^\s*(?:\d+|0x[\da-f]+)\s*$/i;
/** Beside what other answers stand. */
type Beside = 'no port' | 'port of the number' | 'port of the name';
/** More words of mail protocols, or topics, than these are listed without their details. */
const MOST_IN_FULL = 4;

/**
 * Lookups as lines for people: a block for each query that found something, the answer in its first line. Ports, IP protocols,
 * words of mail protocols and topics stand under headings of their own, the best match first.
 */
export function lookupTable(results: readonly LookupResult[], options: LookupTableOptions): string[] {
  return parted(results.filter(({ matches }) => matches.length > 0).map((result) => blockOf(result, options)));
}

function blockOf(result: LookupResult, options: LookupTableOptions): string[] {
  const groups = new Map<'port' | 'protocol' | 'other', Entry[]>();
  for (const entry of result.matches) {
    const group = entry.kind === 'port' || entry.kind === 'protocol' ? entry.kind : 'other';
    groups.set(group, [...(groups.get(group) ?? []), entry]);
  }
  const { words } = options;
  const beside = besideOf(result.query, groups.has('port') && groups.size > 1);
  const blocks = [...groups].flatMap(([group, entries]) => {
    if (group === 'port') return portBlocks(result.query, entries as PortEntry[], options);
    if (group === 'other') return otherBlocks(entries as (MailEntry | TopicEntry)[], options, beside);
    return entries.flatMap((entry) =>
      entry.kind === 'protocol'
        ? [
            [
              ...protocolBlock(entry, options),
              ...dimmed(beside === 'port of the number' ? words.difference : '', options),
            ],
          ]
        : [],
    );
  });
  const [first = [], ...rest] = blocks;
  const [heading = '', ...lines] = first;
  return parted([[heading, ...detailLines(noteDetails(result.notes, words), options), ...lines], ...rest]);
}

function besideOf(query: string, besidePort: boolean): Beside {
  if (!besidePort) return 'no port';
  return NUMBER.test(query) ? 'port of the number' : 'port of the name';
}

function portBlocks(query: string, entries: readonly PortEntry[], options: LookupTableOptions): string[][] {
  const { words } = options;
  const [first] = entries;
  if (first === undefined) return [];
  if (RANGE.test(query)) {
    const one = entries.every(({ port, lastPort }) => port === first.port && lastPort === first.lastPort);
    return [one ? portBlock(entries, options) : portList(words.ports(printable(query)), entries, options)];
  }
  const same = (entry: PortEntry) => entry.port === first.port && entry.lastPort === first.lastPort;
  const others = entries.filter((entry) => !same(entry));
  const block = portBlock(entries.filter(same), options);
  return others.length === 0 ? [block] : [block, portList(words.otherPorts, others, options, query)];
}

/** In full where they are what was asked for: few, and not beside the port of a name. */
function otherBlocks(
  entries: readonly (MailEntry | TopicEntry)[],
  options: LookupTableOptions,
  beside: Beside,
): string[][] {
  if (beside === 'port of the name') return [otherList(entries, options)];
  if (entries.length > MOST_IN_FULL) {
    const [first, ...rest] = entries;
    return first === undefined ? [] : [...otherBlocks([first], options, beside), otherList(rest, options)];
  }
  const difference = beside === 'port of the number' ? options.words.replyDifference : '';
  return entries.map((entry) =>
    entry.kind === 'topic'
      ? topicBlock(entry, options)
      : [...mailBlock(entry, options), ...dimmed(difference, options)],
  );
}

function dimmed(text: string, options: LookupTableOptions): string[] {
  return paragraph(text, options).map((line) => (options.style ?? PLAIN).dim(line));
}

function parted(blocks: readonly (readonly string[])[]): string[] {
  return blocks.flatMap((block, index) => (index === 0 ? block : ['', ...block]));
}
