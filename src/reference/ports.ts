import { PortolanError } from '../errors.js';
import { LAST_PORT, type Language, type Transport } from '../types.js';
import { aliasesOfPort } from './aliases.js';
import { lazy } from './files.js';
import { mayBeKnown } from './known-ports.js';
import { detailsOf, twinsWithNames } from './port-details.js';
import { type PortRow, rowsOfPort } from './port-table.js';
import type { NameNote, PortClass, PortEntry, PortStatus } from './types.js';

/** Transports in the order of answers. Every port exists in the first two, in the others only where IANA lists it. */
export const TRANSPORTS: readonly Transport[] = ['tcp', 'udp', 'sctp', 'dccp'];
const LANGUAGES: readonly Language[] = ['en', 'zh-CN'];
export const ALWAYS_LISTED: readonly Transport[] = ['tcp', 'udp'];

/** RFC 6335 section 6. */
const USER_START = 1024;
export const DYNAMIC_START = 49_152;
const NOTHING: readonly never[] = Object.freeze([]);

/** Which language the hand-written texts of an answer are in. */
export interface LanguageOption {
  /** Default `en`. Where a text was written in English only, that is what is given. */
  readonly language?: Language | undefined;
}

/** Answers of ports of which there is something to say, some 20,000 in each language, kept for the next question. */
const keptAnswers = lazy(
  (): Readonly<Record<Language, Map<number, readonly PortEntry[]>>> => ({ en: new Map(), 'zh-CN': new Map() }),
);

/**
 * What the reference says of a port: one entry for TCP and UDP each, and for SCTP and DCCP where they are registered. With
 * `transport`, exactly that one, also where nobody registered it. Answers are frozen and shared between callers.
 *
 * @param port 0 to 65535
 * @throws PortolanError `ERR_QUERY` for any other port, `ERR_OPTION` for an unknown transport or language
 */
export function lookupPort(port: number, transport?: Transport, options?: LanguageOption): readonly PortEntry[] {
  validatePort(port);
  const language = options?.language ?? 'en';
  const answers = keptAnswers()[language];
  const place = transport === undefined ? 0 : TRANSPORTS.indexOf(transport) + 1;
  if (answers === undefined) validateLanguage(language);
  if (place === 0 && transport !== undefined) throw wrongChoice('transport', transport, TRANSPORTS);
  const key = port * (TRANSPORTS.length + 1) + place;
  const known = answers.get(key);
  if (known !== undefined) return known;
  if (!mayBeKnown(port)) return freeEntries(port, transport);
  const answer = frozen(entriesOfPort(port, transport, language));
  answers.set(key, answer);
  return answer;
}

/**
 * For callers without types.
 *
 * @throws PortolanError `ERR_OPTION` for a language that is none of ours
 */
export function validateLanguage(language: Language | undefined): void {
  if (language !== undefined && !LANGUAGES.includes(language)) throw wrongChoice('language', language, LANGUAGES);
}

function entriesOfPort(port: number, transport: Transport | undefined, language: Language): PortEntry[] {
  const rows = rowsOfPort(port);
  const entries: PortEntry[] = [];
  for (const candidate of transport === undefined ? TRANSPORTS : [transport]) {
    const own = rows.filter((row) => row.letters.includes(candidate.charAt(0)));
    if (own.length > 0 || candidate === transport || ALWAYS_LISTED.includes(candidate))
      entries.push(entryOf(port, candidate, own, language));
  }
  return entries;
}

/**
 * Primary IANA name of a port, or null where it has none. Made for a caller with many ports.
 *
 * @throws PortolanError `ERR_QUERY` for a port outside 0 to 65535
 */
export function serviceName(port: number, transport: Transport): string | null {
  validatePort(port);
  const letter = transport.charAt(0);
  return rowsOfPort(port).find((row) => row.letters.includes(letter))?.name ?? null;
}

/** Order of answers. */
export function byPortAndTransport(a: PortEntry, b: PortEntry): number {
  return a.port - b.port || TRANSPORTS.indexOf(a.transport) - TRANSPORTS.indexOf(b.transport);
}

