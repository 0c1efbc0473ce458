const SLOT_MS = 100;
const SLOTS = 32;

/** Counts events by tenths of a second, and forgets them after three seconds. */
export class RateLog {
  readonly #counts = new Uint32Array(SLOTS);
  #slot = -1;

  note(now: number): void {
    const slot = this.#advance(now);
    this.#counts[slot % SLOTS] = (this.#counts[slot % SLOTS] as number) + 1;
  }

  /** Events in the second that ends with the tenth in which `until` lies. */
  secondUntil(until: number, now: number): number {
    this.#advance(now);
    const last = Math.floor(until / SLOT_MS);
    let sum = 0;
    for (let slot = Math.max(last - 9, this.#slot - SLOTS + 1, 0); slot <= last; slot += 1) {
      sum += this.#counts[slot % SLOTS] as number;
    }
    return sum;
  }

  #advance(now: number): number {
    const slot = Math.floor(now / SLOT_MS);
    if (this.#slot < 0 || slot - this.#slot >= SLOTS) this.#counts.fill(0);
    else for (let next = this.#slot + 1; next <= slot; next += 1) this.#counts[next % SLOTS] = 0;
    this.#slot = Math.max(this.#slot, slot);
    return slot;
  }
}
