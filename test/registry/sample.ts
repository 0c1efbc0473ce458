/** Files of the form of IANA's, made up but for the best known names, whole enough to be taken for the registries. */

/** The columns of IANA's CSV of ports. */
export interface PortRow {
  name?: string;
  number?: string;
  transport?: string;
  description?: string;
  modified?: string;
  reference?: string;
  notes?: string;
}

export interface ProtocolRow {
  number: string;
  keyword?: string;
  name?: string;
  ipv6?: string;
  reference?: string;
}

const KNOWN: readonly PortRow[] = [
  {
    name: 'ftp',
    number: '21',
    transport: 'tcp',
    description: 'File Transfer Protocol [Control]',
    reference: '[RFC959]',
  },
  {
    name: 'ssh',
    number: '22',
    transport: 'tcp',
    description: 'The Secure Shell (SSH) Protocol',
    modified: '2020-01-02',
  },
  { name: 'telnet', number: '23', transport: 'tcp', description: 'Telnet' },
  { name: '', number: '24', transport: 'tcp', description: 'any private mail system' },
  { name: 'smtp', number: '25', transport: 'tcp', description: 'Simple Mail Transfer', reference: '[RFC-ietf-x-43]' },
  { name: 'domain', number: '53', transport: 'udp', description: 'Domain Name Server' },
  { name: 'sql-net', number: '66', transport: 'tcp', description: wellFormed('Oracle SQL*NET', 'sql*net') },
  { name: 'sql*net', number: '66', transport: 'tcp', description: 'Oracle SQL*NET', notes: historic('sql-net') },
  { name: 'http', number: '80', transport: 'tcp', description: 'World Wide Web HTTP', reference: '[RFC9110]' },
  { name: 'www', number: '80', transport: 'tcp', description: 'World Wide Web HTTP', reference: '[RFC9110][Tim]' },
  { name: 'pop3', number: '110', transport: 'tcp', description: 'Post Office Protocol - Version 3' },
  { name: 'ntp', number: '123', transport: 'udp', description: 'Network Time Protocol', reference: '[RFC5905]' },
  { name: 'imap', number: '143', transport: 'tcp', description: 'Internet Message Access Protocol' },
  { name: 'snmp', number: '161', transport: 'udp', description: 'SNMP', modified: '2026-02-20' },
  { name: '', number: '225-241', transport: '', description: 'Reserved', reference: '[Jon_Postel]' },
  { name: 'https', number: '443', transport: 'tcp', description: 'http protocol over TLS/SSL', modified: '2999-01-01' },
  { name: '', number: '585', transport: '', description: 'De-registered', modified: '2006-04-25', notes: 'use 993' },
  { name: '', number: '359', transport: 'tcp', description: 'Reserved', notes: 'De-Assigned on 2023-11-16.' },
  { name: 'x11', number: '6000-6063', transport: 'tcp', description: 'X Window System' },
  { name: 'boe-cms', number: '6400', transport: '', description: 'Business Objects CMS\n      contact port' },
  { name: 'airplay', number: '', transport: 'tcp', description: 'Protocol for streaming of "audio", video' },
];
const FIRST_FILLED = 10_000;
const LAST_FILLED = 17_300;
const LAST_PORT = 49_151;

/** Rows that speak of every port up to 49151, of more than 10,000 records. */
export function portRows(): PortRow[] {
  const rows: PortRow[] = KNOWN.map((row) => ({ ...row }));
  for (let port = FIRST_FILLED; port <= LAST_FILLED; port++) {
    for (const transport of ['tcp', 'udp']) {
      rows.push({ name: `service-${port}`, number: `${port}`, transport, description: `Service ${port}` });
    }
  }
  const spoken = new Uint8Array(LAST_PORT + 1);
  for (const { number = '' } of rows) {
    const [first = 0, last = first] = number === '' ? [1, 0] : number.split('-').map(Number);
    for (let port = first; port <= last; port++) spoken[port] = 1;
  }
  for (let first = 0; first <= LAST_PORT; first++) {
    if (spoken[first] === 1) continue;
    const next = spoken.indexOf(1, first);
    const last = next === -1 ? LAST_PORT : next - 1;
    rows.push({ number: first === last ? `${first}` : `${first}-${last}`, description: 'Unassigned' });
    first = last;
  }
  // As in the registry, names without a port come last.
  for (const transport of ['tcp', 'udp']) rows.push({ name: 'zulu', transport, notes: 'Defined TXT keys: made up' });
  return rows;
}

/** Rows of all 256 numbers. */
export function protocolRows(): ProtocolRow[] {
  const named: Record<number, ProtocolRow> = Object.fromEntries(
    [
      { number: '0', keyword: 'HOPOPT', name: 'IPv6 Hop-by-Hop Option', ipv6: 'Y', reference: '[RFC8200]' },
      { number: '1', keyword: 'ICMP', name: 'Internet Control Message', reference: '[RFC792]' },
      { number: '6', keyword: 'TCP', name: 'Transmission Control', reference: '[RFC9293]' },
      {
        number: '9',
        keyword: 'IGP',
        name: 'any private interior gateway             \n(used by Cisco for their IGRP)',
      },
      { number: '13', keyword: 'ARGUS (deprecated)', name: 'ARGUS' },
      { number: '17', keyword: 'UDP', name: 'User Datagram', reference: '[RFC768][Jon_Postel]' },
      { number: '41', keyword: 'IPv6', name: 'IPv6 encapsulation' },
      { number: '47', keyword: 'GRE', name: 'Generic Routing Encapsulation', reference: '[RFC2784][Tony_Li]' },
      { number: '50', keyword: 'ESP', name: 'Encap Security Payload', ipv6: 'Y' },
      { number: '58', keyword: 'IPv6-ICMP', name: 'ICMP for IPv6' },
      { number: '61', keyword: '', name: 'any host internal protocol' },
      { number: '124', keyword: 'ISIS over IPv4', name: '' },
      { number: '132', keyword: 'SCTP', name: 'Stream Control Transmission Protocol' },
      { number: '253', keyword: '', name: 'Use for experimentation and testing', ipv6: 'Y', reference: '[RFC3692]' },
      { number: '254', keyword: '', name: 'Use for experimentation and testing', ipv6: 'Y', reference: '[RFC3692]' },
      { number: '255', keyword: 'Reserved', name: '', reference: '[Internet_Assigned_Numbers_Authority]' },
    ].map((row) => [Number(row.number), row]),
  );
  const rows: ProtocolRow[] = [];
  for (let number = 0; number <= 147; number++) {
    rows.push(named[number] ?? { number: `${number}`, keyword: `P${number}`, name: `Protocol ${number}` });
  }
  rows.push({ number: '148-252', name: 'Unassigned' });
  return [...rows, ...[253, 254, 255].map((number) => named[number] as ProtocolRow)];
}

function historic(name: string): string {
  return `This entry is an alias to "${name}".\nThis entry is now historic, not usable for use with many\ncommon mechanisms.`;
}

function wellFormed(description: string, name: string): string {
  return `${description}\n\nIANA assigned this well-formed service name as a replacement for "${name}".`;
}
