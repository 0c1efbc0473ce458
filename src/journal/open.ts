import { closeSync, openSync, readSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { JOURNAL_LONGEST_LINE } from '../defaults.js';
import { fault, readFault, writeFault } from './faults.js';
import { headerLine, MAGIC, namesLine, resumedLine } from './header.js';
import { JournalLock } from './lock.js';
import { RecordedScan } from './recorded.js';
import type { JournalEntry, JournalHeader, JournalNames, JournalResult } from './types.js';
import { type JournalFiles, JournalWriter } from './writer.js';

export interface JournalOptions {
  /** File to write a new journal to. Default: the first of those that are resumed. */
  readonly journal?: string | undefined;
  /** Journals of the same plan whose verdicts count as asked. */
  readonly resume?: readonly string[] | undefined;
  /** Of this scan. */
  readonly header: JournalHeader;
  readonly files?: Partial<JournalFiles> | undefined;
}

/** The journal of a scan that runs. */
export interface Journal<Result extends JournalResult = JournalResult> {
  /** What is known already. */
  readonly recorded: RecordedScan<Result>;
  /**
   * Records what became known at one moment; it is with the system when this returns.
   *
   * @throws PortolanError with code `ERR_OUTPUT`
   */
  append(entries: readonly JournalEntry<Result>[]): void;
  /**
   * Records which addresses names stand for.
   *
   * @throws PortolanError with code `ERR_OUTPUT`
   */
  appendNames(names: JournalNames): void;
  /**
   * Brings everything to the disk and lets others write.
   *
   * @throws PortolanError with code `ERR_OUTPUT`
   */
  close(): Promise<void>;
}

/** What is at a place where a journal may be. */
type Content = 'nothing' | 'journal' | 'else';

/**
 * Opens the journal of a scan, after reading those that it goes on from. Nobody else writes to it until it is closed or this
 * process has ended, however that comes about.
 *
 * @throws PortolanError with code `ERR_JOURNAL` for a file that is no journal, is one and was not to be resumed, is damaged,
 *   of another plan or in use; `ERR_OUTPUT` for one that cannot be written
 */
export async function openJournal<Result extends JournalResult = JournalResult>({
  journal,
  resume = [],
  header,
  files,
}: JournalOptions): Promise<Journal<Result>> {
  const path = journal ?? resume[0];
  if (path === undefined) throw new TypeError('a journal has a file');
  const resumed = distinct(resume);
  const place = placeOf(path);
  const examined = () => {
    const goesOn = resumed.has(place) && holdsJournal(place, path);
    if (!goesOn) checkFree(place, path);
    return goesOn;
  };
  // Before the lock, so that nothing is put beside somebody else's file; and once nobody can change it any more.
  examined();
  const lock = await JournalLock.take(place);
  try {
    const isResumed = examined();
    const others = [...resumed.keys()].filter((other) => other !== place && holdsJournal(other, resumed.get(other)));
    const recorded = await RecordedScan.read<Result>(isResumed ? [path, ...others] : others, header.plan);
    const writer = new JournalWriter(path, isResumed ? recorded.firstEnd : 0, files);
    return begun(recorded, writer, lock, isResumed ? resumedLine(header, recorded.settledCount) : headerLine(header));
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function begun<Result extends JournalResult>(
  recorded: RecordedScan<Result>,
  writer: JournalWriter,
  lock: JournalLock,
  line: string,
): Promise<Journal<Result>> {
  const close = () => writer.close().finally(() => lock.release());
  try {
    writer.write(line);
  } catch (error) {
    await close().catch(() => {});
    throw error;
  }
  return {
    recorded,
    append: (entries) => writer.append(entries),
    appendNames: (names) => writer.write(namesLine(names)),
    close,
  };
}

/** The paths by their places: each file once, whatever it is called. */
function distinct(paths: readonly string[]): ReadonlyMap<string, string> {
  const byPlace = new Map<string, string>();
  for (const path of paths) {
    if (statsOf(path) === undefined) throw readFault(path, { code: 'ENOENT' });
    byPlace.set(placeOf(path), byPlace.get(placeOf(path)) ?? path);
  }
  return byPlace;
}

/** The path without links, also of a file that is still to be made. */
function placeOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // The file is not there; its folder may be.
  }
  try {
    return join(realpathSync(dirname(path)), basename(path));
  } catch (error) {
    throw writeFault(path, error);
  }
}

function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw readFault(path, error);
  }
}

/** Whether a journal that is to be resumed has recorded anything. */
function holdsJournal(place: string, path: string = place): boolean {
  const content = contentAt(path);
  if (content === 'else') throw fault(path, 'is no journal');
  return content === 'journal';
}

/** Nobody's file is written over, and no journal by mistake. */
function checkFree(place: string, path: string): void {
  const content = contentAt(place);
  if (content === 'journal') throw fault(path, 'is a journal already; resume goes on from it');
  if (content === 'else') throw fault(path, 'holds something else; a journal is begun in a new file');
}

/** A first line that was cut off counts as nothing: its scan was killed before it asked anybody. */
function contentAt(path: string): Content {
  const stats = statsOf(path);
  if (stats === undefined) return 'nothing';
  if (!stats.isFile()) throw fault(path, 'is no file of its own; a journal is one');
  const start = startOf(path, Math.min(stats.size, JOURNAL_LONGEST_LINE));
  if (!MAGIC.startsWith(start.toString('latin1', 0, Math.min(MAGIC.length, start.length)))) return 'else';
  return start.includes(10) ? 'journal' : 'nothing';
}

function startOf(path: string, length: number): Buffer {
  try {
    const descriptor = openSync(path, 'r');
    try {
      const bytes = Buffer.alloc(length);
      return bytes.subarray(0, readSync(descriptor, bytes, 0, length, 0));
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw readFault(path, error);
  }
}
