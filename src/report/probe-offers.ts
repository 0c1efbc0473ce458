/** What a mail service offers, as rows of its block. */
import type { ImapOffers, MailOffers, Pop3Offers, SieveOffers, SmtpOffers } from '../mail/offers/types.js';
import type { ProbeRecord } from '../probe-records.js';
import { takesPlainLogin } from './mail-cells.js';
import type { ProbeWords } from './probe-words.js';

/** A label and what stands behind it; null leaves the row out. */
export type Row = readonly [label: string, value: string | null];

/** Extensions of Sieve, fields of ID and the like that are shown: no server of ours tells more, a hostile one might. */
const MOST_FIELDS = 40;
const KIBIBYTE = 1024;
const UNITS = ['KiB', 'MiB', 'GiB', 'TiB'] as const;

/** What is announced inside TLS counts, where there is that; where one can log in is told for both. */
export function offerRows(record: ProbeRecord, words: ProbeWords): Row[] {
  const { offers, secureOffers, secure } = record;
  const said = secureOffers ?? offers;
  if (said === null) return [];
  const { loginClear, loginTls, unknown } = words.offerLabels;
  return [
    ...rowsOf(said, words),
    [loginClear, secure ? null : loginText(offers, words)],
    [loginTls, loginText(secure ? offers : secureOffers, words)],
    [unknown, listed(said.unknown, words)],
  ];
}

/** What ManageSieve lists and what has a row of its own as well. */
const TOLD_APART = /^(?:IMPLEMENTATION|SIEVE|NOTIFY|VERSION)(?: |$)/i;

/** What was announced first, in the server's own words; null where it was nothing. */
export function announcedText({ capabilities, offers }: ProbeRecord): string | null {
  return commaList(withoutToldApart(capabilities ?? [], offers));
}

/** The same inside TLS, by what it differs in, unless that is most of it. */
export function announcedInTlsText(record: ProbeRecord, words: ProbeWords): string | null {
  const before = new Set(withoutToldApart(record.capabilities ?? [], record.offers));
  const inside = withoutToldApart(record.secureCapabilities ?? [], record.secureOffers);
  const gained = inside.filter((line) => !before.has(line));
  if (inside.length === 0 || inside.length < 2 * gained.length) return commaList(inside);
  // What has only changed is not lost.
  const kept = new Set(inside.map(keywordOf));
  const lost = [...before].filter((line) => !inside.includes(line) && !kept.has(keywordOf(line)));
  return words.sameOffers(commaList(gained) ?? '', commaList(lost) ?? '');
}

function withoutToldApart(lines: readonly string[], offers: MailOffers | null): readonly string[] {
  return offers?.protocol === 'sieve' ? lines.filter((line) => !TOLD_APART.test(line)) : lines;
}

function keywordOf(line: string): string {
  return line.split(' ', 1)[0] ?? line;
}

function commaList(lines: readonly string[]): string | null {
  return lines.length === 0 ? null : lines.join(', ');
}

function rowsOf(offers: MailOffers, words: ProbeWords): Row[] {
  if (offers.protocol === 'smtp') return smtpRows(offers, words);
  if (offers.protocol === 'pop3') return pop3Rows(offers, words);
  return offers.protocol === 'imap' ? imapRows(offers, words) : sieveRows(offers, words);
}

function loginText(offers: MailOffers | null, words: ProbeWords): string | null {
  if (offers === null) return null;
  const ways = [
    ...offers.auth,
    ...(takesPlainLogin(offers) ? [words.plainLogin] : []),
    ...(offers.protocol === 'pop3' && offers.apopTimestamp !== null ? ['APOP'] : []),
  ];
  return ways.length === 0 ? words.noLogin : ways.join(words.listComma);
}

function smtpRows(offers: SmtpOffers, words: ProbeWords): Row[] {
  const { size, limits, futureRelease, deliverBy, mtPriority, xclient, xforward, masked } = offers;
  const labels = words.offerLabels;
  const holds = [
    futureRelease && words.futureRelease(futureRelease.maxIntervalSeconds, futureRelease.maxDateTime),
    deliverBy === null ? null : words.deliverBy(deliverBy === 0 ? null : deliverBy),
  ].filter((text) => text !== null);
  const proxy = [xclient && ['XCLIENT', ...xclient].join(' '), xforward && ['XFORWARD', ...xforward].join(' ')].filter(
    (text) => text !== null,
  );
  return [
    [labels.size, size === null ? null : sizeText(size, words)],
    [labels.limits, fieldsText(limits, words)],
    [labels.holds, joined(holds, words)],
    [labels.priorities, mtPriority === null ? null : words.priorities(mtPriority)],
    [labels.proxy, joined(proxy, words)],
    [labels.masked, masked],
  ];
}

function pop3Rows({ apopTimestamp, expire, loginDelay, implementation }: Pop3Offers, words: ProbeWords): Row[] {
  const labels = words.offerLabels;
  const days = expire === null || expire.days === 'NEVER' ? null : expire.days;
  return [
    [labels.timestamp, apopTimestamp],
    [labels.keeps, expire === null ? null : words.keeps(days, expire.byUser)],
    [labels.wait, loginDelay === null ? null : words.wait(loginDelay.seconds, loginDelay.byUser)],
    [labels.program, implementation],
  ];
}

function imapRows({ greeting, identity }: ImapOffers, words: ProbeWords): Row[] {
  const labels = words.offerLabels;
  return [
    [labels.preauth, greeting === 'PREAUTH' ? words.preauth : null],
    [labels.identity, fieldsText(identity, words)],
  ];
}

function sieveRows(offers: SieveOffers, words: ProbeWords): Row[] {
  const { implementation, version, extensions, notify, maxRedirects } = offers;
  const labels = words.offerLabels;
  const scripts = [...extensions.slice(0, MOST_FIELDS), maxRedirects === null ? '' : words.redirects(maxRedirects)];
  return [
    [labels.program, joined([implementation, version], words)],
    [labels.scripts, joined(scripts, words)],
    [labels.notify, listed(notify, words)],
  ];
}

function sizeText(bytes: number, words: ProbeWords): string {
  return bytes === 0 ? words.noFixedSize : words.size(humanSize(bytes), bytes);
}

/** A size with one digit behind the point, where that is not 0: `9.8 MiB`; empty below a kibibyte. */
export function humanSize(bytes: number): string {
  if (bytes < KIBIBYTE) return '';
  const power = Math.min(UNITS.length, Math.floor(Math.log2(bytes) / 10));
  return `${Number((bytes / KIBIBYTE ** power).toFixed(1))} ${UNITS[power - 1]}`;
}

function fieldsText(fields: Readonly<Record<string, string>> | null, words: ProbeWords): string | null {
  if (fields === null) return null;
  return listed(
    Object.entries(fields).map(([name, value]) => `${name} ${value}`.trim()),
    words,
  );
}

function listed(texts: readonly string[], words: ProbeWords): string | null {
  return joined(texts.slice(0, MOST_FIELDS), words);
}

function joined(texts: readonly (string | null)[], words: ProbeWords): string | null {
  const said = texts.filter((text) => text !== null && text !== '');
  return said.length === 0 ? null : said.join(words.listComma);
}
