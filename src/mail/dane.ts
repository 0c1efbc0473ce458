import { createHash, createPublicKey, type KeyObject, type X509Certificate } from 'node:crypto';
import { MAX_PUBLISHED_ANCHORS } from '../defaults.js';
import { type DnsAnswer, recordsOf } from '../net/dns-types.js';
import { publicKeyInfo } from '../net/public-key.js';
import { isSignedBy, isValidAt, readCertificate, type Vouchers, vouchersOf } from './dane-issuers.js';
import type { DaneMatch, DaneReport, TlsaRecord } from './types.js';

/** Certificate usages (RFC 7671 section 2.1). Those that rest on public authorities are not for mail (RFC 7672 section 3.1.3). */
const DANE_TA = 2;
const DANE_EE = 3;
const USAGES: readonly number[] = [DANE_TA, DANE_EE];
/** Selectors: the whole certificate, or its public key. */
const WHOLE = 0;
const PUBLIC_KEY = 1;
const SELECTORS: readonly number[] = [WHOLE, PUBLIC_KEY];
/** Matching types: the content itself, or a digest of it; the higher is the stronger. */
const CONTENT = 0;
const DIGESTS: Readonly<Record<number, { readonly algorithm: string; readonly bytes: number }>> = {
  1: { algorithm: 'sha256', bytes: 32 },
  2: { algorithm: 'sha512', bytes: 64 },
};
const DIGITS = /^(?:[0-9a-f]{2})+$/;

/** Where the TLSA records of a service stand (RFC 6698 section 3), such as `_25._tcp.mail.example.org`. */
export function tlsaName(port: number, host: string): string {
  return `_${port}._tcp.${host.replace(/\.$/, '').toLowerCase()}`;
}

/**
 * Holds the certificates that a server sent against the TLSA records of its name, as RFC 6698, 7671 and 7672 have mail servers do
 * it: DANE-EE(3) matches the server's own certificate, whatever its names and dates; DANE-TA(2) matches one of those that it sent
 * along and that vouch for it, which must be valid and for one of the names. An authority may be left out of what is sent where a
 * record holds its whole certificate or key (RFC 7671 sections 5.2.2 and 5.2.3). Never throws.
 *
 * @param answer - What DNS said of `queryName` and TLSA.
 * @param chain - DER, in the order in which they came; empty where there was none.
 * @param names - What the certificate may be for: the exchanger's name, and the domain's (RFC 7672 section 3.2.2).
 * @param at - When validity is judged.
 */
export function daneReportOf(
  answer: DnsAnswer,
  chain: readonly Uint8Array[],
  names: readonly string[],
  queryName: string,
  at: Date,
): DaneReport {
  const records = recordsOf(answer, 'TLSA').map(
    ({ usage, selector, matchingType, data }): TlsaRecord => ({ usage, selector, matchingType, data }),
  );
  const usable = records.map(isUsable);
  const common = { name: queryName, records, validated: answer.validated };
  if (answer.outcome === 'failed') return { ...common, matches: [], outcome: 'unknown' };
  if (records.length === 0) return { ...common, matches: [], outcome: 'none' };
  if (!usable.includes(true)) return { ...common, matches: records.map(() => 'unusable'), outcome: 'unusable' };
  if (chain.length === 0) return { ...common, matches: [], outcome: 'unknown' };
  const published = records.filter(({ usage, matchingType }, index) => {
    return usable[index] && usage === DANE_TA && matchingType === CONTENT;
  });
  const isMatch = matcher(chain, published.slice(0, MAX_PUBLISHED_ANCHORS), at);
  const fault = leafFault(chain[0], names, at);
  const isCutOff = !isIssuerSent(chain);
  const matches = records.map((record, index): DaneMatch => {
    if (!usable[index]) return 'unusable';
    const ofAuthority = record.usage === DANE_TA;
    if (isMatch(record)) return (ofAuthority ? fault : null) ?? 'match';
    return ofAuthority && record.matchingType !== CONTENT && isCutOff ? 'not-sent' : 'mismatch';
  });
  return { ...common, matches, outcome: passes(records, matches) ? 'pass' : 'fail' };
}

/** Whether a client for mail can do something with a record (RFC 7672 section 3.1.3, RFC 7671 section 4). */
function isUsable({ usage, selector, matchingType, data }: TlsaRecord): boolean {
  if (!USAGES.includes(usage) || !SELECTORS.includes(selector) || !DIGITS.test(data)) return false;
  if (matchingType !== CONTENT) return DIGESTS[matchingType]?.bytes === data.length / 2;
  const content = Buffer.from(data, 'hex');
  // Not what is a certificate in another form, or has something behind it.
  return selector === WHOLE ? readCertificate(content)?.raw.equals(content) === true : readKey(content) !== null;
}

