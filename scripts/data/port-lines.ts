/** Transports in the order in which files and answers list them; a file uses the first letter. */
export const TRANSPORTS = ['tcp', 'udp', 'sctp', 'dccp'] as const;
export type Transport = (typeof TRANSPORTS)[number];

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
export type Table = Map<string, Map<Transport, readonly Assignment[]>>;

/** Sets the assignments of a port or range and transport. */
export function put(table: Table, port: string, transport: string, list: readonly Assignment[]): void {
  const known = TRANSPORTS.find((candidate) => candidate === transport);
  if (known === undefined) throw new Error(`unknown transport ${JSON.stringify(transport)} at ${port}`);
  const byTransport = table.get(port) ?? new Map<Transport, readonly Assignment[]>();
  byTransport.set(known, list);
  table.set(port, byTransport);
}

/** The lines of `data/ports.tsv`, by port. A free port without a remark has none. */
export function portLines(table: Table): string[] {
  const ports = [...table.keys()].sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10) || (a < b ? -1 : 1));
  return ports.flatMap((port) =>
    rowsOfPort(table.get(port) as Map<Transport, Assignment[]>).map((row) => `${port}\t${row}`),
  );
}

/** One row for each name, shared by the transports that have it next; the rank order of each transport is kept. */
function rowsOfPort(byTransport: ReadonlyMap<Transport, readonly Assignment[]>): string[] {
  const queues = TRANSPORTS.map((transport) => [...(byTransport.get(transport) ?? [])]);
  const rows: string[] = [];
  for (let next = firstHead(queues); next !== undefined; next = firstHead(queues)) {
    const row = columnsOf(next);
    const sharing = queues.map(([head]) => head !== undefined && columnsOf(head) === row);
    const letters = TRANSPORTS.filter((_, index) => sharing[index]).map((transport) => transport[0]);
    for (const queue of queues.filter((_, index) => sharing[index])) queue.shift();
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
