import type { Transport } from '../types.js';
import { type Assignment, markShared, type PortTable, portLines, put } from './port-lines.js';
import { applyReferences, keepRemarks } from './port-overlays.js';
import { statusOfNameless } from './text.js';
import type { PortRecord } from './types.js';

/** Transports for which a row counts that names none. */
const BASIC: readonly Transport[] = ['tcp', 'udp'];

/** What the bundle knows besides the registry. */
export interface PortOverlays {
  /** The bundled `ports.tsv`, for the former names of reserved ports. */
  readonly bundle: string;
  /** `overlay/references.tsv`, whose documents take the place of the registry's. */
  readonly references: string;
}

/** The lines of `ports.tsv` for IANA's records. */
export function linesOfPorts(records: readonly PortRecord[], overlays?: PortOverlays): string[] {
  const table = tableOf(records);
  if (overlays !== undefined) {
    keepRemarks(table, overlays.bundle);
    // A port that the registry has given up since then needs no documents.
    applyReferences(table, overlays.references, () => {});
  }
  markShared(table);
  return portLines(table);
}

function tableOf(records: readonly PortRecord[]): PortTable {
  const table: PortTable = new Map();
  const exact = records.filter(({ transport }) => transport !== null);
  for (const group of groupBy(exact, (record) => `${portsOf(record)}/${record.transport}`)) {
    const [record] = group;
    if (record?.transport) put(table, portsOf(record), record.transport, assignmentsOf(group));
  }
  const taken = portsInRanges(exact);
  const others = records.filter(({ transport }) => transport === null);
  for (const group of groupBy(others, portsOf)) {
    const ports = portsOf(group[0] as PortRecord);
    for (const transport of BASIC) {
      const isTaken = table.get(ports)?.has(transport) || taken.has(`${ports}/${transport}`);
      if (!isTaken) put(table, ports, transport, assignmentsOf(group));
    }
  }
  return table;
}

/** Every port and transport within a row of several ports: a more exact word than a row that names no transport. */
function portsInRanges(records: readonly PortRecord[]): Set<string> {
  const taken = new Set<string>();
  for (const { first, last, transport } of records) {
    for (let port = first; first !== last && port <= last; port++) taken.add(`${port}/${transport}`);
  }
  return taken;
}

/** The names in the registry's order; rows without a name say something only where there is none. */
function assignmentsOf(group: readonly PortRecord[]): Assignment[] {
  const named = group.filter(({ name }) => name !== '');
  if (named.length === 0) return group.slice(0, 1).map(nameless);
  return named.map(({ name, description, references, insteadUse }) => ({
    name,
    description,
    references: references.join(','),
    note: insteadUse === null ? '' : `historic:${insteadUse}`,
  }));
}

/** A row without a name; a description that only repeats the status gives way to what is told of a former assignment. */
function nameless({ first, last, description, removal, changed, references }: PortRecord): Assignment {
  const status = statusOfNameless(description);
  const isFreeRange = status === 'unassigned' && first !== last;
  const said = description.toLowerCase() === status ? '' : description;
  const dated = status === 'deregistered' && changed !== null ? `${description} (${changed})` : said;
  const told = isFreeRange ? '' : [dated, removal].filter((text) => text !== '').join('. ');
  return { name: `=${status}`, description: told, references: isFreeRange ? '' : references.join(','), note: '' };
}

function portsOf({ first, last }: PortRecord): string {
  return first === last ? `${first}` : `${first}-${last}`;
}

/** Map.groupBy is newer than the oldest supported Node. */
function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return [...groups.values()];
}
