/** Rules about versions, ciphers and keys of TLS. */
import { LEAST_DH_BITS } from '../../defaults.js';
import type { MailFacts, TlsVersion } from '../types.js';
import { ifAny, type Rule } from './rule.js';

export const TLS_RULES: readonly Rule<MailFacts>[] = [
  { id: 'tls-old-only', judge: oldOnly },
  { id: 'tls-old-accepted', judge: oldAccepted },
  { id: 'tls-weak-cipher', judge: weakCipher },
  { id: 'tls-weak-key-exchange', judge: weakKeyExchange },
];

/** Versions that RFC 8996 forbids, and the ones before them. */
const OLD_VERSION = /^(?:SSLv\d|TLSv1|TLSv1\.1)$/;
const OLD_TRIED: readonly TlsVersion[] = ['TLSv1', 'TLSv1.1'];

/** Every version is offered, so that an old one is the best that the server has. */
function oldOnly({ tls, tlsVersions }: MailFacts): readonly string[] | null {
  if (tlsVersions?.['TLSv1.2'] === true || tlsVersions?.['TLSv1.3'] === true) return null;
  return tls?.version != null && OLD_VERSION.test(tls.version) ? [tls.version] : null;
}

function oldAccepted(facts: MailFacts): readonly string[] | null {
  const { tlsVersions } = facts;
  if (tlsVersions === null || oldOnly(facts) !== null) return null;
  return ifAny(OLD_TRIED.filter((version) => tlsVersions[version] === true));
}

/**
 * Parts of the name of a cipher, OpenSSL's or the RFCs', that make it one which nobody should use: without encryption, with a
 * key short enough to be found, broken, or without knowing the server. Which of them are offered depends on the runtime's OpenSSL,
 * which usually is built with those that do not encrypt and without the rest.
 */
const WEAK_PARTS = new Set(
  'NULL EXP EXPORT EXPORT40 EXP1024 RC2 RC4 DES DES40 3DES IDEA MD5 ADH AECDH ANON CBC3'.split(' '),
);

function weakCipher({ tls }: MailFacts): readonly string[] | null {
  const cipher = tls?.cipher;
  if (cipher == null) return null;
  return cipher
    .toUpperCase()
    .split(/[-_]/)
    .some((part) => WEAK_PARTS.has(part))
    ? [cipher]
    : null;
}

/** Only of finite fields: the curves that are negotiated are all long enough. */
function weakKeyExchange({ tls }: MailFacts): readonly string[] | null {
  const exchange = tls?.keyExchange;
  if (exchange == null || !/^DHE?$/i.test(exchange.name) || exchange.bits >= LEAST_DH_BITS) return null;
  return [`${exchange.name} ${exchange.bits} bits`];
}
