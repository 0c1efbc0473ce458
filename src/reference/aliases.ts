import { lazy, readTsvData } from './files.js';

/** A name in use for a port besides the registered ones. */
export interface Alias {
  readonly alias: string;
  readonly first: number;
  readonly last: number;
  /** First letters of the transports. */
  readonly letters: string;
}

/** The hand-written aliases, in the file's order: by port, the most usual first. */
export const allAliases: () => readonly Alias[] = lazy(() =>
  readTsvData('overlay/aliases.tsv').map(([alias = '', ports = '', letters = '']) => {
    const [first, last = first] = ports.split('-').map(Number);
    return { alias, first: first as number, last: last as number, letters };
  }),
);

const aliasesByPort = lazy(() => {
  const byPort = new Map<number, Alias[]>();
  for (const alias of allAliases()) {
    for (let port = alias.first; port <= alias.last; port++) {
      const list = byPort.get(port);
      if (list) list.push(alias);
      else byPort.set(port, [alias]);
    }
  }
  return byPort;
});

/** Aliases of one port and transport letter. */
export function aliasesOfPort(port: number, letter: string): string[] {
  const aliases = aliasesByPort().get(port) ?? [];
  return aliases.filter((alias) => alias.letters.includes(letter)).map((alias) => alias.alias);
}
