import { portFault } from './faults.js';
import type { PortRange, PortSet } from './types.js';

/** Lowest port that can be connected to: 0 is reserved (RFC 6335 section 6). */
export const FIRST_PORT = 1;
/** Highest port: the field has 16 bits (RFC 9293 section 3.1). */
export const LAST_PORT = 65_535;

/** Every port from 1 to 65535. */
export const ALL_PORTS: PortSet = { ranges: [[FIRST_PORT, LAST_PORT]], count: LAST_PORT };

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

/** The ports of a set, ascending. */
export function* portsIn({ ranges }: PortSet): Generator<number, void, void> {
  for (const [first, last] of ranges) {
    for (let port = first; port <= last; port++) {
      yield port;
    }
  }
}

/** Whether the set holds the port. */
export function hasPort(set: PortSet, port: number): boolean {
  return indexOfPort(set, port) !== -1;
}

/** Position of a port in the ascending order of the set, from 0; -1 where the set does not hold it. */
export function indexOfPort({ ranges }: PortSet, port: number): number {
  if (!Number.isInteger(port)) {
    return -1;
  }
  let before = 0;
  for (const [first, last] of ranges) {
    if (port <= last) {
      return port < first ? -1 : before + port - first;
    }
    before += last - first + 1;
  }
  return -1;
}

/** The port at a position of the ascending order, from 0; undefined beyond the set. */
export function nthPort({ ranges }: PortSet, index: number): number | undefined {
  if (!Number.isInteger(index) || index < 0) {
    return undefined;
  }
  let rest = index;
  for (const [first, last] of ranges) {
    const size = last - first + 1;
    if (rest < size) {
      return first + rest;
    }
    rest -= size;
  }
  return undefined;
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
