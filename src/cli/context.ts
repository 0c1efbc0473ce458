import type { Resolver } from '../net/resolve.js';
import type { Language } from '../types.js';

/** Where a command's text goes. */
export interface Output {
  /** False when the text had to be kept back: then {@link drained} tells when there is room again. */
  write(text: string): boolean;
  drained(): Promise<void>;
  /** Columns of the terminal; 80 where there is none. */
  readonly columns: number;
  /** Whether colour is wanted here, by NO_COLOR, FORCE_COLOR and the terminal. */
  readonly colour: boolean;
  /** Whether a person watches. */
  readonly isTerminal: boolean;
}

/** What a command is given of the world. Only `main.ts` makes one from the process. */
export interface CliContext {
  readonly stdout: Output;
  readonly stderr: Output;
  /** Of every text for people. Names and state words of JSON are the same in every language. */
  readonly language: Language;
  /** Aborted by Ctrl-C and by the system's request to end. */
  readonly signal: AbortSignal;
  /** Folder of the user's copies of the registries. Default: none, and the bundle is used. */
  readonly dataFolder?: string | null | undefined;
  /** Standard input, opened when it is asked for. Default: there is none. */
  readonly stdin?: (() => AsyncIterable<Uint8Array | string>) | undefined;
  /** Resolves names. Default: the system's resolver. */
  readonly resolve?: Resolver | undefined;
  /** Exit code of the process once the command has ended; the last call wins. */
  setExitCode(code: number): void;
}

/** Exit codes, the same for every command. */
export const EXIT = {
  /** Done and as asked. */
  done: 0,
  /** The answer is no: nothing found, not open. */
  no: 1,
  /** The call itself is wrong. */
  usage: 2,
  /** Something could not be asked or resolved. */
  incomplete: 3,
  /** Stopped by Ctrl-C, after printing what was found. */
  interrupted: 130,
} as const;
