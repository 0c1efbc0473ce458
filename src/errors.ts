/** Stable codes of the errors that this package throws. */
export type PortolanErrorCode =
  | 'ERR_PORT_SPEC'
  | 'ERR_TARGET_SPEC'
  | 'ERR_QUERY'
  | 'ERR_OPTION'
  | 'ERR_OUTPUT'
  | 'ERR_JOURNAL'
  | 'ERR_SIGNATURES'
  | 'ERR_DATA'
  | 'ERR_REGISTRY'
  | 'ERR_DOWNLOAD'
  | 'ERR_RESOLVE'
  | 'ERR_SCRIPT';

/** Facts about a wrong value, from which the one-line message is built. */
export interface ErrorDetails {
  /** What was given, as it was given. */
  readonly value?: string;
  /** What is wrong with it, or what is allowed. `{name}` stands for a value of `values`, so that the text can be translated. */
  readonly problem: string;
  readonly values?: Readonly<Record<string, string | number>> | undefined;
  /** What was probably meant: one thing, or one of several. */
  readonly suggestion?: string | readonly string[] | undefined;
  readonly cause?: unknown;
}

/** Base of every error that this package throws on purpose. The message is one line. */
export class PortolanError extends Error {
  override readonly name: string = 'PortolanError';
  /** Stable, for programs. */
  readonly code: PortolanErrorCode;
  readonly value: string | undefined;
  /** What is wrong, without the value, in English. */
  readonly problem: string;
  readonly suggestion: string | undefined;
  /** From what the message is built, for those who say it in another language. */
  readonly details: ErrorDetails;

  constructor(code: PortolanErrorCode, details: ErrorDetails) {
    super(errorMessage(details), { cause: details.cause });
    this.code = code;
    this.value = details.value;
    this.problem = fill(details.problem, details.values);
    this.suggestion = listed(details.suggestion, ENGLISH_ERRORS.or);
    this.details = details;
  }
}

/** How a language puts a message together. */
export interface ErrorWords {
  /** The translation of a problem, `{name}`s and all, or of a text among its values; the text itself where there is none. */
  readonly problem: (template: string) => string;
  /** ` (did you mean 25/tcp?)` */
  readonly hint: (suggestion: string) => string;
  /** Between the value and the problem. */
  readonly colon: string;
  /** Between two things that may have been meant. */
  readonly or: string;
}

/** How errors are said in English. */
export const ENGLISH_ERRORS: ErrorWords = {
  problem: (template) => template,
  hint: (suggestion) => ` (did you mean ${suggestion}?)`,
  colon: ': ',
  or: ' or ',
};

/** The one line of an error: what was given, what is wrong with it, and what was probably meant. */
export function errorMessage(
  { value, problem, values, suggestion }: ErrorDetails,
  words: ErrorWords = ENGLISH_ERRORS,
): string {
  const subject = value === undefined ? '' : `${quote(value)}${words.colon}`;
  const meant = listed(suggestion, words.or);
  const hint = meant === undefined || !isShowable(meant) ? '' : words.hint(meant);
  return `${subject}${fill(words.problem(problem), values, words)}${hint}`;
}

function listed(suggestion: ErrorDetails['suggestion'], or: string): string | undefined {
  if (typeof suggestion === 'string') return suggestion;
  return suggestion?.length ? suggestion.join(or) : undefined;
}

/** A template with its `{name}`s replaced by the values; a name without value stays. */
function fill(template: string, values: ErrorDetails['values'] = {}, words: ErrorWords = ENGLISH_ERRORS): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => words.problem(String(values[name] ?? whole)));
}

/** Characters that JSON leaves as they are and that still break a line, hide, or turn the direction of text. */
const UNSAFE = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;
/** What a suggestion never holds: it is shown without quotes. */
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/u;
/** Characters of the longest value, and of the longest suggestion, that still make one line on a screen. */
const LONGEST_VALUE = 100;

/** A value on one line, with control characters shown and long values cut between characters. */
function quote(value: string): string {
  const characters = [...value.slice(0, 2 * LONGEST_VALUE + 2)];
  const cut = characters.length > LONGEST_VALUE ? `${characters.slice(0, LONGEST_VALUE).join('')}…` : value;
  return JSON.stringify(cut).replace(UNSAFE, (character) => {
    const hexadecimal = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
    return `<U+${hexadecimal.padStart(4, '0')}>`;
  });
}

/** A suggestion is built from what the user wrote: better none than one that garbles the line. */
function isShowable(suggestion: string): boolean {
  return suggestion.length <= LONGEST_VALUE && !UNPRINTABLE.test(suggestion);
}
