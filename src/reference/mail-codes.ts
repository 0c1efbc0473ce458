import type { Language } from '../types.js';
import { lazy, readJsonData } from './files.js';
import { type Bilingual, mailEntriesNamed, type ReplyData, repliesIn, textIn } from './mail-entries.js';
import { notesOn } from './notes.js';
import { frozen } from './ports.js';
import type { CodePart, MailEntry } from './types.js';

interface PartData {
  readonly part: string;
  readonly meaning: Bilingual;
}

/** `data/mail/digits.json`: what the digits of a reply code mean. */
interface DigitData {
  readonly first: readonly PartData[];
  readonly second: readonly PartData[];
  readonly third: Bilingual;
  readonly unknown: Bilingual;
  readonly unknownTitle: Bilingual;
  readonly unknownStatusTitle: Bilingual;
  readonly detail: Bilingual;
  readonly references: readonly string[];
}

/** `data/mail/enhanced.json`: the registry of enhanced status codes. */
interface EnhancedData {
  readonly classes: readonly PartData[];
  readonly subjects: readonly PartData[];
  readonly codes: readonly EnhancedCode[];
}

interface EnhancedCode {
  /** `X.7.1`: the same for every class. */
  readonly name: string;
  readonly title: Bilingual;
  readonly description: Bilingual;
  readonly replies?: readonly ReplyData[];
  readonly references: readonly string[];
}

const digits = lazy(() => readJsonData('mail/digits.json') as DigitData);
const enhanced = lazy(() => readJsonData('mail/enhanced.json') as EnhancedData);
const enhancedByName = lazy(() => new Map(enhanced().codes.map((code) => [code.name, code])));

/** First digits that SMTP uses (RFC 5321 section 4.2.1). */
const REPLY_CODE = /^[2-5]\d\d$/;
const ENHANCED_CODE = /^([245X])\.(\d{1,3})\.(\d{1,3})$/i;

/** Whether a text is written like an SMTP reply code. */
export function isReplyCode(text: string): boolean {
  return REPLY_CODE.test(text);
}

/** Whether a text is a reply code that an RFC, or a common server, gives a meaning. */
export function isKnownReply(text: string): boolean {
  return isReplyCode(text) && mailEntriesNamed('smtp', text, 'en').length > 0;
}

/** Whether a text is written like an enhanced status code, with a class or with `X` for any. */
export function isEnhancedCode(text: string): boolean {
  return ENHANCED_CODE.test(text);
}

/**
 * The entry of a reply code, with the meaning of each digit. A code without an entry of its own gets one that says so and
 * explains the digits.
 */
export function replyEntry(code: string, language: Language): MailEntry {
  const [known] = mailEntriesNamed('smtp', code, language).filter(({ type }) => type === 'reply');
  const parts = digitsOf(code, language);
  return frozen(known === undefined ? unknownReply(code, parts, language) : { ...known, parts });
}

/** Meaning of each digit of a reply code (RFC 5321 section 4.2.1). */
function digitsOf(code: string, language: Language): CodePart[] {
  const [first = '', second = '', third = ''] = code;
  const { first: firsts, second: seconds, third: detail } = digits();
  const meaningOf = (parts: readonly PartData[], digit: string): CodePart[] =>
    parts
      .filter(({ part }) => part === digit)
      .map(({ part, meaning }) => ({ part, meaning: textIn(language, meaning) }));
  const last = textIn(language, detail).replace('{digit}', third);
  return [...meaningOf(firsts, first), ...meaningOf(seconds, second), { part: third, meaning: last }];
}

function unknownReply(code: string, parts: readonly CodePart[], language: Language): MailEntry {
  const { unknown, unknownTitle, references } = digits();
  return {
    ...blankEntry(code, 'reply'),
    title: textIn(language, unknownTitle),
    description: textIn(language, unknown),
    parts,
    standing: 'private',
    references,
    notes: notesOn([`smtp:${code}`], language),
  };
}

/**
 * The entry of an enhanced status code such as `5.7.1` (RFC 3463 section 2): its class, subject and detail are explained
 * also where the code is not registered. `X` stands for any class.
 */
export function enhancedEntry(code: string, language: Language): MailEntry | undefined {
  const [, group = '', subject = '', detail = ''] = ENHANCED_CODE.exec(code.toUpperCase()) ?? [];
  if (group === '') return undefined;
  const generic = `X.${Number(subject)}.${Number(detail)}`;
  const known = enhancedByName().get(generic);
  const { unknown, unknownStatusTitle, detail: detailText } = digits();
  const { classes, subjects } = enhanced();
  const partOf = (parts: readonly PartData[], part: string, shown: string): CodePart[] =>
    parts
      .filter((one) => one.part === part)
      .map(({ meaning }) => ({ part: shown, meaning: textIn(language, meaning) }));
  const parts = [
    ...partOf(classes, group, `${group}.x.x`),
    ...partOf(subjects, String(Number(subject)), `x.${Number(subject)}.x`),
    { part: `x.x.${Number(detail)}`, meaning: known ? textIn(language, known.title) : textIn(language, detailText) },
  ];
  const name = `${group}.${Number(subject)}.${Number(detail)}`;
  return frozen({
    ...blankEntry(name, 'enhanced-status'),
    aliases: [generic].filter((alias) => alias !== name),
    title: textIn(language, known?.title ?? unknownStatusTitle),
    description: textIn(language, known?.description ?? unknown),
    parts,
    replies: repliesIn(language, known?.replies).filter(({ code }) => group === 'X' || code.startsWith(group)),
    standing: known ? 'extension' : 'private',
    references: known?.references ?? ['RFC 3463'],
    notes: notesOn([`smtp:${name}`, `smtp:${generic}`], language),
  });
}

/** Every registered enhanced status code, as `X.7.1`. */
export function enhancedEntries(language: Language): MailEntry[] {
  return enhanced().codes.map(({ name }) => enhancedEntry(name, language) as MailEntry);
}

function blankEntry(name: string, type: MailEntry['type']): Omit<MailEntry, 'title' | 'description' | 'standing'> {
  return {
    kind: 'smtp',
    type,
    name,
    aliases: [],
    syntax: [],
    parts: [],
    replies: [],
    example: [],
    references: [],
    notes: [],
  };
}
