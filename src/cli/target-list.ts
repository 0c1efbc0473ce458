import { open } from 'node:fs/promises';
import { PortolanError } from '../errors.js';
import { type TargetText, targetsOfLines } from '../spec/index.js';
import type { CliContext } from './context.js';
import { FILE_REASONS } from './output-file.js';

/** Stands for standard input, as everywhere. */
const STANDARD_INPUT = '-';

/**
 * The targets of a list, behind those named on the command line. The list is opened at once and read as the scan goes on.
 *
 * @param path - A file, or `-` for standard input.
 * @throws PortolanError with code `ERR_TARGET_SPEC` where there is nothing to be read
 */
export async function openTargetList(
  path: string,
  named: readonly string[],
  context: CliContext,
): Promise<AsyncIterable<string | TargetText>> {
  const chunks = path === STANDARD_INPUT ? context.stdin?.() : await openFile(path);
  return listedBehind(named, chunks ?? nothing());
}

async function* listedBehind(
  named: readonly string[],
  chunks: AsyncIterable<Uint8Array | string>,
): AsyncGenerator<string | TargetText, void, void> {
  yield* named;
  yield* targetsOfLines(chunks);
}

async function* nothing(): AsyncGenerator<string> {}

async function openFile(path: string): Promise<AsyncIterable<Uint8Array>> {
  try {
    const file = await open(path);
    if ((await file.stat()).isDirectory()) {
      await file.close();
      throw Object.assign(new Error('is a directory'), { code: 'EISDIR' });
    }
    return file.createReadStream();
  } catch (cause) {
    const { code = String(cause) } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') {
      const problem = 'no such file; a list of targets is a file, or - for standard input';
      throw new PortolanError('ERR_TARGET_SPEC', { value: path, problem, cause });
    }
    const values = { reason: FILE_REASONS[code] ?? code };
    throw new PortolanError('ERR_TARGET_SPEC', { value: path, problem: 'cannot be read: {reason}', values, cause });
  }
}
