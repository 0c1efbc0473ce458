/** Signatures of users: files in the format of `data/signatures`, read and compiled when a scan or probe begins. */
import { createReadStream } from 'node:fs';
import { LONGEST_SHOWN_PATH, MAX_SIGNATURES_BYTES } from './defaults.js';
import { type ErrorDetails, PortolanError } from './errors.js';
import { compileSignatures, joinSignatures, type PatternCompiler, type SignatureSet } from './identify/index.js';

/** What one file of a user holds: plain data, since a worker thread has to be told. */
export interface OwnSignatures {
  /** Its path, or what it is called where it was no file. */
  readonly name: string;
  /** As parsed. */
  readonly content: unknown;
}

/**
 * Reads the signatures that a user has given.
 *
 * @param given - Paths of files, and what such files hold.
 * @throws PortolanError with code `ERR_SIGNATURES`
 */
export async function readOwnSignatures(given: string | readonly (string | object)[] = []): Promise<OwnSignatures[]> {
  const read: OwnSignatures[] = [];
  for (const [index, each] of [given].flat().entries()) {
    if (typeof each === 'string') read.push({ name: each, content: await readFile(each) });
    else read.push({ name: `signatures[${index}]`, content: each });
  }
  return read;
}

/**
 * Compiles them for an engine that runs in linear time whatever the pattern: nobody has proven theirs. Of two with the same
 * id the first counts.
 *
 * @throws PortolanError with code `ERR_SIGNATURES`, naming the file and the signature
 */
export async function compileOwnSignatures(files: readonly OwnSignatures[]): Promise<SignatureSet> {
  const compiler = await linearCompiler();
  return files.map((file) => compileFile(file, compiler)).reduce(joinSignatures, compileSignatures([]));
}

function compileFile({ name, content }: OwnSignatures, compiler: PatternCompiler): SignatureSet {
  try {
    return compileSignatures([content], compiler);
  } catch (error) {
    if (!(error instanceof PortolanError)) throw error;
    const { details } = error;
    const value = details.value === undefined ? shortPath(name) : `${shortPath(name)}: ${details.value}`;
    throw new PortolanError('ERR_SIGNATURES', { ...details, value });
  }
}

/** The end of a path tells files apart, and leaves room for the id of a signature. */
function shortPath(path: string): string {
  return path.length <= LONGEST_SHOWN_PATH ? path : `…${path.slice(1 - LONGEST_SHOWN_PATH)}`;
}

async function linearCompiler(): Promise<PatternCompiler> {
  const { RE2JS } = await import('re2js');
  return (source, flags) => {
    const compiled = understood(() => RE2JS.compile(source, flags === 'i' ? RE2JS.CASE_INSENSITIVE : 0));
    const groups = compiled.groupCount();
    const exec = (text: string) => {
      const matcher = compiled.matcher(text);
      if (!matcher.lookingAt()) return null;
      return Array.from({ length: groups + 1 }, (_each, group) => matcher.group(group) ?? undefined);
    };
    return { pattern: { exec }, groups };
  };
}

function understood<Result>(compile: () => Result): Result {
  try {
    return compile();
  } catch (cause) {
    const reason = (cause as Error).message.replace(/^error parsing regexp: /, '');
    const problem = 'the pattern is not of RE2 syntax, which has no lookaround and no backreference: {reason}';
    throw new PortolanError('ERR_SIGNATURES', { problem, values: { reason }, cause });
  }
}

async function readFile(path: string): Promise<unknown> {
  let text: string;
  try {
    // In pieces, so that a device that never ends does not fill the memory.
    const chunks: Buffer[] = await createReadStream(path, { end: MAX_SIGNATURES_BYTES }).toArray();
    text = Buffer.concat(chunks)
      .toString('utf8')
      .replace(/^\uFEFF/, '');
  } catch (cause) {
    throw unreadable(path, cause as NodeJS.ErrnoException);
  }
  if (text.length > MAX_SIGNATURES_BYTES) {
    throw unfit({ value: path, problem: 'has more than {most} bytes', values: { most: MAX_SIGNATURES_BYTES } });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = (cause as Error).message.split('\n', 1)[0] ?? '';
    throw unfit({ value: path, problem: 'is not JSON: {reason}', values: { reason }, cause });
  }
}

function unreadable(value: string, cause: NodeJS.ErrnoException): PortolanError {
  if (cause.code === 'ENOENT') return unfit({ value, problem: 'no such file of signatures', cause });
  if (cause.code === 'EISDIR') return unfit({ value, problem: 'is a folder, not a file of signatures', cause });
  return unfit({ value, problem: 'cannot be read ({code})', values: { code: cause.code ?? cause.message }, cause });
}

function unfit(details: ErrorDetails): PortolanError {
  return new PortolanError('ERR_SIGNATURES', details);
}
