import type { Finding } from '../mail/types.js';
import type { DomainRecord, MailHostRecord, ProbeRecord, ProbeStreamRecord } from '../probe-records.js';
import type { FailureRecord } from '../records.js';
import { countsOf } from './mail-cells.js';
import { domainLines } from './mail-domain.js';
import { belongTogether, groupsOf, isTable, type MailGroup } from './mail-groups.js';
import { groupFindings, groupLines } from './mail-host.js';
import { domainMarkdown, groupMarkdown, markdownValue } from './mail-markdown.js';
import { probeText } from './probe-text.js';
import { type Explain, transcriptLines } from './probe-transcript.js';
import type { ProbeWords } from './probe-words.js';
import { DEFAULT_WIDTH, PLAIN, type Style, wrap } from './text.js';

export interface ProbeReportOptions {
  readonly words: ProbeWords;
  /** How a target that could not be asked is told, in one line. */
  readonly failure: (record: FailureRecord) => string;
  /** Terminal columns. Default 80. */
  readonly width?: number;
  /** Default: no marks. */
  readonly style?: Style;
  /** Whether every service has its block below the table too. Default: only one that was asked by itself. */
  readonly details?: boolean;
  /** Whether what was said is told too. Default: not. */
  readonly transcript?: boolean;
  /** Explains its lines. Default: they stay as they are. */
  readonly explain?: Explain | undefined;
}

/** A report that is written as its records come: each call gives what is to be written now. */
export interface ProbeReport {
  row(record: ProbeStreamRecord): string;
  /** What was held back until the end. */
  footer(): string;
}

/** The report for people: what DNS says of a domain, then host by host its services, once they are all there. */
export function probeReport(options: ProbeReportOptions): ProbeReport {
  const {
    words,
    failure,
    width = DEFAULT_WIDTH,
    style = PLAIN,
    details = false,
    transcript = false,
    explain,
  } = options;
  const layout = { words, width, style };
  const explained = new Set<string>();
  const shown: MailGroup[] = [];
  const services = (group: MailGroup): string[][] => {
    shown.push(group);
    const inTable = isTable(group);
    const blocks = inTable ? [groupLines(group, { ...layout, references: details })] : [];
    const single = inTable ? group.records.filter(({ state }) => state === 'open' && details) : group.records;
    blocks.push(...single.map((record) => probeText(record, { ...layout, findings: !inTable })));
    if (transcript)
      blocks.push(...group.records.map((each) => transcriptLines(each, { ...layout, explain, explained })));
    return blocks;
  };
  const ofDomains: Finding[] = [];
  const total = () => (shown.length < 2 ? [] : wrap(totalText(shown, ofDomains, words), width));
  return inBlocks({
    services,
    domain: (record) => {
      ofDomains.push(...record.findings);
      return [domainLines(record, layout)];
    },
    failure: (record) => [[failure(record)]],
    end: () => [total()],
  });
}

/** What all came to; findings that services of a host share count once. */
function totalText(groups: readonly MailGroup[], ofDomains: readonly Finding[], words: ProbeWords): string {
  const records = groups.flatMap((group) => group.records);
  const ready = records.filter(({ verdict }) => verdict.code === 'ready').length;
  return words.total(
    records.length,
    ready,
    words.gradeCounts(countsOf([...ofDomains, ...groups.flatMap(groupFindings)])),
  );
}

/** The same as Markdown, without dialogues. */
export function probeMarkdown({ words, failure }: Pick<ProbeReportOptions, 'words' | 'failure'>): ProbeReport {
  return inBlocks({
    services: (group) => [groupMarkdown(group, words)],
    domain: (record) => [domainMarkdown(record, words)],
    failure: (record) => [[markdownValue(failure(record))]],
    end: () => [],
  });
}

/** What becomes of each kind of record: blocks of lines. */
interface BlockMakers {
  readonly services: (group: MailGroup) => string[][];
  readonly domain: (record: DomainRecord) => string[][];
  readonly failure: (record: FailureRecord) => string[][];
  /** What comes last. */
  readonly end: () => string[][];
}

/** Holds services until all that belong together are there, and puts an empty line between two blocks. */
function inBlocks(makers: BlockMakers): ProbeReport {
  let held: ProbeRecord[] = [];
  let hosts: MailHostRecord[] = [];
  let written = 0;
  const textOf = (blocks: readonly string[][]): string =>
    blocks
      .filter((lines) => lines.length > 0)
      .map((lines) => `${written++ === 0 ? '' : '\n'}${lines.join('\n').trimEnd()}\n`)
      .join('');
  const flush = (): string => {
    const groups = groupsOf(held, hosts);
    [held, hosts] = [[], []];
    return groups.map((group) => textOf(makers.services(group))).join('');
  };
  return {
    row(record) {
      if (record.type === 'mail-host') {
        hosts.push(record);
        // A host that was asked by itself is complete.
        return held[0]?.origin === null ? flush() : '';
      }
      const [first] = held;
      const isMore = record.type === 'probe' && first !== undefined && belongTogether(first, record);
      const before = isMore ? '' : flush();
      if (record.type === 'probe') held.push(record);
      else return before + textOf(record.type === 'domain' ? makers.domain(record) : makers.failure(record));
      return before;
    },
    footer: () => flush() + textOf(makers.end()),
  };
}
