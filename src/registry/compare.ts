import type { RegistryChange, RegistryChanges } from './types.js';

/** What a table says of one key. */
interface Said {
  readonly names: string[];
  status: string;
  details: string;
}

const TRANSPORTS: Readonly<Record<string, string>> = { t: 'tcp', u: 'udp', s: 'sctp', d: 'dccp' };
const NOTHING: Said = { names: [], status: 'unassigned', details: '' };

/** Compares two texts of `ports.tsv`. */
export function comparePorts(before: string, after: string): RegistryChanges {
  return compare(portsSaid(before), portsSaid(after));
}

/** Compares two texts of `protocols.tsv`. Aliases are not IANA's and do not count. */
export function compareProtocols(before: string, after: string): RegistryChanges {
  return compare(protocolsSaid(before), protocolsSaid(after));
}

/** Whether two tables differ in anything that IANA says. */
export function hasChanges({ added, removed, renamed, status, details }: RegistryChanges): boolean {
  return added.length + removed.length + renamed.length + status.length + details > 0;
}

function compare(before: ReadonlyMap<string, Said>, after: ReadonlyMap<string, Said>): RegistryChanges {
  const changes: Record<'added' | 'removed' | 'renamed' | 'status', RegistryChange[]> = {
    added: [],
    removed: [],
    renamed: [],
    status: [],
  };
  let details = 0;
  for (const key of sortedKeys(before, after)) {
    const old = before.get(key) ?? NOTHING;
    const now = after.get(key) ?? NOTHING;
    const kind = kindOf(old, now);
    if (kind === 'details') details += 1;
    else if (kind !== undefined) {
      const names = { before: old.names, after: now.names };
      changes[kind].push({ key, ...names, statusBefore: old.status, statusAfter: now.status });
    }
  }
  return { ...changes, details };
}

function kindOf(old: Said, now: Said): keyof RegistryChanges | undefined {
  if (old.names.length === 0 && now.names.length > 0) return 'added';
  if (old.names.length > 0 && now.names.length === 0) return 'removed';
  if (old.names.join(' ') !== now.names.join(' ')) return 'renamed';
  if (old.status !== now.status) return 'status';
  return old.details === now.details ? undefined : 'details';
}

function sortedKeys(before: ReadonlyMap<string, Said>, after: ReadonlyMap<string, Said>): string[] {
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  return keys.sort((one, other) => Number.parseInt(one, 10) - Number.parseInt(other, 10) || (one < other ? -1 : 1));
}

function portsSaid(text: string): Map<string, Said> {
  const said = new Map<string, Said>();
  for (const [ports = '', letters = '', name = '', ...details] of rowsOf(text)) {
    for (const letter of letters) {
      const key = `${ports}/${TRANSPORTS[letter]}`;
      const entry = said.get(key) ?? { names: [], status: 'assigned', details: '' };
      if (name.startsWith('=')) entry.status = name.slice(1);
      else entry.names.push(name);
      entry.details += details.join('\t');
      said.set(key, entry);
    }
  }
  return said;
}

function protocolsSaid(text: string): Map<string, Said> {
  const said = new Map<string, Said>();
  for (const [numbers = '', keyword = '', name = '', status = '', flags = '', references = ''] of rowsOf(text)) {
    const [first = 0, last = first] = numbers.split('-').map(Number);
    const details = [name, flags, references].join('\t');
    // What is assigned without a keyword, such as `any local network`, goes by its name.
    const label = keyword === '' && status === 'assigned' ? name : keyword;
    for (let number = first; number <= last; number++) {
      said.set(`${number}`, { names: label === '' ? [] : [label], status, details });
    }
  }
  return said;
}

function rowsOf(text: string): string[][] {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return lines.map((line) => line.split('\t'));
}
