/** What a script is once it is read: plain data. All texts hold one character a byte. */

/** A placeholder that is filled when the text is said, such as `tag`, `line`, `1`. */
export interface Placeholder {
  readonly value: string;
}

/** Bytes and placeholders in their order. */
export type Text = readonly (string | Placeholder)[];

/** What a client's line must look like. */
export interface Pattern {
  /** Whether it begins with a word of the client's choice, the tag of IMAP (RFC 9051 section 2.2.1). */
  readonly tag: boolean;
  /** Whether upper and lower case differ. */
  readonly exact: boolean;
  /** What stands before, between and behind the `*`; null is any one character. */
  readonly segments: readonly (readonly (string | null)[])[];
}

/** Where `when` holds: `clear`, `tls`, or a state that the script named. */
export type Condition = string;

/** What a handshake is made with, as far as the script says. */
export interface TlsChoice {
  /** Name of one of the server's certificates; undefined is its own. */
  readonly certificate?: string;
  readonly min?: TlsVersionName;
  readonly max?: TlsVersionName;
  /** As OpenSSL writes them. */
  readonly ciphers?: string;
}

export type TlsVersionName = 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';

/** What comes in the place of a handshake. */
export type HandshakeFault = 'alert' | 'nonsense' | 'close' | 'reset' | 'silence';

/** One thing that the server does. */
export type Action =
  | { readonly do: 'say'; readonly text: Text; readonly as: 'line' | 'raw' | 'inject' }
  | { readonly do: 'expect'; readonly pattern: Pattern }
  | { readonly do: 'read-until'; readonly pattern: Pattern }
  | { readonly do: 'read-line' }
  | { readonly do: 'read-bytes'; readonly bytes: number | 'literal' }
  | { readonly do: 'starttls'; readonly tls: TlsChoice }
  | { readonly do: 'fail-handshake'; readonly fault: HandshakeFault; readonly alert: number }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'drip'; readonly ms: number }
  | { readonly do: 'pace'; readonly ms: number }
  | { readonly do: 'repeat'; readonly rounds: number; readonly steps: readonly Step[] }
  | { readonly do: 'flood'; readonly bytes: number; readonly text: Text }
  | { readonly do: 'garbage'; readonly bytes: number; readonly seed: number }
  | { readonly do: 'state'; readonly name: string }
  | { readonly do: 'allow'; readonly code: ProblemCode }
  | { readonly do: 'close' | 'reset' | 'half-close' | 'silence' | 'nothing' };

/** An action, and the line of the script that asks for it, from 1. */
export type Step = Action & { readonly line: number };

/** What is said to a line whenever it comes. */
export interface Answer {
  readonly line: number;
  /** All of them must hold. */
  readonly conditions: readonly Condition[];
  readonly pattern: Pattern;
  readonly steps: readonly Step[];
}

/** Steps in their order, and answers at any time. */
export interface Part {
  readonly steps: readonly Step[];
  readonly answers: readonly Answer[];
}

/** Steps that some connections have in the place of the others'. */
export interface Variant extends Part {
  readonly line: number;
  /** `number`: the connections from `first` to `last`, counted from 1. `busy`: those that come while `first` others are open. */
  readonly kind: 'number' | 'busy';
  readonly first: number;
  /** Null has no end. */
  readonly last: number | null;
}

/** A script, as `parseScript` reads it. */
export interface Script extends Part {
  readonly variants: readonly Variant[];
}

/**
 * What a client did wrong, or what went wrong with it.
 *
 * - `unexpected-line`: a line for which the script has no answer; the server hangs up
 * - `unfinished`: the client hung up where the script waits for a line of it
 * - `no-farewell`: the client hung up though it had the word, and had not said QUIT or LOGOUT
 * - `pipelining`: it sent something before the server had said all that it had to wait for
 * - `bare-lf`: a line that ends with LF alone
 * - `long-line`: a line above the cap
 * - `clear-before-tls`: clear text between its request for TLS and its handshake
 * - `tls-failed`: the handshake came to nothing, and why
 * - `reset`: it broke the connection off
 */
export type ProblemCode = (typeof PROBLEM_CODES)[number];

export const PROBLEM_CODES = [
  'unexpected-line',
  'unfinished',
  'no-farewell',
  'pipelining',
  'bare-lf',
  'long-line',
  'clear-before-tls',
  'tls-failed',
  'reset',
] as const;
