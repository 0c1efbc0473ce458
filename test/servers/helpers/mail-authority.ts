// A certificate authority of the run's own, and server certificates that it signs: a right one, and others with one fault each.
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Certificate } from './certificate.js';
import { makeFolderOf } from './drop-root.js';
import { afterDeath } from './guard.js';

export const MAIL_NAME = 'mail.portolan.test';

interface LeafRecipe {
  /** Names in the certificate. Default that of the mail host. */
  names?: readonly string[];
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
  // RFC 8461 section 3.3: the policy is at this name of the domain.
  'mta-sts': { names: ['mta-sts.portolan.test'] },
  wildcard: { names: ['*.portolan.test'] },
  expired: { fromDay: -100, toDay: -10 },
  'not yet valid': { fromDay: 10, toDay: 100 },
  'expires soon': { fromDay: -80, toDay: 5 },
  'other name': { names: ['mail.elsewhere.test'] },
  'rsa 1024': { newKey: ['rsa:1024'] },
  'sha-1': { digest: 'sha1' },
  'self-signed': { signedBy: 'itself' },
  'no intermediate': { signedBy: 'intermediate that is not sent' },
} satisfies Record<string, LeafRecipe>;

export type LeafName = keyof typeof RECIPES;

export interface MailAuthority {
  /** What a client has to trust. */
  rootFile: string;
  /** The certificate, with what a server sends behind it, and its key, which root alone may read. Made when first asked for. */
  leaf(name: LeafName): Certificate;
  remove(): void;
}

/** Needs the `openssl` command. */
export function makeMailAuthority(): MailAuthority {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-authority-'));
  chmodSync(folder, 0o755);
  const callOff = afterDeath('rm -rf -- "$1"', folder);
  const made = new Map<LeafName, Certificate>();
  makeIssuers(folder);
  return {
    rootFile: join(folder, 'root.crt'),
    leaf(name) {
      const leaf = made.get(name) ?? makeLeaf(folder, name, RECIPES[name]);
      made.set(name, leaf);
      return leaf;
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
  sign(folder, { issuer: 'root', name: 'intermediate', extensions: 'authority', fromDay: -30, toDay: 300 });
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

function makeLeaf(folder: string, leaf: LeafName, recipe: LeafRecipe): Certificate {
  const { names = [MAIL_NAME], newKey = EC, digest = 'sha256', fromDay = -7, toDay = 90, signedBy } = recipe;
  const name = leaf.replaceAll(' ', '-');
  const keyFile = join(folder, `${name}.key`);
  const certificateFile = join(folder, `${name}.crt`);
  const wish = ['-subj', `/CN=${names[0]}`, '-addext', `subjectAltName=${names.map((dns) => `DNS:${dns}`).join(',')}`];
  const request = ['req', '-newkey', ...newKey, '-nodes', `-${digest}`, ...wish, '-keyout', keyFile];
  if (signedBy === 'itself') {
    openssl(...request, '-x509', '-days', String(toDay), '-out', certificateFile);
  } else {
    openssl(...request, '-out', join(folder, `${name}.csr`));
    sign(folder, { issuer: 'intermediate', name, extensions: 'server', fromDay, toDay, digest });
    const behind = signedBy === undefined ? readFileSync(join(folder, 'intermediate.crt'), 'utf8') : '';
    writeFileSync(certificateFile, `${readFileSync(certificateFile, 'utf8')}${behind}`);
  }
  chmodSync(keyFile, 0o600);
  return { keyFile, certificateFile };
}

interface Signing {
  issuer: string;
  name: string;
  extensions: string;
  fromDay: number;
  toDay: number;
  digest?: string;
}

function sign(folder: string, { issuer, name, extensions, fromDay, toDay, digest = 'sha256' }: Signing) {
  openssl(
    ...['ca', '-batch', '-notext', '-config', join(folder, `${issuer}.cnf`), '-extensions', extensions, '-md', digest],
    ...['-startdate', asn1Time(fromDay), '-enddate', asn1Time(toDay)],
    ...['-in', join(folder, `${name}.csr`), '-out', join(folder, `${name}.crt`)],
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
