// A certificate authority of the run's own, and server certificates that it signs: a right one, and others with one fault each.
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Certificate } from './certificate.js';
import { makeFolderOf } from './drop-root.js';
import { afterDeath } from './guard.js';

interface LeafRecipe {
  /** The name in the certificate, whatever name is asked for. */
  name?: string;
  /** Days from now at which it begins to be valid. Default a week ago. */
  fromDay?: number;
  /** Days from now at which it ends. Default 90, as those of the common authorities do. */
  toDay?: number;
  /** For `openssl req -newkey`. Default EC P-256. */
  newKey?: readonly string[];
  /** Default sha256. */
  digest?: string;
  /** What signs it. Default the intermediate, which follows in the file, as a server should send it. */
  signedBy?: 'itself' | 'intermediate that is not sent';
}

const EC = ['ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'] as const;
const RECIPES = {
  right: {},
  rsa: { newKey: ['rsa:2048'] },
  wildcard: { name: '*.portolan.test' },
  expired: { fromDay: -100, toDay: -10 },
  'not yet valid': { fromDay: 10, toDay: 100 },
  'expires soon': { fromDay: -80, toDay: 5 },
  'other name': { name: 'mail.elsewhere.test' },
  'rsa 1024': { newKey: ['rsa:1024'] },
  'sha-1': { digest: 'sha1' },
  'self-signed': { signedBy: 'itself' },
  'no intermediate': { signedBy: 'intermediate that is not sent' },
} satisfies Record<string, LeafRecipe>;

export type LeafName = keyof typeof RECIPES;

export interface MailAuthority {
  /** What a client has to trust. */
  rootFile: string;
  /**
   * The certificate for a host, with what a server sends behind it, and its key, which root alone may read. Made when first
   * asked for.
   */
  leaf(leaf: LeafName, host: string): Certificate;
  remove(): void;
}

/** Needs the `openssl` command. */
export function makeMailAuthority(): MailAuthority {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-authority-'));
  chmodSync(folder, 0o755);
  const callOff = afterDeath('rm -rf -- "$1"', folder);
  const made = new Map<string, Certificate>();
  makeIssuers(folder);
  return {
    rootFile: join(folder, 'root.crt'),
    leaf(leaf, host) {
      const file = `${leaf} ${host}`.replaceAll(' ', '-');
      const certificate = made.get(file) ?? makeLeaf(folder, file, { name: host, ...RECIPES[leaf] });
      made.set(file, certificate);
      return certificate;
    },
    remove() {
      rmSync(folder, { recursive: true, force: true });
      callOff();
    },
  };
}

/** A copy for a daemon that reads its key only after it has given up root. */
export function certificateFor(user: string, { certificateFile, keyFile }: Certificate, folder: string): Certificate {
  const own = makeFolderOf(user, folder);
  const copy = { certificateFile: join(own, basename(certificateFile)), keyFile: join(own, basename(keyFile)) };
  copyFileSync(certificateFile, copy.certificateFile);
  copyFileSync(keyFile, copy.keyFile);
  const { status, stderr } = spawnSync('chown', ['-R', `${user}:`, own], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`chown to ${user}: ${stderr}`);
  return copy;
}

/** `openssl ca` is the only command that dates certificates freely. It keeps a list of what it has signed. */
function makeIssuers(folder: string) {
  for (const issuer of ['root', 'intermediate']) {
    mkdirSync(join(folder, issuer));
    writeFileSync(join(folder, issuer, 'index.txt'), '');
    writeFileSync(join(folder, `${issuer}.cnf`), issuerConfiguration(folder, issuer));
  }
  const request = ['req', '-newkey', ...EC, '-nodes', '-sha256'];
  const rootFiles = ['-keyout', join(folder, 'root.key'), '-out', join(folder, 'root.crt')];
  openssl(...request, '-x509', '-days', '365', '-subj', '/CN=Portolan test root', ...rootFiles);
  const files = ['-keyout', join(folder, 'intermediate.key'), '-out', join(folder, 'intermediate.csr')];
  openssl(...request, '-subj', '/CN=Portolan test intermediate', ...files);
  sign(folder, { issuer: 'root', file: 'intermediate', extensions: 'authority', fromDay: -30, toDay: 300 });
}

function issuerConfiguration(folder: string, issuer: string): string {
  return [
    '[ca]',
    'default_ca = own',
    '[own]',
    `database = ${join(folder, issuer, 'index.txt')}`,
    `new_certs_dir = ${join(folder, issuer)}`,
    `certificate = ${join(folder, `${issuer}.crt`)}`,
    `private_key = ${join(folder, `${issuer}.key`)}`,
    'rand_serial = yes',
    'unique_subject = no',
    'copy_extensions = copy',
    'policy = any',
    '[any]',
    'commonName = supplied',
    '[authority]',
    'basicConstraints = critical, CA:TRUE, pathlen:0',
    'keyUsage = critical, keyCertSign, cRLSign',
    '[server]',
    'basicConstraints = critical, CA:FALSE',
    'keyUsage = critical, digitalSignature, keyEncipherment',
    'extendedKeyUsage = serverAuth',
    '',
  ].join('\n');
}

function makeLeaf(folder: string, file: string, recipe: LeafRecipe & { name: string }): Certificate {
  const { name, newKey = EC, digest = 'sha256', fromDay = -7, toDay = 90, signedBy } = recipe;
  const keyFile = join(folder, `${file}.key`);
  const certificateFile = join(folder, `${file}.crt`);
  const wish = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`];
  const request = ['req', '-newkey', ...newKey, '-nodes', `-${digest}`, ...wish, '-keyout', keyFile];
  if (signedBy === 'itself') {
    openssl(...request, '-x509', '-days', String(toDay), '-out', certificateFile);
  } else {
    openssl(...request, '-out', join(folder, `${file}.csr`));
    sign(folder, { issuer: 'intermediate', file, extensions: 'server', fromDay, toDay, digest });
    const behind = signedBy === undefined ? readFileSync(join(folder, 'intermediate.crt'), 'utf8') : '';
    writeFileSync(certificateFile, `${readFileSync(certificateFile, 'utf8')}${behind}`);
  }
  chmodSync(keyFile, 0o600);
  return { keyFile, certificateFile };
}

interface Signing {
  issuer: string;
  file: string;
  extensions: string;
  fromDay: number;
  toDay: number;
  digest?: string;
}

function sign(folder: string, { issuer, file, extensions, fromDay, toDay, digest = 'sha256' }: Signing) {
  openssl(
    ...['ca', '-batch', '-notext', '-config', join(folder, `${issuer}.cnf`), '-extensions', extensions, '-md', digest],
    ...['-startdate', asn1Time(fromDay), '-enddate', asn1Time(toDay)],
    ...['-in', join(folder, `${file}.csr`), '-out', join(folder, `${file}.crt`)],
  );
}

/** Such as `20260131235959Z`. */
function asn1Time(daysFromNow: number): string {
  const date = new Date(Date.now() + daysFromNow * 24 * 3600 * 1000).toISOString();
  return `${date.slice(0, 19).replace(/\D/g, '')}Z`;
}

function openssl(...args: string[]) {
  const { status, error, stderr } = spawnSync('openssl', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`openssl ${args.join(' ')}: ${error?.message ?? stderr}`);
}
