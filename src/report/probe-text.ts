import { SURE } from '../defaults.js';
import type { ProbeRecord } from '../probe-records.js';
import type { CertificateSummary, Service } from '../types.js';
import { closesAtOnce, type FactWords } from './service-facts.js';
import type { StateWords } from './state-words.js';
import { alignColumns, DEFAULT_WIDTH, PLAIN, printable, type Style, wrap } from './text.js';

/** The words of the report, in one language. */
export interface ProbeWords extends StateWords, FactWords {
  readonly greeting: string;
  readonly nothingSaid: string;
  /** `(1,234 more characters, see --json)` */
  readonly more: (characters: number) => string;
  /** Why the greeting is not whole. */
  readonly cut: Readonly<Record<'timeout' | 'closed' | 'too-long' | 'failed' | 'stopped', string>>;
  readonly service: string;
  readonly product: string;
  readonly hostname: string;
  readonly os: string;
  readonly evidence: string;
  readonly offers: string;
  readonly offersSecure: string;
  readonly startTls: string;
  readonly startTlsOutcomes: Readonly<Record<'not-offered' | 'refused' | 'failed' | 'done', string>>;
  readonly tls: string;
  readonly certificate: string;
  /** The certificate's key, such as `ec prime256v1` or `rsa 2048`, and how it was signed, where that is known. */
  readonly key: (key: string, signature: string | null) => string;
  /** Who has signed the certificate. */
  readonly issuer: (name: string) => string;
  readonly trusted: string;
  readonly untrusted: (reason: string) => string;
  readonly valid: (from: string, to: string) => string;
  /** What goes before the line about a service that nobody knows. */
  readonly unrecognized: string;
  readonly injected: string;
  readonly refusesUs: string;
  /** A service's name, how it was found and how sure that is: `smtp, by its greeting (95 %)`. */
  readonly identified: (name: string, method: Service['method'], percent: number) => string;
  /** `bytes 0-38 of the greeting: "220 …" (rule smtp/postfix)` */
  readonly evidenceText: (rule: string, text: string, bytes: string | null) => string;
}

export interface ProbeTextOptions {
  readonly words: ProbeWords;
  /** Terminal columns. Default 80. */
  readonly width?: number;
  /** Default: no marks. */
  readonly style?: Style;
}

/** What a probe found at one port, for people: the answer in the first line, the bytes that it rests on below. */
export function probeText(record: ProbeRecord, options: ProbeTextOptions): string[] {
  const { words, width = DEFAULT_WIDTH, style = PLAIN } = options;
  const place = `${record.address.includes(':') ? `[${record.address}]` : record.address}:${record.port}`;
  const answer = record.state === 'open' ? answerOf(record, words) : words.because(record.state, record.reason);
  const details = record.state === 'open' ? detailRows(record, words) : [];
  const isPlain = record.target === record.address || record.target === place;
  const name = isPlain ? '' : ` (${printable(record.target)})`;
  return [
    `${style.bold(place)}${name}  ${printable(answer)}`,
    ...alignColumns(details, { width, indent: 2, caps: [18] }),
    ...(record.report === undefined ? [] : reportLines(record.report, words, width)),
  ];
}

/** A line to copy: not wrapped, whatever its length. */
function reportLines(report: string, words: ProbeWords, width: number): string[] {
  return [...wrap(words.unrecognized, width - 2).map((line) => `  ${line}`), `  ${printable(report)}`];
}

function answerOf(record: ProbeRecord, words: ProbeWords): string {
  const { service } = record;
  if (service === null) return closesAtOnce(record) ? `${words.states.open}, ${words.closesAtOnce}` : words.states.open;
  const { name, confidence, product, version } = service;
  return [`${name}${confidence < SURE ? '?' : ''}`, product, version].filter((part) => part !== null).join(' ');
}

function detailRows(record: ProbeRecord, words: ProbeWords): string[][] {
  const rows: (readonly [label: string, value: string | null])[] = [
    ...greetingRows(record, words),
    ...serviceRows(record, words),
    [words.offers, joined(record.capabilities)],
    ...startTlsRows(record, words),
    [words.offersSecure, joined(record.secureCapabilities)],
    ...tlsRows(record, words),
    [words.injected, record.injected],
  ];
  return rows.filter(([, value]) => value !== null).map(([label, value]) => [label, printable(value as string)]);
}

type Rows = (readonly [label: string, value: string | null])[];

function joined(capabilities: readonly string[] | null): string | null {
  return capabilities === null || capabilities.length === 0 ? null : capabilities.join(', ');
}

