import type { ProbeState } from '../types.js';
import { planKeyOf } from './plan-key.js';
import { type JournalSource, linesOfJournal, type ReadPlan, sizeOf } from './read.js';
import { Settled, type SettledPorts } from './settled.js';
import {
  ABSENT,
  isRemark,
  type JournalEntry,
  type JournalPlan,
  type JournalResult,
  type JournalVerdict,
} from './types.js';

/** Which of several verdicts on one pair counts. */
interface Winner {
  readonly place: number;
  readonly at: number;
  readonly isAnswer: boolean;
}

/** Pairs of an address, by their place among the numbers of all. */
const PORTS = 65_536;

/** What journals of one scan, or of shards of it, have recorded. */
export class RecordedScan<Result extends JournalResult = JournalResult> {
  readonly #plan: ReadPlan;
  readonly #sources: JournalSource[] = [];
  readonly #settled = new Settled();
  /** Pairs with several verdicts; which one counts is known once all journals were read. */
  readonly #repeated = new Map<number, Winner | undefined>();
  readonly #names = new Map<string, Set<string>>();
  /** What the scan of the first journal was told, beside its plan; undefined where there is none. */
  arguments: unknown;

  private constructor(plan: JournalPlan) {
    this.#plan = { plan, key: planKeyOf(plan) };
  }

  /**
   * Reads journals. One line of them is in memory at a time, and some 40 bytes for up to 32 ports of an address, further
   * some 100 for a pair that has several verdicts.
   *
   * @throws PortolanError with code `ERR_JOURNAL` for a file that cannot be read, is no journal, is damaged, or is of
   *   another plan
   */
  static async read<Result extends JournalResult>(
    paths: readonly string[],
    plan: JournalPlan,
  ): Promise<RecordedScan<Result>> {
    const recorded = new RecordedScan<Result>(plan);
    for (const path of paths) await recorded.#take(path);
    if (recorded.#repeated.size > 0) await recorded.#settleRepeated();
    return recorded;
  }

  /** Whether there is any journal to go on from. */
  get isResumed(): boolean {
    return this.#sources.length > 0;
  }

  /** Pairs that have an answer; `unknown` is none. */
  get settledCount(): number {
    return this.#settled.count;
  }

  /** Addresses that names stood for, of all journals together. */
  get names(): ReadonlyMap<string, ReadonlySet<string>> {
    return this.#names;
  }

  /** Where what was whole of the first journal ends, in bytes. */
  get firstEnd(): number {
    return this.#sources[0]?.size ?? 0;
  }

  isSettled(address: string, port: number): boolean {
    return this.#settled.stateOf(address, port) !== undefined;
  }

  /** Undefined where the pair is still to be asked. */
  stateOf(address: string, port: number): ProbeState | undefined {
    return this.#settled.stateOf(address, port);
  }

  /** What is known of one address, for many questions about it. */
  of(address: string): SettledPorts {
    return this.#settled.of(address);
  }

  /** The verdicts that count, one of each settled pair, in the order in which they were recorded; a line's together. */
  async *verdicts(): AsyncGenerator<readonly JournalVerdict<Result>[]> {
    for await (const entries of this.entries()) {
      const verdicts = entries.filter((entry): entry is JournalVerdict<Result> => !isRemark(entry));
      if (verdicts.length > 0) yield verdicts;
    }
  }

  /**
   * The same, and the remarks on hosts in their places among them.
   *
   * @param options.mayBeBrief - Whether verdicts without a record of their own may be left out: most lines are then passed
   *   over.
   */
  async *entries({ mayBeBrief = false } = {}): AsyncGenerator<readonly JournalEntry<Result>[]> {
    const isBrief = mayBeBrief && this.#repeated.size === 0;
    for await (const { entries, place } of this.#all(isBrief)) {
      yield entries.filter((entry, index) => isRemark(entry) || this.#counts(entry, place + index));
    }
  }

  #counts(verdict: JournalVerdict, place: number): boolean {
    if (this.#repeated.size === 0) return verdict.state !== 'unknown';
    const repeated = this.#repeated.get(this.#keyOf(verdict));
    return verdict.state !== 'unknown' && (repeated === undefined || repeated.place === place);
  }

  async #take(path: string): Promise<void> {
    let end = 0;
    const size = await sizeOf(path);
    this.#sources.push({ path, size });
    for await (const line of linesOfJournal({ path, size }, this.#plan)) {
      end = line.end;
      this.arguments ??= line.header?.arguments;
      for (const [name, addresses] of Object.entries(line.names ?? {})) {
        this.#names.set(name, new Set([...(this.#names.get(name) ?? []), ...addresses]));
      }
      for (const entry of line.entries) this.#note(entry);
    }
    this.#sources[this.#sources.length - 1] = { path, size: end };
  }

  #note(entry: JournalEntry): void {
    if (isRemark(entry)) {
      if (entry.remark === ABSENT) this.#settled.recordAbsent(entry.address);
      return;
    }
    const { address, port, state } = entry;
    if (!this.#settled.recordFirst(address, port, state)) this.#repeated.set(this.#keyOf(entry), undefined);
  }

  /** The later one counts, but an answer always more than none. */
  async #settleRepeated(): Promise<void> {
    for await (const { entries, place } of this.#all()) {
      for (const [index, entry] of entries.entries()) {
        if (isRemark(entry)) continue;
        const key = this.#keyOf(entry);
        if (!this.#repeated.has(key)) continue;
        const before = this.#repeated.get(key);
        const isAnswer = entry.state !== 'unknown';
        if (before !== undefined && (before.isAnswer === isAnswer ? entry.at < before.at : before.isAnswer)) continue;
        this.#repeated.set(key, { place: place + index, at: entry.at, isAnswer });
        this.#settled.record(entry.address, entry.port, entry.state);
      }
    }
  }

  #keyOf({ address, port }: JournalVerdict): number {
    return (this.#settled.numberOf(address) ?? 0) * PORTS + port;
  }

  /** Everything that was recorded, a line at a time, with the place of its first entry among all. */
  async *#all(isBrief = false): AsyncGenerator<{ entries: readonly JournalEntry<Result>[]; place: number }> {
    let place = 0;
    for (const source of this.#sources) {
      for await (const { entries } of linesOfJournal(source, this.#plan, isBrief)) {
        yield { entries: entries as readonly JournalEntry<Result>[], place };
        place += entries.length;
      }
    }
  }
}
