import type { Language } from '../types.js';
import { lazy, readJsonData } from './files.js';
import { type Bilingual, textIn } from './mail-entries.js';

/** Names of the texts in `data/mail/parameters.json`. */
type PhraseName =
  | 'joined'
  | 'specified'
  | 'largest'
  | 'noFixedLimit'
  | 'recipients'
  | 'messages'
  | 'domains'
  | 'leastSeconds'
  | 'mostSeconds'
  | 'leastDays'
  | 'notKept'
  | 'keptForever'
  | 'byUser'
  | 'number'
  | 'timestamp'
  | 'ownWord'
  | 'unknownWord'
  | 'unknownMechanism';

/** A text, and the value that stands in it. */
type Phrase = readonly [name: PhraseName, value?: string];

const KIBIBYTE = 1024;
const UNITS = ['KiB', 'MiB', 'GiB', 'TiB'] as const;
/** Digits of the largest number that is read as one: more are told by nobody and lose their last ones. */
const NUMBER = /^\d{1,15}$/;

const texts = lazy(() => readJsonData('mail/parameters.json') as Readonly<Record<PhraseName, Bilingual>>);

/** What keywords say by what stands behind them: `SIZE 10240000`, `LIMITS RCPTMAX=100`, `APPENDLIMIT=35651584`. */
const readers: Readonly<Record<string, (parameters: readonly string[]) => Phrase[]>> = {
  SIZE: ([size = '']) => sizePhrases(size),
  APPENDLIMIT: ([size = '']) => sizePhrases(size),
  LIMITS: (limits) => limits.flatMap(limitPhrases),
  DELIVERBY: ([seconds = '']) => numberPhrases('leastSeconds', seconds),
  FUTURERELEASE: ([seconds = '']) => numberPhrases('mostSeconds', seconds),
  'LOGIN-DELAY': ([seconds = '', user]) => [...numberPhrases('leastSeconds', seconds), ...userPhrases(user)],
  EXPIRE: ([days = '', user]) => [...expirePhrases(days), ...userPhrases(user)],
  MESSAGELIMIT: ([count = '']) => numberPhrases('number', count),
  SAVELIMIT: ([count = '']) => numberPhrases('number', count),
  MAXREDIRECTS: ([count = '']) => numberPhrases('number', count),
};

/** What the parameters of a keyword say, a text each; empty for a keyword that has none, or for those of another form. */
export function parameterTexts(keyword: string, parameters: readonly string[], language: Language): string[] {
  const name = keyword.toUpperCase();
  const phrases = Object.hasOwn(readers, name) ? (readers[name]?.(parameters) ?? []) : [];
  return phrases.map(([phrase, value = '']) => phraseIn(language, phrase, value));
}

/** A text of `data/mail/parameters.json`. */
export function phraseIn(language: Language, name: PhraseName, value = ''): string {
  return textIn(language, texts()[name]).replace('{value}', () => value);
}

function sizePhrases(size: string): Phrase[] {
  if (!NUMBER.test(size)) return [];
  return Number(size) === 0 ? [['noFixedLimit']] : [['largest', sizeText(Number(size))]];
}

/** With one digit behind the point: `9.8 MiB`. */
function sizeText(bytes: number): string {
  if (bytes < KIBIBYTE) return `${bytes} B`;
  const power = Math.min(UNITS.length, Math.floor(Math.log2(bytes) / 10));
  return `${Number((bytes / KIBIBYTE ** power).toFixed(1))} ${UNITS[power - 1]}`;
}

const LIMITS: Readonly<Record<string, PhraseName>> = {
  RCPTMAX: 'recipients',
  MAILMAX: 'messages',
  RCPTDOMAINMAX: 'domains',
};

function limitPhrases(limit: string): Phrase[] {
  const [, name = '', value = ''] = /^([A-Z]+)=(\d+)$/i.exec(limit) ?? [];
  const phrase = Object.hasOwn(LIMITS, name.toUpperCase()) ? LIMITS[name.toUpperCase()] : undefined;
  return phrase === undefined ? [] : numberPhrases(phrase, value);
}

function expirePhrases(days: string): Phrase[] {
  if (/^NEVER$/i.test(days)) return [['keptForever']];
  return /^0+$/.test(days) ? [['notKept']] : numberPhrases('leastDays', days);
}

function userPhrases(word: string | undefined): Phrase[] {
  return word?.toUpperCase() === 'USER' ? [['byUser']] : [];
}

function numberPhrases(phrase: PhraseName, number: string): Phrase[] {
  return NUMBER.test(number) ? [[phrase, String(Number(number))]] : [];
}
