import type { Transport } from '../types.js';
import { freeStatus, frozen, type LanguageOption, lookupPort } from './ports.js';
import type { PortEntry } from './types.js';

/** Remarks of which a run keeps those that hold for its last port too. */
const LISTS = ['uses', 'twins', 'notes', 'references', 'nameNotes', 'aliases', 'chineseNames', 'names'] as const;

/**
 * What neighbours of a run must have in common: the same remarks on a free port. Null for a port that is listed by itself,
 * because it is assigned, reserved, or explained.
 */
export function runKey(entry: PortEntry): string | null {
  const { port, status, description, aliases, uses, explanation, historicAssociations, twins, notes, risk } = entry;
  const own = status !== freeStatus(port) || description !== '' || explanation !== null;
  if (own || aliases.length > 0 || historicAssociations.length > 0) return null;
  return uses.length + twins.length + notes.length === 0 && risk === null
    ? ''
    : JSON.stringify([uses, twins, notes, risk]);
}

/** The entry as that of a run of ports of which nothing else is known. */
export function withLastPort(entry: PortEntry, last: number): PortEntry {
  const { kind, port, ...rest } = entry;
  return last > port ? frozen({ kind, port, lastPort: last, ...rest }) : entry;
}

/**
 * The entry of a run of ports that has a name: of the registry's row, or of people who use the ports so. Remarks on its first
 * port alone are no remarks on the run.
 */
export function entryOfRun(first: number, last: number, transport: Transport, options?: LanguageOption): PortEntry {
  const [start] = lookupPort(first, transport, options) as readonly [PortEntry];
  if (last === first || start.registeredAs?.[1] === last) return withLastPort(start, last);
  const [end] = lookupPort(last, transport, options) as readonly [PortEntry];
  const shared: Record<string, unknown> = {};
  for (const list of LISTS) {
    const there = new Set(end[list].map((item) => JSON.stringify(item)));
    shared[list] = start[list].filter((item) => there.has(JSON.stringify(item)));
  }
  return withLastPort(
    {
      ...start,
      ...shared,
      description: same(start.description, end.description) ?? '',
      explanation: same(start.explanation, end.explanation) ?? null,
      // The registry may have given single ports of it away; it has not given away the run.
      status: freeStatus(first),
      risk: same(start.risk, end.risk) ?? null,
      unusedTransport: same(start.unusedTransport, end.unusedTransport) ?? null,
      historicAssociations: [],
    },
    last,
  );
}

function same<Value>(first: Value, last: Value): Value | undefined {
  return JSON.stringify(first) === JSON.stringify(last) ? first : undefined;
}
