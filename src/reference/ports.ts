import { PortolanError } from '../errors.js';
import { LAST_PORT, type Transport } from '../types.js';
import { aliasesOfPort, hasAliases } from './aliases.js';
import { hasRows, type PortRow, rowsOfPort } from './port-table.js';
import type { PortClass, PortEntry, PortStatus } from './types.js';

/** Transports in the order of answers. Every port exists in the first two, in the others only where IANA lists it. */
export const TRANSPORTS: readonly Transport[] = ['tcp', 'udp', 'sctp', 'dccp'];
const ALWAYS_LISTED: readonly Transport[] = ['tcp', 'udp'];

/** RFC 6335 section 6. */
const USER_START = 1024;
const DYNAMIC_START = 49_152;

/**
 * What the IANA registry says of a port: one entry for TCP and UDP each, and for SCTP and DCCP where they are registered.
 * With `transport`, exactly that one, also where nobody registered it.
 *
 * @param port 0 to 65535
 * @throws PortolanError `ERR_QUERY` for anything else
 */
export function lookupPort(port: number, transport?: Transport): PortEntry[] {
  validatePort(port);
  const rows = rowsOfPort(port);
  const entries: PortEntry[] = [];
  for (const candidate of transport === undefined ? TRANSPORTS : [transport]) {
    const own = rows.filter((row) => row.letters.includes(candidate.charAt(0)));
    if (own.length > 0 || candidate === transport || ALWAYS_LISTED.includes(candidate))
      entries.push(entryOf(port, candidate, own));
  }
  return entries;
}

/**
 * Primary IANA name of a port, or null where it has none. Made for a caller with many ports.
 *
 * @throws PortolanError `ERR_QUERY` for a port outside 0 to 65535
 */
export function serviceName(port: number, transport: Transport): string | null {
  validatePort(port);
  const letter = transport.charAt(0);
  return rowsOfPort(port).find((row) => row.letters.includes(letter))?.name ?? null;
}

/**
 * Every assigned or reserved entry of the ports `first` to `last`, with each run of free ports of a transport as one entry
 * whose `lastPort` is its end. Sorted by port, then transport.
 */
export function lookupPortRange(first: number, last: number, transport: Transport | null): PortEntry[] {
  validatePort(first);
  validatePort(last);
  const entries: PortEntry[] = [];
  const transports = transport === null ? TRANSPORTS : [transport];
  const runs = new Map<Transport, number>();
  const closeRun = (of: Transport, end: number): void => {
    const start = runs.get(of);
    if (start !== undefined) entries.push(runOf(start, end, of));
    runs.delete(of);
  };
  for (let port = first; port <= last; port++) {
    const found = new Map<Transport, PortEntry>();
    if (hasRows(port) || hasAliases(port)) for (const entry of lookupPort(port)) found.set(entry.transport, entry);
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

/** Order of answers. */
export function byPortAndTransport(a: PortEntry, b: PortEntry): number {
  return a.port - b.port || TRANSPORTS.indexOf(a.transport) - TRANSPORTS.indexOf(b.transport);
}

function entryOf(port: number, transport: Transport, rows: readonly PortRow[]): PortEntry {
  const row = rows[0];
  return {
    kind: 'port',
    port,
    transport,
    names: rows.flatMap(({ name }) => name ?? []),
    nameNotes: [],
    aliases: aliasesOfPort(port, transport.charAt(0)),
    chineseNames: [],
    description: [...new Set(rows.map(({ description }) => description))].filter((text) => text !== '').join('; '),
    explanation: null,
    status: row?.status ?? freeStatus(port),
    range: classOf(port),
    ...(row && row.first !== row.last ? { registeredAs: [row.first, row.last] as const } : {}),
    references: [],
    uses: [],
    twins: [],
    unusedTransport: null,
    risk: null,
    historicAssociations: [],
    notes: [],
  };
}

function runOf(first: number, last: number, transport: Transport): PortEntry {
  const { kind, port, ...rest } = entryOf(first, transport, []);
  return last > first ? { kind, port, lastPort: last, ...rest } : { kind, port, ...rest };
}

/** Nothing to say of the port but that it is free: no description, no alias. */
function isPlainlyFree(entry: PortEntry): boolean {
  return entry.status === freeStatus(entry.port) && entry.description === '' && entry.aliases.length === 0;
}

function freeStatus(port: number): PortStatus {
  return port >= DYNAMIC_START ? 'dynamic' : 'unassigned';
}

function classOf(port: number): PortClass {
  if (port >= DYNAMIC_START) return 'dynamic';
  return port >= USER_START ? 'user' : 'system';
}

function validatePort(port: number): void {
  if (Number.isInteger(port) && port >= 0 && port <= LAST_PORT) return;
  throw new PortolanError('ERR_QUERY', {
    value: String(port),
    problem: `a port is a whole number from 0 to ${LAST_PORT}`,
  });
}
