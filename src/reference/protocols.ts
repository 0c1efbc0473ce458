import { PortolanError } from '../errors.js';
import { LAST_PROTOCOL } from '../types.js';
import { lazy, readTsvData } from './files.js';
import type { ProtocolEntry, ProtocolStatus } from './types.js';

/** All 256 entries, by number. */
export const allProtocols: () => readonly ProtocolEntry[] = lazy(() => {
  const entries: ProtocolEntry[] = [];
  for (const fields of readTsvData('protocols.tsv')) {
    const [first = 0, last = first] = (fields[0] ?? '').split('-').map(Number);
    for (let number = first; number <= last; number++) entries.push(entryOf(number, fields));
  }
  return entries;
});

/** Keywords count before aliases, so that no alias can hide a keyword. */
const protocolByName = lazy(() => {
  const byName = new Map<string, ProtocolEntry>();
  for (const entry of allProtocols()) {
    if (entry.keyword !== null) byName.set(entry.keyword.toLowerCase(), entry);
  }
  for (const entry of allProtocols()) {
    for (const alias of entry.aliases) if (!byName.has(alias)) byName.set(alias, entry);
  }
  return byName;
});

/**
 * The IP protocol of a number (0 to 255), or of an IANA keyword or alias in any case. Source: IANA's registry of assigned
 * Internet protocol numbers. Every number has an entry; undefined means that nobody has the name.
 *
 * @throws PortolanError `ERR_QUERY` for a number outside 0 to 255
 */
export function lookupProtocol(numberOrName: number | string): ProtocolEntry | undefined {
  if (typeof numberOrName === 'string') return copy(protocolByName().get(numberOrName.trim().toLowerCase()));
  const entry = allProtocols()[numberOrName];
  if (entry) return copy(entry);
  const problem = `an IP protocol number is a whole number from 0 to ${LAST_PROTOCOL}`;
  throw new PortolanError('ERR_QUERY', { value: String(numberOrName), problem });
}

/** Callers get their own entry, as with ports. */
function copy(entry: ProtocolEntry | undefined): ProtocolEntry | undefined {
  return entry && { ...entry, aliases: [...entry.aliases], references: [...entry.references] };
}

function entryOf(number: number, fields: readonly string[]): ProtocolEntry {
  const [, keyword = '', name = '', status = '', flags = '', references = '', aliases = ''] = fields;
  return {
    kind: 'protocol',
    number,
    keyword: keyword === '' ? null : keyword,
    name,
    aliases: listOf(aliases),
    chineseNames: [],
    explanation: null,
    ipv6ExtensionHeader: flags.includes('x'),
    deprecated: flags.includes('d'),
    status: status as ProtocolStatus,
    references: listOf(references),
    notes: [],
  };
}

function listOf(field: string): string[] {
  return field === '' ? [] : field.split(',');
}
