import type { PortSet } from './types.js';

/** Addresses of one family and zone, who named them, and what to ask there. */
export interface Interval {
  readonly first: bigint;
  readonly last: bigint;
  /** Position of the entry; the lowest one owns an address. */
  readonly owner: number;
  /** Compared by identity. */
  readonly ports: PortSet;
}

interface Edge {
  readonly at: bigint;
  readonly opens: boolean;
  readonly interval: Interval;
}

/**
 * Cuts overlapping intervals into disjoint ones, ascending: each with the lowest owner and the union of the ports of
 * all that cover it. Neighbours that agree are one. n log n for n intervals, times the distinct port sets that overlap.
 */
export function cover(intervals: readonly Interval[], union: (sets: Iterable<PortSet>) => PortSet): Interval[] {
  const pieces: Interval[] = [];
  const active = createActive(union);
  let start = 0n;
  for (const { at, opens, interval } of edgesOf(intervals)) {
    if (at > start) {
      append(pieces, active.describe(), start, at - 1n);
      start = at;
    }
    if (opens) {
      active.add(interval);
    } else {
      active.remove(interval);
    }
  }
  return pieces;
}

function edgesOf(intervals: readonly Interval[]): Edge[] {
  const edges = intervals.flatMap((interval): Edge[] => [
    { at: interval.first, opens: true, interval },
    { at: interval.last + 1n, opens: false, interval },
  ]);
  return edges.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/**
 * The pieces without the ports that are excluded at their addresses. Both lists are disjoint and ascending; a piece none
 * of whose ports is left is gone.
 */
export function withoutExcluded(
  pieces: readonly Interval[],
  excluded: readonly Interval[],
  subtract: (ports: PortSet, excluded: PortSet) => PortSet,
): Interval[] {
  const left: Interval[] = [];
  let next = 0;
  for (const piece of pieces) {
    let start = piece.first;
    while (next < excluded.length && excluded[next]!.last < start) {
      next++;
    }
    // The last of them may reach into the next piece.
    for (let index = next; index < excluded.length && excluded[index]!.first <= piece.last; index++) {
      const { first, last, ports } = excluded[index]!;
      if (first > start) {
        append(left, piece, start, first - 1n);
        start = first;
      }
      const end = last < piece.last ? last : piece.last;
      append(left, { owner: piece.owner, ports: subtract(piece.ports, ports) }, start, end);
      start = end + 1n;
      next = index;
    }
    append(left, piece, start, piece.last);
  }
  return left;
}

function append(pieces: Interval[], piece: Pick<Interval, 'owner' | 'ports'> | undefined, first: bigint, last: bigint) {
  if (piece === undefined || piece.ports.count === 0 || first > last) {
    return;
  }
  const previous = pieces.at(-1);
  const continues = previous?.last === first - 1n && previous.owner === piece.owner && previous.ports === piece.ports;
  if (continues) {
    pieces[pieces.length - 1] = { ...previous, last };
  } else {
    pieces.push({ owner: piece.owner, ports: piece.ports, first, last });
  }
}

/** The intervals that cover the point of the sweep. */
function createActive(union: (sets: Iterable<PortSet>) => PortSet) {
  const uses = new Map<PortSet, number>();
  const owners = createLowest();
  let ports: PortSet | undefined;
  return {
    add(interval: Interval): void {
      const before = uses.get(interval.ports) ?? 0;
      uses.set(interval.ports, before + 1);
      ports = before === 0 ? undefined : ports;
      owners.add(interval.owner);
    },
    remove(interval: Interval): void {
      const left = (uses.get(interval.ports) ?? 0) - 1;
      if (left > 0) {
        uses.set(interval.ports, left);
      } else {
        uses.delete(interval.ports);
        ports = undefined;
      }
      owners.remove(interval.owner);
    },
    describe(): Pick<Interval, 'owner' | 'ports'> | undefined {
      const owner = owners.lowest();
      if (owner === undefined) {
        return undefined;
      }
      ports ??= union(uses.keys());
      return { owner, ports };
    },
  };
}

/** The lowest of a changing set of numbers: a binary heap, from whose top removed numbers are dropped when asked. */
function createLowest() {
  const heap: number[] = [];
  const removed = new Set<number>();
  return {
    add: (value: number): void => siftUp(heap, value),
    remove: (value: number): void => void removed.add(value),
    lowest(): number | undefined {
      while (heap[0] !== undefined && removed.delete(heap[0])) {
        dropTop(heap);
      }
      return heap[0];
    },
  };
}

function siftUp(heap: number[], value: number): void {
  let index = heap.push(value) - 1;
  while (index > 0) {
    const parent = (index - 1) >> 1;
    if (heap[parent]! <= value) {
      break;
    }
    heap[index] = heap[parent]!;
    index = parent;
  }
  heap[index] = value;
}

function dropTop(heap: number[]): void {
  const value = heap.pop();
  if (value === undefined || heap.length === 0) {
    return;
  }
  let index = 0;
  for (let child = 1; child < heap.length; child = 2 * index + 1) {
    const lower = heap[child + 1] !== undefined && heap[child + 1]! < heap[child]! ? child + 1 : child;
    if (heap[lower]! >= value) {
      break;
    }
    heap[index] = heap[lower]!;
    index = lower;
  }
  heap[index] = value;
}
