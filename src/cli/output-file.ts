import { closeSync, fsyncSync, openSync, realpathSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { PortolanError } from '../errors.js';

/** A file that is written beside its place and moved there when it is whole, so that an older one is never lost. */
export class OutputFile {
  readonly #path: string;
  readonly #draft: string | null;
  readonly #descriptor: number;

  /**
   * Opens the file, so that a place where nothing can be written is noticed before any work is done.
   *
   * @throws PortolanError with code `ERR_OUTPUT`
   */
  constructor(path: string) {
    try {
      this.#path = realPath(path);
      // What is no regular file (a pipe, a device) cannot be replaced: it is written to as it is.
      this.#draft = isReplaceable(this.#path) ? `${this.#path}.${process.pid}.part` : null;
      this.#descriptor = openSync(this.#draft ?? this.#path, 'w');
    } catch (error) {
      throw outputError(path, error);
    }
  }

  /** @throws PortolanError with code `ERR_OUTPUT` */
  write(text: string): void {
    const bytes = Buffer.from(text);
    try {
      for (let done = 0; done < bytes.length; ) done += writeSync(this.#descriptor, bytes, done);
    } catch (error) {
      throw outputError(this.#path, error);
    }
  }

  /** Puts the whole file in its place. */
  finish(): void {
    try {
      if (this.#draft !== null) fsyncSync(this.#descriptor);
      closeSync(this.#descriptor);
      if (this.#draft !== null) renameSync(this.#draft, this.#path);
    } catch (error) {
      throw outputError(this.#path, error);
    }
  }

  /** Gives up: whatever was there before stays. */
  discard(): void {
    closeSync(this.#descriptor);
    if (this.#draft !== null) rmSync(this.#draft, { force: true });
  }
}

/** The place that a link stands for, so that the link stays one. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function isReplaceable(path: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isDirectory()) throw Object.assign(new Error('is a directory'), { code: 'EISDIR' });
  return stats === undefined || stats.isFile();
}

function outputError(path: string, cause: unknown): PortolanError {
  const { code } = cause as NodeJS.ErrnoException;
  const problem = `cannot be written: ${REASONS[code ?? ''] ?? code ?? String(cause)}`;
  return new PortolanError('ERR_OUTPUT', { value: path, problem, cause });
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'part of its path is not a folder',
  EISDIR: 'it is a folder',
  ENOSPC: 'no space left',
};
