import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { kill, pid } from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { JOURNAL_LOCK_PAUSE_MS, JOURNAL_LOCK_TRIES } from '../defaults.js';
import { fault, writeFault } from './faults.js';

/** Who holds a lock. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When the process began, as the system counts it; null where it does not tell. */
  readonly began: string | null;
}

/** Locks that this process holds. One of its own number that is not among them was left by another one before. */
const held = new Set<string>();

/** Keeps other scans from a journal, by a file beside it that names this process. */
export class JournalLock {
  readonly #path: string;

  private constructor(path: string) {
    this.#path = path;
    held.add(path);
  }

  /**
   * Takes the lock of a journal, also one that was left by a process that was killed.
   *
   * @param journal - Path of the journal, without links.
   * @throws PortolanError with code `ERR_JOURNAL` while another scan writes to it, `ERR_OUTPUT` where no lock can be made
   */
  static async take(journal: string): Promise<JournalLock> {
    const path = `${journal}.lock`;
    let holder: Holder | undefined;
    for (let left = JOURNAL_LOCK_TRIES; left > 0; left--) {
      if (isMade(journal, path)) return new JournalLock(path);
      const text = contentOf(path);
      holder = text === undefined ? undefined : holderOf(text);
      // An unreadable one is being written this moment, unless it stays like that.
      const isLeft = holder === undefined ? left === 2 : isGone(path, holder);
      if (!isLeft) await setTimeout(JOURNAL_LOCK_PAUSE_MS);
      else if (contentOf(path) === text) remove(journal, path);
    }
    throw inUse(journal, path, holder);
  }

  /** Never throws. */
  release(): void {
    if (!held.delete(this.#path)) return;
    try {
      rmSync(this.#path, { force: true });
    } catch {
      // It names a process that ends, so that nobody is kept out.
    }
  }
}

function isMade(journal: string, path: string): boolean {
  const holder: Holder = { pid, host: hostname(), began: statusOf(pid)?.began ?? null };
  try {
    writeFileSync(path, `${JSON.stringify(holder)}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw writeFault(journal, error);
  }
}

function remove(journal: string, path: string): void {
  try {
    rmSync(path, { force: true });
  } catch (error) {
    throw writeFault(journal, error);
  }
}

function inUse(journal: string, path: string, holder: Holder | undefined): Error {
  if (holder?.host === hostname()) {
    return fault(journal, 'another scan is writing to it (process {holder})', { holder: holder.pid });
  }
  const values = { lock: JSON.stringify(path) };
  return fault(journal, 'another scan seems to be writing to it; if none is, remove {lock}', values);
}

/** Undefined where there is none any more. */
function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function holderOf(text: string): Holder | undefined {
  try {
    const { pid, host, began } = JSON.parse(text) as Partial<Holder>;
    const isWhole = Number.isSafeInteger(pid) && (pid as number) > 0 && typeof host === 'string';
    return isWhole ? ({ pid, host, began: began ?? null } as Holder) : undefined;
  } catch {
    return undefined;
  }
}

function isGone(path: string, holder: Holder): boolean {
  if (holder.host !== hostname()) return false;
  if (holder.pid === pid) return !held.has(path);
  try {
    kill(holder.pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
  const status = statusOf(holder.pid);
  if (status === undefined) return false;
  // The number may be another process's by now, or that of one that is dead and not buried.
  return status.isDead || (holder.began !== null && holder.began !== status.began);
}

/** What Linux tells of a process (proc(5), `/proc/PID/stat`); undefined elsewhere. */
function statusOf(process: number): { isDead: boolean; began: string } | undefined {
  try {
    const stat = readFileSync(`/proc/${process}/stat`, 'latin1');
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
    // Behind the name, which may hold anything: the state is the first field, the time of the start the 20th.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { isDead: /^[ZX]/.test(fields[0] ?? ''), began: `${boot}/${fields[19]}` };
  } catch {
    return undefined;
  }
}
