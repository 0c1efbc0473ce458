import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = new URL('../fixtures/tls/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8');

/** Key and certificate of `mail.portolan.test`; see the README beside them. */
export const MAIL = { key: read('mail.key'), cert: read('mail.crt') };

/** A certificate one of whose names pretends to be two. */
export const ODD_NAMES = { key: read('mail.key'), cert: read('odd-names.crt') };

/** One that expired in 2020. */
export const EXPIRED = { key: read('mail.key'), cert: read('expired.crt') };

/** One with an RSA key; the others have an elliptic curve. */
export const RSA = { key: read('rsa.key'), cert: read('rsa.crt') };

/** One with every extension that is told, for `mail.portolan.test`, and responses of OCSP about it (DER). */
export const EVERYTHING = { key: read('mail.key'), cert: read('everything.crt') };
export const OCSP = {
  good: readFileSync(new URL('ocsp-good.der', folder)),
  revoked: readFileSync(new URL('ocsp-revoked.der', folder)),
  unknown: readFileSync(new URL('ocsp-unknown.der', folder)),
};

const signed = (name: string, key: string) => ({ key: read(key), cert: read(`authority/${name}.crt`) });
/** OpenSSL serves certificates as weak as these only where it is told to. */
const weak = (name: string, key: string) => ({ ...signed(name, key), ciphers: 'DEFAULT@SECLEVEL=0' });

/**
 * What the test authority signed: key and certificate of a server, the intermediate behind it. All are for
 * `mail.portolan.test` and verify against {@link AUTHORITY}, but for the fault in the name; see the README beside them.
 */
export const SIGNED = {
  right: signed('right', 'rsa.key'),
  ec: signed('ec', 'mail.key'),
  wrongName: signed('wrong-name', 'mail.key'),
  /** For `*.portolan.test`. */
  wildcard: signed('wildcard', 'mail.key'),
  /** For the addresses 127.0.0.1 and ::1. */
  loopback: signed('loopback', 'mail.key'),
  /** For `mta-sts.portolan.test`. */
  mtaSts: signed('mta-sts', 'mail.key'),
  expired: signed('expired', 'mail.key'),
  notYetValid: signed('not-yet-valid', 'mail.key'),
  rsa1024: weak('rsa-1024', 'authority/rsa-1024.key'),
  /** To be read, not served: TLS libraries hardly speak this curve. */
  ec192: weak('ec-192', 'authority/ec-192.key'),
  sha1: weak('sha1', 'rsa.key'),
  md5: weak('md5', 'rsa.key'),
  selfSigned: signed('self-signed', 'mail.key'),
  expiredIntermediate: signed('expired-intermediate', 'mail.key'),
  /** Signed by a server's certificate. */
  noAuthority: signed('no-authority', 'rsa.key'),
} as const;

/** The root of the test authority, and one of the same name that signed nothing (PEM). */
export const AUTHORITY = read('authority/root.crt');
export const OTHER_AUTHORITY = read('authority/other-root.crt');
export const INTERMEDIATE = read('authority/intermediate.crt');

/** The file of {@link AUTHORITY}, for `--ca`. */
export const AUTHORITY_FILE = fileURLToPath(new URL('authority/root.crt', folder));

/** The first certificate of a server's file: what it sends where the intermediate was forgotten. */
export function withoutChain<T extends { readonly cert: string }>(server: T): T {
  return { ...server, cert: certificatesIn(server.cert)[0] ?? '' };
}

/** The certificates of a PEM text, one by one. */
export function certificatesIn(pem: string): string[] {
  return pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n?/g) ?? [];
}

/** The same as DER. */
export function derOf(pem: string): Buffer[] {
  return certificatesIn(pem).map((one) => new X509Certificate(one).raw);
}
