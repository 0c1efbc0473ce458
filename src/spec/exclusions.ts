import { LAST_PORT } from '../types.js';
import type { AddressRange } from './address-ranges.js';
import { FIRST_PORT, portSetOf } from './port-sets.js';
import { cover, type Interval } from './sweep.js';
import { parseExclusion } from './targets.js';
import type { PortSet, Target } from './types.js';

/** Addresses that are left out of a plan, or some ports of theirs. */
export interface ExcludedRange extends AddressRange {
  /** Null: every port. An IPv6 range without zone is left out in every zone. */
  readonly ports: PortSet | null;
}

const EVERY_PORT = portSetOf([[FIRST_PORT, LAST_PORT]]);
/** Where IPv6 has the addresses of IPv4, RFC 4291 section 2.5.5.2. */
const FIRST_MAPPED = 0xffff_0000_0000n;
const LAST_MAPPED = 0xffff_ffff_ffffn;

/**
 * Reads lists of what is to be left out: targets, separated by commas, blanks or both. `host:25` leaves out this port only.
 *
 * @throws PortolanError `ERR_TARGET_SPEC`, one line, naming the item that is wrong.
 */
export function parseExclusions(texts: readonly string[]): Target[] {
  return texts.flatMap((text) => {
    const items = text.split(/[\s,]+/).filter((item) => item !== '');
    // Nothing is no exclusion, and most likely a variable that should have held one.
    return (items.length === 0 ? [''] : items).map(parseExclusion);
  });
}

/** Gives out what is excluded in one family and zone, ascending and disjoint. */
export function exclusionsByScope(
  excluded: Iterable<ExcludedRange>,
  union: (sets: Iterable<PortSet>) => PortSet,
): (family: number, zone: string | null) => Interval[] {
  const all = [...excluded].flatMap(withItsMapping);
  return (family, zone) => {
    const here = all.filter((range) => range.family === family && (range.zone === null || range.zone === zone));
    return cover(
      here.map(({ first, last, ports }) => ({ first, last, owner: 0, ports: ports ?? EVERY_PORT })),
      union,
    );
  };
}

/** An IPv4 host is the same host at its IPv4-mapped IPv6 address: whoever leaves out the one means the other too. */
function withItsMapping(range: ExcludedRange): ExcludedRange[] {
  const { family, first, last } = range;
  if (family === 4) {
    return [range, { ...range, family: 6, first: first + FIRST_MAPPED, last: last + FIRST_MAPPED }];
  }
  // A larger network, such as ::/0, means IPv6.
  const isMapped = first >= FIRST_MAPPED && last <= LAST_MAPPED;
  return isMapped
    ? [range, { ...range, family: 4, first: first - FIRST_MAPPED, last: last - FIRST_MAPPED, zone: null }]
    : [range];
}
