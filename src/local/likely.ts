import type { PortEntry, PortUse } from '../reference/types.js';

/**
 * Why a name is thought to be that of the service. `process`: the program that holds the socket bears it too. The others are
 * guesses from the port number: `custom`: what people meet at the port, whatever is registered; `registry`: IANA's name;
 * `alias`: a name in use where IANA has none.
 */
export type ServiceBasis = 'process' | 'custom' | 'registry' | 'alias';

export interface LikelyService {
  readonly name: string;
  readonly basis: ServiceBasis;
  /** The custom use that the name is of; null where it is of the registered service. */
  readonly use: PortUse | null;
}

/** Letters by which the name of a program and of its service may differ at the end, as `postgres` and `postgresql` do. */
const SHORTER_BY = 2;
/** Shorter names begin too many others. */
const SHORTEST_NAME = 3;

/** Letters of the shortest first word that makes two names those of one family, as in `http-alt` and `http-proxy`. */
const SHORTEST_STEM = 4;

/**
 * The likeliest service of a port, by the reference and by who holds the socket. Above 1023, where whoever likes may take
 * a port, what people meet there is likelier than what is registered, unless it is a form of it, as MariaDB is of MySQL. Pure.
 *
 * @param entry - In English: what a use says of itself is looked at.
 * @returns null where the reference has no name.
 */
export function likelyService(entry: PortEntry, programs: readonly string[]): LikelyService | null {
  const uses = entry.uses.filter(({ basis, names }) => basis === 'custom' && names.length > 0);
  const named = namedAlike(entry, uses, programs);
  if (named !== null) return named;
  const [registered] = currentNames(entry);
  const [use] = uses;
  if (use !== undefined && (registered === undefined || (entry.range !== 'system' && !isFormOf(use, entry.names)))) {
    return { name: use.names[0] as string, basis: 'custom', use };
  }
  if (registered !== undefined) return { name: registered, basis: 'registry', use: null };
  const [alias] = entry.aliases;
  return alias === undefined ? null : { name: alias, basis: 'alias', use: null };
}

function namedAlike(entry: PortEntry, uses: readonly PortUse[], programs: readonly string[]): LikelyService | null {
  const names = currentNames(entry);
  const bears = (name: string): boolean => programs.some((program) => isNamedAfter(program, name));
  const registered = names.find(bears);
  if (registered !== undefined) return { name: registered, basis: 'process', use: null };
  for (const use of uses) {
    const name = use.names.find(bears);
    if (name !== undefined) return { name, basis: 'process', use };
  }
  const alias = entry.aliases.find(bears);
  if (alias === undefined) return null;
  // Below 1024 an alias means the registered service; above it may be another one that people have there.
  const [first = alias] = names;
  return { name: entry.range === 'system' ? first : alias, basis: 'process', use: null };
}

/** Registered names, those for old uses last. */
function currentNames({ names, nameNotes }: PortEntry): string[] {
  const historic = new Set(nameNotes.filter(({ note }) => note === 'historic').map(({ name }) => name));
  return [...names.filter((name) => !historic.has(name)), ...names.filter((name) => historic.has(name))];
}

/** Whether a use is the registered service by another name or program: its text names it, or the names begin alike. */
function isFormOf(use: PortUse, registered: readonly string[]): boolean {
  const text = lettersOf([...use.names, use.description].join(' '));
  const stems = use.names.map(firstWord);
  return registered.some((name) => {
    const stem = firstWord(name);
    return (
      (lettersOf(name).length >= SHORTEST_NAME && text.includes(lettersOf(name))) ||
      (stem.length >= SHORTEST_STEM && stems.includes(stem))
    );
  });
}

function firstWord(name: string): string {
  return name.toLowerCase().split(/[^a-z0-9]/, 1)[0] ?? '';
}

/** `sshd` and `redis-server` after ssh and redis, `postgres` after postgresql. */
function isNamedAfter(program: string, service: string): boolean {
  const [own, name] = [lettersOf(program.replace(/\.exe$/i, '')), lettersOf(service)];
  if (name.length < SHORTEST_NAME || own.length < SHORTEST_NAME) return false;
  return own.startsWith(name) || (name.startsWith(own) && name.length - own.length <= SHORTER_BY);
}

function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
