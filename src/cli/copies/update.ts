import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PortolanError } from '../../errors.js';
import { type CopiedFile, copyText } from '../../reference/copy.js';
import { bundleDate, inspectCopy, readBundled } from '../../reference/files.js';
import {
  comparePorts,
  compareProtocols,
  LEAST_SHARE,
  linesOfPorts,
  linesOfProtocols,
  PORT_COLUMNS,
  PROTOCOL_COLUMNS,
  type Registry,
  type RegistryName,
  readRegistry,
} from '../../registry/index.js';
import type { RegistryUpdate } from '../../registry/types.js';
import { putFiles } from './put-files.js';
import { IANA_URLS, readSource, type SourceOptions } from './source.js';

export interface UpdateOptions extends SourceOptions {
  /** Folder of the user's copies; made where there is none. */
  readonly folder: string;
  /** Files and URLs, at most one for each registry. Default: IANA's own URLs. */
  readonly from?: readonly string[] | undefined;
  /** Only tell what would change. */
  readonly check?: boolean | undefined;
  /** The moment of the update. Default: now. */
  readonly now?: Date | undefined;
}

/** A source that was read and turned into what will be written. */
interface Draft {
  readonly update: RegistryUpdate;
  readonly text: string;
}

const FILES: Readonly<Record<RegistryName, CopiedFile>> = { ports: 'ports.tsv', protocols: 'protocols.tsv' };

/**
 * Reads IANA's registries and puts them into the user's folder, all or none: whatever is wrong with one of them, nothing is
 * changed. Where one cannot take its place, what the others have replaced is put back; only a process that is ended between
 * the two leaves one.
 *
 * @throws PortolanError with code `ERR_REGISTRY` for a file that is not whole, `ERR_DOWNLOAD` for one that could not be had,
 *   `ERR_OPTION` for two files of one registry, `ERR_OUTPUT` where the folder cannot be written to
 */
export async function updateData(options: UpdateOptions): Promise<RegistryUpdate[]> {
  const { folder, from = IANA_URLS, check = false, now = new Date() } = options;
  const drafts: Draft[] = [];
  for (const source of from) {
    const registry = readRegistry(await readSource(source, options), source, now.toISOString().slice(0, 10));
    if (drafts.some(({ update }) => update.registry === registry.registry)) throw secondOf(source);
    drafts.push(draftOf(registry, source, folder, now));
  }
  if (check) return drafts.map(({ update }) => ({ ...update, written: false }));
  makeFolder(folder);
  putFiles(drafts.map(({ update: { path }, text }) => ({ path, text })));
  return drafts.map(({ update }) => update);
}

/** The registry of ports grows; to go back to a much older one, the copy is removed first. */
function validateGrowth(source: string, total: number, inUse: number): void {
  if (total >= inUse * LEAST_SHARE) return;
  const problem = 'has {total} records, where what is in use has {inUse}: it is cut off';
  throw new PortolanError('ERR_REGISTRY', { value: source, problem, values: { total, inUse } });
}

function draftOf(
  { registry, form, date, records, ...content }: Registry,
  source: string,
  folder: string,
  now: Date,
): Draft {
  const file = FILES[registry];
  const bundle = readBundled(file);
  const current = inspectCopy(folder, file);
  if (registry === 'ports' && current.state === 'whole') validateGrowth(source, records, current.header.records);
  const before = current.state === 'whole' ? current.text : bundle;
  const lines = registry === 'ports' ? portLines(content.ports, bundle) : protocolLines(content.protocols, bundle);
  const header = { file, date, source, updatedAt: now.toISOString(), records, bundleDate: bundleDate(file) };
  const text = copyText(header, lines);
  const compare = registry === 'ports' ? comparePorts : compareProtocols;
  const isOlder = date !== null && date < bundleDate(file);
  const path = join(folder, file);
  const changes = compare(before, text);
  return { update: { registry, source, form, date, records, path, isOlder, written: true, changes }, text };
}

function portLines(ports: Registry['ports'], bundle: string): string[] {
  return [PORT_COLUMNS, ...linesOfPorts(ports, { bundle, references: readBundled('overlay/references.tsv') })];
}

/** The names that systems use besides IANA's are kept from the bundle. */
function protocolLines(protocols: Registry['protocols'], bundle: string): string[] {
  const aliases = new Map(
    bundle
      .split('\n')
      .map((line) => line.split('\t'))
      .map((row) => [row[0] ?? '', row[6] ?? '']),
  );
  return [PROTOCOL_COLUMNS, ...linesOfProtocols(protocols, (number) => aliases.get(`${number}`) ?? '')];
}

function makeFolder(folder: string): void {
  try {
    // The mode that the XDG Base Directory Specification asks for.
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const reason =
      code === 'EEXIST' || code === 'ENOTDIR' ? 'part of its path is not a folder' : (code ?? String(cause));
    throw new PortolanError('ERR_OUTPUT', {
      value: folder,
      problem: 'cannot be written: {reason}',
      values: { reason },
      cause,
    });
  }
}

function secondOf(value: string): PortolanError {
  return new PortolanError('ERR_OPTION', { value, problem: 'a second file of the same registry' });
}
