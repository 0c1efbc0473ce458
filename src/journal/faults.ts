import { type ErrorDetails, PortolanError } from '../errors.js';

/** Why a file operation failed, in words; its code where there are none. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'part of its path is not a folder',
  EISDIR: 'it is a folder',
  ENOSPC: 'no space left',
  EDQUOT: 'no space left',
};

/** Characters of a text from a journal that a message shows. */
const SHOWN = 60;

/** Something is wrong with the journal at `path`, or it is not the one of this scan. */
export function fault(path: string, problem: string, values?: ErrorDetails['values']): PortolanError {
  return new PortolanError('ERR_JOURNAL', { value: path, problem, values });
}

export function writeFault(path: string, cause: unknown): PortolanError {
  const reason = reasonOf(cause);
  return new PortolanError('ERR_OUTPUT', {
    value: path,
    problem: 'cannot be written: {reason}',
    values: { reason },
    cause,
  });
}

export function readFault(path: string, cause: unknown): PortolanError {
  const { code } = cause as NodeJS.ErrnoException;
  if (code === 'ENOENT') return fault(path, 'no such file; resume goes on from a journal, and journal begins one');
  const reason = reasonOf(cause);
  return new PortolanError('ERR_JOURNAL', {
    value: path,
    problem: 'cannot be read: {reason}',
    values: { reason },
    cause,
  });
}

function reasonOf(cause: unknown): string {
  const { code } = cause as NodeJS.ErrnoException;
  return REASONS[code ?? ''] ?? code ?? String(cause);
}

/** A text from a file in a message: on one line, nothing that a terminal obeys, not long. */
export function shown(text: string): string {
  const clean = text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '?');
  return clean.length <= SHOWN ? clean : `${clean.slice(0, SHOWN)}…`;
}
