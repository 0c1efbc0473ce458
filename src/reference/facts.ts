import type { Language } from '../types.js';
import { lazy, readTsvData } from './files.js';

/** One row of a hand-written file whose first two columns are ports and letters of transports. */
export interface PortFact {
  readonly first: number;
  readonly last: number;
  /** First letters of the transports. */
  readonly letters: string;
  /** The other columns. */
  readonly fields: readonly string[];
}

/** The rows of one file, found by port. Nothing is read before the first question. */
export interface PortFacts {
  /** Rows of a port and transport letter, in the file's order; rows of several ports last. */
  readonly of: (port: number, letter: string) => readonly PortFact[];
  readonly all: () => readonly PortFact[];
}

/** Longer runs of ports are looked through one by one instead of being listed under each port. */
const LONGEST_LISTED_RUN = 100;
const NONE: readonly PortFact[] = [];

/** Reads a file of facts about ports; see `data/README.md` for the columns. */
export function portFacts(file: string): PortFacts {
  const all = lazy(() => readTsvData(file).map(parseFact));
  const index = lazy(() => {
    const byPort = new Map<number, PortFact[]>();
    const runs: PortFact[] = [];
    for (const fact of all()) {
      if (fact.last - fact.first >= LONGEST_LISTED_RUN) runs.push(fact);
      else for (let port = fact.first; port <= fact.last; port++) append(byPort, port, fact);
    }
    return { byPort, runs };
  });
  return {
    all,
    of(port, letter) {
      const { byPort, runs } = index();
      const listed = byPort.get(port);
      if (listed === undefined && runs.length === 0) return NONE;
      const around = runs.filter(({ first, last }) => first <= port && port <= last);
      return [...(listed ?? []), ...around].filter(({ letters }) => letters.includes(letter));
    },
  };
}

/** A range such as `6000-6063`, or one number. */
export function parseRange(text: string): { readonly first: number; readonly last: number } {
  const [first = Number.NaN, last = first] = text.split('-').map(Number);
  return { first, last };
}

/** The text in the language asked for; the English one where the other is missing. */
export function inLanguage(language: Language, english: string, chinese: string | undefined): string {
  return language === 'zh-CN' && chinese !== undefined && chinese !== '' ? chinese : english;
}

/** Items of a field, without blanks around them. */
export function listOf(field: string, separator = ','): string[] {
  return field === '' ? [] : field.split(separator).map((item) => item.trim());
}

/** Adds a value to the list of a key. */
export function append<Key, Value>(index: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = index.get(key);
  if (list) list.push(value);
  else index.set(key, [value]);
}

function parseFact([ports = '', letters = '', ...fields]: readonly string[]): PortFact {
  return { ...parseRange(ports), letters, fields };
}
