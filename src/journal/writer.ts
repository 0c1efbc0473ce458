import { closeSync, fdatasync, fsyncSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { JOURNAL_SYNC_MS } from '../defaults.js';
import { linesOf } from './encode.js';
import { writeFault } from './faults.js';
import type { JournalEntry } from './types.js';

/** What a writer does with its file, so that a test can have a full disk. */
export interface JournalFiles {
  writeSync(descriptor: number, bytes: Buffer, offset: number): number;
  ftruncateSync(descriptor: number, length: number): void;
  fdatasync(descriptor: number, done: (error: NodeJS.ErrnoException | null) => void): void;
  /** Calls back once after so many milliseconds; the returned function cancels. */
  schedule(ms: number, callback: () => void): () => void;
}

const FILES: JournalFiles = {
  writeSync: (descriptor, bytes, offset) => writeSync(descriptor, bytes, offset),
  ftruncateSync,
  fdatasync,
  schedule(ms, callback) {
    const timer = setTimeout(callback, ms).unref();
    return () => clearTimeout(timer);
  },
};

/** Codes of file systems that have no notion of bringing bytes to a disk. */
const NO_SYNC = /^(?:EINVAL|ENOSYS|ENOTSUP|EOPNOTSUPP|EPERM)$/;

/**
 * Appends to a journal. What it has taken survives the end of this process at any moment, since it is with the system by
 * then; it survives that of the machine once it is on the disk, at most {@link JOURNAL_SYNC_MS} later.
 */
export class JournalWriter {
  readonly #path: string;
  readonly #files: JournalFiles;
  readonly #descriptor: number;
  #end: number;
  #fault: Error | undefined;
  #cancelSync: (() => void) | undefined;
  #syncing: Promise<void> | undefined;
  #isClosed = false;

  /**
   * @param end - Where to go on; what lies behind is cut off.
   * @throws PortolanError with code `ERR_OUTPUT`
   */
  constructor(path: string, end: number, files: Partial<JournalFiles> = {}) {
    this.#path = path;
    this.#files = { ...FILES, ...files };
    this.#end = end;
    try {
      this.#descriptor = openSync(path, 'a');
    } catch (error) {
      throw writeFault(path, error);
    }
    try {
      this.#files.ftruncateSync(this.#descriptor, end);
    } catch (error) {
      closeSync(this.#descriptor);
      throw writeFault(path, error);
    }
    if (end === 0) syncFolder(dirname(path));
  }

  /**
   * Writes what became known at one moment.
   *
   * @throws PortolanError with code `ERR_OUTPUT` where the disk does not take it: it is lost, what was taken before is not
   */
  append(entries: readonly JournalEntry[]): void {
    if (entries.length > 0) this.write(linesOf(entries));
  }

  /**
   * @param lines - Whole ones.
   * @throws PortolanError with code `ERR_OUTPUT`
   */
  write(lines: string): void {
    if (this.#fault !== undefined) throw this.#fault;
    const bytes = Buffer.from(lines);
    try {
      for (let done = 0; done < bytes.length; ) done += this.#files.writeSync(this.#descriptor, bytes, done);
    } catch (error) {
      this.#cutOff();
      throw this.#failed(error);
    }
    this.#end += bytes.length;
    this.#cancelSync ??= this.#files.schedule(JOURNAL_SYNC_MS, () => this.#sync());
  }

  /**
   * Brings everything to the disk and lets go of the file.
   *
   * @throws PortolanError with code `ERR_OUTPUT` where the disk has failed
   */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#cancelSync?.();
    await this.#syncing;
    try {
      if (this.#fault === undefined) fsyncSync(this.#descriptor);
    } catch (error) {
      this.#noteSync(error as NodeJS.ErrnoException);
    } finally {
      closeSync(this.#descriptor);
    }
    if (this.#fault !== undefined) throw this.#fault;
  }

  /** Half a line would be cut off by the next reader, but other programs read journals too. */
  #cutOff(): void {
    try {
      this.#files.ftruncateSync(this.#descriptor, this.#end);
    } catch {
      // The reason for giving up matters more.
    }
  }

  /** Without waiting for it: a slow disk must not make answers look late. */
  #sync(): void {
    this.#syncing = new Promise((resolve) => {
      this.#files.fdatasync(this.#descriptor, (error) => {
        this.#noteSync(error);
        this.#syncing = undefined;
        this.#cancelSync = undefined;
        resolve();
      });
    });
  }

  #noteSync(error: NodeJS.ErrnoException | null): void {
    if (error !== null && !NO_SYNC.test(error.code ?? '')) this.#failed(error);
  }

  #failed(error: unknown): Error {
    this.#fault ??= writeFault(this.#path, error);
    return this.#fault;
  }
}

/** A new file's name is part of its folder. Where folders cannot be synchronised, the system does it in its own time. */
function syncFolder(path: string): void {
  try {
    const folder = openSync(path, 'r');
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  } catch {
    // As on Windows.
  }
}
