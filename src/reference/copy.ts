import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** Version of the files' layout. A copy of another version is left alone, and the bundle is used. */
const COPY_FORMAT = 1;

/** The files that a user's copy can take the place of. */
export const COPIED_FILES = ['ports.tsv', 'protocols.tsv'] as const;
export type CopiedFile = (typeof COPIED_FILES)[number];

/** What the first line of a copy says of the rest. */
export interface CopyHeader {
  readonly format: number;
  readonly file: CopiedFile;
  /** Date of IANA's registry, such as `2026-02-25`; null where the source gave none. */
  readonly date: string | null;
  /** The file or URL that it was made from. */
  readonly source: string;
  /** When it was made, such as `2026-11-21T10:00:00.000Z`. */
  readonly updatedAt: string;
  /** Records in the source. */
  readonly records: number;
  /** Date of the bundled registry at that time: only a later bundle is newer than what the user asked for. */
  readonly bundleDate: string;
  /** Of the lines that follow, in hexadecimal. */
  readonly sha256: string;
}

/**
 * A user's copy of one file. `absent`: there is none. `whole`: it can be used. `stale`: the bundle has become newer since.
 * `damaged`: it cannot be read, is not what was written, or was written by another version.
 */
export type DataCopy =
  | { readonly state: 'absent'; readonly path: string }
  | { readonly state: 'damaged'; readonly path: string; readonly problem: CopyProblem }
  | { readonly state: 'whole' | 'stale'; readonly path: string; readonly header: CopyHeader; readonly text: string };

/** Why a copy is damaged. */
export type CopyProblem = 'unreadable' | 'header' | 'format' | 'content';

const MARK = '# portolan ';

/** Text of a copy: a line that says what it is, and the lines. */
export function copyText(header: Omit<CopyHeader, 'format' | 'sha256'>, lines: readonly string[]): string {
  const body = `${lines.join('\n')}\n`;
  const whole: CopyHeader = { format: COPY_FORMAT, ...header, sha256: sha256(body) };
  return `${MARK}${JSON.stringify(whole)}\n${body}`;
}

/**
 * Reads a user's copy. Costs one failing `open` where there is none. Never throws.
 *
 * @param bundleDate - Date of the bundled registry; asked only where there is a copy.
 */
export function readCopy(folder: string, file: CopiedFile, bundleDate: () => string): DataCopy {
  const path = `${folder}/${file}`;
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const isAbsent = code === 'ENOENT' || code === 'ENOTDIR';
    return isAbsent ? { state: 'absent', path } : { state: 'damaged', path, problem: 'unreadable' };
  }
  const end = text.indexOf('\n');
  const header = parseHeader(text.slice(0, end));
  if (header === undefined || header.file !== file) return { state: 'damaged', path, problem: 'header' };
  if (header.format !== COPY_FORMAT) return { state: 'damaged', path, problem: 'format' };
  if (sha256(text.slice(end + 1)) !== header.sha256) return { state: 'damaged', path, problem: 'content' };
  return {
    state: bundleDate() > header.bundleDate && isOlder(header, bundleDate()) ? 'stale' : 'whole',
    path,
    header,
    text,
  };
}

/** Whether the bundle shows a later state of the registry than the copy, by the day the copy was made where it has no date. */
function isOlder({ date, updatedAt }: CopyHeader, bundleDate: string): boolean {
  return (date ?? updatedAt.slice(0, bundleDate.length)) < bundleDate;
}

function parseHeader(line: string): CopyHeader | undefined {
  if (!line.startsWith(MARK)) return undefined;
  try {
    const header = JSON.parse(line.slice(MARK.length)) as CopyHeader | null;
    const { date, source, updatedAt, bundleDate } = header ?? {};
    const areTexts = [date ?? '', source, updatedAt, bundleDate].every((text) => typeof text === 'string');
    return header !== null && areTexts && typeof header.records === 'number' ? header : undefined;
  } catch {
    return undefined;
  }
}

/** The module is loaded where there is something to check: most calls have no copy. */
function sha256(text: string): string {
  const { createHash } = createRequire(import.meta.url)('node:crypto') as typeof import('node:crypto');
  return createHash('sha256').update(text).digest('hex');
}
