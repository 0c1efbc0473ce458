import { X509Certificate } from 'node:crypto';

/**
 * The certificates of a chain that vouch for its first one: those who signed it, those who signed them, and so on. Each link is
 * verified: names, signature, the right to sign, and that the issuer is valid on the date. None where nothing vouches. Never
 * throws.
 *
 * @param chain - DER, a server's own certificate first, the others in any order. What cannot be read vouches for nothing.
 */
export function issuersOf(chain: readonly Uint8Array[], at: Date): Uint8Array[] {
  const [leaf, ...others] = chain.map(readCertificate);
  if (!leaf) return [];
  const issuers: X509Certificate[] = [];
  // Each is linked once, so that a chain in which all name each other costs no more than a long one.
  const unlinked = new Set(others.flatMap((one) => (one === null || one.raw.equals(leaf.raw) ? [] : one)));
  issuers.push(...taken(unlinked, leaf, at));
  // It grows while it is gone through.
  for (const subject of issuers) issuers.push(...taken(unlinked, subject, at));
  return issuers.map(({ raw }) => raw);
}

/** Takes the issuers of a certificate out of those that are not linked yet. */
function taken(unlinked: Set<X509Certificate>, subject: X509Certificate, at: Date): X509Certificate[] {
  const issuers = [...unlinked].filter((candidate) => isIssuer(candidate, subject, at));
  for (const issuer of issuers) unlinked.delete(issuer);
  return issuers;
}

function isIssuer(issuer: X509Certificate, subject: X509Certificate, at: Date): boolean {
  try {
    return issuer.ca && isValidAt(issuer, at) && subject.checkIssued(issuer) && subject.verify(issuer.publicKey);
  } catch {
    // A key of a kind that the runtime does not know.
    return false;
  }
}

/** Whether a date lies in the certificate's validity. */
export function isValidAt({ validFrom, validTo }: X509Certificate, at: Date): boolean {
  // A date that cannot be read makes the comparison false.
  return Date.parse(validFrom) <= at.getTime() && at.getTime() <= Date.parse(validTo);
}

/** Null where it is none. */
export function readCertificate(der: Uint8Array): X509Certificate | null {
  try {
    return new X509Certificate(der);
  } catch {
    return null;
  }
}
