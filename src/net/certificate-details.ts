import { createHash } from 'node:crypto';
import type { CertificateDetails } from '../types.js';
import { extensionsTold } from './certificate-extensions.js';
import { publicKeyInfo } from './public-key.js';

/** What a certificate in DER says beside its summary. Never throws; of what is broken nothing is told. */
export function detailsOf(certificate: Uint8Array): CertificateDetails {
  const key = publicKeyInfo(certificate);
  return {
    pem: pemOf(certificate),
    sha1: digest('sha1', certificate),
    md5: digest('md5', certificate),
    publicKey: key === null ? null : key.toString('base64'),
    publicKeySha256: key && digest('sha256', key),
    ...extensionsTold(certificate),
  };
}

/** The TLSA record for the key of a certificate: DANE-EE, public key, SHA-256 (RFC 7671 section 5.1); null where it has none. */
export function tlsaOf({ publicKeySha256 }: CertificateDetails): string | null {
  return publicKeySha256 === null ? null : `3 1 1 ${publicKeySha256}`;
}

function digest(algorithm: string, bytes: Uint8Array): string | null {
  try {
    return createHash(algorithm).update(bytes).digest('hex');
  } catch {
    // A machine that is set to FIPS 140 has no MD5.
    return null;
  }
}

/** RFC 7468 section 5. */
function pemOf(certificate: Uint8Array): string {
  const lines =
    Buffer.from(certificate)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
