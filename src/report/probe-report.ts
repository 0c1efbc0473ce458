import type { Finding } from '../mail/types.js';
import type { DomainRecord, ProbeStreamRecord } from '../probe-records.js';
import type { FailureRecord } from '../records.js';
import { domainLines } from './mail-domain.js';
import { isTable, type MailGroup } from './mail-groups.js';
import { HeldServices } from './mail-held.js';
import { groupFindings, groupLines, silentLines } from './mail-host.js';
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
  const layout = { words, width, style, advised: new Map<string, string>() };
  const explained = new Set<string>();
  const total = new Total();
  const services = (group: MailGroup): string[][] => {
    const findings = groupFindings(group);
    total.add(group, findings);
    const blocks = isTable(group)
      ? [groupLines(group, findings, { ...layout, references: details }), ...(details ? blocksOf(group, false) : [])]
      : blocksOf(group, true);
    const dialogues = transcript ? group.records : [];
    return [...blocks, ...dialogues.map((each) => transcriptLines(each, { ...layout, explain, explained }))];
  };
  /** Each service by itself; of several those that answer. */
  const blocksOf = (group: MailGroup, findings: boolean): string[][] => {
    const shown = group.asked === 1 ? [group.first] : group.records.filter(({ state }) => state === 'open');
    const blocks = shown.map((record) => probeText(record, { ...layout, findings }));
    return isTable(group) || group.asked === 1 ? blocks : [...blocks, silentLines(group, layout)];
  };
  return inBlocks({
    services,
    domain: (record) => {
      total.addFindings(record.findings);
      return [domainLines(record, layout)];
    },
    failure: (record) => [[failure(record)]],
    end: () => [total.groups < 2 ? [] : wrap(total.text(words), width)],
  });
}

/** What all came to; findings that services of a host share count once. */
class Total {
  groups = 0;
  #asked = 0;
  #ready = 0;
  readonly #counts = { wrong: 0, weak: 0, note: 0 };

  add({ asked, records }: MailGroup, findings: readonly Finding[]): void {
    this.groups += 1;
    this.#asked += asked;
    this.#ready += records.filter(({ verdict }) => verdict.code === 'ready').length;
    this.addFindings(findings);
  }

  addFindings(findings: readonly Finding[]): void {
    for (const { grade } of findings) this.#counts[grade] += 1;
  }

  text(words: ProbeWords): string {
    return words.total(this.#asked, this.#ready, words.gradeCounts(this.#counts));
  }
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
  const held = new HeldServices();
  let written = 0;
  const textOf = (blocks: readonly string[][]): string =>
    blocks
      .filter((lines) => lines.length > 0)
      .map((lines) => `${written++ === 0 ? '' : '\n'}${lines.join('\n').trimEnd()}\n`)
      .join('');
  const flush = (): string =>
    held
      .take()
      .map((group) => textOf(makers.services(group)))
      .join('');
  return {
    row(record) {
      if (record.type === 'mail-host') {
        held.addHost(record);
        // A host that was asked by itself is complete.
        return held.isOfOneHost ? flush() : '';
      }
      const isMore = record.type === 'probe' && held.hasPlaceFor(record);
      const before = isMore ? '' : flush();
      if (record.type === 'probe') held.add(record);
      else return before + textOf(record.type === 'domain' ? makers.domain(record) : makers.failure(record));
      return before;
    },
    footer: () => flush() + textOf(makers.end()),
  };
}
