import { SUGGESTIONS } from '../defaults.js';
import { entriesOfName } from './names.js';
import { nearest } from './nearest.js';
import { lookupPort, lookupPortRange } from './ports.js';
import { lookupProtocol } from './protocols.js';
import { parseQuery } from './query.js';
import { search } from './search.js';
import type { Entry, LookupResult, PortEntry, ProtocolEntry, Query } from './types.js';

/**
 * Answers one query, as the command line takes it (see `parseQuery`). A number up to 255 finds the ports and the IP
 * protocol of that number, a name finds the ports and the IP protocol of that name, text with blanks is searched in names
 * and descriptions. Where nothing matches, `suggestions` holds near spellings.
 *
 * @throws PortolanError `ERR_QUERY` for what is no query, such as `65536` or `80-22`
 */
export function lookup(text: string): LookupResult {
  const query = parseQuery(text);
  const matches = matchesOf(query);
  return { query: text, matches, suggestions: matches.length > 0 ? [] : suggestionsFor(query) };
}

function matchesOf(query: Query): Entry[] {
  if (query.kind === 'protocol') return protocolsOf(query.protocol);
  if (query.kind === 'ports') {
    const { first, last, transport, protocolToo } = query;
    const ports = first === last ? lookupPort(first, transport ?? undefined) : lookupPortRange(first, last, transport);
    return [...ports, ...(protocolToo ? protocolsOf(first) : [])];
  }
  const { name, transport, protocolToo } = query;
  const exact: Entry[] = [...entriesOfName(name, transport), ...(protocolToo ? protocolsOf(name) : [])];
  return exact.length === 0 && /\s/.test(name) ? searched(query) : exact;
}

function protocolsOf(protocol: number | string): ProtocolEntry[] {
  const entry = lookupProtocol(protocol);
  return entry ? [entry] : [];
}

function searched({ name, transport, protocolToo }: Extract<Query, { kind: 'name' }>): Entry[] {
  const entries = search(name, protocolToo ? {} : { kind: 'port' }).map(({ entry }) => entry);
  return entries.filter((entry) => transport === null || (entry.kind === 'port' && entry.transport === transport));
}

function suggestionsFor(query: Query): string[] {
  if (query.kind === 'protocol') return nearest(String(query.protocol), SUGGESTIONS, 'protocol');
  if (query.kind === 'ports') return [];
  const elsewhere = query.transport === null ? [] : entriesOfName(query.name, null);
  if (elsewhere.length > 0)
    return [...new Set(elsewhere.map((entry: PortEntry) => `${query.name}/${entry.transport}`))];
  return nearest(query.name, SUGGESTIONS, query.protocolToo ? undefined : 'port');
}
