import type { LookupWords } from '../../../report/lookup-table.js';

/** Texts of the lookup command in English. */
export const lookupEn = {
  queryDescribe: 'A port, a range, a service name, or proto:NUMBER',
  noQuery: 'something to look up is needed, such as: portolan lookup 25',
  jsonDescribe: 'Print JSON',
  quietDescribe: 'Do not say what was not found',
  examples: [
    ['$0 lookup 25', 'what port 25 and IP protocol 25 are'],
    ['$0 lookup smtp 853/udp', 'several queries at once'],
    ['$0 lookup 20-25', 'a range of ports'],
    ['$0 lookup proto:47', 'an IP protocol'],
    ['$0 lookup "post office"', 'words of a description'],
  ] as [string, string][],
  notFound: (query: string, near: readonly string[]): string => {
    const hint = near.length > 0 ? ` (did you mean ${near.join(', ')}?)` : '';
    return `"${query}": no such port, service or protocol${hint}`;
  },
  table: {
    port: (port) => (port.includes('-') ? `Ports ${port}` : `Port ${port}`),
    ports: (query) => `Ports for ${query}`,
    protocol: (number) => `IP protocol ${number} (not a port)`,
    difference:
      'A protocol number says what an IP packet carries; a port number says which program on a host a TCP or UDP packet is for.',
    aliases: (names) => `also called ${names}`,
    registeredAs: (range) => `registered for ${range}`,
    ipv6ExtensionHeader: 'IPv6 extension header',
    deprecated: 'deprecated',
    status: {
      assigned: 'assigned, no name',
      reserved: 'reserved',
      unassigned: 'unassigned',
      dynamic: 'dynamic, never assigned',
      experimental: 'experimental',
    },
  } satisfies LookupWords,
};

export type LookupTexts = typeof lookupEn;
