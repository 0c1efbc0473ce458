import { type Entry, type LookupOptions, lookup, type Match } from '../../src/reference/index.js';

/** `25/tcp`, `6000-6063/tcp`, `protocol 6`, `smtp reply 550`, `topic Base64`. */
export function labelOf(entry: Entry): string {
  if (entry.kind === 'protocol') return `protocol ${entry.number}`;
  if (entry.kind === 'topic') return `topic ${entry.name}`;
  if (entry.kind !== 'port') return `${entry.kind} ${entry.type} ${entry.name}`;
  const ports = entry.lastPort === undefined ? `${entry.port}` : `${entry.port}-${entry.lastPort}`;
  return `${ports}/${entry.transport}`;
}

/** What a lookup finds, in its order. */
export function foundBy(query: string, options?: LookupOptions): string[] {
  return lookup(query, options).matches.map(labelOf);
}

/** What a search finds, each with how it fits, in its order. */
export function fitsOf(matches: readonly Match[]): string[] {
  return matches.map(({ entry, fit }) => `${fit} ${labelOf(entry)}`);
}
