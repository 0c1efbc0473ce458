import { PortolanError } from '../errors.js';
import { LAST_PROTOCOL, type Language } from '../types.js';
import { inLanguage } from './facts.js';
import { lazy, readData } from './files.js';
import { LineTable } from './line-table.js';
import { listOf, parseRange } from './lists.js';
import { notesOn } from './notes.js';
import { frozen, type LanguageOption, validateLanguage } from './ports.js';
import type { ProtocolEntry, ProtocolStatus } from './types.js';

const registered = lazy(() => new LineTable(readData('protocols.tsv')));
const explained = lazy(() => new LineTable(readData('overlay/protocols-explained.tsv')));

/** Answers by number, kept for the next question. */
const kept = lazy((): Readonly<Record<Language, ProtocolEntry[]>> => ({ en: [], 'zh-CN': [] }));
const NUMBERS = Array.from({ length: LAST_PROTOCOL + 1 }, (_, number) => number);

/** All 256 entries, by number. */
export function allProtocols(language: Language = 'en'): readonly ProtocolEntry[] {
  return NUMBERS.map((number) => entryOf(number, language));
}

/** Questions after which an index of all names pays: until then the files' texts are searched. */
const FEW_QUESTIONS = 50;
const state = lazy(() => ({ questions: 0 }));
const numbersByName = lazy(() => numbersNamed(allProtocols()));

function numberOfName(name: string): number | undefined {
  const current = state();
  current.questions += 1;
  if (current.questions > FEW_QUESTIONS) return numbersByName().get(name);
  const lines = [...registered().linesWith(name), ...explained().linesWith(name)];
  const mentioned = lines.map((line) => parseRange(line.slice(0, line.indexOf('\t'))));
  const isMentioned = (number: number) => mentioned.some(({ first, last }) => first <= number && number <= last);
  return numbersNamed(NUMBERS.filter(isMentioned).map((number) => entryOf(number, 'en'))).get(name);
}

/** Keywords count before aliases, and those before Chinese names, so that no alias can hide a keyword. */
function numbersNamed(entries: readonly ProtocolEntry[]): ReadonlyMap<string, number> {
  const byName = new Map<string, number>();
  const nameAll = (namesOf: (entry: ProtocolEntry) => readonly string[]) => {
    for (const entry of entries) {
      for (const name of namesOf(entry))
        if (!byName.has(name.toLowerCase())) byName.set(name.toLowerCase(), entry.number);
    }
  };
  nameAll(({ keyword }) => (keyword === null ? [] : [keyword]));
  nameAll(({ aliases }) => aliases);
  nameAll(({ chineseNames }) => chineseNames);
  return byName;
}

/**
 * The IP protocol of a number (0 to 255), or of an IANA keyword or alias in any case. Source: IANA's registry of assigned
 * Internet protocol numbers. Every number has an entry; undefined means that nobody has the name. Answers are frozen.
 *
 * @throws PortolanError `ERR_QUERY` for a number outside 0 to 255
 */
export function lookupProtocol(numberOrName: number | string, options?: LanguageOption): ProtocolEntry | undefined {
  const isName = typeof numberOrName === 'string';
  const number = isName ? numberOfName(numberOrName.trim().toLowerCase()) : numberOrName;
  if (number === undefined) return undefined;
  validateLanguage(options?.language);
  if (Number.isInteger(number) && number >= 0 && number <= LAST_PROTOCOL) {
    return entryOf(number, options?.language ?? 'en');
  }
  throw new PortolanError('ERR_QUERY', {
    value: String(numberOrName),
    problem: 'an IP protocol number is a whole number from 0 to {last}',
    values: { last: LAST_PROTOCOL },
  });
}

function entryOf(number: number, language: Language): ProtocolEntry {
  const answers = kept()[language];
  const entry = answers[number] ?? frozen(newEntry(number, language));
  answers[number] = entry;
  return entry;
}

function newEntry(number: number, language: Language): ProtocolEntry {
  const [, keyword = '', name = '', status = '', flags = '', references = '', aliases = ''] = fieldsOf(
    registered(),
    number,
  );
  const [, english = '', chineseNames = '', chinese = ''] = fieldsOf(explained(), number);
  return {
    kind: 'protocol',
    number,
    keyword: keyword === '' ? null : keyword,
    name,
    aliases: listOf(aliases),
    chineseNames: listOf(chineseNames, '、'),
    explanation: english === '' ? null : inLanguage(language, english, chinese),
    ipv6ExtensionHeader: flags.includes('x'),
    deprecated: flags.includes('d'),
    status: status as ProtocolStatus,
    references: listOf(references),
    notes: notesOn([`proto:${number}`], language),
  };
}

/** Fields of the line of a number, or of the range that holds it; none where there is neither. */
function fieldsOf(table: LineTable, number: number): readonly string[] {
  const [own] = table.linesOf(number);
  const line = own ?? table.rangeLines().find((range) => isWithin(number, range));
  return line === undefined ? [] : line.split('\t');
}

function isWithin(number: number, line: string): boolean {
  const { first, last } = parseRange(line.slice(0, line.indexOf('\t')));
  return first <= number && number <= last;
}