function readKey(key: Buffer): KeyObject | null {
  try {
    return createPublicKey({ key, format: 'der', type: 'spki' });
  } catch {
    return null;
  }
}

/**
 * Whether one of the records counts that match. Where the same is there with digests of two strengths, clients look at the
 * stronger and leave the others aside (RFC 7671 section 9).
 */
function passes(records: readonly TlsaRecord[], matches: readonly DaneMatch[]): boolean {
  const strongest = new Map<string, number>();
  for (const [index, { usage, selector, matchingType }] of records.entries()) {
    const kind = `${usage} ${selector}`;
    if (matches[index] !== 'unusable') strongest.set(kind, Math.max(matchingType, strongest.get(kind) ?? CONTENT));
  }
  return records.some(({ usage, selector, matchingType }, index) => {
    const counts = matchingType === CONTENT || matchingType === strongest.get(`${usage} ${selector}`);
    return counts && matches[index] === 'match';
  });
}

/**
 * Whether a usable record matches what was sent, whatever the name and the dates of the server's own certificate. Signatures and
 * digests are computed once, however many records there are.
 *
 * @param published - Records with the whole content of an authority, which stands in for one that was not sent.
 */
function matcher(
  chain: readonly Uint8Array[],
  published: readonly TlsaRecord[],
  at: Date,
): (record: TlsaRecord) => boolean {
  const leaf = chain.slice(0, 1);
  const certificates = published.filter(({ selector }) => selector === WHOLE).map(contentOf);
  const vouchers = once(() => vouchersOf([...chain, ...certificates], at));
  const keys = once(() => new Set(published.filter((each) => isSigner(each, vouchers())).map(({ data }) => data)));
  const associations = new Map<string, ReadonlySet<string>>();
  return ({ usage, selector, matchingType, data }) => {
    const kind = `${usage} ${selector} ${matchingType}`;
    const candidates = usage === DANE_EE ? leaf : vouchers().issuers;
    const known =
      associations.get(kind) ?? new Set(candidates.flatMap((one) => association(one, selector, matchingType) ?? []));
    associations.set(kind, known);
    return known.has(data) || (kind === BARE_KEY && keys().has(data));
  };
}

const BARE_KEY = `${DANE_TA} ${PUBLIC_KEY} ${CONTENT}`;

function contentOf({ data }: TlsaRecord): Buffer {
  return Buffer.from(data, 'hex');
}

/** Whether a record holds the key of who signed the last certificate that is at hand. */
function isSigner(record: TlsaRecord, { ends }: Vouchers): boolean {
  const key = record.selector === PUBLIC_KEY ? readKey(contentOf(record)) : null;
  return key !== null && ends.some((end) => isSignedBy(end, key));
}

function once<Value>(compute: () => Value): () => Value {
  let computed: { readonly value: Value } | undefined;
  return () => {
    computed ??= { value: compute() };
    return computed.value;
  };
}

/** What a record with these numbers would hold for this certificate; null where it has no key. */
function association(certificate: Uint8Array, selector: number, matchingType: number): string | null {
  const content = selector === PUBLIC_KEY ? publicKeyInfo(certificate) : certificate;
  if (content === null) return null;
  const digest = DIGESTS[matchingType];
  if (digest === undefined) return Buffer.from(content).toString('hex');
  return createHash(digest.algorithm).update(content).digest('hex');
}

/** What keeps a record of an authority from vouching for the server's own certificate; a name that is wrong before a date that is. */
function leafFault(der: Uint8Array | undefined, names: readonly string[], at: Date): DaneMatch | null {
  const certificate = der ? readCertificate(der) : null;
  if (certificate === null) return null;
  if (!names.some((name) => isFor(certificate, name))) return 'other-name';
  return isValidAt(certificate, at) ? null : 'not-valid-now';
}

function isFor(certificate: X509Certificate, name: string): boolean {
  try {
    return certificate.checkHost(name.replace(/\.$/, '')) !== undefined;
  } catch {
    // A name that no certificate can have, such as one with a NUL.
    return false;
  }
}

/** Whether a certificate was sent that has the name of who issued the server's own one, which is itself where it signed itself. */
function isIssuerSent(chain: readonly Uint8Array[]): boolean {
  const [leaf, ...others] = chain.map(readCertificate);
  return !leaf || [leaf, ...others].some((one) => one !== null && one.subject === leaf.issuer);
}
