import type { LookupWords } from '../../../report/lookup-table.js';

const TYPES = {
  command: 'command',
  reply: 'reply',
  'enhanced-status': 'enhanced status code',
  keyword: 'extension',
  'response-code': 'response code',
  mechanism: 'mechanism',
} as const;

/** What protects a port from the first byte: DNS alone has QUIC at 853 besides DTLS (RFC 9250). */
function tlsOf(port: number, transport: string, or = 'or'): string {
  if (transport !== 'udp') return 'TLS';
  return port === 853 ? `DTLS ${or} QUIC` : 'DTLS';
}

const table: LookupWords = {
  port: (port) => (port.includes('-') ? `Ports ${port}` : `Port ${port}`),
  ports: (query) => `Ports for ${query}`,
  otherPorts: 'Other ports',
  others: 'Commands, codes and topics',
  protocol: (number) => `IP protocol ${number} (not a port)`,
  difference:
    'A protocol number says what an IP packet carries; a port number says which program on a host a TCP or UDP packet is for.',
  replyDifference:
    'A reply code is what a mail server says about a command; it has nothing to do with the port of that number.',
  aliases: (names) => `also called ${names}`,
  registeredAs: (range) => `registered for ${range}`,
  ipv6ExtensionHeader: 'IPv6 extension header',
  deprecated: 'deprecated',
  status: {
    assigned: 'assigned, no name',
    reserved: 'reserved',
    deregistered: 'de-registered',
    unassigned: 'unassigned',
    dynamic: 'dynamic, never assigned',
    experimental: 'experimental',
  },
  range: {
    system: 'System Port (0-1023)',
    user: 'User Port (1024-49151)',
    dynamic: 'Dynamic Port (49152-65535)',
  },
  historicName: (name, instead) => (instead === null ? `${name} is historic` : `${name} is historic, use ${instead}`),
  sharedNames: (names) => `several services share the port: ${names}`,
  twin: ({ port, transport, name, relation, command }, here) => {
    const upgrade = `in clear at first, TLS after ${command ?? 'a command'}`;
    const twin = `${port}/${transport}${name === '' ? '' : ` ${name}`}`;
    if (relation === 'upgrade') return here ? `here ${upgrade}` : `${twin}: ${upgrade}`;
    if (relation === 'clear') return `${twin}: begins in clear`;
    return `${twin}: ${tlsOf(port, transport)} from the first byte`;
  },
  basis: { custom: 'custom', dissector: 'Ethereal’s default port' },
  belief: (belief, fact) => `Often believed: ${belief} But: ${fact}`,
  sourced: (text, source) => `${text} (${source})`,
  mail: (protocol, type, name) => `${protocol} ${TYPES[type]} ${name}`,
  standing: {
    standard: 'standard',
    extension: 'of an extension',
    obsolete: 'obsolete',
    private: 'in no RFC',
  },
  comma: ', ',
  semicolon: '; ',
  colon: ': ',
  brackets: (text) => ` (${text})`,
  labels: {
    chineseNames: '',
    systemNames: 'On this system',
    kind: 'Range',
    names: 'Names',
    tls: 'TLS',
    transport: 'In practice',
    custom: 'Custom, not IANA’s',
    dissector: 'Ethereal default',
    risk: 'Risk',
    note: 'Note',
    history: 'Historic associations',
    references: 'References',
    aliases: 'Also found as',
    syntax: 'Syntax',
    parts: 'Digits',
    replies: 'Replies',
    example: 'Example',
    standing: 'Standing',
  },
};

/** Texts of the lookup command in English. */
export const lookupEn = {
  queryDescribe: 'A port, range, name, proto:NUMBER, smtp:550, pop3:UIDL, a pasted reply, or words',
  noQuery: 'something to look up is needed, such as: portolan lookup 25',
  jsonDescribe: 'Print JSON',
  quietDescribe: 'Do not say what was not found',
  limitDescribe: 'How many answers a search gives at most',
  kindDescribe: 'Only answers of this kind',
  transportDescribe: 'Only ports of this transport',
  servicesDescribe: "Add the names of a services file, such as /etc/services, as the system's own",
  examples: [
    ['$0 lookup 25', 'what port 25 and IP protocol 25 are'],
    ['$0 lookup smtp 853/udp', 'several queries at once'],
    ['$0 lookup 20-25', 'a range of ports'],
    ['$0 lookup proto:47', 'an IP protocol'],
    ['$0 lookup post office', 'words of a description'],
    ['$0 lookup smtp:EHLO pop3:UIDL imap:FETCH', 'commands of mail protocols'],
    ['$0 lookup "550 5.7.1 Relaying denied"', 'each part of what a server said'],
  ] as [string, string][],
  notFound: (query: string, near: readonly string[]): string => {
    const hint = near.length > 0 ? ` (did you mean ${near.join(', ')}?)` : '';
    return `"${query}": no such port, service or protocol${hint}`;
  },
  nearest: (query: string, name: string): string => `Nothing is called ${query}; the nearest is ${name}:`,
  notWhole: (value: string): string => `"${value}": --limit is a whole number from 1 to 1000`,
  noServicesFile: 'no regular file of at most 4 MiB',
  unreadable: (file: string, reason: string): string => `"${file}": the services file cannot be read: ${reason}`,
  table,
};

export type LookupTexts = typeof lookupEn;
