import type { PortRange } from '../spec/types.js';
import { allAliases } from './aliases.js';
import { lazy } from './files.js';
import { groupNames, orderOfGroup, portsOfGroup } from './groups.js';
import { customUses, dissectorUses, explainedPorts } from './port-details.js';
import { allRows, type PortRow } from './port-table.js';

/** The group whose ports are ordered one by one. */
const ORDERED_GROUP = 'common';
/** Highest of the system ports, RFC 6335 section 6. */
const LAST_SYSTEM_PORT = 1023;
/** Ports above which a row says where something may be rather than where it is: each of them is unlikely. */
const FEW = 100;

/**
 * TCP ports, the likeliest to be open first: the group `common` in an order chosen by hand, then the ports of the other
 * groups, those that people explain, use or name, those that are registered to a service, first the system ports, then
 * the user ports, and at last wide ranges in use, each ascending. What is not listed is as unlikely as any other port.
 *
 * Our own judgement of what services use by default: nothing was measured, and no list of another scanner was used.
 * Made at the first call; a newer registry of the user's adds its ports.
 */
export const likelyPorts: () => readonly number[] = lazy(() => {
  const ports = new Set(orderOfGroup(ORDERED_GROUP));
  const wide: PortRange[] = [];
  for (const [first, last] of rangesByLikelihood()) {
    if (last - first >= FEW) wide.push([first, last]);
    else addRange(ports, first, last);
  }
  for (const [first, last] of wide) addRange(ports, first, last);
  return [...ports];
});

function rangesByLikelihood(): PortRange[] {
  const inUse = [explainedPorts, customUses].flatMap((file) => file.all());
  const registered = allRows().filter(({ status }) => status === 'assigned');
  const isSystem = ({ last }: PortRow) => last <= LAST_SYSTEM_PORT;
  return [
    ...groupNames().flatMap((name) => portsOfGroup(name) ?? []),
    ...[...inUse, ...allAliases(), ...dissectorUses.all()].filter(isTcp).map(rangeOf),
    ...registered.filter(isTcp).filter(isSystem).map(rangeOf),
    ...registered.filter(isTcp).map(rangeOf),
  ];
}

function isTcp({ letters }: { readonly letters: string }): boolean {
  return letters.includes('t');
}

function rangeOf({ first, last }: { readonly first: number; readonly last: number }): PortRange {
  return [first, last];
}

function addRange(ports: Set<number>, first: number, last: number): void {
  for (let port = Math.max(first, 1); port <= last; port++) ports.add(port);
}
