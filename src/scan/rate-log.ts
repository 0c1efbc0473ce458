const SLOT_MS = 100;
const SLOTS = 32;

/** Counts events by tenths of a second, and remembers three seconds. */
export class RateLog {
  /** Events before the beginning of each slot. */
  readonly #totals = new Float64Array(SLOTS);
  #slot = -1;
  /** Events so far. */
  total = 0;

  note(now: number): void {
    this.#advance(now);
    this.total += 1;
  }

  /** Events since a time, to the tenth of a second in which it lies. */
  since(time: number, now: number): number {
    this.#advance(now);
    const slot = Math.floor(time / SLOT_MS);
    const oldest = Math.max(0, this.#slot - SLOTS + 1);
    return this.total - (this.#totals[Math.max(slot, oldest) % SLOTS] as number);
  }

  #advance(now: number): void {
    const slot = Math.floor(now / SLOT_MS);
    if (this.#slot < 0) this.#slot = slot;
    for (let next = Math.max(this.#slot + 1, slot - SLOTS + 1); next <= slot; next += 1) {
      this.#totals[next % SLOTS] = this.total;
    }
    this.#slot = Math.max(this.#slot, slot);
  }
}