function entryOf(port: number, transport: Transport, rows: readonly PortRow[], language: Language): PortEntry {
  const row = rows[0];
  const { translation, chineseNames, explanation, ...remarks } = detailsOf(port, transport, language);
  return {
    kind: 'port',
    port,
    transport,
    names: rows.flatMap(({ name }) => name ?? []),
    nameNotes: rows.flatMap(nameNoteOf),
    aliases: aliasesOfPort(port, transport.charAt(0)),
    systemNames: NOTHING,
    chineseNames,
    description: translation ?? takenBack(descriptionOf(rows), language),
    explanation,
    status: row?.status ?? freeStatus(port),
    range: classOf(port),
    ...(row && row.first !== row.last ? { registeredAs: [row.first, row.last] as const } : {}),
    references: [...new Set(rows.flatMap(({ references }) => references))],
    twins: twinsWithNames(port, transport, usualName),
    ...remarks,
  };
}

function descriptionOf(rows: readonly PortRow[]): string {
  return [...new Set(rows.map(({ description }) => description))].filter((text) => text !== '').join('; ');
}

/** IANA's words on a port that was taken back, in the language asked for. */
function takenBack(description: string, language: Language): string {
  if (language === 'en') return description;
  return description.replace(/^De-registered \(([\d-]+)\)(?:; was (.+))?$/, (_whole, date: string, name?: string) =>
    name === undefined ? `已注销（${date}）` : `已注销（${date}）；原为 ${name}`,
  );
}

function nameNoteOf({ name, note }: PortRow): NameNote[] {
  if (name === null || note === '') return [];
  const [kind, insteadUse = null] = note.split(':');
  return [{ name, note: kind as NameNote['note'], insteadUse }];
}

/** What people call a port: the alias that fits mail over TLS better than the registry's first name, or that name. */
function usualName(port: number, transport: Transport): string {
  const [alias] = aliasesOfPort(port, transport.charAt(0));
  const registered = rowsOfPort(port).filter(({ letters }) => letters.includes(transport.charAt(0)));
  const current = registered.find(({ name }) => name !== null && name !== 'urd');
  return current?.name ?? alias ?? '';
}

export function freeStatus(port: number): PortStatus {
  return port >= DYNAMIC_START ? 'dynamic' : 'unassigned';
}

function classOf(port: number): PortClass {
  if (port >= DYNAMIC_START) return 'dynamic';
  return port >= USER_START ? 'user' : 'system';
}

export function validatePort(port: number): void {
  if (Number.isInteger(port) && port >= 0 && port <= LAST_PORT) return;
  throw new PortolanError('ERR_QUERY', {
    value: String(port),
    problem: 'a port is a whole number from 0 to {last}',
    values: { last: LAST_PORT },
  });
}

/** For callers without types: an unknown choice must not be taken for none. */
function wrongChoice(option: string, value: string, choices: readonly string[]): PortolanError {
  const values = { option, choices: choices.join(', ') };
  return new PortolanError('ERR_OPTION', { value, problem: '{option} is one of {choices}', values });
}

/** Entries of a port of which nothing is known; they share their empty lists. */
function freeEntries(port: number, transport: Transport | undefined): readonly PortEntry[] {
  const transports = transport === undefined ? ALWAYS_LISTED : [transport];
  return Object.freeze(transports.map((one) => freeEntry(port, one)));
}

function freeEntry(port: number, transport: Transport): PortEntry {
  return Object.freeze({
    kind: 'port',
    port,
    transport,
    names: NOTHING,
    nameNotes: NOTHING,
    aliases: NOTHING,
    systemNames: NOTHING,
    chineseNames: NOTHING,
    description: '',
    explanation: null,
    status: freeStatus(port),
    range: classOf(port),
    references: NOTHING,
    twins: NOTHING,
    uses: NOTHING,
    unusedTransport: null,
    risk: null,
    historicAssociations: NOTHING,
    notes: NOTHING,
  });
}

/** Frozen through and through, so that it can be shared. */
export function frozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const member of Object.values(value)) frozen(member);
  return Object.freeze(value);
}
