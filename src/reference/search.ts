import { PortolanError } from '../errors.js';
import type { Language, Transport } from '../types.js';
import { withBlanks } from './chinese.js';
import { lazy } from './files.js';
import { frozen, validateLanguage } from './ports.js';
import type { SearchDocument } from './search-document.js';
import { searchDocuments } from './search-index.js';
import type { Entry, EntryKind } from './types.js';
import { WordIndex, wordsOf } from './word-index.js';

/** One entry that a search found. */
export interface Match {
  readonly entry: Entry;
  /**
   * How it fits, best first: the whole name, another name in use, the beginning of either, words of the descriptions, any
   * part of a word, a near spelling (only where nothing else fits). Beginnings of names that hardly anybody meets stand
   * among the words.
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
  /** Smaller for what fits better. */
  readonly rank: number;
  /** Added to the document's tier where hits of one rank compete: what people meet often may fit a little worse. */
  readonly handicap: number;
  readonly fit: Match['fit'];
  /** Transports that fit, empty for what has none; or the words that tell them, which takes longer than to find the hit. */
  readonly letters: string | readonly string[];
}

const [NAME, ALIAS, PREFIX, WORDS, PART, NEAR] = [0, 1, 2, 3, 4, 5];
/** Handicap of words that occur but do not stand together: less than the tiers between a port of everyday and a rare one. */
const SCATTERED = 1.5;
/** Handicap of words that an explanation mentions and no name or title has. */
const MENTIONED = 2.5;
const DEFAULT_LIMIT = 20;
/** Where a way of fitting gives up, such as one letter as a part of a word: so many hits say nothing. */
const MOST_HITS = 3000;
/** Words joined by hyphens and nothing else. */
const HYPHENATED = /^[a-z\d]+(?:-[a-z\d]+)+$/;
/** Characters of a text that are looked at: nothing that can be found is longer. */
const LONGEST_TEXT = 400;
/** A blank is one blank. */
const BLANKS = /\s+/g;

/** Where to look, and the worst rank of what is found there for good: what ranks worse competes with the next stage. */
const STAGES: readonly (readonly [find: (wanted: string) => Iterable<Hit>, worst: number])[] = [
  [nameHits, ALIAS],
  [prefixHits, PREFIX],
  [wordHits, WORDS],
  [partHits, PART],
];

const index = lazy(() => new WordIndex(searchDocuments()));

/**
 * Ports, IP protocols, words of mail protocols and topics whose name, alias or description, in English or Chinese, fits a
 * text, best first; of equally good ones those that people meet more often, then the lower number. Case does not matter; of
 * several words all must occur. Where nothing fits, near spellings are tried. Empty for blank text.
 *
 * @throws PortolanError `ERR_OPTION` for an unknown language, or a limit that is no whole number from 1
 */
export function search(text: string, options: SearchOptions = {}): Match[] {
  const plain = text.slice(0, LONGEST_TEXT).normalize('NFKC').trim();
  const wanted = withBlanks(plain).toLowerCase().replace(BLANKS, ' ').slice(0, LONGEST_TEXT);
  validateLanguage(options.language);
  validateLimit(options.limit);
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
  return { ...first, rank: Math.min(first.rank, second.rank), letters: lettersOf(first) + lettersOf(second) };
}

function* nameHits(wanted: string): Generator<Hit> {
  const named = index().withName(wanted);
  for (const { document, letters, isAlias } of named) {
    const [rank, fit] = isAlias ? ([ALIAS, 'alias'] as const) : ([NAME, 'name'] as const);
    yield { place: document, rank, fit, handicap: 0, letters };
  }
}

function* prefixHits(wanted: string): Generator<Hit> {
  const documents = searchDocuments();
  for (const { document, letters } of index().withPrefix(wanted)) {
    // That a name nobody meets, or a phrase that leads to a topic, begins alike says no more than that the word occurs.
    const { kind, isRare } = documents[document] as SearchDocument;
    const rank = isRare || kind === 'topic' ? WORDS : PREFIX;
    yield { place: document, rank, fit: 'prefix', handicap: 0, letters };
  }
}

