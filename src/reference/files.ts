import { readdirSync, readFileSync } from 'node:fs';
import { PortolanError } from '../errors.js';
import { COPIED_FILES, type CopiedFile, type DataCopy, readCopy } from './copy.js';

/** The same from `src/reference` and from `dist/reference`. */
const DATA = new URL('../../data/', import.meta.url);

/** Folder of the user's copies; null: only the bundle is used. */
let copyFolder: string | null = null;
/** Grows whenever other data is chosen. */
let generation = 0;

/** What `sources.json` says of the registries. */
interface SourcesFile {
  readonly registries: Readonly<Record<CopiedFile, string>>;
}

/**
 * From now on the reference takes the registries of ports and protocols from the copies in a folder, as `portolan data
 * update` writes them, where they are whole and the bundle is not newer. Without a call of this, or with null, only the
 * bundled data is read: a library looks into nobody's home. Call it again after an update. Answers given before stay as they
 * were.
 */
export function useDataCopy(folder: string | null): void {
  if (folder === null && copyFolder === null) return;
  copyFolder = folder;
  generation += 1;
}

/** The copy of a file in a folder, and whether it is fit to be used. */
export function inspectCopy(folder: string, file: CopiedFile): DataCopy {
  return readCopy(folder, file, () => bundleDate(file));
}

/** Date of the bundled registry in a file, such as `2026-08-05`. */
export function bundleDate(file: CopiedFile): string {
  return (readJsonData('sources.json') as SourcesFile).registries[file];
}

/**
 * Text of a file in the data folder, or of the user's copy of it where that was chosen by {@link useDataCopy}.
 *
 * @throws PortolanError `ERR_DATA` when it cannot be read, which means that the installation is damaged.
 */
export function readData(name: string): string {
  const copied = copyFolder === null ? undefined : COPIED_FILES.find((file) => file === name);
  if (copyFolder !== null && copied !== undefined) {
    const copy = inspectCopy(copyFolder, copied);
    if (copy.state === 'whole') return copy.text;
  }
  return readBundled(name);
}

/** Text of a file in the data folder, whatever was chosen. Throws as {@link readData} does. */
export function readBundled(name: string): string {
  return attempt(name, () => readFileSync(new URL(name, DATA), 'utf8'));
}

/** Content of a JSON file in the data folder. Throws as {@link readData} does. */
export function readJsonData(name: string): unknown {
  return parseJsonData(name, readData(name));
}

/** The value of a JSON file's text. Throws as {@link readData} does. */
export function parseJsonData(name: string, text: string): unknown {
  return attempt(name, () => JSON.parse(text));
}

/** Names of the JSON files in a folder of the data, sorted; empty when there is no such folder. */
export function listJsonData(folder: string): string[] {
  const url = new URL(`${folder}/`, DATA);
  try {
    const names = readdirSync(url).filter((name) => name.endsWith('.json'));
    return names.sort().map((name) => `${folder}/${name}`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new PortolanError('ERR_DATA', {
      value: folder,
      problem: 'cannot be listed in the bundled data',
      cause: error,
    });
  }
}

/** Fields of each line of a tab-separated file, without blank lines and `#` comments. */
export function readTsvData(name: string): string[][] {
  const lines = readData(name).split('\n');
  return lines.filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.split('\t'));
}

/**
 * A value made at the first call and kept until other data is chosen, so that nothing is read before it is asked for.
 */
export function lazy<Value>(make: () => Value): () => Value {
  let made: Value;
  let madeIn = -1;
  return () => {
    if (madeIn !== generation) {
      made = make();
      madeIn = generation;
    }
    return made;
  };
}

function attempt<Value>(name: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof PortolanError) throw error;
    throw new PortolanError('ERR_DATA', { value: name, problem: 'cannot be read from the bundled data', cause: error });
  }
}
