import { LAST_PORT, type Transport } from '../types.js';
import { fault, quoted } from './fault.js';
import { cleanDescription, documentsIn, removalIn, replacementIn } from './text.js';
import type { PortRecord, RawRecord } from './types.js';

const TRANSPORTS: readonly string[] = ['tcp', 'udp', 'sctp', 'dccp'] satisfies Transport[];
/**
 * RFC 6335 section 5.1 allows letters, digits and hyphens. Older names hold more: `whois++`, `914c/g`, and in some years
 * `Apple Remote Desktop (Net Assistant)`.
 */
const SERVICE_NAME = /^[A-Za-z0-9][ -~]{0,62}$/;

/**
 * The records that have a port number, in the registry's order.
 *
 * @throws PortolanError with code `ERR_REGISTRY` that names the line of a port, transport or name that cannot be right
 */
export function portRecords(records: readonly RawRecord[]): PortRecord[] {
  return records.filter(({ fields }) => fieldOf(fields, 'Port Number') !== '').map(portRecord);
}

function portRecord({ line, fields }: RawRecord): PortRecord {
  const name = fieldOf(fields, 'Service Name');
  if (name !== '' && !SERVICE_NAME.test(name)) {
    throw fault({ problem: 'line {line}: {name} is no service name', values: { line, name: quoted(name) } });
  }
  return {
    name,
    ...portsOf(fieldOf(fields, 'Port Number'), line),
    transport: transportOf(fieldOf(fields, 'Transport Protocol'), line),
    description: cleanDescription(fields['Description']),
    removal: name === '' ? removalIn(fields['Assignment Notes']) : '',
    changed: fieldOf(fields, 'Modification Date') || fieldOf(fields, 'Registration Date') || null,
    references: documentsIn(fields['Reference']),
    insteadUse: replacementIn(fields['Assignment Notes']),
  };
}

function portsOf(text: string, line: number): { first: number; last: number } {
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text);
  const first = Number(match?.[1]);
  const last = Number(match?.[2] ?? match?.[1]);
  if (match !== null && first <= last && last <= LAST_PORT) return { first, last };
  throw fault({ problem: 'line {line}: {ports} is no port number', values: { line, ports: quoted(text) } });
}

function transportOf(text: string, line: number): Transport | null {
  const transport = text.toLowerCase();
  if (transport === '') return null;
  if (TRANSPORTS.includes(transport)) return transport as Transport;
  const values = { line, transport: quoted(text) };
  throw fault({ problem: 'line {line}: {transport} is no transport protocol with ports', values });
}

function fieldOf(fields: RawRecord['fields'], column: string): string {
  return (fields[column] ?? '').trim();
}
