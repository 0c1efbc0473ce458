/** Targets among which one that was written before is dropped: lists repeat themselves nearby. Bounds memory. */
const REMEMBERED_TARGETS = 10_000;
/** Characters of the longest target that is remembered: longer ones are URLs, and rare. */
const LONGEST_REMEMBERED = 300;

/** The last 10,000 texts, to tell which come again. */
export class RecentTexts {
  readonly #texts = new Set<string>();

  /** Whether the text is among them; from then on it is. */
  has(text: string): boolean {
    if (text.length > LONGEST_REMEMBERED) return false;
    if (this.#texts.has(text)) return true;
    this.#texts.add(text);
    if (this.#texts.size > REMEMBERED_TARGETS) this.#texts.delete(this.#texts.values().next().value as string);
    return false;
  }
}
