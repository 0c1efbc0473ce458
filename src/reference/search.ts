import { allAliases } from './aliases.js';
import { lazy } from './files.js';
import { allRows } from './port-table.js';
import { lookupPort, TRANSPORTS } from './ports.js';
import { allProtocols, lookupProtocol } from './protocols.js';
import type { Entry, ProtocolEntry } from './types.js';

/** One entry that a search found. */
export interface Match {
  readonly entry: Entry;
  /** How it fits, best first: the whole name, an alias, the beginning of either, words of the description, any part. */
  readonly fit: 'name' | 'alias' | 'prefix' | 'words' | 'part';
}

export interface SearchOptions {
  /** Most matches: 1 or more. Default 20. */
  readonly limit?: number;
  /** Only ports or only IP protocols. Default: both. */
  readonly kind?: Entry['kind'];
}

/** What is searched of one row, in lower case. */
interface Document {
  readonly kind: Entry['kind'];
  readonly number: number;
  /** First letters of the transports; empty for a protocol. */
  readonly letters: string;
  readonly names: readonly string[];
  readonly aliases: readonly string[];
  readonly description: string;
}

const FITS: readonly Match['fit'][] = ['name', 'alias', 'prefix', 'words', 'part'];
const DEFAULT_LIMIT = 20;

/**
 * Ports and IP protocols whose name, alias, keyword or description fits a text, best first; of equally good ones the lower
 * number first and ports before protocols. Case does not matter; of several words all must occur. Empty for blank text.
 */
export function search(text: string, { limit = DEFAULT_LIMIT, kind }: SearchOptions = {}): Match[] {
  const wanted = text.trim().toLowerCase().replace(/\s+/g, ' ');
  if (wanted === '') return [];
  const words = wanted.split(' ');
  const ranked = documents()
    .filter((document) => kind === undefined || document.kind === kind)
    .map((document) => ({ document, rank: rankOf(document, wanted, words) }))
    .filter(({ rank }) => rank < FITS.length);
  ranked.sort((a, b) => a.rank - b.rank || a.document.number - b.document.number);
  const matches = new Map<string, Match>();
  for (const { document, rank } of ranked) {
    for (const entry of entriesOf(document)) {
      const key =
        entry.kind === 'port' ? `${entry.port}/${entry.transport}` : `protocol ${(entry as ProtocolEntry).number}`;
      if (!matches.has(key)) matches.set(key, { entry, fit: FITS[rank] as Match['fit'] });
    }
    if (matches.size >= limit) break;
  }
  return [...matches.values()].slice(0, limit);
}

const documents = lazy((): Document[] => {
  const list: Document[] = [];
  for (const { first, letters, name, description } of allRows()) {
    const names = name === null ? [] : [name.toLowerCase()];
    list.push({ kind: 'port', number: first, letters, names, aliases: [], description: description.toLowerCase() });
  }
  for (const { alias, first, letters } of allAliases()) {
    list.push({ kind: 'port', number: first, letters, names: [], aliases: [alias], description: '' });
  }
  for (const { number, keyword, name, aliases } of allProtocols()) {
    const names = keyword === null ? [] : [keyword.toLowerCase()];
    list.push({ kind: 'protocol', number, letters: '', names, aliases, description: name.toLowerCase() });
  }
  return list;
});

/** Index in {@link FITS}, or its length when nothing fits. */
function rankOf({ names, aliases, description }: Document, wanted: string, words: readonly string[]): number {
  const all = [...names, ...aliases];
  if (names.includes(wanted)) return 0;
  if (aliases.includes(wanted)) return 1;
  if (all.some((name) => name.startsWith(wanted))) return 2;
  if (words.every((word) => hasWord(description, word))) return 3;
  const text = [...all, description].join(' ');
  return words.every((word) => text.includes(word)) ? 4 : FITS.length;
}

/** Whether a word stands in a text with no letter or digit beside it. */
function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (!isWordCharacter(text[at - 1]) && !isWordCharacter(text[at + word.length])) return true;
  }
  return false;
}

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}

function entriesOf({ kind, number, letters }: Document): Entry[] {
  if (kind === 'protocol') return [lookupProtocol(number)].filter((entry) => entry !== undefined);
  const transports = TRANSPORTS.filter((transport) => letters.includes(transport.charAt(0)));
  return transports.flatMap((transport) => lookupPort(number, transport));
}
