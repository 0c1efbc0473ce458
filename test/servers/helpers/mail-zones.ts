// The domains of the tests: right ones and faulty ones, of which the zone `test` is signed.
import { spawnSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Certificate } from './certificate.js';

/** The mail hosts, each at an address of its own, below `portolan.test`. */
export const MAIL_HOSTS = {
  // Right ones: Postfix with Dovecot, Exim with Cyrus, OpenSMTPD with Courier.
  mail: '127.0.6.1',
  backup: '127.0.6.2',
  third: '127.0.6.3',
  // Faulty ones.
  open: '127.0.6.11',
  bare: '127.0.6.12',
  old: '127.0.6.13',
  greylisting: '127.0.6.14',
  blocking: '127.0.6.15',
  limiting: '127.0.6.16',
  late: '127.0.6.17',
  broken: '127.0.6.18',
  clear: '127.0.6.21',
  plain: '127.0.6.22',
  chatty: '127.0.6.23',
  careless: '127.0.6.24',
  /** An exchanger whose TLSA record is that of another key. */
  mismatched: '127.0.6.31',
  /** An exchanger without a name in reverse. */
  nameless: '127.0.6.32',
  /** An exchanger whose certificate has expired. */
  stale: '127.0.6.33',
} as const;

/** Hosts of policies of MTA-STS, each below the domain that it is for. */
export const POLICY_HOSTS = {
  portolan: '127.0.6.43',
  unlisted: '127.0.6.44',
  untrusted: '127.0.6.45',
  /** Nobody listens there. */
  silent: '127.0.6.46',
} as const;

export type MailHost = keyof typeof MAIL_HOSTS;

export const nameOf = (host: MailHost) => `${host}.portolan.test`;

export interface MailZones {
  /** Zone files by the zone's name. */
  zones: Readonly<Record<string, string>>;
  /** The key that vouches for `test`. */
  anchors: string;
}

/**
 * Needs the tools of the package bind9-utils.
 *
 * @param pinned - Hosts whose certificate a TLSA record names.
 */
export function makeMailZones(pinned: Readonly<Partial<Record<MailHost, Certificate>>>): MailZones {
  const { signed, anchors } = sign('test', [...HEAD, ...hosts(pinned), ...DOMAINS, ...delegations()].join('\n'));
  const zones = {
    test: signed,
    'unsigned.test': unsigned(pinned.mail),
    'bogus.test': `${HEAD.join('\n')}\n@ A 127.0.6.1\n`,
  };
  return { zones: { ...zones, '127.in-addr.arpa': reverse() }, anchors };
}

const HEAD = ['$TTL 60', '@ SOA ns hostmaster 1 60 60 604800 60', '@ NS ns', 'ns A 127.0.0.1'];

/** Usage, selector, matching type (RFC 6698 section 2.1), and the SHA-256 of the public key. */
function tlsaOfKey({ certificateFile }: Certificate): string {
  const { publicKey } = new X509Certificate(readFileSync(certificateFile));
  return `3 1 1 ${sha256(publicKey.export({ type: 'spki', format: 'der' }))}`;
}

const sha256 = (data: Buffer) => createHash('sha256').update(data).digest('hex');

function hosts(pinned: Readonly<Partial<Record<MailHost, Certificate>>>): string[] {
  return [
    ...Object.entries(MAIL_HOSTS).map(([host, address]) => `${host}.portolan A ${address}`),
    ...Object.entries(pinned).map(([host, leaf]) => `_25._tcp.${host}.portolan TLSA ${tlsaOfKey(leaf)}`),
    `_25._tcp.mismatched.portolan TLSA 3 1 1 ${sha256(Buffer.from('another key'))}`,
    // Other names of the first one.
    `both.portolan A ${MAIL_HOSTS.mail}`,
    'both.portolan AAAA ::1',
    'alias.portolan CNAME mail.portolan',
  ];
}

const DOMAINS = [
  // The right one.
  ...['portolan MX 10 mail.portolan', 'portolan MX 20 backup.portolan'],
  '_submissions._tcp.portolan SRV 0 1 465 mail.portolan',
  '_imaps._tcp.portolan SRV 0 1 993 mail.portolan',
  '_pop3s._tcp.portolan SRV 10 1 995 mail.portolan',
  '_sieve._tcp.portolan SRV 0 1 4190 mail.portolan',
  '_pop3._tcp.portolan SRV 0 0 0 .',
  // Others.
  ...['equal MX 10 mail.portolan', 'equal MX 10 backup.portolan', 'equal MX 20 both.portolan'],
  'null MX 0 .',
  ...['null-and-more MX 0 .', 'null-and-more MX 10 mail.portolan'],
  `implicit A ${MAIL_HOSTS.mail}`,
  'twofold MX 10 both.portolan',
  'aliased MX 10 alias.portolan',
  'literal MX 10 127.0.6.1.',
  'dangling MX 10 nowhere.portolan',
  'dane-mismatch MX 10 mismatched.portolan',
  'no-reverse MX 10 nameless.portolan',
  ...['unlisted MX 10 backup.portolan', 'unlisted MX 20 stale.portolan'],
  'untrusted MX 10 mail.portolan',
  'silent MX 10 mail.portolan',
  ...Object.entries(POLICY_HOSTS).flatMap(([domain, address]) => [
    `_mta-sts.${domain} TXT "v=STSv1; id=20260101000000;"`,
    `mta-sts.${domain} A ${address}`,
  ]),
  `clear-only A ${MAIL_HOSTS.mail}`,
  '_imap._tcp.clear-only SRV 0 1 143 mail.portolan',
];

/** One that is not signed, and one that ought to be and is not. */
function delegations(): string[] {
  return [
    ...['unsigned NS ns.unsigned', 'ns.unsigned A 127.0.0.1'],
    ...['bogus NS ns.bogus', 'ns.bogus A 127.0.0.1', `bogus DS 12345 13 2 ${sha256(Buffer.from('no key'))}`],
  ];
}

function unsigned(leaf: Certificate | undefined): string {
  const tlsa = leaf ? [`_25._tcp.mail TLSA ${tlsaOfKey(leaf)}`] : [];
  return [...HEAD, '@ MX 10 mail', `mail A ${MAIL_HOSTS.mail}`, ...tlsa, ''].join('\n');
}

function reverse(): string {
  const owner = (address: string) => address.split('.').slice(1).reverse().join('.');
  const named = Object.entries(MAIL_HOSTS).filter(([host]) => host !== 'nameless');
  return [
    '$TTL 60',
    '@ SOA ns.test. hostmaster.test. 1 60 60 604800 60',
    '@ NS ns.test.',
    ...named.map(([host, address]) => `${owner(address)} PTR ${host}.portolan.test.`),
    '',
  ].join('\n');
}

function sign(zone: string, text: string): { signed: string; anchors: string } {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-zone-'));
  try {
    writeFileSync(join(folder, 'zone'), `${text}\n`);
    const key = run(folder, 'dnssec-keygen', '-q', '-a', 'ECDSAP256SHA256', '-f', 'KSK', zone).trim();
    run(folder, 'dnssec-signzone', '-q', '-S', '-z', '-o', zone, '-f', 'signed', 'zone');
    return {
      signed: readFileSync(join(folder, 'signed'), 'utf8'),
      anchors: readFileSync(join(folder, `${key}.key`), 'utf8'),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(cwd: string, command: string, ...args: string[]): string {
  const { status, error, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr}`);
  return stdout;
}
