import { append } from './lists.js';
import { type Candidate, candidate, nearestOf } from './near-spelling.js';
import type { SearchDocument, SearchName } from './search-document.js';

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
  private readonly starts: Int32Array;
  private readonly everything: string;
  private candidates: readonly Candidate[] | undefined;

  constructor(documents: readonly SearchDocument[]) {
    this.starts = new Int32Array(documents.length);
    const texts: string[] = [];
    let start = 0;
    for (const [place, { names, text }] of documents.entries()) {
      for (const name of names) append(this.named, name.name, { ...name, document: place });
      for (const word of text.match(WORD) ?? []) {
        const list = this.postings.get(word);
        if (list === undefined) this.postings.set(word, [place]);
        else if (list.at(-1) !== place) list.push(place);
      }
      this.starts[place] = start;
      texts.push(text);
      start += text.length + 1;
    }
    this.addPlurals();
    this.everything = texts.join('\n');
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
    const sets = others.map((list) => new Set(list));
    return sets.length === 0 ? first : first.filter((place) => sets.every((set) => set.has(place)));
  }

  /** Documents in whose text every one of the words occurs somewhere, in ascending order. */
  *withParts(words: readonly string[], documents: readonly SearchDocument[]): Generator<number> {
    const rarest = [...words].sort((a, b) => b.length - a.length)[0] ?? '';
    let place = 0;
    for (let at = this.everything.indexOf(rarest); at !== -1; at = this.everything.indexOf(rarest, at)) {
      place = this.placeAt(at, place);
      const text = documents[place]?.text ?? '';
      if (words.every((word) => text.includes(word))) yield place;
      at = this.starts[place + 1] ?? this.everything.length;
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

  /** The document that holds a place of the whole text; it is not before `from`. */
  private placeAt(offset: number, from: number): number {
    let [low, high] = [from, this.starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** Words of a text in lower case. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(WORD) ?? [];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
