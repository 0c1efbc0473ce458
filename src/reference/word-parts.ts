/** ASCII letters and digits, in lower case: the words that are kept apart because a text of them takes a byte each. */
const PLAIN_WORD = /^[a-z\d]+$/;

/** Words one after another, to be searched for a part of them all at once. */
class JoinedWords {
  private readonly text: string;
  private readonly starts: Int32Array;
  private readonly places: readonly (readonly number[])[];

  constructor(words: ReadonlyMap<string, readonly number[]>) {
    this.text = [...words.keys()].join('\n');
    this.places = [...words.values()];
    this.starts = new Int32Array(words.size);
    let [count, start] = [0, 0];
    for (const word of words.keys()) {
      this.starts[count++] = start;
      start += word.length + 1;
    }
  }

  /** Calls `found` with the places of each word that has the part. */
  forEachWith(part: string, found: (places: readonly number[]) => void): void {
    const { text, starts, places } = this;
    let next = 0;
    for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at)) {
      while ((starts[next] ?? text.length) <= at) next += 1;
      found(places[next - 1] as readonly number[]);
      at = starts[next] ?? text.length;
    }
  }
}

/**
 * Which of many words have a part. Every word is looked at once however often it occurs in the texts, and those of plain
 * letters stand in a string of half the size.
 */
export class WordParts {
  private readonly plain: JoinedWords;
  private readonly others: JoinedWords;

  /** @param words - Each with the places where it occurs. */
  constructor(words: ReadonlyMap<string, readonly number[]>) {
    const [plain, others] = [new Map<string, readonly number[]>(), new Map<string, readonly number[]>()];
    for (const [word, places] of words) (PLAIN_WORD.test(word) ? plain : others).set(word, places);
    this.plain = new JoinedWords(plain);
    this.others = new JoinedWords(others);
  }

  /** Of `count` places, 1 for each where a word with the part occurs. */
  marksOf(part: string, count: number): Uint8Array {
    const marks = new Uint8Array(count);
    const mark = (places: readonly number[]) => {
      for (const place of places) marks[place] = 1;
    };
    if (PLAIN_WORD.test(part)) this.plain.forEachWith(part, mark);
    this.others.forEachWith(part, mark);
    return marks;
  }
}
