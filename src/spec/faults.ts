import { PortolanError } from '../errors.js';

/** Characters that JSON leaves as they are and that still break a line, hide, or turn the direction of text. */
const UNSAFE = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;
/** What a suggestion never holds: it is shown without quotes. */
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/u;
/** Characters of the longest suggestion that is still one line on a screen. */
const LONGEST_SUGGESTION = 100;

/** The error for a wrong port list: one line, code `ERR_PORT_SPEC`. */
export function portFault(value: string, problem: string, suggestion?: string): PortolanError {
  return fault('ERR_PORT_SPEC', value, problem, suggestion);
}

/** The error for a wrong target: one line, code `ERR_TARGET_SPEC`. */
export function targetFault(value: string, problem: string, suggestion?: string): PortolanError {
  return fault('ERR_TARGET_SPEC', value, problem, suggestion);
}

function fault(code: 'ERR_PORT_SPEC' | 'ERR_TARGET_SPEC', value: string, problem: string, suggestion?: string) {
  return new PortolanError(code, { value: visible(value), problem, suggestion: printable(suggestion) });
}

function visible(value: string): string {
  return value.replace(UNSAFE, (character) => {
    const hexadecimal = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
    return `<U+${hexadecimal.padStart(4, '0')}>`;
  });
}

/** A suggestion is built from what the user wrote: better none than one that garbles the line. */
function printable(suggestion: string | undefined): string | undefined {
  if (suggestion === undefined || suggestion.length > LONGEST_SUGGESTION || UNPRINTABLE.test(suggestion)) {
    return undefined;
  }
  return suggestion;
}
