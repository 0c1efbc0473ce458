import { type Assignment, type PortTable, put } from '../../src/registry/port-lines.js';
import { parseTsv } from './text.js';

/**
 * Hand-written rows take the place of all names of their port and transport; they must hold the current name.
 *
 * @param overlayText - `data/overlay/ports.tsv`
 * @param currentName - the name that the newest source gives to a key such as `25/tcp`
 */
export function applyPortOverlay(
  table: PortTable,
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

/** Throws where two rows of `data/overlay/references.tsv` speak of the same port and transport. */
export function refuseTwice(referencesText: string): void {
  const seen = new Set<string>();
  for (const [ports = '', letters = ''] of parseTsv(referencesText)) {
    const [first = Number.NaN, last = first] = ports.split('-').map(Number);
    for (let port = first; port <= last; port++) {
      for (const letter of letters) {
        const key = `${port} ${letter}`;
        if (seen.has(key)) throw new Error(`data/overlay/references.tsv: ${key} stands there twice`);
        seen.add(key);
      }
    }
  }
}
