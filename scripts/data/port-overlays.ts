import { type Assignment, put, type Table, TRANSPORTS } from './port-lines.js';
import { parseTsv } from './text.js';

/**
 * Hand-written rows take the place of all names of their port and transport; they must hold the current name.
 *
 * @param overlayText - `data/overlay/ports.tsv`
 * @param currentName - the name that the newest source gives to a key such as `25/tcp`
 */
export function applyPortOverlay(
  table: Table,
  overlayText: string,
  currentName: (key: string) => string | undefined,
): void {
  const lists = new Map<string, Assignment[]>();
  for (const [port = '', transport = '', name = '', description = ''] of parseTsv(overlayText)) {
    const key = `${port}/${transport}`;
    lists.set(key, [...(lists.get(key) ?? []), { name, description, references: '', note: '' }]);
  }
  for (const [key, list] of lists) {
    const name = currentName(key);
    if (name && !list.some((entry) => entry.name === name)) {
      throw new Error(`data/overlay/ports.tsv: ${key} lacks ${JSON.stringify(name)}, the current name`);
    }
    const [port = '', transport = ''] = key.split('/');
    put(table, port, transport, list);
  }
}

/**
 * Hand-written references take the place of all references of their ports and transports. They stand in the row of the first
 * name: the documents belong to the port. `-` leaves a port without any.
 *
 * @param referencesText - `data/overlay/references.tsv`
 */
export function applyReferences(table: Table, referencesText: string): void {
  const seen = new Set<string>();
  for (const [ports = '', letters = '', documents = ''] of parseTsv(referencesText)) {
    for (const port of rowKeys(table, ports)) {
      for (const letter of letters) {
        const key = `${port} ${letter}`;
        if (seen.has(key)) throw new Error(`data/overlay/references.tsv: ${key} stands there twice`);
        seen.add(key);
        replaceReferences(table, port, letter, documents === '-' ? '' : documents);
      }
    }
  }
}

/** The rows that `6000-6063` means: the registry's row of these ports, else each port. */
function rowKeys(table: Table, ports: string): string[] {
  const [first = Number.NaN, last = first] = ports.split('-').map(Number);
  if (table.has(ports) || first === last) return [ports];
  return Array.from({ length: last - first + 1 }, (_, index) => `${first + index}`);
}

function replaceReferences(table: Table, port: string, letter: string, documents: string): void {
  const transport = TRANSPORTS.find((candidate) => candidate.startsWith(letter));
  const list = transport === undefined ? undefined : table.get(port)?.get(transport);
  if (transport === undefined || list === undefined) {
    throw new Error(`data/overlay/references.tsv: the registry has no row for ${port} ${letter}`);
  }
  const replaced = list.map((entry, index) => ({ ...entry, references: index === 0 ? documents : '' }));
  put(table, port, transport, replaced);
}
