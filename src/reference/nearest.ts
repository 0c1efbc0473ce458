import { distance } from 'fastest-levenshtein';
import { lazy } from './files.js';
import { portsOfGroup } from './groups.js';
import { aliasNames, registeredNames } from './names.js';
import { serviceName } from './ports.js';
import { allProtocols } from './protocols.js';

/** A name that may be offered. */
interface Candidate {
  readonly name: string;
  /** Lowest port of the name; ties go to the lower one. */
  readonly port: number;
  /** Whether people meet it: an alias, or the first name of a common or system port. */
  readonly known: boolean;
}

/** Cost of swapping two neighbours: the commonest slip, so cheaper than any other. */
const SWAP_COST = 0.8;
/** Cost of a word broken off. */
const PREFIX_COST = 1.9;
const SYSTEM_END = 1023;

const serviceCandidates = lazy((): Candidate[] => {
  const common = new Set((portsOfGroup('common') ?? []).map(([first]) => first));
  const isKnown = (name: string, port: number): boolean =>
    (port <= SYSTEM_END || common.has(port)) && serviceName(port, 'tcp')?.toLowerCase() === name;
  const byName = new Map<string, Candidate>();
  for (const [name] of aliasNames()) byName.set(name, { name, port: lowestPort(aliasNames(), name), known: true });
  for (const [name] of registeredNames()) {
    const port = lowestPort(registeredNames(), name);
    if (!byName.has(name)) byName.set(name, { name, port, known: isKnown(name, port) });
  }
  return [...byName.values()];
});

const protocolCandidates = lazy((): Candidate[] =>
  allProtocols().flatMap(({ keyword, aliases, number }) =>
    [keyword?.toLowerCase() ?? '', ...aliases]
      .filter((name) => name !== '')
      .map((name) => ({ name, port: number, known: true })),
  ),
);

/** Which names may be offered; both by default. */
export type NameKind = 'port' | 'protocol';

/**
 * Known names like a misspelt one, nearest first: service names, aliases and protocol keywords in lower case. Swapped
 * neighbours count less than other slips; of equally near names the well-known one and the lower port win. Empty when
 * nothing is near.
 */
export function nearest(name: string, limit: number, kind?: NameKind): string[] {
  const wanted = name.trim().toLowerCase();
  const candidates = [
    ...(kind === 'protocol' ? [] : serviceCandidates()),
    ...(kind === 'port' ? [] : protocolCandidates()),
  ];
  const near = candidates.map((candidate) => ({ ...candidate, cost: costOf(wanted, candidate) }));
  near.sort((a, b) => a.cost - b.cost || Number(b.known) - Number(a.known) || a.port - b.port || compare(a, b));
  const names = near.filter(({ cost }) => cost < Number.POSITIVE_INFINITY).map((candidate) => candidate.name);
  return [...new Set(names)].slice(0, limit);
}

function costOf(wanted: string, { name, known }: Candidate): number {
  const most = longestDistance(wanted.length);
  const prefix = known && wanted.length >= 3 && name.startsWith(wanted) ? PREFIX_COST : Number.POSITIVE_INFINITY;
  if (Math.abs(name.length - wanted.length) > most) return prefix;
  const plain = distance(wanted, name);
  if (plain > most + 1) return prefix;
  const cost = Math.min(plain, swappedDistance(wanted, name), prefix);
  if (cost <= 1) return cost;
  // Two slips in a short word make nearly any other short word: offer only well-known ones that begin alike.
  const plausible = wanted.length > 5 || (known && name[0] === wanted[0]);
  return cost <= most && plausible ? cost : Number.POSITIVE_INFINITY;
}

/** Most slips that are still taken for a misspelling. */
function longestDistance(length: number): number {
  if (length < 3) return 1;
  return length < 9 ? 2 : 3;
}

/** Distance after the best swap of two neighbours, with the swap's own cost. */
function swappedDistance(wanted: string, name: string): number {
  let best = Number.POSITIVE_INFINITY;
  for (let index = 0; index + 1 < wanted.length; index++) {
    const swapped = `${wanted.slice(0, index)}${wanted[index + 1]}${wanted[index]}${wanted.slice(index + 2)}`;
    best = Math.min(best, distance(swapped, name) + SWAP_COST);
  }
  return best;
}

function lowestPort(index: ReadonlyMap<string, readonly { first: number }[]>, name: string): number {
  return Math.min(...(index.get(name) ?? []).map(({ first }) => first));
}

function compare(a: Candidate, b: Candidate): number {
  return a.name < b.name ? -1 : 1;
}
