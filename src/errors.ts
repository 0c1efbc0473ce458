/** Stable codes of the errors that this package throws. */
export type PortolanErrorCode =
  | 'ERR_PORT_SPEC'
  | 'ERR_TARGET_SPEC'
  | 'ERR_QUERY'
  | 'ERR_OPTION'
  | 'ERR_OUTPUT'
  | 'ERR_DATA'
  | 'ERR_RESOLVE';

/** Facts about a wrong value, from which the one-line message is built. */
export interface ErrorDetails {
  /** What was given, as it was given. */
  readonly value?: string;
  /** What is wrong with it, or what is allowed. */
  readonly problem: string;
  /** What was probably meant. */
  readonly suggestion?: string | undefined;
  readonly cause?: unknown;
}

/** Base of every error that this package throws on purpose. The message is one line. */
export class PortolanError extends Error {
  override readonly name: string = 'PortolanError';
  /** Stable, for programs. */
  readonly code: PortolanErrorCode;
  readonly value: string | undefined;
  /** What is wrong, without the value. */
  readonly problem: string;
  readonly suggestion: string | undefined;

  constructor(code: PortolanErrorCode, details: ErrorDetails) {
    super(messageOf(details), { cause: details.cause });
    this.code = code;
    this.value = details.value;
    this.problem = details.problem;
    this.suggestion = details.suggestion;
  }
}

/** Characters that JSON leaves as they are and that still break a line, hide, or turn the direction of text. */
const UNSAFE = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;
/** What a suggestion never holds: it is shown without quotes. */
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/u;
/** Characters of the longest value, and of the longest suggestion, that still make one line on a screen. */
const LONGEST_VALUE = 100;

function messageOf({ value, problem, suggestion }: ErrorDetails): string {
  const subject = value === undefined ? '' : `${quote(value)}: `;
  const hint = suggestion === undefined || !isShowable(suggestion) ? '' : ` (did you mean ${suggestion}?)`;
  return `${subject}${problem}${hint}`;
}

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
