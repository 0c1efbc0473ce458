/** Tags of DER (X.690). */
const SEQUENCE = 0x30;
const INTEGER = 0x02;
/** The version of a certificate, which the first version leaves out. */
const VERSION = 0xa0;
/** What stands between the serial number and the key: signature algorithm, issuer, validity, subject. */
const BEFORE_KEY = [SEQUENCE, SEQUENCE, SEQUENCE, SEQUENCE];

interface Element {
  readonly tag: number;
  /** Where it begins, where its content does, and where it ends. */
  readonly at: number;
  readonly start: number;
  readonly end: number;
}

/**
 * The SubjectPublicKeyInfo of a certificate (RFC 5280 section 4.1), byte for byte as it stands there: a key that is parsed and
 * written again may come out otherwise, and its digest too. Null where the certificate is none. Never throws.
 */
export function publicKeyInfo(certificate: Uint8Array): Buffer | null {
  const whole = elementAt(certificate, 0);
  const signed = whole && whole.tag === SEQUENCE ? elementAt(certificate, whole.start) : null;
  if (signed?.tag !== SEQUENCE) return null;
  const version = elementAt(certificate, signed.start);
  let at = version?.tag === VERSION ? version.end : signed.start;
  for (const tag of [INTEGER, ...BEFORE_KEY]) {
    const element = elementAt(certificate, at);
    if (element?.tag !== tag) return null;
    at = element.end;
  }
  const key = elementAt(certificate, at);
  const isKey = key?.tag === SEQUENCE && key.end <= signed.end;
  return isKey ? Buffer.from(certificate.subarray(key.at, key.end)) : null;
}

/** The element that begins here; null where no whole one does. */
function elementAt(raw: Uint8Array, at: number): Element | null {
  const tag = raw[at];
  const first = raw[at + 1];
  if (tag === undefined || first === undefined) return null;
  const count = first < 0x80 ? 0 : first & 0x7f;
  if (count > 4) return null;
  const start = at + 2 + count;
  const length = count === 0 ? first : raw.subarray(at + 2, start).reduce((sum, byte) => sum * 256 + byte, 0);
  return start + length <= raw.length ? { tag, at, start, end: start + length } : null;
}