function* wordHits(wanted: string): Generator<Hit> {
  const documents = searchDocuments();
  const words = wordsOf(wanted);
  // `no-such-name` is one word, whose everyday parts mean nothing apart; those of `remote-desktop-protocol` do together.
  const isOneWord = words.length > 1 && HYPHENATED.test(wanted);
  for (const place of index().withWords(words)) {
    const document = documents[place] as SearchDocument;
    if (isOneWord && !hasPhrase(document.text, wanted) && !hasPhrase(document.text, words.join(' '))) continue;
    yield {
      place,
      rank: WORDS,
      fit: 'words',
      handicap: handicapOf(document, wanted, words),
      letters: words,
    };
  }
}

function handicapOf({ about, text }: SearchDocument, wanted: string, words: readonly string[]): number {
  if (hasPhrase(about, wanted)) return 0;
  const named = words.every((word) => hasPhrase(about, word));
  return (named ? 0 : MENTIONED) + (!named && hasPhrase(text, wanted) ? 0 : SCATTERED);
}

function* partHits(wanted: string): Generator<Hit> {
  const words = wanted.split(' ');
  const documents = searchDocuments();
  for (const place of index().withParts(words, documents)) {
    yield { place, rank: PART, fit: 'part', handicap: 0, letters: words };
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
  return hitsOf(corrected, options).map((hit) => ({ ...hit, rank: NEAR + hit.rank, fit: 'near' }));
}

function isAsked(hit: Hit, { kind, transport }: SearchOptions): boolean {
  const document = searchDocuments()[hit.place] as SearchDocument;
  if (kind !== undefined && document.kind !== kind) return false;
  return transport === undefined || (document.kind === 'port' && document.hasTransport(transport, lettersOf(hit)));
}

function lettersOf({ place, letters }: Hit): string {
  return typeof letters === 'string' ? letters : (searchDocuments()[place] as SearchDocument).lettersWith(letters);
}

function matchesOf(hits: readonly Hit[], options: SearchOptions): Match[] {
  const { limit = DEFAULT_LIMIT, transport, language = 'en' } = options;
  const documents = searchDocuments();
  const documentOf = ({ place }: Hit) => documents[place] as SearchDocument;
  const ranked = [...hits].sort((a, b) => {
    const [first, second] = [documentOf(a), documentOf(b)];
    return a.rank - b.rank || first.tier + a.handicap - (second.tier + b.handicap) || first.number - second.number;
  });
  const matches: Match[] = [];
  const seen = new Set<Entry>();
  for (const hit of ranked) {
    if (matches.length >= limit) break;
    const letters = transport?.charAt(0) ?? lettersOf(hit);
    for (const entry of documentOf(hit).answers(language, letters)) {
      if (!seen.has(entry)) matches.push(frozen({ entry, fit: hit.fit }));
      seen.add(entry);
    }
  }
  return matches.slice(0, limit);
}

/** Whether words stand in a text one after another, with no letter or digit beside them but the s of a plural. */
function hasPhrase(text: string, phrase: string): boolean {
  for (let at = text.indexOf(phrase); at !== -1; at = text.indexOf(phrase, at + 1)) {
    const end = at + phrase.length;
    const after = text[end] === 's' ? end + 1 : end;
    if (!isWordCharacter(text[at - 1]) && !isWordCharacter(text[after])) return true;
  }
  return false;
}

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}

function validateLimit(limit: number | undefined): void {
  if (limit === undefined || (Number.isInteger(limit) && limit >= 1)) return;
  const values = { name: 'limit', least: 1 };
  throw new PortolanError('ERR_OPTION', {
    value: String(limit),
    problem: '{name} is a whole number {least} or more',
    values,
  });
}
