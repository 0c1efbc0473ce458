import { SUGGESTIONS } from '../defaults.js';
import type { Transport } from '../types.js';
import { isKnownReply, replyEntry } from './mail-codes.js';
import { commandsOfLine, mailEntriesOf, mailEntriesOfWord } from './mail-lookup.js';
import { entriesOfName } from './names.js';
import { nearest } from './nearest.js';
import { notesOn } from './notes.js';
import { lookupPortRange } from './port-ranges.js';
import { lookupPort, validateLanguage } from './ports.js';
import { lookupProtocol } from './protocols.js';
import { parseQuery } from './query.js';
import { type SearchOptions, search } from './search.js';
import type { SystemNames } from './services-file.js';
import { entriesOfSystemName, withSystemNames } from './system-layer.js';
import { lookupTopics } from './topics.js';
import type { Entry, EntryKind, LookupResult, Note, ProtocolEntry, Query } from './types.js';

/** How to answer. `limit` holds for searches only; the other answers are complete. */
export interface LookupOptions extends SearchOptions {
  /** The system's own names of ports, to be layered on top; see `parseServices` and `systemNames`. Default: none. */
  readonly systemNames?: SystemNames | undefined;
}

type NameQuery = Extract<Query, { kind: 'name' }>;
type PortsQuery = Extract<Query, { kind: 'ports' }>;

const CHINESE = /\p{Script=Han}/u;
const NO_NOTES: readonly Note[] = Object.freeze([]);

/**
 * Answers one query, as the command line takes it (see `parseQuery`). A number finds the ports, the IP protocol and the SMTP
 * reply code of that number; a name finds the ports, IP protocols, words of mail protocols and topics of that name; other text
 * is searched (see `search`). Where nothing matches, `suggestions` holds near spellings.
 *
 * @throws PortolanError `ERR_QUERY` for what is no query, such as `65536` or `80-22`; `ERR_OPTION` as {@link search} does
 */
export function lookup(text: string, options: LookupOptions = {}): LookupResult {
  const query = parseQuery(text);
  const { systemNames } = options;
  validateLanguage(options.language);
  const found = matchesOf(query, options);
  const all = systemNames === undefined ? found : withSystemNames(found, systemNames, options);
  const matches = only(all, options);
  const suggestions = matches.length > 0 ? [] : suggestionsFor(query, options);
  return { query: text, matches, notes: notesFor(query, options), suggestions };
}

/** Entries of the kind and transport that were asked for; the list itself where neither was. */
function only(entries: readonly Entry[], { kind, transport }: LookupOptions): readonly Entry[] {
  if (kind === undefined && transport === undefined) return entries;
  const fits = (entry: Entry) => transport === undefined || (entry.kind === 'port' && entry.transport === transport);
  return entries.filter((entry) => (kind === undefined || entry.kind === kind) && fits(entry));
}

/**
 * What a query names exactly: without a search for parts and words. Empty for what names nothing.
 *
 * @throws PortolanError `ERR_QUERY` as {@link lookup} does
 */
export function lookupExactly(text: string, options: LookupOptions = {}): readonly Entry[] {
  const query = parseQuery(text);
  return query.kind === 'name' ? exactMatches(query, options) : only(matchesOf(query, options), options);
}

function matchesOf(query: Query, options: LookupOptions): readonly Entry[] {
  const { language = 'en' } = options;
  if (query.kind === 'protocol') return protocolsOf(query.protocol, options);
  if (query.kind === 'mail') return mailEntriesOf(query.protocol, query.text, language);
  if (query.kind === 'topic') return lookupTopics(query.name, options);
  return query.kind === 'ports' ? matchesOfNumber(query, options) : matchesOfName(query, options);
}

function matchesOfNumber(query: PortsQuery, options: LookupOptions): readonly Entry[] {
  const { first, last, protocolToo, replyToo } = query;
  const transport = query.transport ?? options.transport ?? null;
  const ports =
    first === last
      ? lookupPort(first, transport ?? undefined, options)
      : lookupPortRange(first, last, transport, options);
  const code = String(first);
  // A number need not be a reply code: it is shown as one only where it has a meaning.
  const replies = replyToo && isKnownReply(code) ? [replyEntry(code, options.language ?? 'en')] : [];
  return protocolToo || replies.length > 0
    ? [...ports, ...(protocolToo ? protocolsOf(first, options) : []), ...replies]
    : ports;
}

