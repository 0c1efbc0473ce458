import { ENUMERATED, element, elementAt, elementsOf, headAt, INTEGER, OCTET_STRING, SEQUENCE } from './ber.js';
import { bytes, uint8 } from './bytes.js';
import { onOneLine } from './text.js';
import type { Frame, Inquiry, Protocol, Recognition, Request, RequestContext } from './types.js';

/** Tags of operations (RFC 4511 sections 4.5.1 and 4.12). */
const SEARCH_REQUEST = 0x63;
const SEARCH_ENTRY = 0x64;
const SEARCH_DONE = 0x65;
const SEARCH_REFERENCE = 0x73;
const EXTENDED_RESPONSE = 0x78;
const OPERATIONS: ReadonlySet<number> = new Set([SEARCH_ENTRY, SEARCH_DONE, SEARCH_REFERENCE, EXTENDED_RESPONSE]);
/** Seconds after which the server shall stop searching. */
const TIME_LIMIT_S = 2;
/** Extension by which a client starts TLS (RFC 4511 section 4.14). */
const START_TLS = '1.3.6.1.4.1.1466.20037';

/** Attributes of the root DSE (RFC 4512 section 5.1), of RFC 3045, and of products' own that tell them apart. */
const ATTRIBUTES = [
  ...['objectClass', 'vendorName', 'vendorVersion', 'supportedLDAPVersion', 'namingContexts', 'supportedExtension'],
  ...['supportedSASLMechanisms', 'supportedCapabilities', 'dnsHostName', 'defaultNamingContext', 'fullVendorVersion'],
  ...['domainFunctionality', 'domainControllerFunctionality', 'orclDirectoryVersion', 'configContext'],
];

/** Messages up to the one that ends the search. */
const searchResult: Frame = (text) => {
  for (let at = 0; ; ) {
    const head = headAt(text, at);
    if (head === null) return 0;
    const end = head.start + head.length;
    if (end > text.length) return 0;
    const operation = operationOf(text.slice(head.start, Math.min(end, head.start + 16)));
    if (head.tag !== SEQUENCE || (operation !== SEARCH_ENTRY && operation !== SEARCH_REFERENCE)) return end;
    at = end;
  }
};

/** What every directory tells of itself to everybody (RFC 4512 section 5.1), without a bind. */
const OPENING: Request = { name: 'root', bytes: search(1, '', ATTRIBUTES), frame: searchResult };

/** OpenLDAP tells its version only in its monitor, where that is open to everybody (slapd-monitor(5)). */
const INQUIRIES: readonly Inquiry[] = [
  { name: 'monitor', bytes: monitorSearch, frame: searchResult, until: 'version' },
];

/** LDAP, RFC 4511. */
export const ldap: Protocol = {
  name: 'ldap',
  title: 'Lightweight Directory Access Protocol (LDAP)',
  ports: [389, 3268],
  tlsPorts: [636, 3269],
  tlsName: 'ldaps',
  serverFirst: false,
  frame: searchResult,
  recognize: () => null,
  recognizeReply,
  questions: [],
  openings: [OPENING],
  inquiries: INQUIRIES,
  farewell: null,
  converse: null,
};

/** A search for one entry with every value of some attributes (RFC 4511 section 4.5.1). */
function search(id: number, name: string, attributes: readonly string[]): string {
  const number = (tag: number, value: number) => element(tag, bytes(value));
  const list = attributes.map((attribute) => element(OCTET_STRING, attribute)).join('');
  const body = [
    element(OCTET_STRING, name),
    ...[number(ENUMERATED, 0), number(ENUMERATED, 0), number(INTEGER, 0), number(INTEGER, TIME_LIMIT_S)],
    ...[number(0x01, 0), element(0x87, 'objectClass'), element(SEQUENCE, list)],
  ];
  return element(SEQUENCE, number(INTEGER, id) + element(SEARCH_REQUEST, body.join('')));
}

function monitorSearch({ said }: RequestContext): string | null {
  return said.some(({ text }) => text.includes('OpenLDAProotDSE')) ? search(2, 'cn=Monitor', ['monitoredInfo']) : null;
}

/** The tag of the operation behind the identifier of a message; NaN where there is none. */
function operationOf(message: string): number {
  const id = elementAt(message, 0);
  return id?.tag === INTEGER && id.content.length <= 4 ? uint8(message, id.next) : Number.NaN;
}

function recognizeReply(reply: string, request: string): Recognition | null {
  if (!request.startsWith('ldap/')) return null;
  const messages = elementsOf(reply).filter(({ tag }) => tag === SEQUENCE);
  const first = messages[0];
  const operation = first === undefined ? Number.NaN : operationOf(first.content);
  if (!OPERATIONS.has(operation)) return null;
  const attributes = attributesOf(messages.map(({ content }) => content));
  const hostname = attributes.get('dnshostname')?.[0] ?? null;
  const subject = subjectOf(attributes);
  const text = subject.split('\n', 1)[0] || `operation ${operation - 0x60}`;
  return {
    confidence: 0.95,
    text,
    hostname,
    subject,
    extra: extraOf(attributes, request === 'ldap/root' ? resultOf(messages) : Number.NaN),
  };
}

/** Values by name in lower case, of all entries (RFC 4511 section 4.5.2). */
function attributesOf(messages: readonly string[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const message of messages) {
    const entry = elementsOf(message)[1];
    if (entry?.tag !== SEARCH_ENTRY) continue;
    for (const { content } of elementsOf(elementsOf(entry.content)[1]?.content ?? '')) {
      const [type, set] = elementsOf(content);
      if (type === undefined || set === undefined) continue;
      const values = elementsOf(set.content).map((value) => onOneLine(value.content));
      if (values.length > 0) found.set(onOneLine(type.content).toLowerCase(), values);
    }
  }
  return found;
}

/** Vendor and version on one line, then every attribute on its own. */
function subjectOf(attributes: ReadonlyMap<string, readonly string[]>): string {
  const vendor = attributes.get('vendorname')?.[0];
  const version = attributes.get('fullvendorversion')?.[0] ?? attributes.get('vendorversion')?.[0];
  const lines = [...attributes].map(([name, values]) => `${name}: ${values.join(' ')}`);
  if (vendor !== undefined || version !== undefined) lines.unshift(`vendor: ${vendor ?? ''} | ${version ?? ''}`);
  return lines.join('\n');
}

/** The code of the result that ends a search; NaN where there is none (RFC 4511 section 4.1.9). */
function resultOf(messages: readonly { readonly content: string }[]): number {
  const operation = elementsOf(messages.at(-1)?.content ?? '')[1];
  if (operation?.tag !== SEARCH_DONE && operation?.tag !== EXTENDED_RESPONSE) return Number.NaN;
  return uint8(elementAt(operation.content, 0)?.content ?? '', 0);
}

function extraOf(attributes: ReadonlyMap<string, readonly string[]>, result: number): Record<string, string> {
  const all = (name: string) => attributes.get(name)?.join(', ');
  const told: readonly (readonly [string, string | undefined])[] = [
    ['namingContexts', all('namingcontexts')],
    ['protocolVersions', all('supportedldapversion')],
    ['saslMechanisms', all('supportedsaslmechanisms')],
    ['startTls', attributes.get('supportedextension')?.includes(START_TLS) ? 'yes' : undefined],
    ['functionalLevel', all('domaincontrollerfunctionality')],
    ['resultCode', result > 0 ? String(result) : undefined],
  ];
  return Object.fromEntries(told.filter((pair): pair is readonly [string, string] => Boolean(pair[1])));
}
