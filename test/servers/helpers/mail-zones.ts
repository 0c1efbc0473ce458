// The domains of the tests: right ones and faulty ones, of which the zone `test` is signed.
import { spawnSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Certificate } from './certificate.js';

/** Where everything of the test domains is. */
export const ADDRESSES = {
  /** The mail host of portolan.test, on which nothing is wrong. */
  mail: '127.0.6.1',
  /** Its second exchanger. */
  backup: '127.0.6.2',
  /** An exchanger whose TLSA record is that of another key. */
  mismatched: '127.0.6.3',
  /** An exchanger without a name in reverse. */
  nameless: '127.0.6.4',
  policy: '127.0.6.43',
  /** The resolver, which vouches for what is signed. */
  resolver: '127.0.6.53',
} as const;

export interface MailZones {
  /** Zone files by the zone's name. */
  zones: Readonly<Record<string, string>>;
  /** The key that vouches for `test`. */
  anchors: string;
}

export interface ZoneFacts {
  /** What the right exchangers show. */
  right: Certificate;
}

/** Needs the tools of the package bind9-utils. */
export function makeMailZones(facts: ZoneFacts): MailZones {
  const { signed, anchors } = sign('test', [...HEAD, ...domains(facts), ...delegations()].join('\n'));
  const zones = { test: signed, 'unsigned.test': unsigned(facts), 'bogus.test': `${HEAD.join('\n')}\n@ A 127.0.6.1\n` };
  return { zones: { ...zones, '127.in-addr.arpa': reverse() }, anchors };
}

const HEAD = ['$TTL 60', '@ SOA ns hostmaster 1 60 60 604800 60', '@ NS ns', `ns A 127.0.0.1`];

/** Usage, selector, matching type (RFC 6698 section 2.1), and the SHA-256 of the public key. */
function tlsaOfKey({ certificateFile }: Certificate): string {
  const { publicKey } = new X509Certificate(readFileSync(certificateFile));
  return `3 1 1 ${sha256(publicKey.export({ type: 'spki', format: 'der' }))}`;
}

const sha256 = (data: Buffer) => createHash('sha256').update(data).digest('hex');

function domains({ right }: ZoneFacts): string[] {
  const { mail, backup, mismatched, nameless, policy } = ADDRESSES;
  return [
    // The right one.
    'portolan MX 10 mail.portolan',
    `mail.portolan A ${mail}`,
    `_25._tcp.mail.portolan TLSA ${tlsaOfKey(right)}`,
    '_mta-sts.portolan TXT "v=STSv1; id=20260101000000;"',
    `mta-sts.portolan A ${policy}`,
    ...[
      '_submissions._tcp.portolan SRV 0 1 465',
      '_imaps._tcp.portolan SRV 0 1 993',
      '_pop3s._tcp.portolan SRV 10 1 995',
    ].map((record) => `${record} mail.portolan`),
    '_pop3._tcp.portolan SRV 0 0 0 .',
    // Its exchangers, by themselves and for others.
    `backup.portolan A ${backup}`,
    `mismatched.portolan A ${mismatched}`,
    `_25._tcp.mismatched.portolan TLSA 3 1 1 ${sha256(Buffer.from('another key'))}`,
    `nameless.portolan A ${nameless}`,
    `both.portolan A ${mail}`,
    'both.portolan AAAA ::1',
    'alias.portolan CNAME mail.portolan',
    // Domains that are set up otherwise.
    ...['equal MX 10 mail.portolan', 'equal MX 10 backup.portolan', 'equal MX 20 both.portolan'],
    'null MX 0 .',
    ...['null-and-more MX 0 .', 'null-and-more MX 10 mail.portolan'],
    `implicit A ${mail}`,
    'twofold MX 10 both.portolan',
    'aliased MX 10 alias.portolan',
    'literal MX 10 127.0.6.1.',
    'dangling MX 10 nowhere.portolan',
    'dane-mismatch MX 10 mismatched.portolan',
    'no-reverse MX 10 nameless.portolan',
    'clear-only A 127.0.6.1',
    '_imap._tcp.clear-only SRV 0 1 143 mail.portolan',
  ];
}

/** One that is not signed, and one that ought to be and is not. */
function delegations(): string[] {
  const ns = '127.0.0.1';
  return [
    ...['unsigned NS ns.unsigned', `ns.unsigned A ${ns}`],
    ...['bogus NS ns.bogus', `ns.bogus A ${ns}`, `bogus DS 12345 13 2 ${sha256(Buffer.from('no key'))}`],
  ];
}

function unsigned({ right }: ZoneFacts): string {
  const lines = ['@ MX 10 mail', `mail A ${ADDRESSES.mail}`, `_25._tcp.mail TLSA ${tlsaOfKey(right)}`];
  return [...HEAD, ...lines, ''].join('\n');
}

function reverse(): string {
  const { mail, backup, mismatched } = ADDRESSES;
  const owner = (address: string) => address.split('.').slice(1).reverse().join('.');
  return [
    '$TTL 60',
    '@ SOA ns.test. hostmaster.test. 1 60 60 604800 60',
    '@ NS ns.test.',
    `${owner(mail)} PTR mail.portolan.test.`,
    `${owner(backup)} PTR backup.portolan.test.`,
    // It leads to another address.
    `${owner(mismatched)} PTR mail.portolan.test.`,
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
