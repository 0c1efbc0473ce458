import type { Language } from '../types.js';
import { lazy, parseJsonData, readData } from './files.js';
import { append } from './lists.js';
import { notesOn } from './notes.js';
import { frozen } from './ports.js';
import type { ExpectedReply, MailEntry, MailProtocol } from './types.js';

/** A text in both languages, as the data has it. */
export interface Bilingual {
  readonly en: string;
  readonly zh: string;
}

/** A reply that an entry names. */
export interface ReplyData {
  readonly code: string;
  readonly meaning: Bilingual;
}

/** One entry of `data/mail/smtp.json`, or of the file of another protocol. */
interface MailData {
  readonly name: string;
  readonly type: MailEntry['type'];
  readonly aliases?: readonly string[];
  readonly title: Bilingual;
  readonly description: Bilingual;
  readonly syntax?: readonly string[];
  readonly replies?: readonly ReplyData[];
  readonly example?: readonly string[];
  readonly standing: MailEntry['standing'];
  readonly references: readonly string[];
}

export const MAIL_PROTOCOLS: readonly MailProtocol[] = ['smtp', 'pop3', 'imap', 'sieve', 'sasl'];

const textOf: Readonly<Record<MailProtocol, () => string>> = {
  smtp: lazy(() => readData('mail/smtp.json')),
  pop3: lazy(() => readData('mail/pop3.json')),
  imap: lazy(() => readData('mail/imap.json')),
  sieve: lazy(() => readData('mail/sieve.json')),
  sasl: lazy(() => readData('mail/sasl.json')),
};

/** In lower case, to be searched for a word: that takes less time than to read it all. */
const lowerTextOf: Readonly<Record<MailProtocol, () => string>> = {
  smtp: lazy(() => textOf.smtp().toLowerCase()),
  pop3: lazy(() => textOf.pop3().toLowerCase()),
  imap: lazy(() => textOf.imap().toLowerCase()),
  sieve: lazy(() => textOf.sieve().toLowerCase()),
  sasl: lazy(() => textOf.sasl().toLowerCase()),
};

/** Entries of one protocol in one language, each made when it is asked for, and where each name stands among them. */
interface Dictionary {
  readonly entries: readonly (() => MailEntry)[];
  /** Places of names and aliases in lower case; names first. */
  readonly byName: ReadonlyMap<string, readonly number[]>;
}

const kept = new Map<string, Dictionary>();

function dictionary(protocol: MailProtocol, language: Language): Dictionary {
  const key = keyOf(protocol, language);
  let known = kept.get(key);
  if (known === undefined) {
    const all = dataOf(protocol);
    known = {
      entries: all.map((data) => lazy(() => frozen(entryOf(protocol, data, language)))),
      byName: placesByName(all),
    };
    kept.set(key, known);
  }
  return known;
}

function keyOf(protocol: MailProtocol, language: Language): string {
  return `${protocol} ${language}`;
}

/** Every command, reply, keyword and response code of a protocol, in the file's order. */
export function mailEntries(protocol: MailProtocol, language: Language = 'en'): readonly MailEntry[] {
  return dictionary(protocol, language).entries.map((entry) => entry());
}

/** Entries of a protocol with a name or alias in any case, those with the name first. */
export function mailEntriesNamed(protocol: MailProtocol, name: string, language: Language): readonly MailEntry[] {
  const { entries, byName } = dictionary(protocol, language);
  return (byName.get(spelling(name)) ?? []).flatMap((place) => entries[place]?.() ?? []);
}

/** Whether a word may be a name or alias of a protocol: told from the file's text as long as nobody needed all entries. */
export function mayBeNamed(protocol: MailProtocol, name: string, language: Language): boolean {
  if (kept.has(keyOf(protocol, language))) return true;
  return lowerTextOf[protocol]().includes(JSON.stringify(spelling(name)).slice(0, -1));
}

function dataOf(protocol: MailProtocol): readonly MailData[] {
  return parseJsonData(`mail/${protocol}.json`, textOf[protocol]()) as MailData[];
}

/** One blank between words, no colon at the end, small letters: `mail from:` and `MAIL FROM` are the same. */
export function spelling(name: string): string {
  return name.trim().toLowerCase().replace(/\s+/g, ' ').replace(/\s*:$/, '');
}

/** The text of a language. */
export function textIn(language: Language, { en, zh }: Bilingual): string {
  return language === 'zh-CN' && zh !== '' ? zh : en;
}

/** Replies with their meanings in one language. */
export function repliesIn(language: Language, replies: readonly ReplyData[] = []): ExpectedReply[] {
  return replies.map(({ code, meaning }) => ({ code, meaning: textIn(language, meaning) }));
}

function placesByName(all: readonly MailData[]): ReadonlyMap<string, readonly number[]> {
  const byName = new Map<string, number[]>();
  for (const [place, { name }] of all.entries()) append(byName, spelling(name), place);
  for (const [place, { aliases = [] }] of all.entries()) {
    for (const alias of new Set(aliases.map(spelling))) {
      if (!byName.get(alias)?.includes(place)) append(byName, alias, place);
    }
  }
  return byName;
}

function entryOf(protocol: MailProtocol, data: MailData, language: Language): MailEntry {
  return {
    kind: protocol,
    type: data.type,
    name: data.name,
    aliases: data.aliases ?? [],
    title: textIn(language, data.title),
    description: textIn(language, data.description),
    syntax: data.syntax ?? [],
    parts: [],
    replies: repliesIn(language, data.replies),
    example: data.example ?? [],
    standing: data.standing,
    references: data.references,
    notes: notesOn([`${protocol}:${data.name}`], language),
  };
}
