import { LAST_PROTOCOL } from '../types.js';
import { fault, quoted } from './fault.js';
import type { PortRecord, ProtocolRecord } from './types.js';

/** Records of the registry of ports on 2026-02-25, about those of the bundle. */
const PORT_RECORDS = 14_500;
/** IANA's registries grow: one with notably fewer records than another is cut off. */
export const LEAST_SHARE = 0.99;
const FEWEST_PORT_RECORDS = Math.floor(PORT_RECORDS * LEAST_SHARE);
/** Of them, those with a name and a port: 11,700 in 2026. */
const FEWEST_NAMES = 9000;
/** The widest range of one name had 100 ports in 2026. */
const WIDEST_NAMED = 1000;
/** Ports of all rows, added up: 55,651 in 2026. */
const MOST_SPANNED = 500_000;
/** Below the dynamic ports the registry speaks of every port, of the unassigned ones too. */
const LAST_REGISTERED = 49_151;

/** Ports whose names have not changed since they were assigned. */
const KNOWN_PORTS: readonly (readonly [port: number, transport: string, name: string])[] = [
  [21, 'tcp', 'ftp'],
  [22, 'tcp', 'ssh'],
  [23, 'tcp', 'telnet'],
  [25, 'tcp', 'smtp'],
  [53, 'udp', 'domain'],
  [80, 'tcp', 'http'],
  [110, 'tcp', 'pop3'],
  [123, 'udp', 'ntp'],
  [143, 'tcp', 'imap'],
  [161, 'udp', 'snmp'],
  [443, 'tcp', 'https'],
];
const KNOWN_PROTOCOLS: readonly (readonly [number: number, keyword: string])[] = [
  [1, 'ICMP'],
  [6, 'TCP'],
  [17, 'UDP'],
  [41, 'IPv6'],
  [47, 'GRE'],
  [50, 'ESP'],
  [58, 'IPv6-ICMP'],
  [132, 'SCTP'],
];

/**
 * Refuses a registry of ports that cannot be whole.
 *
 * @param total - Records in the file, those without a port among them.
 * @throws PortolanError with code `ERR_REGISTRY`
 */
export function validatePorts(ports: readonly PortRecord[], total: number): void {
  if (total < FEWEST_PORT_RECORDS) {
    const values = { total, fewest: FEWEST_PORT_RECORDS };
    throw fault({
      problem: 'has {total} records, where the registry of ports has more than {fewest}: it is cut off',
      values,
    });
  }
  validateRanges(ports);
  const named = ports.filter(({ name }) => name !== '').length;
  if (named < FEWEST_NAMES) {
    const values = { named, fewest: FEWEST_NAMES };
    throw fault({ problem: 'names {named} ports, where the registry names more than {fewest}: it is damaged', values });
  }
  const seen = new Uint8Array(LAST_REGISTERED + 1);
  for (const { first, last } of ports) seen.fill(1, first, last + 1);
  const missing = seen.indexOf(0);
  if (missing !== -1) {
    throw fault({ problem: 'says nothing of port {port}: a part of it is missing', values: { port: missing } });
  }
  for (const [port, transport, name] of KNOWN_PORTS) {
    const atPort = ports.filter((record) => record.first <= port && port <= record.last);
    if (atPort.some((record) => record.transport === transport && record.name === name)) continue;
    const values = { name, port, transport };
    throw fault({ problem: 'lacks {name} at port {port}/{transport}: it cannot be right', values });
  }
}

/** Rows that span more than the ports could be taken apart for hours: what names them is not the registry. */
function validateRanges(ports: readonly PortRecord[]): void {
  let spanned = 0;
  for (const { name, first, last } of ports) {
    const width = last - first + 1;
    if (name !== '' && width > WIDEST_NAMED) {
      const values = { name: quoted(name), width, widest: WIDEST_NAMED };
      throw fault({
        problem: '{name} has {width} ports, where no name of the registry has more than {widest}: it cannot be right',
        values,
      });
    }
    spanned += width;
    if (spanned > MOST_SPANNED) throw fault({ problem: 'has rows that overlap in bulk: it cannot be right' });
  }
}

/**
 * Refuses a registry of protocol numbers that does not have every number, or not the best known ones.
 *
 * @param protocols - By number, each at most once.
 *
 * @throws PortolanError with code `ERR_REGISTRY`
 */
export function validateProtocols(protocols: readonly ProtocolRecord[]): void {
  for (let number = 0; number <= LAST_PROTOCOL; number++) {
    if (protocols[number]?.number === number) continue;
    const values = { number };
    throw fault({ problem: 'says nothing of protocol number {number}: a part of it is missing', values });
  }
  for (const [number, keyword] of KNOWN_PROTOCOLS) {
    const found = protocols[number];
    if (found?.keyword.toLowerCase() === keyword.toLowerCase()) continue;
    const values = { keyword, number };
    throw fault({ problem: 'lacks {keyword} as protocol number {number}: it cannot be right', values });
  }
}
