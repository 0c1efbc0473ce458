import { readFileSync, rmSync } from 'node:fs';
import { PortolanError } from '../../errors.js';
import { OutputFile } from '../output-file.js';

interface FileText {
  readonly path: string;
  readonly text: string;
}

/**
 * Writes several files, all or none. Everything is written before anything takes its place, so that a full disk changes
 * nothing; where a place cannot be taken, what stood in the others is put back, and no draft stays.
 *
 * @throws PortolanError with code `ERR_OUTPUT`
 */
export function putFiles(texts: readonly FileText[]): void {
  const files: OutputFile[] = [];
  const undo: (() => void)[] = [];
  try {
    for (const { path, text } of texts) {
      const file = new OutputFile(path);
      files.push(file);
      file.write(text);
    }
    const backs = texts.map(({ path }) => wayBack(path));
    for (const [index, file] of files.entries()) {
      file.finish();
      undo.push(backs[index] as () => void);
    }
  } catch (error) {
    for (const file of files) file.discard();
    for (const back of undo) back();
    throw withoutDraft(error);
  }
}

/** What brings back the file that stands at a path now, or its absence. */
function wayBack(path: string): () => void {
  const before = contentOf(path);
  return () => {
    if (before === null) rmSync(path, { force: true });
    else {
      const file = new OutputFile(path);
      file.write(before);
      file.finish();
    }
  };
}

/** Null where there is no file. */
function contentOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    throw cannotWrite(path, code, error);
  }
}

/** A draft of one of several files is of no use to anybody: it is removed, and the error no longer names it. */
function withoutDraft(error: unknown): unknown {
  if (!(error instanceof PortolanError)) return error;
  const { kept, reason } = error.details.values ?? {};
  if (kept === undefined || error.value === undefined) return error;
  rmSync(JSON.parse(String(kept)), { force: true });
  return cannotWrite(error.value, String(reason), error.cause);
}

function cannotWrite(value: string, reason: string, cause: unknown): PortolanError {
  return new PortolanError('ERR_OUTPUT', { value, problem: 'cannot be written: {reason}', values: { reason }, cause });
}
