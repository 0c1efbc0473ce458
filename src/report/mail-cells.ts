/** What a table tells of one mail service, cell by cell. */
import type { MailOffers } from '../mail/offers/types.js';
import type { Finding, FindingGrade } from '../mail/types.js';
import type { ProbeRecord } from '../probe-records.js';
import { FINDING_GRADES } from '../types.js';
import { hostName, type MailGroup, serviceLabel } from './mail-groups.js';
import type { CertificateState, GradeCounts, MailWords } from './mail-words.js';

const DAY_MS = 86_400_000;
/** OpenSSL's codes for a certificate that vouches for itself. */
const SELF_SIGNED = ['DEPTH_ZERO_SELF_SIGNED_CERT'];

/** The columns of a table of services, in their order. */
export const COLUMNS = ['service', 'answer', 'product', 'tls', 'certificate', 'login', 'findings'] as const;

/** How much cells tell: `short` leaves out what a column can do without, `shortest` all findings but the gravest. */
export const CELL_LENGTHS = ['whole', 'short', 'shortest'] as const;
export type CellLength = (typeof CELL_LENGTHS)[number];

/** The cells of one service, in the order of {@link COLUMNS}; text of servers is as it was. */
export function serviceCells(
  record: ProbeRecord,
  group: MailGroup,
  words: MailWords,
  length: CellLength = 'whole',
): string[] {
  const isShort = length !== 'whole';
  const certificate = certificateState(record);
  const place = loginPlace(record);
  return [
    serviceLabel(record, group),
    shortVerdict(record, words),
    [record.service?.product, isShort ? null : record.service?.version].filter((part) => part).join(' '),
    tlsState(record, words),
    certificate === null ? '' : (isShort ? words.certificateShort : words.certificateState)(certificate),
    place === null ? '' : words.logins[place],
    gradeCell(countsOf(record.findings), words, length),
  ];
}

/** What came of it in a word or two, with the code of a reply that refuses: `busy (421)`. */
export function shortVerdict({ verdict }: Pick<ProbeRecord, 'verdict'>, words: MailWords): string {
  const text = words.verdicts[verdict.code];
  const code = /^([45]\d\d)(?:[ -]|$)/.exec(verdict.evidence ?? '')?.[1];
  return code === undefined || verdict.code === 'ready' ? text : text + words.aside(code);
}

/** `TLS 1.3`, `STARTTLS 1.3`, or why there is none; empty where it never came to that. */
function tlsState({ verdict, startTls, secure, tls }: ProbeRecord, words: MailWords): string {
  const { none, refused, failed } = words.tlsStates;
  if (startTls === 'refused') return refused;
  if (tls !== null) {
    const version = (tls.version ?? '').replace(/^TLSv1$/, '1.0').replace(/^TLSv/, '');
    return `${secure ? 'TLS' : 'STARTTLS'} ${version}`.trim();
  }
  if (startTls === 'failed' || verdict.code === 'tls-alert' || verdict.code === 'tls-failed') return failed;
  return startTls === 'not-offered' ? none : '';
}

/**
 * The gravest that is to be said of a certificate when it was shown; null where there was no TLS. Where the service was asked by
 * its address, nobody knows the name that the certificate should be for.
 */
export function certificateState(record: ProbeRecord): CertificateState | null {
  const { tls, at, address } = record;
  if (tls === null) return null;
  const { certificate, chainError, matchesName } = tls;
  if (certificate === null) return { kind: 'missing' };
  const [from, to, now] = [certificate.validFrom, certificate.validTo, at].map(Date.parse) as [number, number, number];
  if (Number.isNaN(from) || Number.isNaN(to)) return { kind: 'unreadable' };
  if (now > to) return { kind: 'expired', days: Math.floor((now - to) / DAY_MS) };
  if (now < from) return { kind: 'not-yet-valid' };
  if (chainError !== null) return { kind: SELF_SIGNED.includes(chainError) ? 'self-signed' : 'untrusted' };
  if (matchesName === false && hostName(record) !== address) return { kind: 'other-name' };
  return { kind: 'left', days: Math.floor((to - now) / DAY_MS) };
}

/** Where one can log in; null where nothing is known of that. */
export function loginPlace({ secure, offers, secureOffers }: ProbeRecord): keyof MailWords['logins'] | null {
  if (offers === null && secureOffers === null) return null;
  if (!secure && takesLogin(offers)) return 'clear';
  return takesLogin(secure ? offers : secureOffers) ? 'tls' : 'none';
}

/** Whether a server that offers this lets one log in as things are. */
export function takesLogin(offers: MailOffers | null): boolean {
  if (offers === null) return false;
  return (
    offers.auth.length > 0 || takesPlainLogin(offers) || (offers.protocol === 'pop3' && offers.apopTimestamp !== null)
  );
}

/** Whether name and password can be sent without a mechanism of SASL: USER and PASS of POP3, LOGIN of IMAP. */
export function takesPlainLogin(offers: MailOffers): boolean {
  if (offers.protocol === 'pop3') return offers.user;
  return offers.protocol === 'imap' && !offers.loginDisabled && offers.greeting !== 'PREAUTH';
}

/** How many findings there are of each grade, without those that there are none of; or of the gravest, and how many besides. */
function gradeCell(counts: GradeCounts, words: MailWords, length: CellLength): string {
  const found = FINDING_GRADES.filter((grade) => counts[grade] > 0);
  const texts = found.map((grade) =>
    length === 'whole' ? words.gradeCount(counts[grade], grade) : `${counts[grade]} ${words.grades[grade]}`,
  );
  if (length !== 'shortest' || found.length < 2) return texts.join(' ');
  return `${texts[0]} +${found.slice(1).reduce((sum, grade) => sum + counts[grade], 0)}`;
}

export function countsOf(findings: readonly Pick<Finding, 'grade'>[]): GradeCounts {
  const count = (grade: FindingGrade) => findings.filter((finding) => finding.grade === grade).length;
  return { wrong: count('wrong'), weak: count('weak'), note: count('note') };
}
