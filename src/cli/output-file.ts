import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fchmodSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeSync,
} from 'node:fs';
import { PortolanError } from '../errors.js';

/** Where the bytes go until the file is whole. */
interface Opened {
  readonly descriptor: number;
  /** The draft, and the place it is moved to; null where the given path itself is written to. */
  readonly draft: { readonly path: string; readonly place: string } | null;
}

/** A file that is written beside its place and moved there when it is whole, so that an older one is never lost. */
export class OutputFile {
  readonly #path: string;
  /** Undefined once it is closed. */
  #descriptor: number | undefined;
  /** Null where there is none, or none any more. */
  #draft: Opened['draft'];
  /** A process that ends early leaves no draft behind. */
  readonly #onExit = () => this.discard();

  /**
   * Opens the file, so that a place where nothing can be written is noticed before any work is done.
   *
   * @throws PortolanError with code `ERR_OUTPUT`
   */
  constructor(path: string) {
    this.#path = path;
    try {
      const opened = open(path);
      this.#descriptor = opened.descriptor;
      this.#draft = opened.draft;
    } catch (error) {
      throw outputError(path, error);
    }
    if (this.#draft !== null) process.once('exit', this.#onExit);
  }

  /** @throws PortolanError with code `ERR_OUTPUT` */
  write(text: string): void {
    const bytes = Buffer.from(text);
    try {
      for (let done = 0; done < bytes.length; ) done += writeSync(this.#descriptor as number, bytes, done);
    } catch (error) {
      throw outputError(this.#path, error);
    }
  }

  /**
   * Puts the whole file in its place. Where that place cannot be taken, the draft stays and the error names it.
   *
   * @throws PortolanError with code `ERR_OUTPUT`
   */
  finish(): void {
    try {
      if (this.#draft !== null) fsyncSync(this.#descriptor as number);
      this.#close();
    } catch (error) {
      throw outputError(this.#path, error);
    }
    const draft = this.#takeDraft();
    try {
      if (draft !== null) renameSync(draft.path, draft.place);
    } catch (error) {
      throw outputError(this.#path, error, draft?.path);
    }
  }

  /** Gives up: whatever was there before stays. Never throws, and does nothing behind {@link finish}. */
  discard(): void {
    try {
      this.#close();
    } catch {
      // What could not be written is thrown away.
    }
    const draft = this.#takeDraft();
    try {
      if (draft !== null) rmSync(draft.path, { force: true });
    } catch {
      // The reason for giving up matters more.
    }
  }

  #close(): void {
    const descriptor = this.#descriptor;
    // A descriptor is gone even where closing it fails, and its number may be another file's next.
    this.#descriptor = undefined;
    if (descriptor !== undefined) closeSync(descriptor);
  }

  #takeDraft(): Opened['draft'] {
    process.off('exit', this.#onExit);
    const draft = this.#draft;
    this.#draft = null;
    return draft;
  }
}

/** Names of descriptors that this process was given: what they stand for is somebody else's to replace. */
const GIVEN_DESCRIPTOR = /^\/(?:dev\/(?:stdout|stderr|fd\/\d+)|proc\/self\/fd\/\d+)$/;

function open(path: string): Opened {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isDirectory()) throw Object.assign(new Error('is a directory'), { code: 'EISDIR' });
  const isReplaceable = (stats === undefined || stats.isFile()) && !GIVEN_DESCRIPTOR.test(path);
  // A pipe or a device cannot be replaced: it is written to as it is.
  if (!isReplaceable) return { descriptor: openSync(path, constants.O_WRONLY | constants.O_APPEND), draft: null };
  // Beside the place that a link stands for, so that the link stays one.
  return openDraft(stats === undefined ? path : realpathSync(path), stats);
}

/** Opens a new file beside the place; never one that is there already, nor what a link of that name leads to. */
function openDraft(place: string, before: Stats | undefined): Opened {
  const mode = before === undefined ? undefined : before.mode & 0o777;
  for (let suffix = `${process.pid}`; ; suffix = randomBytes(6).toString('hex')) {
    const path = `${place}.${suffix}.part`;
    try {
      const descriptor = openSync(path, 'wx', mode);
      if (mode !== undefined) fchmodSync(descriptor, mode);
      return { descriptor, draft: { path, place } };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** @param kept - Where everything is that was written. */
function outputError(path: string, cause: unknown, kept?: string): PortolanError {
  const { code } = cause as NodeJS.ErrnoException;
  const reason = FILE_REASONS[code ?? ''] ?? code ?? String(cause);
  if (kept === undefined) {
    return new PortolanError('ERR_OUTPUT', {
      value: path,
      problem: 'cannot be written: {reason}',
      values: { reason },
      cause,
    });
  }
  return new PortolanError('ERR_OUTPUT', {
    value: path,
    problem: 'cannot be written: {reason}; everything is in {kept}',
    values: { reason, kept: JSON.stringify(kept) },
    cause,
  });
}

/** Why a file cannot be used, by the system's code. */
export const FILE_REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'part of its path is not a folder',
  EISDIR: 'it is a folder',
  ENOSPC: 'no space left',
  EPIPE: 'its reader has gone',
};
