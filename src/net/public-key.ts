import { type Element, elementsIn, holding, INTEGER, membersOf, SEQUENCE } from './der.js';

/** The version of a certificate, which the first version leaves out. */
const VERSION = holding(0);
/** What stands before the key: serial number, signature algorithm, issuer, validity, subject. */
const BEFORE_KEY = [INTEGER, SEQUENCE, SEQUENCE, SEQUENCE, SEQUENCE];

/** What the issuer signed of a certificate (RFC 5280 section 4.1), without the version; null where it is no certificate. */
export function signedFields(certificate: Uint8Array): Element[] | null {
  const [signed] = membersOf(certificate) ?? [];
  if (signed?.tag !== SEQUENCE) return null;
  const fields = elementsIn(signed.content);
  return fields[0]?.tag === VERSION ? fields.slice(1) : fields;
}

/**
 * The SubjectPublicKeyInfo of a certificate (RFC 5280 section 4.1), byte for byte as it stands there: a key that is parsed and
 * written again may come out otherwise, and its digest too. Null where the certificate is none. Never throws.
 */
export function publicKeyInfo(certificate: Uint8Array): Buffer | null {
  const fields = signedFields(certificate) ?? [];
  const key = fields[BEFORE_KEY.length];
  const isKey = key?.tag === SEQUENCE && BEFORE_KEY.every((tag, index) => fields[index]?.tag === tag);
  return isKey ? Buffer.from(key.whole) : null;
}