function greetingRows({ banner, greetingEnd, ready }: ProbeRecord, words: ProbeWords): Rows {
  const said = (banner ?? '').split(/\r?\n/).filter((line) => line !== '');
  const lines = said.length === 0 ? [words.nothingSaid] : shortened(said, words);
  const rows: Rows = lines.map((line, index) => [index === 0 ? words.greeting : '', line]);
  // That nothing was said needs no further word; most protocols leave the first one to the client.
  const isSilent = said.length === 0 && greetingEnd === 'timeout';
  if (greetingEnd !== null && greetingEnd !== 'complete' && !isSilent) rows.push(['', words.cut[greetingEnd]]);
  if (ready === false) rows.push(['', words.refusesUs]);
  return rows;
}

function serviceRows(record: ProbeRecord, words: ProbeWords): Rows {
  const { service } = record;
  if (service === null) return [];
  const { name, method, confidence, product, version, vendor, hostname, os, evidence } = service;
  const program = product === null ? null : [product, version].filter((part) => part !== null).join(' ');
  return [
    [words.service, words.identified(name, method, Math.round(confidence * 100))],
    [words.product, program === null || vendor === null || vendor === product ? program : `${program} (${vendor})`],
    [words.hostname, hostname],
    [words.os, os],
    ...factRows(service, words),
    ...evidence.map(({ rule, text }): Rows[number] => [
      words.evidence,
      words.evidenceText(rule, printable(text), bytesOf(text, record)),
    ]),
  ];
}

function factRows({ extra }: Service, words: ProbeWords): Rows {
  return Object.entries(extra)
    .slice(0, MOST_FACTS)
    .map(([name, value]) => [words.factName(name), words.factValue(value)]);
}

/** As much of a greeting as a person reads; a hostile one would fill the screen. */
function shortened(lines: readonly string[], words: ProbeWords): string[] {
  const shown = lines.slice(0, GREETING_LINES).map((line) => line.slice(0, GREETING_COLUMNS));
  const hidden = lines.join('\n').length - shown.join('\n').length;
  return hidden === 0 ? shown : [...shown, words.more(hidden)];
}

/** Further facts that are shown: no protocol of ours tells more. */
const MOST_FACTS = 16;
const GREETING_LINES = 20;
const GREETING_COLUMNS = 512;

/** Where in the bytes of the greeting the evidence stands, as `0-38`. */
function bytesOf(text: string, { banner, bannerBase64 }: ProbeRecord): string | null {
  if (text === '' || banner === null) return null;
  const greeting = bannerBase64 === undefined ? Buffer.from(banner, 'utf8') : Buffer.from(bannerBase64, 'base64');
  // Evidence is UTF-8 where its bytes are, Latin-1 otherwise.
  for (const encoding of ['utf8', 'latin1'] as const) {
    const bytes = Buffer.from(text, encoding);
    const first = greeting.indexOf(bytes);
    if (first >= 0) return `${first}-${first + bytes.length - 1}`;
  }
  return null;
}

function startTlsRows({ startTls }: ProbeRecord, words: ProbeWords): Rows {
  return [
    [
      words.startTls,
      startTls === null || startTls === 'unsupported' || startTls === 'not-tried'
        ? null
        : words.startTlsOutcomes[startTls],
    ],
  ];
}

function tlsRows({ tls }: ProbeRecord, words: ProbeWords): Rows {
  if (tls === null) return [];
  const trust = tls.authorized ? words.trusted : words.untrusted(tls.authorizationError ?? '');
  return [
    [words.tls, [tls.version, tls.cipher, tls.alpn].filter((part) => part !== null).join(', ')],
    ...(tls.certificate === null ? [] : certificateRows(tls.certificate, trust, words)),
  ];
}

function certificateRows(certificate: CertificateSummary, trust: string, words: ProbeWords): Rows {
  const { subject, issuer, names, validFrom, validTo, key, signatureAlgorithm } = certificate;
  const keyText = key && [key.type, key.bits, key.curve].filter((part) => part !== null).join(' ');
  return [
    [words.certificate, [subject, ...names.filter((name) => !subject.endsWith(`=${name}`))].join(', ')],
    ['', keyText && words.key(keyText, signatureAlgorithm)],
    ['', issuer === subject || issuer === '' ? null : words.issuer(issuer)],
    ['', words.valid(validFrom.slice(0, 10), validTo.slice(0, 10))],
    ['', trust],
  ];
}
