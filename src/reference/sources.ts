import { COPIED_FILES, type CopiedFile, type DataCopy } from './copy.js';
import { bundleDate, inspectCopy, listJsonData, parseJsonData, readBundled, readJsonData } from './files.js';

/** One file of the bundled data, or a folder of files of one kind. */
export interface DataFile {
  /** Path within the data folder; of a folder with a slash behind it. */
  readonly file: string;
  /** Lines, or members of a JSON list. */
  readonly entries: number;
  /** `2026-08-05`, or `2026-11` where no day is meaningful. */
  readonly date: string;
  /** An SPDX expression. */
  readonly licence: string;
  /**
   * `generated`: by a script, from `sources`. The others are written by hand: from the `documents` in `sources`; from what
   * each of the `entries` names; from `examples` that the entries quote; `curated`: chosen by the authors.
   */
  readonly origin: 'generated' | 'documents' | 'entries' | 'examples' | 'curated';
  /** Packages, documents, registries and files; empty where the entries tell. */
  readonly sources: readonly string[];
}

/** Counts of a registry, in the bundle or in a copy. */
export interface RegistryCounts {
  /** Names and keywords, each once. */
  readonly names: number;
  /** Ports with at least one name, or assigned protocol numbers. */
  readonly numbers: number;
}

/** One of the two registries: what the bundle has, and what the user's copy is. */
export interface RegistryStatus {
  readonly file: CopiedFile;
  readonly bundle: RegistryCounts & { readonly date: string };
  /** Null where no folder for copies is known. */
  readonly copy: DataCopy | null;
  /** Null unless the copy can be read. */
  readonly copyCounts: RegistryCounts | null;
  /** Where answers come from. */
  readonly inUse: 'bundle' | 'copy';
}

interface SourcesFile {
  readonly files: readonly Omit<DataFile, 'entries'>[];
}

/** What the bundled data consists of. */
export function dataFiles(): DataFile[] {
  const { files } = readJsonData('sources.json') as SourcesFile;
  return files.map(({ file, ...rest }) => ({ file, entries: entriesOf(file), ...rest }));
}

/**
 * Both registries as they would be used.
 *
 * @param folder - Folder of the user's copies; null where there is none to be.
 */
export function registryStatuses(folder: string | null): RegistryStatus[] {
  return COPIED_FILES.map((file): RegistryStatus => {
    const copy = folder === null ? null : inspectCopy(folder, file);
    const isReadable = copy?.state === 'whole' || copy?.state === 'stale';
    return {
      file,
      bundle: { date: bundleDate(file), ...registryCounts(file, readBundled(file)) },
      copy,
      copyCounts: isReadable ? registryCounts(file, copy.text) : null,
      inUse: copy?.state === 'whole' ? 'copy' : 'bundle',
    };
  });
}

/** Counts what a text of `ports.tsv` or `protocols.tsv` names. */
export function registryCounts(file: CopiedFile, text: string): RegistryCounts {
  const rows = linesOf(text).map((line) => line.split('\t'));
  return file === 'ports.tsv' ? portCounts(rows) : protocolCounts(rows);
}

function portCounts(rows: readonly (readonly string[])[]): RegistryCounts {
  const names = new Set<string>();
  const numbers = new Set<number>();
  for (const [ports = '', , name = ''] of rows) {
    if (name.startsWith('=')) continue;
    names.add(name);
    const [first = 0, last = first] = ports.split('-').map(Number);
    for (let port = first; port <= last; port++) numbers.add(port);
  }
  return { names: names.size, numbers: numbers.size };
}

function protocolCounts(rows: readonly (readonly string[])[]): RegistryCounts {
  const assigned = rows.filter(([, , , status]) => status === 'assigned');
  return { names: assigned.filter(([, keyword]) => keyword !== '').length, numbers: assigned.length };
}

function entriesOf(file: string): number {
  if (file.endsWith('/')) {
    return listJsonData(file.slice(0, -1)).reduce((sum, each) => sum + entriesOf(each), 0);
  }
  const text = readBundled(file);
  return file.endsWith('.json') ? membersOf(Object(parseJsonData(file, text))) : linesOf(text).length;
}

/** A list is counted; an object by the lists in it, or by its members where it has none. */
function membersOf(content: object): number {
  if (Array.isArray(content)) return content.length;
  const lists = Object.values(content).filter(Array.isArray);
  return lists.length > 0 ? lists.reduce((sum, list) => sum + list.length, 0) : Object.keys(content).length;
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}
