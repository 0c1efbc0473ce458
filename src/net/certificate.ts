import { X509Certificate } from 'node:crypto';
import type { PeerCertificate } from 'node:tls';
import type { CertificateKey, CertificateSummary } from '../types.js';
import { detailsOf } from './certificate-details.js';
import { digitsOf, membersOf, OBJECT_IDENTIFIER, SEQUENCE } from './der.js';

/** Names of signature algorithms by the bytes of their object identifiers (RFC 4055, RFC 5758, RFC 8410). */
const SIGNATURE_ALGORITHMS: Readonly<Record<string, string>> = {
  '2a864886f70d010102': 'md2WithRSAEncryption',
  '2a864886f70d010104': 'md5WithRSAEncryption',
  '2a864886f70d010105': 'sha1WithRSAEncryption',
  '2a864886f70d01010a': 'rsassaPss',
  '2a864886f70d01010b': 'sha256WithRSAEncryption',
  '2a864886f70d01010c': 'sha384WithRSAEncryption',
  '2a864886f70d01010d': 'sha512WithRSAEncryption',
  '2a864886f70d01010e': 'sha224WithRSAEncryption',
  '2a8648ce380403': 'dsa-with-sha1',
  '608648016503040302': 'dsa-with-sha256',
  '2a8648ce3d0401': 'ecdsa-with-SHA1',
  '2a8648ce3d040301': 'ecdsa-with-SHA224',
  '2a8648ce3d040302': 'ecdsa-with-SHA256',
  '2a8648ce3d040303': 'ecdsa-with-SHA384',
  '2a8648ce3d040304': 'ecdsa-with-SHA512',
  '2b6570': 'Ed25519',
  '2b6571': 'Ed448',
  '2a811ccf55018375': 'sm2-with-SM3',
};

/**
 * What people ask for of a certificate, as far as it can be read; null where the server sent none. Never throws.
 *
 * @param withDetails - Whether all the rest is told too. Default false.
 */
export function summarizeCertificate(
  certificate: PeerCertificate | undefined,
  withDetails = false,
): CertificateSummary | null {
  // The runtime gives an empty object where there is no certificate.
  if (certificate?.fingerprint256 === undefined) return null;
  return {
    subject: distinguishedName(certificate.subject),
    issuer: distinguishedName(certificate.issuer),
    names: alternativeNames(certificate.subjectaltname),
    validFrom: isoDate(certificate.valid_from),
    validTo: isoDate(certificate.valid_to),
    serialNumber: String(certificate.serialNumber ?? '').toLowerCase(),
    key: keyOf(certificate.raw),
    signatureAlgorithm: signatureAlgorithm(certificate.raw),
    fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    ...(withDetails ? { details: detailsOf(certificate.raw) } : {}),
  };
}

/** All of a certificate in DER; null where it cannot be read. */
export function summarizeDer(raw: Uint8Array): CertificateSummary | null {
  try {
    return summarizeCertificate(new X509Certificate(raw).toLegacyObject() as unknown as PeerCertificate, true);
  } catch {
    return null;
  }
}

/** As in RFC 4514, without its escapes: for people to read. */
function distinguishedName(name: PeerCertificate['subject'] | undefined): string {
  return Object.entries(name ?? {})
    .flatMap(([attribute, value]) => [value].flat().map((one) => `${attribute}=${one}`))
    .join(', ');
}

/** The runtime puts a name that would break out of the list between quotes, as in JSON: its commas separate nothing. */
const NAMES = /(?:^|, )([A-Za-z ]{1,40}):("(?:[^"\\]|\\.)*"|[^,]*)/gy;

function alternativeNames(extension: string | undefined): string[] {
  return [...(extension ?? '').matchAll(NAMES)]
    .filter(([, kind]) => kind === 'DNS' || kind === 'IP Address')
    .map(([, , name = '']) => (name.startsWith('"') ? unquoted(name) : name));
}

function unquoted(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    return text;
  }
}

function isoDate(text = ''): string {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? text : date.toISOString();
}

function keyOf(raw: Buffer): CertificateKey | null {
  try {
    const { asymmetricKeyType: type, asymmetricKeyDetails: details } = new X509Certificate(raw).publicKey;
    if (type === undefined) return null;
    return { type, bits: details?.modulusLength ?? null, curve: details?.namedCurve ?? null };
  } catch {
    // A key of a kind that the runtime does not know, or a curve written out instead of named.
    return null;
  }
}

/**
 * The algorithm behind the part that is signed (RFC 5280 section 4.1.1.2), by its name or the bytes of its identifier. Read by
 * hand, since Node 20 does not tell it. Null where the certificate is none.
 */
export function signatureAlgorithm(raw: Uint8Array): string | null {
  const [signed, algorithm] = membersOf(raw) ?? [];
  const [identifier] = signed?.tag === SEQUENCE ? (membersOf(algorithm?.whole) ?? []) : [];
  if (identifier?.tag !== OBJECT_IDENTIFIER) return null;
  const bytes = digitsOf(identifier.content);
  return SIGNATURE_ALGORITHMS[bytes] ?? bytes;
}
