/** What DNS says of a domain's mail, for people. */
import type { ClientService, Exchanger, MailExchange, MtaStsReport, NamedHost } from '../mail/domain/types.js';
import type { DomainRecord } from '../probe-records.js';
import { findingLines, sharedFindings } from './mail-findings.js';
import type { MailWords } from './mail-words.js';
import { alignColumns, printable, type Style } from './text.js';

export interface DomainLayout {
  readonly words: MailWords;
  readonly width: number;
  readonly style: Style;
  /** Advice that was given above. */
  readonly advised?: Map<string, string>;
}

/** Widest label, and widest name of an exchanger before its addresses. */
const LABEL_CAP = 18;
/** Exchangers, client services and names of a policy that are shown; JSON has all. */
const MOST_ENTRIES = 20;
const DAY_SECONDS = 86_400;

/** Heading, a row for each exchanger, MTA-STS, client services, findings. */
export function domainLines(record: DomainRecord, layout: DomainLayout): string[] {
  const { words, width, style } = layout;
  const rows = domainRows(record, words).map((row) => row.map(printable));
  const findings = sharedFindings([{ place: null, findings: record.findings }]);
  return [
    style.bold(printable(record.domain)),
    ...alignColumns(rows, { width, indent: 2, caps: [LABEL_CAP] }),
    ...(findings.length === 0 ? [] : ['', ...findingLines(findings, layout)]),
  ];
}

/** Label and text of each row; only the first of a kind has its label. */
export function domainRows(record: DomainRecord, words: MailWords): [string, string][] {
  const { mail, mtaSts } = record;
  const { domain } = words;
  return [
    ...labelled(domain.mail, mail === null ? [] : mailTexts(mail, words)),
    ...labelled(domain.mtaSts, mtaSts === null ? [] : [policyText(mtaSts, words)]),
    ...labelled(domain.clients, clientTexts(record, words)),
  ];
}

function labelled(label: string, texts: readonly string[]): [string, string][] {
  return texts.map((text, index) => [index === 0 ? label : '', text]);
}

function mailTexts({ kind, exchangers, omitted }: MailExchange, words: MailWords): string[] {
  const named = exchangers.map((exchanger) => exchangerText(exchanger, kind === 'mx', words));
  const told = some(kind === 'mx' ? named : [words.domain.kinds[kind], ...named], words);
  return [...told, ...omittedTexts(omitted, words)];
}

/** That a cap left some out, where it did. */
function omittedTexts(count: number, words: MailWords): string[] {
  return count === 0 ? [] : [words.domain.omitted(count)];
}

/** `10 mx1.example.org: 192.0.2.1, 2001:db8::1` */
function exchangerText(exchanger: Exchanger, isPreferred: boolean, words: MailWords): string {
  const { name, preference, addresses, omittedAddresses, problem } = exchanger;
  const found = [...addresses, ...omittedTexts(omittedAddresses, words)].join(words.listComma);
  const where = problem === null ? found : words.domain.noAddress(problem);
  return `${isPreferred ? `${preference} ` : ''}${name}${aliasText(exchanger, words)}${words.colon}${where}`;
}

function aliasText({ alias }: NamedHost, words: MailWords): string {
  return alias === null ? '' : words.aside(words.domain.alias(alias));
}

function policyText({ policy, problem }: MtaStsReport, words: MailWords): string {
  if (policy !== null) {
    const days = Math.floor((policy.maxAgeSeconds / DAY_SECONDS) * 10) / 10;
    return words.domain.policy(policy.mode, some(policy.mx, words).join(words.listComma), String(days));
  }
  return problem === null ? words.domain.noMtaSts : words.domain.mtaStsProblem(problem);
}

/** Services in the order of their records: `imaps: imap.example.org:993`; empty where nobody asked for them. */
function clientTexts(
  { clientServices, unansweredServices, omittedServices }: DomainRecord,
  words: MailWords,
): string[] {
  const silence = words.domain.kinds.unknown;
  if (clientServices === null) return unansweredServices.length === 0 ? [] : [silence];
  const told = some(
    clientServices.map((each) => clientText(each, clientServices, words)),
    words,
  );
  const unanswered = unansweredServices.join(words.listComma);
  const silent = unanswered === '' ? [] : [`${unanswered}${words.colon}${silence}`];
  const texts = [...told, ...omittedTexts(omittedServices, words), ...silent];
  return texts.length === 0 ? [words.domain.noClients] : texts;
}

function clientText(own: ClientService, all: readonly ClientService[], words: MailWords): string {
  const { service, target, port, priority, problem } = own;
  const where = target === null ? words.domain.notProvided : `${target}:${port}${aliasText(own, words)}`;
  const isRanked = all.some((other) => other.service === service && other.priority !== priority);
  const without = problem === null ? '' : `${words.colon}${words.domain.noAddress(problem)}`;
  return `${service}${words.colon}${where}${isRanked ? words.aside(String(priority)) : ''}${without}`;
}

function some(texts: readonly string[], words: MailWords): string[] {
  const hidden = texts.length - MOST_ENTRIES;
  return hidden > 0 ? [...texts.slice(0, MOST_ENTRIES), words.moreEntries(hidden)] : [...texts];
}
