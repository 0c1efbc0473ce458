/** Work that is put back, in the order in which it was, each with the earliest time for its next try. */
export class WaitingList<Item> {
  #entries: { readonly item: Item; readonly notBefore: number }[] = [];
  #head = 0;

  get size(): number {
    return this.#entries.length - this.#head;
  }

  add(item: Item, notBefore: number): void {
    this.#entries.push({ item, notBefore });
  }

  /** The time of the first entry, Infinity when there is none. */
  get nextAt(): number {
    return this.#entries[this.#head]?.notBefore ?? Number.POSITIVE_INFINITY;
  }

  /** Takes the first entry if its time has come. */
  take(now: number): Item | undefined {
    const first = this.#entries[this.#head];
    if (first === undefined || first.notBefore > now) return undefined;
    this.#head += 1;
    if (this.#head >= 1024 && this.#head * 2 >= this.#entries.length) {
      this.#entries = this.#entries.slice(this.#head);
      this.#head = 0;
    }
    return first.item;
  }
}
