import type { Transport } from '../types.js';

/** Transports in the order in which files and answers list them; a file uses the first letter. */
export const TRANSPORTS: readonly Transport[] = ['tcp', 'udp', 'sctp', 'dccp'];

/** One registered name (or nameless row) of one port or range. */
export interface Assignment {
  /** Service name, or `=reserved`, `=deregistered`, `=assigned`, `=unassigned` for a row without one. */
  readonly name: string;
  readonly description: string;
  /** Documents, joined by comma. */
  readonly references: string;
  /** `historic:NAME`, `shared` or empty. */
  readonly note: string;
}

/** Assignments in rank order for each `first[-last]`, then transport. */
export type PortTable = Map<string, Map<Transport, readonly Assignment[]>>;

/** What the columns of a line hold, as a file's comment says it. */
export const PORT_COLUMNS =
  '# port or range\ttransports (t tcp, u udp, s sctp, d dccp)\tname in rank order, or =status\tdescription\treferences\tnote';

/** Sets the assignments of a port or range and transport. */
export function put(table: PortTable, ports: string, transport: string, list: readonly Assignment[]): void {
  const known = TRANSPORTS.find((candidate) => candidate === transport);
  if (known === undefined) throw new Error(`unknown transport ${JSON.stringify(transport)} at ${ports}`);
  const byTransport = table.get(ports) ?? new Map<Transport, readonly Assignment[]>();
  byTransport.set(known, list);
  table.set(ports, byTransport);
}

/** Where several names of a port are current, each is noted as one of several. */
export function markShared(table: PortTable): void {
  for (const [ports, byTransport] of table) {
    for (const [transport, list] of byTransport) {
      if (list.filter(({ note }) => note === '').length < 2) continue;
      const marked = list.map((entry) => (entry.note === '' ? { ...entry, note: 'shared' } : entry));
      put(table, ports, transport, marked);
    }
  }
}

/** The lines of `ports.tsv`, by port. A free port without a remark has none. */
export function portLines(table: PortTable): string[] {
  const order = [...table.keys()].sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10) || (a < b ? -1 : 1));
  return order.flatMap((ports) => rowsOf(table.get(ports) ?? new Map()).map((row) => `${ports}\t${row}`));
}

/** One row for each name, shared by the transports that have it next; the rank order of each transport is kept. */
function rowsOf(byTransport: ReadonlyMap<Transport, readonly Assignment[]>): string[] {
  const queues = TRANSPORTS.map((transport) => [...(byTransport.get(transport) ?? [])]);
  const rows: string[] = [];
  for (let next = firstHead(queues); next !== undefined; next = firstHead(queues)) {
    const row = columnsOf(next);
    const sharing = queues.filter(([head]) => head !== undefined && columnsOf(head) === row);
    const letters = queues.flatMap((queue, index) => (sharing.includes(queue) ? [TRANSPORTS[index]?.charAt(0)] : []));
    for (const queue of sharing) queue.shift();
    if (row === '=unassigned') continue;
    rows.push(`${letters.join('')}\t${row}`);
  }
  return rows;
}

function columnsOf({ name, description, references, note }: Assignment): string {
  return [name, description, references, note].join('\t').trimEnd();
}

function firstHead(queues: readonly Assignment[][]): Assignment | undefined {
  return queues.find((queue) => queue.length > 0)?.[0];
}
