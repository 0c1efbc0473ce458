import { readdirSync, readFileSync } from 'node:fs';
import { PortolanError } from '../errors.js';

/** The same from `src/reference` and from `dist/reference`. */
const DATA = new URL('../../data/', import.meta.url);

/**
 * Text of a file in the data folder.
 *
 * @throws PortolanError `ERR_DATA` when it cannot be read, which means that the installation is damaged.
 */
export function readData(name: string): string {
  return attempt(name, () => readFileSync(new URL(name, DATA), 'utf8'));
}

/** Content of a JSON file in the data folder. Throws as {@link readData} does. */
export function readJsonData(name: string): unknown {
  return attempt(name, () => JSON.parse(readData(name)));
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

/** A value made at the first call and kept, so that nothing is read before it is asked for. */
export function lazy<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
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
