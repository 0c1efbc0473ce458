import type { ResultRecord } from '../records.js';
import type { Service, TlsSummary } from '../types.js';
import { columnsOf } from './wrap.js';

/** How further facts about a service are said, in one language. */
export interface FactWords {
  /** One of its further facts among others, by its name: `"Welcome to nginx!"` for `title`, `protocol 3.8`. */
  readonly fact: (name: string, value: string) => string;
  /** The name of a fact before its value: `protocol version` for `protocolVersion`. */
  readonly factName: (name: string) => string;
  /** The value of a fact that is one of a few fixed words, and any other as it is. */
  readonly factValue: (value: string) => string;
  /** TLS with a certificate of somebody: `TLSv1.3 for mail.example.org` */
  readonly tlsFor: (version: string, name: string) => string;
  readonly closesAtOnce: string;
}

/** Facts that a line of a table has room for, whatever the product, the most telling first. */
const TELLING = ['title', 'access', 'model'];
/** Facts that take the place of a product that is not known. */
const INSTEAD = [
  ...['server', 'userAgent', 'realm', 'versionText', 'protocolVersion'],
  ...['dialect', 'security', 'authentication'],
];
/** Facts in one line of a table. */
const MOST_FACTS = 2;
/** Terminal columns of one fact in a line of a table: pages have long titles. */
const FACT_COLUMNS = 40;

/** The facts about a service that belong into one line of a table. */
export function tellingFacts({ product, extra }: Service, words: FactWords): string[] {
  const names = product === null ? [...INSTEAD, ...TELLING] : TELLING;
  return names
    .filter((name) => Object.hasOwn(extra, name) && extra[name] !== '')
    .slice(0, MOST_FACTS)
    .map((name) => words.fact(name, shortened(extra[name] as string)));
}

/** Version, agreed protocol, and whose the certificate is where nothing else in the line says so. */
export function tlsFacts(tls: TlsSummary | null, named: readonly (string | null)[], words: FactWords): string[] {
  if (tls === null) return [];
  const version = `${tls.version ?? 'TLS'}${tls.alpn === null ? '' : ` (${tls.alpn})`}`;
  const name = commonName(tls.certificate?.subject);
  const isNew = name !== null && !named.some((each) => each?.toLowerCase() === name.toLowerCase());
  return [isNew ? words.tlsFor(version, shortened(name)) : version];
}

/** Whether the server took the connection and hung up without a word. */
export function closesAtOnce(
  result: Pick<ResultRecord, 'state' | 'greetingEnd' | 'banner' | 'service' | 'tls'>,
): boolean {
  const { state, greetingEnd, banner, service, tls } = result;
  const isKnown = service !== null && service.method !== 'port';
  return state === 'open' && greetingEnd === 'closed' && banner === null && tls === null && !isKnown;
}

/** The common name of a subject such as `C=NL, CN=mail.example.org`. */
function commonName(subject: string | undefined): string | null {
  const name = /(?:^|, )CN=([^,]*)/.exec(subject ?? '')?.[1] ?? '';
  return name === '' ? null : name;
}

function shortened(text: string): string {
  if (columnsOf(text) <= FACT_COLUMNS) return text;
  let shown = '';
  for (const character of text.slice(0, FACT_COLUMNS)) {
    if (columnsOf(shown + character) >= FACT_COLUMNS) break;
    shown += character;
  }
  return `${shown}…`;
}
