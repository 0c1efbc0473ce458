interface Entry<Item> {
  readonly item: Item;
  readonly notBefore: number;
  /** Place among those of the same time. */
  readonly order: number;
}

/** Counts what waits in several lists together. */
export interface WaitingCount {
  value: number;
}

/** Work that is put back, each with the earliest time for its next try: a binary heap. */
export class WaitingList<Item> {
  readonly #heap: Entry<Item>[] = [];
  readonly #count: WaitingCount;
  #added = 0;

  /** @param count - Shared with other lists. */
  constructor(count: WaitingCount = { value: 0 }) {
    this.#count = count;
  }

  get size(): number {
    return this.#heap.length;
  }

  /** The time of the first entry, Infinity when there is none. */
  get nextAt(): number {
    return this.#heap[0]?.notBefore ?? Number.POSITIVE_INFINITY;
  }

  add(item: Item, notBefore: number): void {
    const heap = this.#heap;
    this.#count.value += 1;
    const entry = { item, notBefore, order: this.#added };
    this.#added += 1;
    let index = heap.push(entry) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (isSooner(heap[parent] as Entry<Item>, entry)) break;
      heap[index] = heap[parent] as Entry<Item>;
      index = parent;
    }
    heap[index] = entry;
  }

  /** Takes the entry of the earliest time if that has come; of the same time, the one that was added first. */
  take(now: number): Item | undefined {
    const first = this.#heap[0];
    if (first === undefined || first.notBefore > now) return undefined;
    this.#removeFirst();
    this.#count.value -= 1;
    return first.item;
  }

  /** Everything that waits, in no order. */
  *items(): Generator<Item> {
    for (const { item } of this.#heap) yield item;
  }

  #removeFirst(): void {
    const heap = this.#heap;
    const last = heap.pop() as Entry<Item>;
    if (heap.length === 0) return;
    let index = 0;
    for (let child = 1; child < heap.length; child = 2 * index + 1) {
      const other = heap[child + 1];
      const sooner = other !== undefined && isSooner(other, heap[child] as Entry<Item>) ? child + 1 : child;
      if (isSooner(last, heap[sooner] as Entry<Item>)) break;
      heap[index] = heap[sooner] as Entry<Item>;
      index = sooner;
    }
    heap[index] = last;
  }
}

function isSooner(a: Entry<unknown>, b: Entry<unknown>): boolean {
  return a.notBefore < b.notBefore || (a.notBefore === b.notBefore && a.order < b.order);
}
