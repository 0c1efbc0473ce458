/** Services of a host, or of the hosts of a domain, at a glance. */
import type { VerdictCode } from '../mail/types.js';
import type { ProbeRecord } from '../probe-records.js';
import { shortVerdict } from './mail-cells.js';
import { findingLines, type SharedFinding, sharedFindings } from './mail-findings.js';
import { addTo, headingOf, type MailGroup, placeLabel, placesWithout, shortPlaces } from './mail-groups.js';
import { serviceTable } from './mail-table.js';
import type { ProbeWords } from './probe-words.js';
import { printable, type Style, wrap } from './text.js';

export interface HostLayout {
  readonly words: ProbeWords;
  readonly width: number;
  readonly style: Style;
  /** Whether the documents that a finding rests on are named. Default: not. */
  readonly references?: boolean;
  /** Advice that was given above. */
  readonly advised?: Map<string, string>;
}

/** Heading, table, what is closed, what answered otherwise than it should, findings. */
export function groupLines(group: MailGroup, findings: readonly SharedFinding[], layout: HostLayout): string[] {
  const open = group.records.filter(({ state }) => state === 'open');
  return [
    ...headingLines(group, layout),
    ...(open.length === 0 ? [] : serviceTable(group, layout)),
    ...otherPlaceLines(group, layout),
    ...remarkLines(group.records, group, layout),
    ...findingsOrNone(group, findings, layout),
  ];
}

/** Places that nothing answers at, under the heading of all, with their findings; nothing where there are none. */
export function silentLines(group: MailGroup, layout: HostLayout): string[] {
  const lines = otherPlaceLines(group, layout);
  if (lines.length === 0) return [];
  const records = group.records.filter(({ state }) => state !== 'open');
  const found = findingLines(groupFindings({ ...group, records, hosts: [] }), layout);
  const remarks = remarkLines(records, group, layout);
  return [...headingLines(group, layout), ...lines, ...remarks, ...(found.length === 0 ? [] : ['', ...found])];
}

function headingLines(group: MailGroup, { words, width, style }: HostLayout): string[] {
  const [name = '', ...rest] = headingOf(group, words).map(printable);
  return wrap([style.bold(name), ...rest].join('  '), width);
}

/** Findings of the services and of their hosts together. */
export function groupFindings(group: MailGroup): SharedFinding[] {
  return sharedFindings([
    ...group.records.map((record) => ({ place: placeLabel(record, group), findings: record.findings })),
    ...group.hosts.map(({ target, findings }) => ({ place: group.isOfDomain ? target : null, findings })),
  ]);
}

/** Where there are none, and there could be, this is said. */
function findingsOrNone(group: MailGroup, findings: readonly SharedFinding[], layout: HostLayout): string[] {
  if (findings.length > 0) return ['', ...findingLines(findings, layout)];
  return isJudged(group.records) ? ['', ...wrap(layout.words.noFindings, layout.width)] : [];
}

/** Verdicts on services that told what they offer. */
const JUDGED: readonly VerdictCode[] = ['ready', 'certificate'];

/** Whether rules had anything to judge. */
export function isJudged(records: readonly ProbeRecord[]): boolean {
  return records.some(({ offers, secureOffers, verdict }) => {
    const hasTold = offers !== null || secureOffers !== null;
    return hasTold && JUDGED.includes(verdict.code);
  });
}

/** Places that nothing answers at, one line for each kind of it. */
function otherPlaceLines(group: MailGroup, { words, width }: HostLayout): string[] {
  return [...placesWithout(group)].flatMap(([code, places]) => {
    const text = words.portsWithout(words.verdicts[code], shortPlaces(places).map(printable).join(words.listComma));
    // Who would suspect the server is told that it is not to blame.
    const isBlocked = code === 'network-blocks-port';
    return indented(isBlocked ? text + words.aside(words.verdictTexts[code]) : text, width);
  });
}

/** Verdicts that the table, or a finding, says all about. */
const SELF_EVIDENT: readonly VerdictCode[] = ['ready', 'other-service', 'certificate'];

/** What services said that did not take us, and what became of a first try; the same of several on one line. */
function remarkLines(records: readonly ProbeRecord[], group: MailGroup, { words, width }: HostLayout): string[] {
  const places = new Map<string, string[]>();
  for (const record of records) {
    for (const remark of remarksOn(record, words)) addTo(places, remark, placeLabel(record, group));
  }
  const lines = [...places].flatMap(([remark, at]) =>
    indented(`${shortPlaces(at).map(printable).join(words.listComma)}${words.colon}${remark}`, width),
  );
  // Lines to copy, not wrapped.
  const reports = records.flatMap(({ report }) => (report === undefined ? [] : [`  ${printable(report)}`]));
  return reports.length === 0 ? lines : [...lines, ...indented(words.unrecognized, width), ...reports];
}

function remarksOn(record: ProbeRecord, words: ProbeWords): string[] {
  const { code, evidence, earlier } = record.verdict;
  const cited = evidence === null ? '' : `${words.colon}${printable(evidence.trimEnd())}`;
  const isEvident = record.state !== 'open' || SELF_EVIDENT.includes(code);
  return [
    ...(isEvident ? [] : [`${words.verdictTexts[code]}${cited}`]),
    ...(earlier === null ? [] : [earlierText(record, words)]),
  ];
}

/** What a first try came to. */
export function earlierText({ verdict }: ProbeRecord, words: ProbeWords): string {
  const { earlier } = verdict;
  if (earlier === null) return '';
  const first = { verdict: { ...verdict, code: earlier.code, evidence: earlier.evidence } };
  const cited = earlier.evidence === null ? '' : `${words.colon}${printable(earlier.evidence.trimEnd())}`;
  return words.earlier(String(Math.round(earlier.afterMs / 100) / 10), `${shortVerdict(first, words)}${cited}`);
}

function indented(text: string, width: number): string[] {
  return wrap(text, width - 2).map((line) => `  ${line}`);
}
