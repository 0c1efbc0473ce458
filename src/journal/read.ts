import { type FileHandle, open } from 'node:fs/promises';
import { entriesOf } from './decode.js';
import { fault, readFault } from './faults.js';
import { type HeaderLine, headerOf, isReadable, namesOf, versionOf } from './header.js';
import { LongLine, linesOfFile } from './lines.js';
import { refusePlan } from './plan-key.js';
import { unsealed } from './seal.js';
import type { JournalEntry, JournalNames, JournalPlan } from './types.js';

/** A journal, as far as it is read. */
export interface JournalSource {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
}

/** The plan that a journal has to be of. */
export interface ReadPlan {
  readonly plan: JournalPlan;
  readonly key: string;
}

/** What one line says. */
export interface JournalLine {
  readonly header?: HeaderLine;
  readonly names?: JournalNames;
  readonly entries: readonly JournalEntry[];
  /** Where in the file the next line begins. */
  readonly end: number;
}

/** How the lines begin whose verdicts have no record of their own. */
const PLAIN_VERDICTS = Buffer.from('{"type":"verdicts"');

/**
 * The whole lines of a journal, one at a time.
 *
 * @param isBrief - Whether lines of verdicts without a record of their own are passed over.
 * @throws PortolanError with code `ERR_JOURNAL`
 */
export async function* linesOfJournal(
  { path, size }: JournalSource,
  plan: ReadPlan,
  isBrief = false,
): AsyncGenerator<JournalLine> {
  const file = await opened(path);
  try {
    for await (const { number, bytes, end } of linesOfFile(file, size)) {
      if (isBrief && bytes.subarray(0, PLAIN_VERDICTS.length).equals(PLAIN_VERDICTS)) continue;
      const said = understood(path, number, bytes);
      if (said.header !== undefined && said.header.planKey !== plan.key) refusePlan(path, said.header.plan, plan.plan);
      yield { ...said, end };
    }
  } catch (error) {
    if (error instanceof LongLine) throw damaged(path, error.number);
    throw (error as NodeJS.ErrnoException).syscall === undefined ? error : readFault(path, error);
  } finally {
    await file.close();
  }
}

function understood(path: string, number: number, bytes: Buffer): Omit<JournalLine, 'end'> {
  const members = unsealed(bytes);
  if (members === undefined) throw damaged(path, number);
  const version = versionOf(members);
  if (version !== undefined && !isReadable(version)) {
    throw fault(path, 'is a journal of another version of portolan (format {version})', { version });
  }
  // Journals that were put together by hand have headers in the middle.
  const header = version === undefined ? undefined : headerOf(members);
  if (header !== undefined) return { header, entries: [] };
  if (version !== undefined || number === 1) throw damaged(path, number);
  if (members['type'] === 'resumed') return { entries: [] };
  const names = members['type'] === 'names' ? namesOf(members) : undefined;
  if (names !== undefined) return { names, entries: [] };
  const entries = entriesOf(members);
  if (entries === undefined) throw damaged(path, number);
  return { entries };
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

/** @throws PortolanError with code `ERR_JOURNAL` for what cannot be read, or is no file */
export async function sizeOf(path: string): Promise<number> {
  const file = await opened(path);
  try {
    const stats = await file.stat();
    if (!stats.isFile()) throw fault(path, 'is no file of its own; a journal is one');
    return stats.size;
  } finally {
    await file.close();
  }
}
