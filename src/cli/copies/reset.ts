import { lstatSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PortolanError } from '../../errors.js';
import { COPIED_FILES } from '../../reference/copy.js';

/**
 * Removes the user's copies, and their folder where nothing else is in it.
 *
 * @returns The files that were removed.
 * @throws PortolanError with code `ERR_OUTPUT` for a file that cannot be removed
 */
export function resetData(folder: string): string[] {
  const paths = COPIED_FILES.map((file) => join(folder, file));
  const removed = paths.filter((path) => lstatSync(path, { throwIfNoEntry: false }) !== undefined);
  for (const path of removed) remove(path);
  if (removed.length > 0) removeIfEmpty(folder);
  return removed;
}

function remove(path: string): void {
  try {
    rmSync(path);
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new PortolanError('ERR_OUTPUT', {
      value: path,
      problem: 'cannot be removed: {reason}',
      values: { reason },
      cause,
    });
  }
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Something else lies there.
  }
}
