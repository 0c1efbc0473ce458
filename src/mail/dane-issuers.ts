import { type KeyObject, X509Certificate } from 'node:crypto';

/** Who vouches for a server's own certificate. */
export interface Vouchers {
  /** DER of those that vouch for it and can be trusted for it. */
  readonly issuers: readonly Uint8Array[];
  /** Those of them, and it itself, whose issuer is not at hand: whoever holds the key that signed them vouches for it too. */
  readonly ends: readonly X509Certificate[];
}

/**
 * The certificates that vouch for the first one of a chain and can be trusted for it: those who signed it, those who signed them,
 * and so on. Each link is verified: names, signature, the right to sign, and that it is valid on the date. None where nothing
 * vouches. Never throws.
 *
 * Who is trusted is a name and a key (RFC 5280 section 6.1.1): the last of the links may have expired unless it signed itself,
 * which is how OpenSSL judges, on which mail servers rest.
 *
 * @param chain - DER, a server's own certificate first, the others in any order, also those that it did not send. What cannot be
 *   read vouches for nothing.
 */
export function vouchersOf(chain: readonly Uint8Array[], at: Date): Vouchers {
  const [leaf, ...rest] = chain.map(readCertificate);
  if (!leaf) return { issuers: [], ends: [] };
  const others = rest.flatMap((one) => (one === null || one.raw.equals(leaf.raw) ? [] : one));
  const issuers: X509Certificate[] = [];
  // Each is linked once, so that a chain in which all name each other costs no more than a long one.
  const unlinked = new Set(others);
  const subjects = [leaf];
  // They grow while they are gone through.
  for (const subject of subjects) {
    for (const issuer of unlinked) {
      if (!isIssuer(issuer, subject)) continue;
      unlinked.delete(issuer);
      const isValid = isValidAt(issuer, at);
      if (isValid) subjects.push(issuer);
      if (isValid || !issuer.checkIssued(issuer)) issuers.push(issuer);
    }
  }
  const isEnd = (one: X509Certificate) => ![one, ...others].some((other) => one.checkIssued(other));
  return { issuers: issuers.map(({ raw }) => raw), ends: subjects.filter(isEnd) };
}

function isIssuer(issuer: X509Certificate, subject: X509Certificate): boolean {
  try {
    return issuer.ca && subject.checkIssued(issuer) && isSignedBy(subject, issuer.publicKey);
  } catch {
    // A key of a kind that the runtime does not know.
    return false;
  }
}

/** Whether a certificate's signature is by this key. Never throws. */
export function isSignedBy(certificate: X509Certificate, key: KeyObject): boolean {
  try {
    return certificate.verify(key);
  } catch {
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
