import type { SummaryRecord } from '../records.js';
import { PROBE_STATES, type ProbeState } from '../types.js';
import type { StateWords } from './state-words.js';
import { DEFAULT_WIDTH, PLAIN, type Style, wrap } from './text.js';

/** The words below the table, in one language. */
export interface ScanFooterWords extends StateWords {
  /** `3 open, 997 closed`; empty where nothing was counted. */
  readonly counts: (counts: readonly (readonly [count: number, state: ProbeState])[]) => string;
  /** `192.0.2.1, 192.0.2.2 and 996 others have no open port` */
  readonly quietHosts: (named: readonly string[], others: number) => string;
  /** `715 of 1,022 addresses showed no sign of life` */
  readonly absent: (absent: number, addresses: number) => string;
  /** `asked 1,000 in 0.4 s: 3 open, 997 closed` */
  readonly summary: (asked: number, counts: string, seconds: string) => string;
  /** How many answers come from the journal of an earlier scan. */
  readonly resumed: (resumed: number) => string;
  /** How many of the ports that were silent at first answered later, and the loss in percent. */
  readonly askedAgain: (retried: number, recovered: number, lossPercent: string) => string;
  /** How many open ports may have been missed; null: hardly any. */
  readonly missed: (estimate: string | null, sampled: number, sampledAnswers: number) => string;
  /** Where there was no answer of any kind. */
  readonly nobody: string;
  readonly stopped: string;
  /** `Incomplete: 3 could not be asked (no-route), 1 target not scanned.` */
  readonly incomplete: (summary: SummaryRecord) => string;
  /** By which seed the same order comes again. */
  readonly seed: (seed: number) => string;
}

export interface FooterOptions {
  readonly words: ScanFooterWords;
  readonly width?: number;
  readonly style?: Style;
  /** Decides the order of what was asked; undefined where the order was none of chance. */
  readonly seed: number | undefined;
}

/** Hosts that have no section of their own. */
export class OtherHosts {
  /** Addresses of any kind. */
  addresses = 0;
  readonly #quiet: string[] = [];
  #moreQuiet = 0;

  /** A host without an open port: the first are named, the rest counted. */
  addQuiet(address: string): void {
    if (this.#quiet.length < QUIET_HOSTS_NAMED) this.#quiet.push(address);
    else this.#moreQuiet += 1;
  }

  quietLine(words: ScanFooterWords): string[] {
    return this.#quiet.length === 0 ? [] : [words.quietHosts(this.#quiet, this.#moreQuiet)];
  }
}

const QUIET_HOSTS_NAMED = 3;
/** Share of lost probes from which the loss is worth a word. */
const REMARKABLE_LOSS = 0.01;
/** Missed ports below which there are hardly any. */
const HARDLY_ANY = 0.05;

/** The account of a scan, as lines. */
export function scanFooter(summary: SummaryRecord, others: OtherHosts, options: FooterOptions): string[] {
  const { words, width = DEFAULT_WIDTH, style = PLAIN, seed } = options;
  const { asked, absentHosts, stopped, complete, durationMs } = summary;
  const seconds = (durationMs / 1000).toFixed(durationMs < 10_000 ? 2 : 1);
  const plain = [
    ...others.quietLine(words),
    ...(absentHosts > 0 ? [words.absent(absentHosts, Math.max(absentHosts, others.addresses))] : []),
    words.summary(asked, countsText(summary, words), seconds),
    ...(summary.resumed > 0 ? [words.resumed(summary.resumed)] : []),
    ...exactness(summary, words),
  ];
  const isCut = stopped && seed !== undefined;
  return [
    ...plain.flatMap((line) => wrap(line, width)),
    ...(stopped ? [style.bold(words.stopped)] : []),
    ...(complete ? [] : [style.bold(words.incomplete(summary))]),
    ...(isCut ? wrap(words.seed(seed), width) : []),
  ];
}

/** How sure the answers are, where that is not plain. */
function exactness(
  { filtered, open, closed, unreachable, ...summary }: SummaryRecord,
  words: ScanFooterWords,
): string[] {
  const { retried, recovered, missed } = summary;
  const loss = summary.loss ?? 0;
  const lines: string[] = [];
  if (recovered > 0 || loss >= REMARKABLE_LOSS) lines.push(words.askedAgain(retried, recovered, percentText(loss)));
  if (filtered === 0) return lines;
  if (open + closed + unreachable === 0) return [words.nobody];
  const { estimate, sampled, sampledAnswers } = missed;
  const text = estimate < HARDLY_ANY ? null : String(Number(estimate.toPrecision(2)));
  return [...lines, words.missed(text, sampled, sampledAnswers)];
}

/** A share in percent, as exact as it is of use. */
export function percentText(share: number): string {
  return String(Number((share * 100).toPrecision(share < 0.1 ? 2 : 3)));
}

/** Counts by state, such as `3 open, 997 closed`. */
export function countsText(
  counts: Readonly<Record<ProbeState, number>>,
  words: Pick<ScanFooterWords, 'counts'>,
): string {
  return words.counts(
    PROBE_STATES.filter((state) => counts[state] > 0).map((state) => [counts[state], state] as const),
  );
}
