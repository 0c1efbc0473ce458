import { MAX_LOGGED_CHARACTERS, MAX_LOGGED_ENTRIES, MAX_PROBLEMS } from './limits.js';
import { readable } from './text.js';
import type { ProblemCode } from './types.js';

/** Something that was said. */
export interface Said {
  readonly from: 'client' | 'server';
  /** As UTF-8 where it is that, one character a byte otherwise. A client's line is without its line end. */
  readonly text: string;
  /** Whether it was said inside TLS. */
  readonly secure: boolean;
  /** Milliseconds since the connection came. */
  readonly atMs: number;
}

/** What a client did wrong, or what went wrong with it. */
export interface ScriptProblem {
  readonly code: ProblemCode;
  /** One line that tells it. */
  readonly text: string;
  /** The line of the script that was being done, from 1; null at none. */
  readonly scriptLine: number | null;
}

/** What TLS came to. */
export interface SecureFacts {
  /** Such as `TLSv1.3`. */
  readonly version: string | null;
  /** OpenSSL's name of the cipher. */
  readonly cipher: string;
  /** The name that the client asked for (SNI); null without one. */
  readonly serverName: string | null;
}

/** What was said over one connection. It grows while the connection lasts. */
export interface ConnectionLog {
  /** From 1, in the order in which they came. */
  readonly number: number;
  /** The client's lines in their order, without line ends. */
  readonly lines: readonly string[];
  /** What both said, in its order. */
  readonly dialogue: readonly Said[];
  readonly problems: readonly ScriptProblem[];
  /** Null while there is none. */
  readonly tls: SecureFacts | null;
  /** Who hung up; null while nobody has. */
  readonly endedBy: 'client' | 'server' | null;
  /** Whether the log is full, and does not hold all that was said. */
  readonly isCut: boolean;
}

/** Something that happened, as it happens. */
export type ScriptEvent =
  | { readonly type: 'open' | 'close'; readonly connection: ConnectionLog }
  | { readonly type: 'said'; readonly connection: ConnectionLog; readonly said: Said }
  | { readonly type: 'secure'; readonly connection: ConnectionLog; readonly tls: SecureFacts }
  | { readonly type: 'problem'; readonly connection: ConnectionLog; readonly problem: ScriptProblem };

/** Writes the log of one connection. */
export class Logbook implements ConnectionLog {
  readonly number: number;
  readonly lines: string[] = [];
  readonly dialogue: Said[] = [];
  readonly problems: ScriptProblem[] = [];
  tls: SecureFacts | null = null;
  endedBy: 'client' | 'server' | null = null;
  isCut = false;
  /** The line of the script that is being done. */
  #scriptLine: number | null = null;
  readonly #allowed = new Set<ProblemCode>();
  readonly #tell: (event: ScriptEvent) => void;
  readonly #begunAt = performance.now();
  #characters = 0;

  constructor(number: number, tell: (event: ScriptEvent) => void) {
    this.number = number;
    this.#tell = tell;
    tell({ type: 'open', connection: this });
  }

  /** Tells which line of the script is being done. */
  at(scriptLine: number | null): void {
    this.#scriptLine = scriptLine;
  }

  allow(code: ProblemCode): void {
    this.#allowed.add(code);
  }

  /** Bytes that were said, one character each. */
  say(from: 'client' | 'server', bytes: string): void {
    const text = readable(bytes);
    const said = { from, text, secure: this.tls !== null, atMs: performance.now() - this.#begunAt };
    this.#characters += text.length;
    this.isCut ||= this.#characters > MAX_LOGGED_CHARACTERS || this.dialogue.length >= MAX_LOGGED_ENTRIES;
    if (!this.isCut) {
      this.dialogue.push(said);
      if (from === 'client') this.lines.push(text);
    }
    this.#tell({ type: 'said', connection: this, said });
  }

  warn(code: ProblemCode, text: string): void {
    if (this.#allowed.has(code) || this.problems.length >= MAX_PROBLEMS) return;
    const problem: ScriptProblem = { code, text: visible(readable(text)), scriptLine: this.#scriptLine };
    this.problems.push(problem);
    this.#tell({ type: 'problem', connection: this, problem });
  }

  secure(tls: SecureFacts): void {
    this.tls = tls;
    this.#tell({ type: 'secure', connection: this, tls });
  }

  /** Only the first who hangs up did it. */
  end(by: 'client' | 'server'): void {
    this.endedBy ??= by;
  }

  close(): void {
    this.#tell({ type: 'close', connection: this });
  }
}

/** On one line, as a script writes it. */
function visible(text: string): string {
  return text.replace(/[\0-\x1f\x7f-\x9f]/g, (character) => {
    const name = { '\r': 'r', '\n': 'n', '\t': 't' }[character];
    return `\\${name ?? `x${character.charCodeAt(0).toString(16).padStart(2, '0')}`}`;
  });
}
