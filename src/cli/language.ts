import { PortolanError } from '../errors.js';
import type { Language } from '../types.js';

/** The language of a call, and the call without the words that chose it. */
export interface LanguageChoice {
  readonly language: Language;
  /** The command line without `--lang` and its value. */
  readonly words: readonly string[];
  /** What is wrong with `--lang`, to be said in the locale's language; null where nothing is. */
  readonly fault: PortolanError | null;
}

/** What `--lang` takes, as help and messages name it. */
export const LANGUAGES: readonly Language[] = ['en', 'zh-CN'];

/** Further spellings of `--lang`, lower case with hyphens. */
const SPELLINGS: Readonly<Record<string, Language>> = {
  en: 'en',
  zh: 'zh-CN',
  'zh-cn': 'zh-CN',
  'zh-hans': 'zh-CN',
  'zh-hans-cn': 'zh-CN',
};

/** Systems that tell the user's language otherwise than by variables. */
const TELLS_OTHERWISE: readonly string[] = ['win32', 'darwin'];

/** The locale of such a system. Asked only where no variable names a language: the runtime takes its time to answer. */
export function systemLocale(): string | undefined {
  return TELLS_OTHERWISE.includes(process.platform) ? Intl.DateTimeFormat().resolvedOptions().locale : undefined;
}

/**
 * The language that a call asks for: `--lang` anywhere before `--`, else the locale's.
 *
 * @param words - The command line without the program's name.
 * @param environment - LANGUAGE, LC_ALL, LC_MESSAGES and LANG are read.
 * @param systemLocale - The locale of a system that sets no such variable, such as `zh-CN`; asked only then.
 */
export function chooseLanguage(
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  systemLocale: () => string | undefined = () => undefined,
): LanguageChoice {
  const { rest, given } = takeOption(words);
  const ofLocale = () => languageOfLocale(environment, systemLocale);
  if (given.length === 0) return { language: ofLocale(), words: rest, fault: null };
  const [value = ''] = given;
  const language = given.length === 1 ? SPELLINGS[value.trim().toLowerCase().replaceAll('_', '-')] : undefined;
  if (language !== undefined) return { language, words: rest, fault: null };
  return { language: ofLocale(), words: rest, fault: faultOf(given) };
}

/** Takes `--lang VALUE` and `--lang=VALUE` out of a command line; a value that is missing is an empty text. */
function takeOption(words: readonly string[]): { rest: string[]; given: string[] } {
  const rest: string[] = [];
  const given: string[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] as string;
    if (word === '--') return { rest: [...rest, ...words.slice(index)], given };
    if (word === '--lang') {
      index += 1;
      given.push(words[index] ?? '');
    } else if (word.startsWith('--lang=')) given.push(word.slice('--lang='.length));
    else rest.push(word);
  }
  return { rest, given };
}

function faultOf(given: readonly string[]): PortolanError {
  const option = '--lang';
  if (given.length > 1) {
    const value = given.join(' ');
    return new PortolanError('ERR_OPTION', { value, problem: '{option} can be given only once', values: { option } });
  }
  const [value = ''] = given;
  const values = { option, choices: LANGUAGES.join(', ') };
  const suggestion = LANGUAGES.find((language) => language.slice(0, 2) === value.slice(0, 2).toLowerCase());
  const details = { problem: '{option} is one of {choices}', values, suggestion };
  return new PortolanError('ERR_OPTION', value === '' ? details : { ...details, value });
}

/** By the precedence of POSIX; LANGUAGE comes first where the locale is not that of C, as in GNU gettext. */
function languageOfLocale(
  environment: Readonly<Record<string, string | undefined>>,
  systemLocale: () => string | undefined,
): Language {
  const { LANGUAGE = '', LC_ALL, LC_MESSAGES, LANG } = environment;
  const locale = LC_ALL || LC_MESSAGES || LANG;
  if (!locale) return languageOf(systemLocale() ?? '') ?? 'en';
  if (/^(C|POSIX)(?![A-Za-z])/.test(locale)) return 'en';
  const wanted = LANGUAGE.split(':').map(languageOf).find(Boolean);
  return wanted ?? languageOf(locale) ?? 'en';
}

/** The language of a locale such as `zh_CN.UTF-8`; undefined where we do not speak it. */
function languageOf(locale: string): Language | undefined {
  const [, name] = /^([a-z]+)(?![a-z])/i.exec(locale) ?? [];
  if (name?.toLowerCase() === 'zh') return 'zh-CN';
  return name?.toLowerCase() === 'en' ? 'en' : undefined;
}
