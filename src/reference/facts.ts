import type { Language } from '../types.js';
import { lazy, readData } from './files.js';
import { LineTable } from './line-table.js';
import { parseRange } from './lists.js';

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
  /** Rows that may hold a text, given in lower case, in any case; in the file's order. No row that does is missing. */
  readonly mentioning: (text: string) => readonly PortFact[];
}

const NONE: readonly PortFact[] = [];

/** Reads a file of facts about ports; see `data/README.md` for the columns. */
export function portFacts(file: string): PortFacts {
  const table = lazy(() => {
    const lines = new LineTable(readData(file));
    return { lines, ranges: lazy(() => lines.rangeLines().map(parseFact)) };
  });
  return {
    all: lazy(() => table().lines.all().map(parseFact)),
    mentioning: (text) => table().lines.linesWith(text).map(parseFact),
    of(port, letter) {
      const { lines, ranges } = table();
      let facts: PortFact[] | undefined;
      const add = (fact: PortFact) => {
        if (!fact.letters.includes(letter)) return;
        facts ??= [];
        facts.push(fact);
      };
      for (const line of lines.linesOf(port)) add(parseFact(line));
      for (const range of ranges()) if (range.first <= port && port <= range.last) add(range);
      return facts ?? NONE;
    },
  };
}

/** The text in the language asked for; the English one where the other is missing. */
export function inLanguage(language: Language, english: string, chinese: string | undefined): string {
  return language === 'zh-CN' && chinese !== undefined && chinese !== '' ? chinese : english;
}

function parseFact(line: string): PortFact {
  const [ports = '', letters = '', ...fields] = line.split('\t');
  return { ...parseRange(ports), letters, fields };
}
