import type { Transport } from '../types.js';
import { mayBeKnown } from './known-ports.js';
import {
  ALWAYS_LISTED,
  byPortAndTransport,
  DYNAMIC_START,
  freeStatus,
  frozen,
  type LanguageOption,
  lookupPort,
  TRANSPORTS,
  validatePort,
} from './ports.js';
import type { PortEntry } from './types.js';

/**
 * Every assigned or reserved entry of the ports `first` to `last`, with each run of free ports of a transport as one entry
 * whose `lastPort` is its end. Sorted by port, then transport.
 */
export function lookupPortRange(
  first: number,
  last: number,
  transport: Transport | null,
  options?: LanguageOption,
): PortEntry[] {
  validatePort(first);
  validatePort(last);
  const entries: PortEntry[] = [];
  const transports = transport === null ? TRANSPORTS : [transport];
  const runs = new Map<Transport, number>();
  const closeRun = (of: Transport, end: number): void => {
    const start = runs.get(of);
    if (start !== undefined) entries.push(runOf(start, end, of, options));
    runs.delete(of);
  };
  for (let port = first; port <= last; port++) {
    const found = new Map<Transport, PortEntry>();
    if (mayBeKnown(port)) {
      for (const entry of lookupPort(port, undefined, options)) found.set(entry.transport, entry);
    }
    for (const of of transports) {
      const entry = found.get(of);
      if (port === DYNAMIC_START) closeRun(of, port - 1);
      if (entry && !isPlainlyFree(entry)) {
        closeRun(of, port - 1);
        entries.push(entry);
      } else if ((of === transport || ALWAYS_LISTED.includes(of)) && !runs.has(of)) runs.set(of, port);
    }
  }
  for (const of of transports) closeRun(of, last);
  return entries.sort(byPortAndTransport);
}

function runOf(first: number, last: number, transport: Transport, options?: LanguageOption): PortEntry {
  const [entry] = lookupPort(first, transport, options) as readonly [PortEntry];
  return withLastPort(entry, last);
}

/** The entry as that of a run of ports. */
export function withLastPort(entry: PortEntry, last: number): PortEntry {
  const { kind, port, ...rest } = entry;
  return last > port ? frozen({ kind, port, lastPort: last, ...rest }) : entry;
}

/** Nothing to say of the port but that it is free. */
function isPlainlyFree({
  port,
  status,
  description,
  aliases,
  uses,
  explanation,
  historicAssociations,
}: PortEntry): boolean {
  const said = [...aliases, ...uses, ...historicAssociations];
  return status === freeStatus(port) && description === '' && explanation === null && said.length === 0;
}
