import { SURE } from '../defaults.js';
import type { HostRecord, ResultRecord } from '../records.js';
import { type HostRemark, PROBE_STATES, type ProbeState } from '../types.js';
import type { ScanFormat } from './format.js';
import { HostResults } from './host-results.js';
import { countsText, OtherHosts, type ScanFooterWords, scanFooter } from './scan-footer.js';
import { closesAtOnce, type FactWords, tellingFacts, tlsFacts } from './service-facts.js';
import { alignColumns, DEFAULT_WIDTH, PLAIN, printable, type Style, wrap } from './text.js';

/** The words of the table, in one language. */
export interface ScanWords extends ScanFooterWords, FactWords {
  readonly port: string;
  readonly state: string;
  readonly service: string;
  readonly details: string;
  /** Between two parts of a port's details. */
  readonly comma: string;
  /** `not shown: 997 closed` */
  readonly notShown: (counts: string) => string;
  readonly hostname: (name: string) => string;
  /**
   * What goes before the lines about services that nobody knows.
   *
   * @param ports - Those whose lines follow, such as `7777, 9999`.
   * @param others - How many more there are.
   */
  readonly unrecognized: (ports: string, others: number) => string;
  /**
   * What was noticed of a host, a sentence each.
   *
   * @param patient - Whether limited refusals were waited for.
   */
  readonly remarks: (remarks: readonly HostRemark[], patient: boolean) => readonly string[];
}

export interface ScanTableOptions {
  readonly words: ScanWords;
  /** Terminal columns. Default 80. */
  readonly width?: number;
  /** Default: no marks. */
  readonly style?: Style;
  /** Whether limited refusals are waited for. Default: not. */
  readonly patient?: boolean;
  /** Whether addresses at which nobody showed up have a section too. Default: they are counted. */
  readonly showAbsent?: boolean;
}

/** A table for people: a section for each host that has something to show, written once the host is complete. */
export function scanTable(options: ScanTableOptions): ScanFormat {
  const held = new HostResults();
  const others = new OtherHosts();
  /** Services that nobody knows, by host. */
  const reported = new Map<string, number>();
  let sections = 0;
  let seed: number | undefined;
  return {
    header(meta) {
      seed = meta.arguments?.order === 'sequential' ? undefined : meta.seed;
      return '';
    },
    row(record) {
      // Told on stderr, as they come.
      if (record.type === 'failure' || record.type === 'notice') return '';
      if (record.type === 'result') {
        const reports = reported.get(record.address) ?? 0;
        if (record.report !== undefined) reported.set(record.address, reports + 1);
        held.add(withoutBytes(record, reports < MOST_REPORTS));
        return '';
      }
      others.addresses += 1;
      const results = held.take(record.address);
      reported.delete(record.address);
      if (!hasSection(record, results, options)) {
        // A host with unasked ports is not said to have none open, nor one that is not there.
        if (record.states.unknown === undefined && !isAbsent(record)) others.addQuiet(record.address);
        return '';
      }
      sections += 1;
      const gap = sections === 1 ? '' : '\n';
      return `${gap}${lines(section(record, results, options))}`;
    },
    footer(summary) {
      const gap = sections === 0 ? '' : '\n';
      return [gap, lines(scanFooter(summary, others, { ...options, seed }))];
    },
  };
}

/** Its columns need no greeting, which may be long and of every port, but whether there was one. */
function withoutBytes(record: ResultRecord, keepsReport: boolean): ResultRecord {
  const { bannerBase64: _bytes, unrecognized: _said, report, ...rest } = record;
  const kept = report === undefined ? {} : { report: keepsReport ? report : '' };
  return { ...rest, ...kept, banner: record.banner && ' ' };
}

function isAbsent({ remarks }: HostRecord): boolean {
  return remarks?.includes('absent') ?? false;
}

