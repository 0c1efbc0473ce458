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

/** One entry of `data/mail/smtp.json`, `pop3.json` or `imap.json`. */
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

export const MAIL_PROTOCOLS: readonly MailProtocol[] = ['smtp', 'pop3', 'imap'];

const textOf: Readonly<Record<MailProtocol, () => string>> = {
  smtp: lazy(() => readData('mail/smtp.json')),
  pop3: lazy(() => readData('mail/pop3.json')),
  imap: lazy(() => readData('mail/imap.json')),
};

/** Entries of one protocol in one language, and where each name stands among them. */
interface Dictionary {
  readonly entries: readonly MailEntry[];
  /** Names and aliases in lower case; names first. */
  readonly byName: ReadonlyMap<string, readonly MailEntry[]>;
}

const kept = new Map<string, Dictionary>();

function dictionary(protocol: MailProtocol, language: Language): Dictionary {
  const key = `${protocol} ${language}`;
  let known = kept.get(key);
  if (known === undefined) {
    known = dictionaryOf(dataOf(protocol).map((data) => frozen(entryOf(protocol, data, language))));
    kept.set(key, known);
  }
  return known;
}

/** Every command, reply, keyword and response code of a protocol, in the file's order. */
export function mailEntries(protocol: MailProtocol, language: Language = 'en'): readonly MailEntry[] {
  return dictionary(protocol, language).entries;
}

/** Entries of a protocol with a name or alias in any case, those with the name first. */
export function mailEntriesNamed(protocol: MailProtocol, name: string, language: Language): readonly MailEntry[] {
  return dictionary(protocol, language).byName.get(spelling(name)) ?? [];
}

/** Whether a word may be a name or alias of a protocol: told from the file's text, which takes less time than to read it all. */
export function mayBeNamed(protocol: MailProtocol, name: string): boolean {
  return textOf[protocol]()
    .toLowerCase()
    .includes(JSON.stringify(spelling(name)).slice(0, -1));
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

function dictionaryOf(entries: readonly MailEntry[]): Dictionary {
  const byName = new Map<string, MailEntry[]>();
  for (const entry of entries) append(byName, spelling(entry.name), entry);
  for (const entry of entries) {
    for (const alias of new Set(entry.aliases.map(spelling))) {
      if (!byName.get(alias)?.includes(entry)) append(byName, alias, entry);
    }
  }
  // The lists are answers as they stand, shared between callers.
  for (const list of byName.values()) Object.freeze(list);
  return { entries, byName };
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
