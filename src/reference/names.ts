import type { Transport } from '../types.js';
import { allAliases } from './aliases.js';
import type { PortFact, PortFacts } from './facts.js';
import { lazy } from './files.js';
import { append, listOf } from './lists.js';
import { customUses, dissectorUses, explainedPorts, historicNames } from './port-details.js';
import { entryOfRun } from './port-runs.js';
import { allRows, rowsOfName } from './port-table.js';
import { byPortAndTransport, type LanguageOption, TRANSPORTS } from './ports.js';
import type { PortEntry } from './types.js';

/** Ports that have a name. */
export interface NamedPorts {
  readonly first: number;
  readonly last: number;
  /** First letters of the transports. */
  readonly letters: string;
}

/** Questions after which indexes of all names pay: until then the files' texts are searched, which needs no preparation. */
const FEW_QUESTIONS = 50;
/** Files whose names say more of the past or of another language: Chinese ones, Ethereal's, and those of malware. */
const OTHERS: readonly (readonly [PortFacts, namesOf: (fact: PortFact) => string[]])[] = [
  [explainedPorts, ({ fields }) => listOf(fields[1] ?? '', '、')],
  [dissectorUses, namesOfUse],
  [historicNames, historicSpellings],
];

const state = lazy(() => ({ questions: 0 }));

/** All registered names in lower case, for those who look at every one. */
export const registeredNames: () => ReadonlyMap<string, readonly NamedPorts[]> = lazy(() => {
  const index = new Map<string, NamedPorts[]>();
  for (const row of allRows()) if (row.name !== null) append(index, row.name.toLowerCase(), row);
  return index;
});

/** Aliases and names of uses in lower case, for those who look at every one. */
export const aliasNames: () => ReadonlyMap<string, readonly NamedPorts[]> = lazy(() => {
  const index = new Map<string, NamedPorts[]>();
  for (const alias of allAliases()) append(index, alias.alias.toLowerCase(), alias);
  for (const fact of customUses.all()) addAll(index, fact, namesOfUse(fact));
  return index;
});

const otherNames = lazy((): ReadonlyMap<string, readonly NamedPorts[]> => {
  const index = new Map<string, NamedPorts[]>();
  for (const [facts, namesOf] of OTHERS) for (const fact of facts.all()) addAll(index, fact, namesOf(fact));
  return index;
});

/** The name as its document writes it, and its other spellings. */
export function historicSpellings({ fields: [name = '', others = ''] }: PortFact): string[] {
  return [name, ...listOf(others)];
}

/** Ports of a name or alias in any case, registered ones first. */
export function portsOfName(name: string): NamedPorts[] {
  const [registered, aliases] = namedPorts(name.toLowerCase());
  return [...registered, ...aliases];
}

/** Ports of the registered name, those of aliases and uses, and those of other names. */
function namedPorts(key: string): [readonly NamedPorts[], readonly NamedPorts[], readonly NamedPorts[]] {
  const current = state();
  current.questions += 1;
  if (current.questions > FEW_QUESTIONS) {
    const [registered = [], aliases = [], others = []] = [registeredNames, aliasNames, otherNames].map((index) =>
      index().get(key),
    );
    return [registered, aliases, others];
  }
  const aliases = allAliases().filter(({ alias }) => alias.toLowerCase() === key);
  const others = OTHERS.flatMap(([facts, namesOf]) => factsNamed(key, facts, namesOf));
  return [rowsOfName(key), [...aliases, ...factsNamed(key, customUses, namesOfUse)], others];
}

function factsNamed(key: string, facts: PortFacts, namesOf: (fact: PortFact) => string[]): PortFact[] {
  return facts.mentioning(key).filter((fact) => namesOf(fact).some((name) => name.toLowerCase() === key));
}

function namesOfUse({ fields: [names = ''] }: PortFact): string[] {
  return listOf(names);
}

/**
 * Entries of a name in any case: those of the registered name by port and transport, then those of aliases and uses, then
 * those of Chinese, old and malware's names. A row of several ports is one entry with `lastPort`.
 */
export function entriesOfName(name: string, transport: Transport | null, options?: LanguageOption): PortEntry[] {
  const key = name.toLowerCase();
  const found = new Map<string, PortEntry>();
  for (const ports of namedPorts(key)) {
    for (const entry of entriesOf(ports, transport, options)) {
      const at = `${entry.port}/${entry.transport}`;
      if (!found.has(at)) found.set(at, entry);
    }
  }
  return [...found.values()];
}

function entriesOf(
  named: readonly NamedPorts[],
  transport: Transport | null,
  options: LanguageOption | undefined,
): PortEntry[] {
  const entries: PortEntry[] = [];
  for (const { first, last, letters } of named) {
    for (const candidate of transport === null ? TRANSPORTS : [transport]) {
      if (!letters.includes(candidate.charAt(0))) continue;
      entries.push(entryOfRun(first, last, candidate, options));
    }
  }
  return entries.sort(byPortAndTransport);
}

function addAll(index: Map<string, NamedPorts[]>, ports: NamedPorts, names: readonly string[]): void {
  for (const name of names) append(index, name.toLowerCase(), ports);
}
