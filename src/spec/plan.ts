import { MAX_TARGET_ADDRESSES } from '../defaults.js';
import { PortolanError } from '../errors.js';
import type { Family } from '../types.js';
import { ADDRESS_BITS } from './addresses.js';
import { type ExcludedRange, exclusionsByScope } from './exclusions.js';
import { portFault, targetFault } from './faults.js';
import { formatPorts, portSetOf, subtractPorts, unionPorts } from './port-sets.js';
import { cover, type Interval, withoutExcluded } from './sweep.js';
import type { PlanEntry, PortSet } from './types.js';

const NO_PORTS = portSetOf([]);

/** Consecutive addresses of one target that are asked the same ports. */
export interface PlanSegment {
  /** The target that named these addresses first. */
  readonly target: string;
  readonly family: Family;
  readonly zone: string | null;
  readonly first: bigint;
  /** How many addresses. */
  readonly count: number;
  /** The same object in every segment with the same ports. */
  readonly ports: PortSet;
}

/** What to ask: every (address, port) once. Its memory follows the number of entries, not of addresses. */
export interface Plan {
  /** Disjoint, in the order in which the entries named them first. */
  readonly segments: readonly PlanSegment[];
  /** How many addresses. */
  readonly hosts: number;
  /** How many (address, port) pairs. */
  readonly size: number;
}

/** What a plan leaves out. */
export interface PlanOptions {
  /** Addresses, or some ports of theirs. */
  readonly exclude?: Iterable<ExcludedRange> | undefined;
  /** Ports of every address. */
  readonly excludePorts?: PortSet | undefined;
  /** Whether everything may be left out, as it may of one part of a larger work. Default: that is an error. */
  readonly mayBeEmpty?: boolean | undefined;
}

/**
 * Makes a plan in which no pair appears twice, however the entries overlap.
 *
 * An address that several entries name is one host: the first entry gives it its target and its place in the order,
 * its ports are those of all the entries. Entries without ports are left out.
 *
 * @throws PortolanError `ERR_TARGET_SPEC` for an entry that is no range of at most 2^32 addresses, and where every
 *   address is excluded; `ERR_PORT_SPEC` where every port is.
 */
export function createPlan(entries: Iterable<PlanEntry>, options: PlanOptions = {}): Plan {
  const { exclude = [], excludePorts } = options;
  const interner = createInterner();
  const intervalsByScope = new Map<string, Interval[]>();
  const kept: PlanEntry[] = [];
  let hadPorts = false;
  for (const entry of entries) {
    checkEntry(entry);
    hadPorts ||= entry.ports.count > 0;
    const ports = interner.subtract(interner.intern(entry.ports), excludePorts ?? NO_PORTS);
    if (ports.count > 0) {
      const scope = `${entry.family} ${entry.zone ?? ''}`;
      const intervals = intervalsByScope.get(scope) ?? [];
      intervalsByScope.set(scope, intervals);
      intervals.push({ first: entry.first, last: entry.last, owner: kept.length, ports });
      kept.push(entry);
    }
  }
  const excludedIn = exclusionsByScope(exclude, interner.union);
  const pieces = [...intervalsByScope.values()].flatMap((intervals) => {
    const { family, zone } = kept[intervals[0]!.owner]!;
    return withoutExcluded(cover(intervals, interner.union), excludedIn(family, zone), interner.subtract);
  });
  if (hadPorts && pieces.length === 0 && !options.mayBeEmpty) {
    throw kept.length === 0
      ? portFault(formatPorts(excludePorts ?? NO_PORTS), 'every port that was to be asked is excluded')
      : new PortolanError('ERR_TARGET_SPEC', { problem: 'every address that was to be asked is excluded' });
  }
  // Stable, and the pieces of one owner are of one scope and ascending already.
  pieces.sort((a, b) => a.owner - b.owner);
  const segments = pieces.map(({ first, last, owner, ports }) => segmentOf(kept[owner]!, first, last, ports));
  return {
    segments,
    hosts: segments.reduce((sum, { count }) => sum + count, 0),
    size: segments.reduce((sum, { count, ports }) => sum + count * ports.count, 0),
  };
}

function checkEntry({ target, family, first, last }: PlanEntry): void {
  const isRange = first >= 0n && first <= last && last >> BigInt(ADDRESS_BITS[family]) === 0n;
  if (!isRange || last - first >= MAX_TARGET_ADDRESSES) {
    const problem = "a plan's entry is a range of 1 to {most} addresses of its family";
    throw targetFault(target, problem, undefined, { most: String(MAX_TARGET_ADDRESSES) });
  }
}

function segmentOf({ target, family, zone }: PlanEntry, first: bigint, last: bigint, ports: PortSet): PlanSegment {
  return { target, family, zone, first, count: Number(last - first) + 1, ports };
}

/** Equal port sets become one object, so that they compare by identity and are put together once. */
function createInterner() {
  const known = new Map<string, PortSet>();
  const seen = new WeakMap<PortSet, PortSet>();
  const intern = (set: PortSet): PortSet => {
    let interned = seen.get(set);
    if (interned === undefined) {
      const key = formatPorts(set);
      interned = known.get(key) ?? set;
      known.set(key, interned);
      seen.set(set, interned);
    }
    return interned;
  };
  const union = (sets: Iterable<PortSet>): PortSet => intern(unionPorts(...sets));
  const differences = new Map<PortSet, Map<PortSet, PortSet>>();
  const subtract = (set: PortSet, excluded: PortSet): PortSet => {
    if (excluded.count === 0) {
      return set;
    }
    const known = differences.get(excluded) ?? new Map<PortSet, PortSet>();
    differences.set(excluded, known);
    const difference = known.get(set) ?? intern(subtractPorts(set, excluded));
    known.set(set, difference);
    return difference;
  };
  return { intern, union, subtract };
}
