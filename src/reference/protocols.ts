import { PortolanError } from '../errors.js';
import { LAST_PROTOCOL, type Language } from '../types.js';
import { inLanguage, listOf, parseRange } from './facts.js';
import { lazy, readTsvData } from './files.js';
import { notesOn } from './notes.js';
import { frozen, type LanguageOption } from './ports.js';
import type { ProtocolEntry, ProtocolStatus } from './types.js';

const explainedNumbers = lazy(() => {
  const byNumber = new Map<number, readonly string[]>();
  for (const [numbers = '', ...fields] of readTsvData('overlay/protocols-explained.tsv')) {
    const { first, last } = parseRange(numbers);
    for (let number = first; number <= last; number++) byNumber.set(number, fields);
  }
  return byNumber;
});

const entriesIn = { en: lazy(() => allEntries('en')), 'zh-CN': lazy(() => allEntries('zh-CN')) };

/** All 256 entries, by number. */
export function allProtocols(language: Language = 'en'): readonly ProtocolEntry[] {
  return entriesIn[language]();
}

/** Keywords count before aliases, and those before Chinese names, so that no alias can hide a keyword. */
const numberOfName = lazy(() => {
  const byName = new Map<string, number>();
  const nameAll = (namesOf: (entry: ProtocolEntry) => readonly string[]) => {
    for (const entry of allProtocols()) {
      for (const name of namesOf(entry))
        if (!byName.has(name.toLowerCase())) byName.set(name.toLowerCase(), entry.number);
    }
  };
  nameAll(({ keyword }) => (keyword === null ? [] : [keyword]));
  nameAll(({ aliases }) => aliases);
  nameAll(({ chineseNames }) => chineseNames);
  return byName;
});

/**
 * The IP protocol of a number (0 to 255), or of an IANA keyword or alias in any case. Source: IANA's registry of assigned
 * Internet protocol numbers. Every number has an entry; undefined means that nobody has the name. Answers are frozen.
 *
 * @throws PortolanError `ERR_QUERY` for a number outside 0 to 255
 */
export function lookupProtocol(numberOrName: number | string, options?: LanguageOption): ProtocolEntry | undefined {
  const isName = typeof numberOrName === 'string';
  const number = isName ? numberOfName().get(numberOrName.trim().toLowerCase()) : numberOrName;
  if (number === undefined) return undefined;
  const entry = allProtocols(options?.language)[number];
  if (entry) return entry;
  throw new PortolanError('ERR_QUERY', {
    value: String(numberOrName),
    problem: 'an IP protocol number is a whole number from 0 to {last}',
    values: { last: LAST_PROTOCOL },
  });
}

function allEntries(language: Language): readonly ProtocolEntry[] {
  const entries: ProtocolEntry[] = [];
  for (const fields of readTsvData('protocols.tsv')) {
    const { first, last } = parseRange(fields[0] ?? '');
    for (let number = first; number <= last; number++) entries.push(entryOf(number, fields, language));
  }
  return frozen(entries);
}

function entryOf(number: number, fields: readonly string[], language: Language): ProtocolEntry {
  const [, keyword = '', name = '', status = '', flags = '', references = '', aliases = ''] = fields;
  const [english = '', chineseNames = '', chinese = ''] = explainedNumbers().get(number) ?? [];
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
