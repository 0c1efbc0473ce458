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
  readonly suggestion: string | undefined;

  constructor(code: PortolanErrorCode, details: ErrorDetails) {
    super(messageOf(details), { cause: details.cause });
    this.code = code;
    this.value = details.value;
    this.suggestion = details.suggestion;
  }
}

function messageOf({ value, problem, suggestion }: ErrorDetails): string {
  const subject = value === undefined ? '' : `${quote(value)}: `;
  const hint = suggestion === undefined ? '' : ` (did you mean ${suggestion}?)`;
  return `${subject}${problem}${hint}`;
}

/** A value on one line, with control characters shown and long values cut. */
function quote(value: string): string {
  const shown = JSON.stringify(value);
  return shown.length <= 120 ? shown : `${shown.slice(0, 100)}…"`;
}
