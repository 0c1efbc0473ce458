import type { Transport } from '../types.js';
import { allAliases } from './aliases.js';
import { lazy } from './files.js';
import { allRows, rowsOfName } from './port-table.js';
import { byPortAndTransport, lookupPort, TRANSPORTS } from './ports.js';
import type { PortEntry } from './types.js';

/** Ports that have a name. */
export interface NamedPorts {
  readonly first: number;
  readonly last: number;
  /** First letters of the transports. */
  readonly letters: string;
}

/** All registered names in lower case, for those who look at every one. */
export const registeredNames: () => ReadonlyMap<string, readonly NamedPorts[]> = lazy(() => {
  const index = new Map<string, NamedPorts[]>();
  for (const row of allRows()) if (row.name !== null) add(index, row.name, row);
  return index;
});

/** Aliases in lower case. */
export const aliasNames: () => ReadonlyMap<string, readonly NamedPorts[]> = lazy(() => {
  const index = new Map<string, NamedPorts[]>();
  for (const alias of allAliases()) add(index, alias.alias, alias);
  return index;
});

/** Ports of a name or alias in any case, registered ones first. */
export function portsOfName(name: string): NamedPorts[] {
  const key = name.toLowerCase();
  return [...rowsOfName(key), ...(aliasNames().get(key) ?? [])];
}

/**
 * Entries of a name in any case: those of the registered name by port and transport, then those of the alias. A row of
 * several ports is one entry with `lastPort`.
 */
export function entriesOfName(name: string, transport: Transport | null): PortEntry[] {
  const key = name.toLowerCase();
  const registered = entriesOf(rowsOfName(key), transport);
  const known = new Set(registered.map((entry) => `${entry.port}/${entry.transport}`));
  const others = entriesOf(aliasNames().get(key) ?? [], transport);
  return [...registered, ...others.filter((entry) => !known.has(`${entry.port}/${entry.transport}`))];
}

function entriesOf(named: readonly NamedPorts[], transport: Transport | null): PortEntry[] {
  const entries: PortEntry[] = [];
  for (const { first, last, letters } of named) {
    for (const candidate of transport === null ? TRANSPORTS : [transport]) {
      if (!letters.includes(candidate.charAt(0))) continue;
      for (const { kind, port, ...rest } of lookupPort(first, candidate)) {
        entries.push(last > first ? { kind, port, lastPort: last, ...rest } : { kind, port, ...rest });
      }
    }
  }
  return entries.sort(byPortAndTransport);
}

function add(index: Map<string, NamedPorts[]>, name: string, { first, last, letters }: NamedPorts): void {
  const key = name.toLowerCase();
  const list = index.get(key);
  if (list) list.push({ first, last, letters });
  else index.set(key, [{ first, last, letters }]);
}
