/** The extensions of a certificate that people ask for (RFC 5280 section 4.2). */
import type { CertificateDetails } from '../types.js';
import {
  BIT_STRING,
  BOOLEAN,
  digitsOf,
  type Element,
  elementAt,
  holding,
  identifierOf,
  instead,
  latin1,
  membersOf,
  numberOf,
  OBJECT_IDENTIFIER,
  OCTET_STRING,
  tagged,
} from './der.js';
import { signedFields } from './public-key.js';

type Told = Omit<CertificateDetails, 'pem' | 'sha1' | 'md5' | 'publicKey' | 'publicKeySha256'>;

/** Object identifiers of extensions. */
const KEY_USAGE = '2.5.29.15';
const EXTENDED_KEY_USAGE = '2.5.29.37';
const BASIC_CONSTRAINTS = '2.5.29.19';
const SUBJECT_KEY = '2.5.29.14';
const AUTHORITY_KEY = '2.5.29.35';
const ALTERNATIVE_NAMES = '2.5.29.17';
const CRL = '2.5.29.31';
const POLICIES = '2.5.29.32';
const INFORMATION = '1.3.6.1.5.5.7.1.1';
const TLS_FEATURES = '1.3.6.1.5.5.7.1.24';
const TIMESTAMPS = '1.3.6.1.4.1.11129.2.4.2';
/** Told above or, the names, in the summary. */
const TOLD = new Set([
  ...[KEY_USAGE, EXTENDED_KEY_USAGE, BASIC_CONSTRAINTS, SUBJECT_KEY, AUTHORITY_KEY, ALTERNATIVE_NAMES],
  ...[CRL, POLICIES, INFORMATION, TLS_FEATURES, TIMESTAMPS],
]);

/** Ways to learn more (RFC 5280 section 4.2.2.1). */
const OCSP = '1.3.6.1.5.5.7.48.1';
const ISSUER = '1.3.6.1.5.5.7.48.2';
/** The extension of TLS that asks for an OCSP response (RFC 6066 section 8). */
const STATUS_REQUEST = 5;

/** Names of the bits (RFC 5280 section 4.2.1.3). */
const KEY_USAGES = [
  ...['digitalSignature', 'contentCommitment', 'keyEncipherment', 'dataEncipherment', 'keyAgreement'],
  ...['keyCertSign', 'cRLSign', 'encipherOnly', 'decipherOnly'],
];
/** RFC 5280 section 4.2.1.12, and the two that meant a server before it. */
const PURPOSES: Readonly<Record<string, string>> = {
  '2.5.29.37.0': 'anyExtendedKeyUsage',
  '1.3.6.1.5.5.7.3.1': 'serverAuth',
  '1.3.6.1.5.5.7.3.2': 'clientAuth',
  '1.3.6.1.5.5.7.3.3': 'codeSigning',
  '1.3.6.1.5.5.7.3.4': 'emailProtection',
  '1.3.6.1.5.5.7.3.8': 'timeStamping',
  '1.3.6.1.5.5.7.3.9': 'OCSPSigning',
  '1.3.6.1.4.1.311.10.3.3': 'msSGC',
  '2.16.840.1.113730.4.1': 'nsSGC',
};
/** What the CA/Browser Forum's policies ask of the issuer, the strictest first. */
const VALIDATIONS: readonly (readonly [policy: string, validation: NonNullable<Told['validation']>])[] = [
  ['2.23.140.1.1', 'extended'],
  ['2.23.140.1.2.2', 'organization'],
  ['2.23.140.1.2.3', 'individual'],
  ['2.23.140.1.2.1', 'domain'],
];

