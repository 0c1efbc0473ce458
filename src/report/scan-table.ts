import { SURE } from '../defaults.js';
import type { HostRecord, ResultRecord, SummaryRecord } from '../records.js';
import { PROBE_STATES, type ProbeState } from '../types.js';
import type { ScanFormat } from './format.js';
import { HostResults } from './host-results.js';
import type { StateWords } from './state-words.js';
import { alignColumns, DEFAULT_WIDTH, PLAIN, printable, type Style, wrap } from './text.js';

/** The words of the table, in one language. */
export interface ScanWords extends StateWords {
  readonly port: string;
  readonly state: string;
  readonly service: string;
  readonly details: string;
  /** Between two parts of a port's details. */
  readonly comma: string;
  /** `3 open, 997 closed`; empty where nothing was counted. */
  readonly counts: (counts: readonly (readonly [count: number, state: ProbeState])[]) => string;
  /** `not shown: 997 closed` */
  readonly notShown: (counts: string) => string;
  /** `192.0.2.1, 192.0.2.2 and 996 others have no open port` */
  readonly quietHosts: (named: readonly string[], others: number) => string;
  readonly hostname: (name: string) => string;
  /** `asked 1,000 in 0.4 s: 3 open, 997 closed` */
  readonly summary: (asked: number, counts: string, seconds: string) => string;
  readonly stopped: string;
  /** `Incomplete: 3 could not be asked (no-route), 1 target not scanned.` */
  readonly incomplete: (summary: SummaryRecord) => string;
}

export interface ScanTableOptions {
  readonly words: ScanWords;
  /** Terminal columns. Default 80. */
  readonly width?: number;
  /** Default: no marks. */
  readonly style?: Style;
}

/** A table for people: a section for each host that has something to show, written once the host is complete. */
export function scanTable(options: ScanTableOptions): ScanFormat {
  const held = new HostResults();
  let sections = 0;
  const quietHosts = new QuietHosts();
  return {
    header: () => '',
    row(record) {
      // Told on stderr, as they come.
      if (record.type === 'failure' || record.type === 'notice') return '';
      if (record.type === 'result') {
        // Its columns need no greeting, which may be long and of every port.
        const { bannerBase64: _bytes, ...rest } = record;
        held.add({ ...rest, banner: null });
        return '';
      }
      const results = held.take(record.address);
      if (results.length === 0) {
        // A host with unasked ports is not said to have none open.
        if (record.states.unknown === undefined) quietHosts.add(record.address);
        return '';
      }
      sections += 1;
      const gap = sections === 1 ? '' : '\n';
      return `${gap}${lines(section(record, results, options))}`;
    },
    footer(summary) {
      const gap = sections === 0 ? '' : '\n';
      return [gap, lines(footerLines(summary, quietHosts, options))];
    },
  };
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join('');
}

/** Hosts without a row of their own: the first are named, the rest counted. */
class QuietHosts {
  readonly #named: string[] = [];
  #others = 0;

  add(address: string): void {
    if (this.#named.length < QUIET_HOSTS_NAMED) this.#named.push(address);
    else this.#others += 1;
  }

  line(words: ScanWords): string[] {
    return this.#named.length === 0 ? [] : [words.quietHosts(this.#named, this.#others)];
  }
}

const QUIET_HOSTS_NAMED = 3;

function section(host: HostRecord, results: readonly ResultRecord[], options: ScanTableOptions): string[] {
  const { words, width = DEFAULT_WIDTH, style = PLAIN } = options;
  const names = [host.target, ...(host.otherTargets ?? [])].filter((target) => target !== host.address);
  const name = names.length === 0 ? '' : ` (${names.map(printable).join(', ')})`;
  const heading = [words.port, words.state, words.service, words.details];
  const rows = results.map((result) => cellsOf(result, words));
  const [head = '', ...rest] = alignColumns([heading, ...rows], { width, indent: 2, caps: [11, 22, 24] });
  const hidden = hiddenCounts(host, results, words);
  return [
    style.bold(`${host.address}${name}`),
    style.dim(head),
    ...rest,
    ...(hidden === '' ? [] : [style.dim(`  ${words.notShown(hidden)}`)]),
  ];
}

function cellsOf({ port, transport, state, reason, service, tls }: ResultRecord, words: ScanWords): string[] {
  const stateText = state === 'open' || state === 'closed' ? words.states[state] : words.because(state, reason);
  if (service === null) return [`${port}/${transport}`, stateText, '', ''];
  const { name, confidence, product, version, os, hostname } = service;
  const program = [product, version].filter((part) => part !== null).join(' ');
  const details = [
    [program, os === null ? '' : `(${os})`].filter((part) => part !== '').join(' '),
    hostname === null ? '' : words.hostname(hostname),
    tls?.version ?? '',
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

function countsText(counts: Readonly<Record<ProbeState, number>>, words: ScanWords): string {
  return words.counts(
    PROBE_STATES.filter((state) => counts[state] > 0).map((state) => [counts[state], state] as const),
  );
}

function footerLines(
  summary: SummaryRecord,
  quietHosts: QuietHosts,
  { words, width = DEFAULT_WIDTH, style = PLAIN }: ScanTableOptions,
): string[] {
  const { asked, stopped, complete, durationMs } = summary;
  const seconds = (durationMs / 1000).toFixed(durationMs < 10_000 ? 2 : 1);
  return [
    ...[...quietHosts.line(words), words.summary(asked, countsText(summary, words), seconds)].flatMap((line) =>
      wrap(line, width),
    ),
    ...(stopped ? [style.bold(words.stopped)] : []),
    ...(complete ? [] : [style.bold(words.incomplete(summary))]),
  ];
}

/** A whole number with commas between its thousands. */
export function formatNumber(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}