function hasSection(host: HostRecord, results: readonly ResultRecord[], { showAbsent }: ScanTableOptions): boolean {
  if (isAbsent(host)) return showAbsent === true && results.length > 0;
  return results.length > 0 || (host.remarks?.length ?? 0) > 0;
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join('');
}

function section(host: HostRecord, results: readonly ResultRecord[], options: ScanTableOptions): string[] {
  const { words, width = DEFAULT_WIDTH, style = PLAIN, patient = false } = options;
  const names = [host.target, ...(host.otherTargets ?? [])].filter((target) => target !== host.address);
  const name = names.length === 0 ? '' : ` (${names.map(printable).join(', ')})`;
  const heading = [words.port, words.state, words.service, words.details];
  const rows = results.map((result) => cellsOf(result, words));
  const [head = '', ...rest] = alignColumns([heading, ...rows], { width, indent: 2, caps: [11, 22, 24] });
  const hidden = hiddenCounts(host, results, words);
  const remarks = words.remarks(host.remarks ?? [], patient);
  return [
    style.bold(`${host.address}${name}`),
    ...remarks.flatMap((remark) => wrap(remark, width - 2)).map((line) => `  ${line}`),
    ...(rest.length === 0 ? [] : [style.dim(head), ...rest]),
    ...(hidden === '' ? [] : [style.dim(`  ${words.notShown(hidden)}`)]),
    ...unrecognizedLines(results, words, width),
  ];
}

/** Services that a section shows lines about, each of up to 2 kB. */
const MOST_REPORTS = 3;

/** For services that nobody knows, lines to copy: not wrapped, whatever their length. */
function unrecognizedLines(results: readonly ResultRecord[], words: ScanWords, width: number): string[] {
  const unknown = results.filter(({ report }) => report !== undefined);
  if (unknown.length === 0) return [];
  const shown = unknown.filter(({ report }) => report !== '');
  const ports = shown.map(({ port }) => port).join(words.comma);
  const note = words.unrecognized(ports, unknown.length - shown.length);
  return [
    ...wrap(note, width - 2).map((line) => `  ${line}`),
    ...shown.map(({ report = '' }) => `  ${printable(report)}`),
  ];
}

function cellsOf(result: ResultRecord, words: ScanWords): string[] {
  const { target, port, transport, state, reason, service, tls } = result;
  const stateText = state === 'open' || state === 'closed' ? words.states[state] : words.because(state, reason);
  const ending = closesAtOnce(result) ? [words.closesAtOnce] : [];
  if (service === null) {
    const details = [...ending, ...tlsFacts(tls, [target], words)].join(words.comma);
    return [`${port}/${transport}`, stateText, '', printable(details)];
  }
  const { name, confidence, product, version, os, hostname } = service;
  const program = [product, version].filter((part) => part !== null).join(' ');
  const details = [
    [program, os === null ? '' : `(${os})`].filter((part) => part !== '').join(' '),
    hostname === null ? '' : words.hostname(hostname),
    ...tellingFacts(service, words),
    ...tlsFacts(tls, [target, hostname], words),
    ...ending,
  ].filter((part) => part !== '');
  return [`${port}/${transport}`, stateText, `${name}${confidence < SURE ? '?' : ''}`, details.join(words.comma)].map(
    printable,
  );
}

/** Counts of the ports that have no row, such as `997 closed`. */
function hiddenCounts(host: HostRecord, results: readonly ResultRecord[], words: ScanWords): string {
  const counts = Object.fromEntries(
    PROBE_STATES.map((state) => {
      const listed = results.filter((result) => result.state === state).length;
      return [state, countPorts(host.states[state]) - listed];
    }),
  ) as Record<ProbeState, number>;
  return countsText(counts, words);
}

function countPorts(ranges: string | undefined): number {
  if (ranges === undefined) return 0;
  return ranges.split(',').reduce((sum, range) => {
    const [first = 0, last = first] = range.split('-').map(Number);
    return sum + last - first + 1;
  }, 0);
}

/** A whole number with commas between its thousands. */
export function formatNumber(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}
