/** Findings and table as Markdown (GitHub's flavour), for a tracker of issues. Nothing of a server becomes markup. */
import type { DomainRecord } from '../probe-records.js';
import { COLUMNS, countsOf, serviceCells } from './mail-cells.js';
import { domainRows } from './mail-domain.js';
import { evidenceLines, type SharedFinding, sharedFindings } from './mail-findings.js';
import { headingOf, type MailGroup, placesWithout, shortPlaces } from './mail-groups.js';
import { groupFindings, isJudged } from './mail-host.js';
import type { MailWords } from './mail-words.js';
import { printable } from './text.js';

/** What Markdown could take for markup in a sentence of ours. */
const MARKUP = /[\\`*_[\]<>#|~&@$^]/g;
/** Text in which neither Markdown nor a tracker finds anything: no markup, no link, no mention, no number of an issue. */
const HARMLESS = /^(?!.*www\.)[\p{L}\p{N} .,:;()/%+?…，。：；（）、？-]*$/iu;
const LINK = /:\/\//;

/** A sentence of ours as Markdown shows it literally, but for what stands between backticks, which is code. */
function markdownText(text: string): string {
  const parts = printable(text).split(/(`[^`]+`)/);
  return parts.map((part, index) => (index % 2 === 1 ? part : part.replace(MARKUP, (mark) => `\\${mark}`))).join('');
}

/**
 * Text of others as Markdown shows it literally: as it is where it is harmless, else as code, since a tracker makes links of
 * names and numbers even where their marks are escaped.
 */
export function markdownValue(text: string): string {
  const shown = printable(text);
  return HARMLESS.test(shown) && !LINK.test(shown) ? shown : codeSpan(shown);
}

/** A host, or the hosts of a domain: heading, table, what is closed, findings. */
export function groupMarkdown(group: MailGroup, words: MailWords): string[] {
  const open = group.records.filter(({ state }) => state === 'open');
  const shared = groupFindings(group);
  const without = [...placesWithout(group)].map(([code, places]) =>
    words.portsWithout(words.verdicts[code], shortPlaces(places).join(words.listComma)),
  );
  return [
    `### ${headingOf(group, words).map(markdownValue).join(words.comma)}`,
    '',
    ...(open.length === 0
      ? []
      : [
          ...tableOf(
            open.map((record) => serviceCells(record, group, words)),
            words,
          ),
          '',
        ]),
    ...without.flatMap((line) => [markdownValue(line), '']),
    ...findingsMarkdown(shared, words),
    ...(shared.length === 0 && isJudged(group.records) ? [markdownText(words.noFindings), ''] : []),
  ];
}

/** A domain: heading, what DNS says, findings. */
export function domainMarkdown(record: DomainRecord, words: MailWords): string[] {
  let label = '';
  const rows = domainRows(record, words).map(([own, text]) => {
    label = own === '' ? label : own;
    return `- ${markdownText(label)}${words.colon}${markdownValue(text)}`;
  });
  const shared = sharedFindings([{ place: null, findings: record.findings }]);
  return [
    `### ${markdownValue(record.domain)}`,
    '',
    ...rows,
    ...(rows.length === 0 ? [] : ['']),
    ...findingsMarkdown(shared, words),
  ];
}

function tableOf(rows: readonly (readonly string[])[], words: MailWords): string[] {
  // The mark between cells ends one even inside code.
  const cellOf = (text: string) => markdownValue(text).replaceAll('|', '\\|');
  const line = (cells: readonly string[]) => `| ${cells.map(cellOf).join(' | ')} |`;
  return [
    line(COLUMNS.map((column) => words.columns[column])),
    `|${COLUMNS.map(() => ' --- |').join('')}`,
    ...rows.map(line),
  ];
}

function findingsMarkdown(findings: readonly SharedFinding[], words: MailWords): string[] {
  if (findings.length === 0) return [];
  const total = words.findingsTotal(words.gradeCounts(countsOf(findings)));
  return [`**${markdownText(total)}**`, '', ...findings.flatMap((finding) => itemOf(finding, words))];
}

/** One finding as an item of a list, its evidence as a block of code. */
function itemOf(finding: SharedFinding, words: MailWords): string[] {
  const { grade, id, places, sentence, evidence, mend, references } = finding;
  const where = places.length === 0 ? '' : words.aside(shortPlaces(places).map(markdownValue).join(words.listComma));
  const sources = references.length === 0 ? '' : words.aside(references.join(words.listComma));
  const lines = evidenceLines(evidence, words);
  const fence = '`'.repeat(Math.max(3, ...lines.map(longestRun).map((length) => length + 1)));
  return [
    `- **${markdownText(words.grades[grade])}** ${codeSpan(printable(id))}${where}${words.colon}${markdownText(sentence)}`,
    '',
    ...[`${fence}text`, ...lines, fence].map((line) => `  ${line}`),
    '',
    `  ${markdownText(`${words.mend}${words.colon}${mend}${sources}`)}`,
    '',
  ];
}

function codeSpan(text: string): string {
  const fence = '`'.repeat(longestRun(text) + 1);
  const inner = /^`|`$/.test(text) ? ` ${text} ` : text;
  return `${fence}${inner}${fence}`;
}

/** How many backticks stand together at most. */
function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
