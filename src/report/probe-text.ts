import { SURE } from '../defaults.js';
import type { ProbeRecord } from '../probe-records.js';
import type { Service } from '../types.js';
import { shortVerdict } from './mail-cells.js';
import { findingLines, sharedFindings } from './mail-findings.js';
import { hostName, originText } from './mail-groups.js';
import { earlierText, isJudged } from './mail-host.js';
import { announcedInTlsText, announcedText, offerRows, type Row } from './probe-offers.js';
import { nameRows, relayRows, tlsRows } from './probe-trust.js';
import type { ProbeWords } from './probe-words.js';
import { closesAtOnce } from './service-facts.js';
import { alignColumns, DEFAULT_WIDTH, PLAIN, printable, type Style, wrap } from './text.js';

export interface ProbeTextOptions {
  readonly words: ProbeWords;
  /** Terminal columns. Default 80. */
  readonly width?: number;
  /** Default: no marks. */
  readonly style?: Style;
  /** Whether its findings are listed too. Default true. */
  readonly findings?: boolean;
  /** Advice that was given above. */
  readonly advised?: Map<string, string>;
}

/** What a probe found at one port, for people: the answer in the first line, the bytes that it rests on below. */
export function probeText(record: ProbeRecord, options: ProbeTextOptions): string[] {
  const { words, width = DEFAULT_WIDTH, style = PLAIN, findings = true, advised = new Map() } = options;
  const place = `${record.address.includes(':') ? `[${record.address}]` : record.address}:${record.port}`;
  const answer = record.state === 'open' ? answerOf(record, words) : words.because(record.state, record.reason);
  const details = record.state === 'open' ? detailRows(record, words) : blameRows(record, words);
  const name = hostName(record) === record.address ? '' : ` (${printable(record.target)})`;
  return [
    ...wrap(`${style.bold(place)}${name}  ${printable(answer)}`, width),
    ...alignColumns(details, { width, indent: 2, caps: [18] }),
    ...(record.report === undefined ? [] : reportLines(record.report, words, width)),
    ...(findings ? findingsOf(record, { words, width, style, advised }) : []),
  ];
}

function findingsOf(record: ProbeRecord, layout: Required<Omit<ProbeTextOptions, 'findings'>>): string[] {
  const { words, width } = layout;
  const findings = sharedFindings([{ place: null, findings: record.findings }]);
  if (findings.length > 0) return ['', ...findingLines(findings, { ...layout, references: true })];
  return isJudged([record]) ? ['', ...wrap(words.noFindings, width)] : [];
}

/** A line to copy: not wrapped, whatever its length. */
function reportLines(report: string, words: ProbeWords, width: number): string[] {
  return [...wrap(words.unrecognized, width - 2).map((line) => `  ${line}`), `  ${printable(report)}`];
}

function answerOf(record: ProbeRecord, words: ProbeWords): string {
  const { service } = record;
  if (service === null) return closesAtOnce(record) ? `${words.states.open}, ${words.closesAtOnce}` : words.states.open;
  const { name, confidence, product, version } = service;
  const known = [`${name}${confidence < SURE ? '?' : ''}`, product, version].filter((part) => part !== null).join(' ');
  return turnsAway(record) ? [known, shortVerdict(record, words)].join(words.comma) : known;
}

/** Whether a service of mail answered otherwise than a client needs it. */
function turnsAway({ role, verdict }: ProbeRecord): boolean {
  return role !== null && verdict.code !== 'ready' && verdict.code !== 'other-service';
}

function detailRows(record: ProbeRecord, words: ProbeWords): string[][] {
  const rows: Row[] = [
    ...verdictRows(record, words),
    ...greetingRows(record, words),
    ...serviceRows(record, words),
    [words.offers, announcedText(record)],
    ...startTlsRows(record, words),
    [words.offersSecure, announcedInTlsText(record, words)],
    ...offerRows(record, words),
    ...tlsRows(record, words),
    ...nameRows(record, words),
    ...relayRows(record, words),
    [words.injected, record.injected],
  ];
  return rows.flatMap(([label, value]) => (value === null ? [] : [[label, rowText(value, words)]]));
}

/** As much of a row as a person reads. */
function rowText(value: string, words: ProbeWords): string {
  const hidden = value.length - ROW_CHARACTERS;
  return hidden > 0 ? `${printable(value.slice(0, ROW_CHARACTERS))} ${words.more(hidden)}` : printable(value);
}

/** Whoever would suspect the server is told that it is not to blame. */
function blameRows({ verdict }: ProbeRecord, words: ProbeWords): string[][] {
  const isBlocked = verdict.code === 'network-blocks-port';
  return isBlocked ? [[words.offerLabels.answer, words.verdictTexts[verdict.code]]] : [];
}

function verdictRows(record: ProbeRecord, words: ProbeWords): Row[] {
  const { code, evidence } = record.verdict;
  const labels = words.offerLabels;
  const earlier = earlierText(record, words);
  const cited = evidence?.trimEnd() ?? '';
  // What stands in the greeting is told there.
  const isNew = cited !== '' && !(record.banner ?? '').includes(cited);
  return [
    [labels.origin, originText(record, [record], words) || null],
    [labels.answer, turnsAway(record) ? words.verdictTexts[code] : null],
    ['', turnsAway(record) && isNew ? cited : null],
    [labels.earlier, earlier === '' ? null : earlier],
  ];
}

function greetingRows({ banner, greetingEnd, ready }: ProbeRecord, words: ProbeWords): Row[] {
  const said = (banner ?? '').split(/\r?\n/).filter((line) => line !== '');
  const lines = said.length === 0 ? [words.nothingSaid] : shortened(said, words);
  const rows: Row[] = lines.map((line, index) => [index === 0 ? words.greeting : '', line]);
  // That nothing was said needs no further word; most protocols leave the first one to the client.
  const isSilent = said.length === 0 && greetingEnd === 'timeout';
  if (greetingEnd !== null && greetingEnd !== 'complete' && !isSilent) rows.push(['', words.cut[greetingEnd]]);
  if (ready === false) rows.push(['', words.refusesUs]);
  return rows;
}

function serviceRows(record: ProbeRecord, words: ProbeWords): Row[] {
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
    ...evidence.map(
      ({ rule, text }): Row => [words.evidence, words.evidenceText(rule, printable(text), bytesOf(text, record))],
    ),
  ];
}

function factRows({ extra }: Service, words: ProbeWords): Row[] {
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
/** Characters of one row: what a right server announces, and the names of a large certificate, have less. JSON has all. */
const ROW_CHARACTERS = 2048;
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

function startTlsRows({ startTls }: ProbeRecord, words: ProbeWords): Row[] {
  const isKnown = startTls !== null && startTls !== 'unsupported' && startTls !== 'not-tried';
  return [[words.startTls, isKnown ? words.startTlsOutcomes[startTls] : null]];
}
