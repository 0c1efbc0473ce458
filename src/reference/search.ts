import type { Language, Transport } from '../types.js';
import { withBlanks } from './chinese.js';
import { lazy } from './files.js';
import { frozen } from './ports.js';
import type { SearchDocument } from './search-document.js';
import { searchDocuments } from './search-index.js';
import type { Entry, EntryKind } from './types.js';
import { WordIndex, wordsOf } from './word-index.js';

/** One entry that a search found. */
export interface Match {
  readonly entry: Entry;
  /**
   * How it fits, best first: the whole name, another name in use, the beginning of either, words of the descriptions, any
   * part of a word, a near spelling (only where nothing else fits).
   */
  readonly fit: 'name' | 'alias' | 'prefix' | 'words' | 'part' | 'near';
}

export interface SearchOptions {
  /** Most matches: 1 or more. Default 20. */
  readonly limit?: number | undefined;
  /** Only entries of this kind. Default: all. */
  readonly kind?: EntryKind | undefined;
  /** Only ports of this transport. Default: everything. */
  readonly transport?: Transport | undefined;
  /** Language of the answers' texts. What is searched is both. Default `en`. */
  readonly language?: Language | undefined;
}

/** A document that fits. */
interface Hit {
  readonly place: number;
  /** Place in {@link FITS}, with a fraction for words that do not stand together. */
  readonly rank: number;
  /** Transports that fit; empty for what has none. */
  readonly letters: string;
}

const FITS: readonly Match['fit'][] = ['name', 'alias', 'prefix', 'words', 'part', 'near'];
const [NAME, ALIAS, PREFIX, WORDS, PART, NEAR] = [0, 1, 2, 3, 4, 5];
/** Added to the rank of words that occur but do not stand together. */
const SCATTERED = 0.5;
export const DEFAULT_LIMIT = 20;
/** Where a way of fitting gives up, such as one letter as a part of a word: so many hits say nothing. */
const MOST_HITS = 3000;
/** A blank is one blank. */
const BLANKS = /\s+/g;

/** Where to look, and the worst rank of what is found there for good: what ranks worse competes with the next stage. */
const STAGES: readonly (readonly [find: (wanted: string) => Iterable<Hit>, worst: number])[] = [
  [nameHits, ALIAS],
  [prefixHits, PREFIX],
  [wordHits, WORDS + SCATTERED],
  [partHits, PART],
];

const index = lazy(() => new WordIndex(searchDocuments()));

/**
 * Ports, IP protocols, words of mail protocols and topics whose name, alias or description, in English or Chinese, fits a
 * text, best first; of equally good ones those that people meet more often, then the lower number. Case does not matter; of
 * several words all must occur. Where nothing fits, near spellings are tried. Empty for blank text.
 */
export function search(text: string, options: SearchOptions = {}): Match[] {
  const wanted = withBlanks(text.trim()).toLowerCase().replace(BLANKS, ' ');
  if (wanted === '') return [];
  const hits = hitsOf(wanted, options);
  return matchesOf(hits.length > 0 ? hits : nearHits(wanted, options), options);
}

function hitsOf(wanted: string, options: SearchOptions): Hit[] {
  const found = new Map<number, Hit>();
  const { limit = DEFAULT_LIMIT } = options;
  for (const [stage, worst] of STAGES) {
    const ofStage = new Map<number, Hit>();
    for (const hit of stage(wanted)) {
      if (!found.has(hit.place) && isAsked(hit, options)) ofStage.set(hit.place, joined(ofStage.get(hit.place), hit));
      if (ofStage.size >= MOST_HITS) break;
    }
    for (const [place, hit] of ofStage) found.set(place, hit);
    if ([...found.values()].filter(({ rank }) => rank <= worst).length >= limit) break;
  }
  return [...found.values()];
}

/** One document may have several names that fit, each of its own transports. */
function joined(first: Hit | undefined, second: Hit): Hit {
  if (first === undefined) return second;
  return { ...first, rank: Math.min(first.rank, second.rank), letters: first.letters + second.letters };
}

function* nameHits(wanted: string): Generator<Hit> {
  const named = index().withName(wanted);
  for (const { document, letters, isAlias } of named) yield { place: document, rank: isAlias ? ALIAS : NAME, letters };
}

function* prefixHits(wanted: string): Generator<Hit> {
  const documents = searchDocuments();
  for (const { document, letters } of index().withPrefix(wanted)) {
    // Other words of a topic are whole phrases: that one begins alike says no more than that the words occur.
    const rank = documents[document]?.kind === 'topic' ? WORDS : PREFIX;
    yield { place: document, rank, letters };
  }
}

function* wordHits(wanted: string): Generator<Hit> {
  const documents = searchDocuments();
  const words = wordsOf(wanted);
  for (const place of index().withWords(words)) {
    const document = documents[place] as SearchDocument;
    const rank = hasPhrase(document.text, wanted) ? WORDS : WORDS + SCATTERED;
    yield { place, rank, letters: document.lettersWith(words) };
  }
}

function* partHits(wanted: string): Generator<Hit> {
  const words = wanted.split(' ');
  const documents = searchDocuments();
  for (const place of index().withParts(words, documents)) {
    yield { place, rank: PART, letters: (documents[place] as SearchDocument).lettersWith(words) };
  }
}

/** Hits of the text with each unknown word replaced by the known one that is nearest. */
function nearHits(wanted: string, options: SearchOptions): Hit[] {
  const words = index();
  const corrected = wanted
    .split(' ')
    .map((word) => (words.hasWord(word) ? word : (words.nearWords(word, 1)[0] ?? word)))
    .join(' ');
  if (corrected === wanted) return [];
  return hitsOf(corrected, options).map((hit) => ({ ...hit, rank: NEAR + hit.rank / FITS.length }));
}

function isAsked({ place, letters }: Hit, { kind, transport }: SearchOptions): boolean {
  const document = searchDocuments()[place] as SearchDocument;
  if (kind !== undefined && document.kind !== kind) return false;
  return transport === undefined || (document.kind === 'port' && document.hasTransport(transport, letters));
}

function matchesOf(hits: readonly Hit[], options: SearchOptions): Match[] {
  const { limit = DEFAULT_LIMIT, transport, language = 'en' } = options;
  const documents = searchDocuments();
  const documentOf = ({ place }: Hit) => documents[place] as SearchDocument;
  const ranked = [...hits].sort((a, b) => a.rank - b.rank || byUse(documentOf(a), documentOf(b)));
  const matches: Match[] = [];
  const seen = new Set<Entry>();
  for (const hit of ranked) {
    if (matches.length >= limit) break;
    const letters = transport?.charAt(0) ?? hit.letters;
    for (const entry of documentOf(hit).answers(language, letters)) {
      if (!seen.has(entry)) matches.push(frozen({ entry, fit: FITS[Math.floor(hit.rank)] as Match['fit'] }));
      seen.add(entry);
    }
  }
  return matches.slice(0, limit);
}

/** What people meet more often first; then by number. */
function byUse(a: SearchDocument, b: SearchDocument): number {
  return a.tier - b.tier || a.number - b.number;
}

/** Whether words stand in a text one after another, with no letter or digit beside them. */
function hasPhrase(text: string, phrase: string): boolean {
  for (let at = text.indexOf(phrase); at !== -1; at = text.indexOf(phrase, at + 1)) {
    if (!isWordCharacter(text[at - 1]) && !isWordCharacter(text[at + phrase.length])) return true;
  }
  return false;
}

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}
