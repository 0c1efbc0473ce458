/** Items that fall due at a time, in buckets of a few milliseconds: adding and taking cost the same however many there are. */
export class TimeWheel<Item> {
  readonly #tickMs: number;
  readonly #buckets = new Map<number, Item[]>();
  /** Ticks that have a bucket, as a binary heap. */
  readonly #ticks: number[] = [];

  /** @param tickMs - Milliseconds that one bucket covers; nothing is taken before its time, and at most this much behind it. */
  constructor(tickMs: number) {
    this.#tickMs = tickMs;
  }

  /** When the first bucket falls due, Infinity when there is none. */
  get nextAt(): number {
    const [tick] = this.#ticks;
    return tick === undefined ? Number.POSITIVE_INFINITY : tick * this.#tickMs;
  }

  add(item: Item, at: number): void {
    const tick = Math.ceil(at / this.#tickMs);
    const bucket = this.#buckets.get(tick);
    if (bucket !== undefined) {
      bucket.push(item);
      return;
    }
    this.#buckets.set(tick, [item]);
    siftUp(this.#ticks, tick);
  }

  /** Takes everything that is due, bucket by bucket. */
  take(now: number): Item[][] {
    const due: Item[][] = [];
    while (this.nextAt <= now) {
      const tick = popLowest(this.#ticks);
      due.push(this.#buckets.get(tick) as Item[]);
      this.#buckets.delete(tick);
    }
    return due;
  }
}

function siftUp(heap: number[], value: number): void {
  let index = heap.push(value) - 1;
  while (index > 0) {
    const parent = (index - 1) >> 1;
    if ((heap[parent] as number) <= value) break;
    heap[index] = heap[parent] as number;
    index = parent;
  }
  heap[index] = value;
}

function popLowest(heap: number[]): number {
  const lowest = heap[0] as number;
  const value = heap.pop() as number;
  if (heap.length === 0) return lowest;
  let index = 0;
  for (let child = 1; child < heap.length; child = 2 * index + 1) {
    const lower = child + 1 < heap.length && (heap[child + 1] as number) < (heap[child] as number) ? child + 1 : child;
    if ((heap[lower] as number) >= value) break;
    heap[index] = heap[lower] as number;
    index = lower;
  }
  heap[index] = value;
  return lowest;
}