/** What the extensions of a certificate in DER say. Never throws; of what is broken nothing is told. */
export function extensionsTold(certificate: Uint8Array): Told {
  const extensions = extensionsOf(certificate);
  const find = (id: string) => extensions.find((extension) => extension.id === id)?.value;
  const authorityKey = tagged(membersOf(find(AUTHORITY_KEY)), instead(0));
  const subjectKey = elementOf(find(SUBJECT_KEY), OCTET_STRING);
  const policies = identifiersIn((membersOf(find(POLICIES)) ?? []).flatMap(({ whole }) => membersOf(whole) ?? []));
  const information = (membersOf(find(INFORMATION)) ?? []).map(({ whole }) => membersOf(whole) ?? []);
  const features = membersOf(find(TLS_FEATURES)) ?? [];
  return {
    keyUsage: keyUsageOf(find(KEY_USAGE)),
    extendedKeyUsage: purposesOf(find(EXTENDED_KEY_USAGE)),
    basicConstraints: constraintsOf(find(BASIC_CONSTRAINTS)),
    subjectKeyIdentifier: subjectKey === null ? null : digitsOf(subjectKey.content),
    authorityKeyIdentifier: authorityKey === undefined ? null : digitsOf(authorityKey.content),
    crlUris: crlUrisOf(find(CRL)),
    ocspUris: informationUris(information, OCSP),
    issuerUris: informationUris(information, ISSUER),
    mustStaple: features.some((feature) => numberOf(feature) === STATUS_REQUEST),
    policies,
    validation: VALIDATIONS.find(([policy]) => policies.includes(policy))?.[1] ?? null,
    transparencyTimestamps: timestampsIn(find(TIMESTAMPS)),
    otherExtensions: extensions.filter(({ id }) => !TOLD.has(id)).map(({ id, isCritical }) => ({ id, isCritical })),
  };
}

interface Extension {
  readonly id: string;
  readonly isCritical: boolean;
  readonly value: Uint8Array;
}

function extensionsOf(certificate: Uint8Array): Extension[] {
  const field = tagged(signedFields(certificate), holding(3));
  return (membersOf(field?.content) ?? []).flatMap(({ whole }) => {
    const [id, ...rest] = membersOf(whole) ?? [];
    const value = tagged(rest, OCTET_STRING);
    if (id?.tag !== OBJECT_IDENTIFIER || value === undefined) return [];
    return { id: identifierOf(id), isCritical: isTrue(tagged(rest, BOOLEAN)), value: value.content };
  });
}

const isTrue = (element: Element | undefined) => (element?.content[0] ?? 0) !== 0;

function elementOf(value: Uint8Array | undefined, tag: number): Element | null {
  const element = value === undefined ? null : elementAt(value);
  return element?.tag === tag ? element : null;
}

function identifiersIn(elements: readonly Element[]): string[] {
  return elements.filter(({ tag }) => tag === OBJECT_IDENTIFIER).map(identifierOf);
}

/** The first byte tells how many bits at the end do not count; they are 0. */
function keyUsageOf(value: Uint8Array | undefined): string[] | null {
  const bits = elementOf(value, BIT_STRING)?.content.subarray(1);
  if (bits === undefined) return null;
  return KEY_USAGES.filter((_, bit) => ((bits[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0);
}

function purposesOf(value: Uint8Array | undefined): string[] | null {
  const purposes = membersOf(value);
  return purposes && identifiersIn(purposes).map((id) => PURPOSES[id] ?? id);
}

function constraintsOf(value: Uint8Array | undefined): Told['basicConstraints'] {
  const members = membersOf(value);
  if (members === null) return null;
  const pathLength = numberOf(members.find(({ tag }) => tag !== BOOLEAN));
  return { isAuthority: isTrue(tagged(members, BOOLEAN)), pathLength };
}

/** Of a list of names the addresses in the web (RFC 5280 section 4.2.1.6). */
function urisIn(names: readonly Element[]): string[] {
  return names.filter(({ tag }) => tag === instead(6)).map(({ content }) => latin1(content));
}

function crlUrisOf(value: Uint8Array | undefined): string[] {
  return (membersOf(value) ?? []).flatMap(({ whole }) => {
    const point = tagged(membersOf(whole), holding(0));
    const fullName = point && membersOf(point.content, holding(0));
    return urisIn(fullName ?? []);
  });
}

function informationUris(information: readonly (readonly Element[])[], way: string): string[] {
  return information.flatMap(([method, ...where]) =>
    method?.tag === OBJECT_IDENTIFIER && identifierOf(method) === way ? urisIn(where) : [],
  );
}

/** The entries of a list whose parts have their lengths before them, in two bytes each (RFC 6962 section 3.3). */
function timestampsIn(value: Uint8Array | undefined): number {
  const list = elementOf(value, OCTET_STRING)?.content ?? new Uint8Array();
  const view = new DataView(list.buffer, list.byteOffset, list.length);
  let count = 0;
  let at = 2;
  while (at + 2 <= list.length && at + 2 + view.getUint16(at) <= list.length) {
    at += 2 + view.getUint16(at);
    count += 1;
  }
  return count;
}