function matchesOfName(query: NameQuery, options: LookupOptions): readonly Entry[] {
  const { name, elsewhereToo } = query;
  const { language = 'en', kind } = options;
  const exact = exactMatches(query, options);
  // Chinese is written without blanks, so that a word is seldom the whole of a name.
  if (exact.length > 0 && !CHINESE.test(name)) return exact;
  const commands = elsewhereToo ? only(commandsOfLine(name, language), options) : [];
  if (commands.length > 0) return commands;
  const transport = query.transport ?? options.transport ?? null;
  const found = searched(name, transport, { ...options, kind: elsewhereToo ? kind : 'port' });
  const known = new Set(exact.map(placeOf));
  const all = [...exact, ...found.filter((entry) => !known.has(placeOf(entry)))];
  return all.length > 0 || !elsewhereToo ? all : commandsOfLine(name, language, true);
}

/** What tells entries apart: those of a range of ports are made anew for each answer. */
function placeOf(entry: Entry): Entry | string {
  return entry.kind === 'port' ? `${entry.port}/${entry.transport}` : entry;
}

/** Everything that has the name and is of the kind and transport asked for. */
function exactMatches(query: NameQuery, options: LookupOptions): readonly Entry[] {
  const { name, elsewhereToo } = query;
  const { language = 'en', systemNames } = options;
  const transport = query.transport ?? options.transport ?? null;
  const ofSystem = systemNames === undefined ? [] : entriesOfSystemName(name, transport, systemNames, options);
  const named: Entry[] = [
    ...new Set([...entriesOfName(name, transport, options), ...ofSystem]),
    ...(elsewhereToo ? protocolsOf(name, options) : []),
    ...(elsewhereToo ? mailEntriesOfWord(name, language) : []),
    ...(elsewhereToo ? lookupTopics(name, options) : []),
  ];
  return only(named, options);
}

function searched(name: string, transport: Transport | null, options: LookupOptions): Entry[] {
  // `mtp` does not ask for smtp; near spellings are suggestions.
  const refused = /\s/.test(name) || CHINESE.test(name) ? ['near'] : ['near', 'part'];
  const matches = search(name, { ...options, transport: transport ?? undefined });
  return matches.filter(({ fit }) => !refused.includes(fit)).map(({ entry }) => entry);
}

function protocolsOf(protocol: number | string, options: LookupOptions): ProtocolEntry[] {
  const entry = lookupProtocol(protocol, options);
  return entry ? [entry] : [];
}

function notesFor(query: Query, { language = 'en' }: LookupOptions): readonly Note[] {
  if (query.kind !== 'ports' || query.first === query.last) return NO_NOTES;
  return notesOn([`ports:${query.first}-${query.last}`], language);
}

function suggestionsFor(query: Query, { kind }: LookupOptions): string[] {
  if (query.kind === 'protocol') return nearest(String(query.protocol), SUGGESTIONS, 'protocol');
  if (query.kind === 'mail') return nearOther(query.text, query.protocol).map((name) => `${query.protocol}:${name}`);
  if (query.kind !== 'name') return [];
  const elsewhere = query.transport === null ? [] : entriesOfName(query.name, null);
  if (elsewhere.length > 0) return [...new Set(elsewhere.map(({ transport }) => `${query.name}/${transport}`))];
  return nearOther(query.name, query.elsewhereToo ? kind : 'port');
}

/** Near names other than the one asked for: that one exists, but is not of the kind or transport asked for. */
function nearOther(name: string, kind: EntryKind | undefined): string[] {
  const near = nearest(name, SUGGESTIONS + 1, kind).filter((one) => one.toLowerCase() !== name.toLowerCase());
  return near.slice(0, SUGGESTIONS);
}
