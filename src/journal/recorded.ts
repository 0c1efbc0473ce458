import { type FileHandle, open } from 'node:fs/promises';
import type { ProbeState } from '../types.js';
import { entriesOf } from './decode.js';
import { fault, readFault } from './faults.js';
import { headerOf, isReadable, namesOf, versionOf } from './header.js';
import { LongLine, linesOfFile } from './lines.js';
import { planKeyOf, refusePlan } from './plan-key.js';
import { unsealed } from './seal.js';
import { Settled, type SettledPorts } from './settled.js';
import {
  ABSENT,
  isRemark,
  type JournalEntry,
  type JournalNames,
  type JournalPlan,
  type JournalResult,
  type JournalVerdict,
} from './types.js';

/** One journal, as far as it was whole when it was read. */
interface Source {
  readonly path: string;
  readonly size: number;
}

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
  readonly #plan: JournalPlan;
  readonly #planKey: string;
  readonly #sources: Source[] = [];
  readonly #settled = new Settled();
  /** Pairs with several verdicts; which one counts is known once all journals were read. */
  readonly #repeated = new Map<number, Winner | undefined>();
  readonly #names = new Map<string, Set<string>>();
  /** What the scan of the first journal was told, beside its plan; undefined where there is none. */
  arguments: unknown;

  private constructor(plan: JournalPlan) {
    this.#plan = plan;
    this.#planKey = planKeyOf(plan);
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

  /** The same, and the remarks on hosts in their places among them. */
  async *entries(): AsyncGenerator<readonly JournalEntry<Result>[]> {
    for await (const { entries, place } of this.#all()) {
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
    for await (const line of this.#linesOf({ path, size })) {
      end = line.end;
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
  async *#all(): AsyncGenerator<{ entries: readonly JournalEntry<Result>[]; place: number }> {
    let place = 0;
    for (const source of this.#sources) {
      for await (const { entries } of this.#linesOf(source)) {
        yield { entries: entries as readonly JournalEntry<Result>[], place };
        place += entries.length;
      }
    }
  }

  async *#linesOf({ path, size }: Source): AsyncGenerator<ReadLine> {
    const file = await opened(path);
    try {
      for await (const { number, bytes, end } of linesOfFile(file, size)) {
        const line = this.#understood(path, number, bytes);
        yield { ...line, end };
      }
    } catch (error) {
      if (error instanceof LongLine) throw damaged(path, error.number);
      throw (error as NodeJS.ErrnoException).syscall === undefined ? error : readFault(path, error);
    } finally {
      await file.close();
    }
  }

  #understood(path: string, number: number, bytes: Buffer): Omit<ReadLine, 'end'> {
    const members = unsealed(bytes);
    if (members === undefined) throw damaged(path, number);
    const version = versionOf(members);
    // Journals that were put together by hand have headers in the middle.
    if (version !== undefined) this.#checkHeader(path, number, version, members);
    else if (number === 1) throw damaged(path, number);
    if (version !== undefined || members['type'] === 'resumed') return { entries: [] };
    const isNames = members['type'] === 'names';
    const names = isNames ? namesOf(members) : undefined;
    const entries = isNames ? [] : entriesOf(members);
    if (entries === undefined || (isNames && names === undefined)) throw damaged(path, number);
    return { entries, names };
  }

  #checkHeader(path: string, number: number, version: number, members: Readonly<Record<string, unknown>>): void {
    if (!isReadable(version)) {
      throw fault(path, 'is a journal of another version of portolan (format {version})', { version });
    }
    const header = headerOf(members);
    if (header === undefined) throw damaged(path, number);
    if (header.planKey !== this.#planKey) refusePlan(path, header.plan, this.#plan);
    this.arguments ??= header.arguments;
  }
}

interface ReadLine {
  readonly names?: JournalNames | undefined;
  readonly entries: readonly JournalEntry[];
  readonly end: number;
}

function damaged(path: string, line: number): Error {
  if (line === 1) return fault(path, 'is no journal, or its first line is damaged');
  return fault(path, 'line {line} is damaged', { line });
}

async function opened(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (error) {
    throw readFault(path, error);
  }
}

async function sizeOf(path: string): Promise<number> {
  const file = await opened(path);
  try {
    const stats = await file.stat();
    if (!stats.isFile()) throw fault(path, 'is no file of its own; a journal is one');
    return stats.size;
  } finally {
    await file.close();
  }
}
