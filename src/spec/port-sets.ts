import { LAST_PORT } from '../types.js';
import { portFault } from './faults.js';
import type { PortRange, PortSet } from './types.js';

/** Lowest port that can be connected to: 0 is reserved (RFC 6335 section 6). */
export const FIRST_PORT = 1;
/**
 * A set of ports from numbers and inclusive ranges, in any order, with or without overlaps.
 *
 * @throws PortolanError `ERR_PORT_SPEC` for a port that is no integer from 1 to 65535, or a range that runs backwards.
 */
export function portSetOf(items: Iterable<number | PortRange>): PortSet {
  const ranges = Array.from(items, rangeOf);
  ranges.sort(([a], [b]) => a - b);
  const merged: [number, number][] = [];
  for (const [first, last] of ranges) {
    const previous = merged.at(-1);
    if (previous !== undefined && first <= previous[1] + 1) {
      previous[1] = Math.max(previous[1], last);
    } else {
      merged.push([first, last]);
    }
  }
  return { ranges: merged, count: merged.reduce((sum, [first, last]) => sum + last - first + 1, 0) };
}

/** The ports of all the sets. */
export function unionPorts(...sets: readonly PortSet[]): PortSet {
  const [only] = sets;
  return only !== undefined && sets.length === 1 ? only : portSetOf(sets.flatMap(({ ranges }) => ranges));
}

/** The ports of the first set that are not in the second. */
export function subtractPorts({ ranges }: PortSet, excluded: PortSet): PortSet {
  const left: PortRange[] = [];
  let index = 0;
  for (const [first, last] of ranges) {
    let from = first;
    // An excluded range may reach into the next range too, so the last one looked at is looked at again.
    for (; from <= last; index++) {
      const [start, end] = excluded.ranges[index] ?? [LAST_PORT + 1, LAST_PORT + 1];
      if (start > from) left.push([from, Math.min(start - 1, last)]);
      from = Math.max(from, Math.min(end, last) + 1);
      if (end > last) break;
    }
  }
  return portSetOf(left);
}

/** Whether a port is in the set. */
export function hasPort({ ranges }: PortSet, port: number): boolean {
  return ranges.some(([first, last]) => first <= port && port <= last);
}

/** The ports of a set, ascending, each by itself. */
export function portsOf({ ranges, count }: PortSet): Uint16Array {
  const ports = new Uint16Array(count);
  let index = 0;
  for (const [first, last] of ranges) {
    for (let port = first; port <= last; port++) ports[index++] = port;
  }
  return ports;
}

/** The shortest port list for the set, such as `1-24,26-109`; empty for the empty set. */
export function formatPorts({ ranges }: PortSet): string {
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(',');
}

function rangeOf(item: number | PortRange): PortRange {
  const [first, last] = typeof item === 'number' ? [item, item] : item;
  if (!isPort(first) || !isPort(last)) {
    throw portFault(isPort(first) ? `${last}` : `${first}`, 'a port is an integer from 1 to 65535');
  }
  if (first > last) {
    throw portFault(`${first}-${last}`, 'a range runs from the lower to the higher port', `${last}-${first}`);
  }
  return [first, last];
}

function isPort(value: number): boolean {
  return Number.isInteger(value) && value >= FIRST_PORT && value <= LAST_PORT;
}
