import { type PortTable, put, TRANSPORTS } from './port-lines.js';

/**
 * Hand-written references take the place of all references of their ports and transports. They stand in the row of the first
 * name: the documents belong to the port. `-` leaves a port without any.
 *
 * @param referencesText - `data/overlay/references.tsv`
 * @param onMissing - Told of a port and transport letter that the table has no row for.
 */
export function applyReferences(
  table: PortTable,
  referencesText: string,
  onMissing: (ports: string, letter: string) => void,
): void {
  for (const [ports = '', letters = '', documents = ''] of tsvRows(referencesText)) {
    for (const key of rowKeys(table, ports)) {
      for (const letter of letters) {
        if (!replaceReferences(table, key, letter, documents === '-' ? '' : documents)) onMissing(key, letter);
      }
    }
  }
}

/**
 * Keeps what the bundle tells of the former name of a port that is reserved now, where the registry itself does not tell.
 *
 * @param bundleText - The bundled `ports.tsv`.
 */
export function keepRemarks(table: PortTable, bundleText: string): void {
  for (const [ports = '', letters = '', name = '', remark = ''] of tsvRows(bundleText)) {
    if (!/^=(reserved|deregistered)$/.test(name) || remark === '') continue;
    for (const transport of TRANSPORTS.filter((candidate) => letters.includes(candidate.charAt(0)))) {
      const [entry, ...others] = table.get(ports)?.get(transport) ?? [];
      if (entry?.name !== name || others.length > 0 || remark.length <= entry.description.length) continue;
      put(table, ports, transport, [{ ...entry, description: remark }]);
    }
  }
}

/** The rows that `6000-6063` means: the registry's row of these ports, else each port. */
function rowKeys(table: PortTable, ports: string): string[] {
  const [first = Number.NaN, last = first] = ports.split('-').map(Number);
  if (table.has(ports) || first === last) return [ports];
  return Array.from({ length: last - first + 1 }, (_, index) => `${first + index}`);
}

function replaceReferences(table: PortTable, ports: string, letter: string, documents: string): boolean {
  const transport = TRANSPORTS.find((candidate) => candidate.startsWith(letter));
  const list = transport === undefined ? undefined : table.get(ports)?.get(transport);
  if (transport === undefined || list === undefined) return false;
  const replaced = list.map((entry, index) => ({ ...entry, references: index === 0 ? documents : '' }));
  put(table, ports, transport, replaced);
  return true;
}

function tsvRows(text: string): string[][] {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return lines.map((line) => line.split('\t'));
}
