import { append } from './lists.js';
import { type Candidate, candidate, nearestOf } from './near-spelling.js';
import type { SearchDocument, SearchName } from './search-document.js';
import { WordParts } from './word-parts.js';

/** A name and the document that has it. */
export interface NamedDocument extends SearchName {
  readonly document: number;
}

/** Letters and digits of any script; everything else parts words. */
const WORD = /[\p{L}\p{N}]+/gu;
/** An English plural of four letters or more. */
const PLURAL = /^([a-z]{3,}[^s])s$/;
const NONE: readonly number[] = [];

/** Which documents have a name, a beginning of a name, a word, a part of a word. Documents are known by their place. */
export class WordIndex {
  private readonly named = new Map<string, NamedDocument[]>();
  private readonly sortedNames: readonly NamedDocument[];
  private readonly postings = new Map<string, number[]>();
  private parts: WordParts | undefined;
  private candidates: readonly Candidate[] | undefined;

  constructor(documents: readonly SearchDocument[]) {
    for (const [place, { names, text }] of documents.entries()) {
      for (const name of names) append(this.named, name.name, { ...name, document: place });
      for (const word of text.match(WORD) ?? []) {
        const list = this.postings.get(word);
        if (list === undefined) this.postings.set(word, [place]);
        else if (list.at(-1) !== place) list.push(place);
      }
    }
    this.addPlurals();
    this.sortedNames = [...this.named.values()].flat().sort((a, b) => compare(a.name, b.name));
  }

  /** Names that are exactly the wanted one. */
  withName(name: string): readonly NamedDocument[] {
    return this.named.get(name) ?? [];
  }

  /** Names that begin with the wanted text, by name. */
  *withPrefix(prefix: string): Generator<NamedDocument> {
    for (let at = this.firstNameFrom(prefix); at < this.sortedNames.length; at++) {
      const name = this.sortedNames[at] as NamedDocument;
      if (!name.name.startsWith(prefix)) return;
      yield name;
    }
  }

  /** Documents that have every one of the words, in ascending order. */
  withWords(words: readonly string[]): readonly number[] {
    const lists = words.map((word) => this.postings.get(word) ?? NONE).sort((a, b) => a.length - b.length);
    const [first = NONE, ...others] = lists;
    return others.length === 0 ? first : first.filter((place) => others.every((list) => includesSorted(list, place)));
  }

  /** Documents in whose text every one of the words occurs somewhere, in ascending order. */
  *withParts(words: readonly string[], documents: readonly SearchDocument[]): Generator<number> {
    const rarest = longestOf(words);
    const part = longestOf(rarest.match(WORD) ?? []);
    const isSure = words.length === 1 && part === rarest;
    const marks = this.marksOf(part, documents.length);
    for (let place = marks.indexOf(1); place !== -1; place = marks.indexOf(1, place + 1)) {
      const text = documents[place]?.text ?? '';
      if (isSure || words.every((word) => text.includes(word))) yield place;
    }
  }

  hasWord(word: string): boolean {
    return this.postings.has(word);
  }

  /** The words most like a misspelt one that occur anywhere, nearest first. */
  nearWords(word: string, limit: number): string[] {
    this.candidates ??= [...this.postings].map(([known, places]) =>
      candidate(known, -places.length, places.length > 2),
    );
    return nearestOf(this.candidates, word, limit);
  }

  /** Who asks for `server` means `servers` too; a name such as `https` is no plural. */
  private addPlurals(): void {
    for (const [word, places] of [...this.postings]) {
      const single = PLURAL.exec(word)?.[1] ?? '';
      const list = this.named.has(word) ? undefined : this.postings.get(single);
      if (list !== undefined)
        this.postings.set(
          single,
          [...new Set([...list, ...places])].sort((a, b) => a - b),
        );
    }
  }

  private firstNameFrom(prefix: string): number {
    let [low, high] = [0, this.sortedNames.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compare(this.sortedNames[middle]?.name ?? '', prefix) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** 1 for each document that has a part of a word; for every one where there is no such part, only signs. */
  private marksOf(part: string, count: number): Uint8Array {
    if (part === '') return new Uint8Array(count).fill(1);
    this.parts ??= new WordParts(this.postings);
    return this.parts.marksOf(part, count);
  }
}

/** Words of a text in lower case. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(WORD) ?? [];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function longestOf(words: readonly string[]): string {
  return words.reduce((longest, word) => (word.length > longest.length ? word : longest), '');
}

function includesSorted(list: readonly number[], wanted: number): boolean {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] as number) < wanted) low = middle + 1;
    else high = middle;
  }
  return list[low] === wanted;
}
