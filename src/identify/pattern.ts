/** A compiled pattern: a regular expression of whatever engine. */
export interface Pattern {
  /** The whole match and its groups, undefined where a group took no part; null where the text does not match. */
  readonly exec: (text: string) => readonly (string | undefined)[] | null;
}

/** A pattern, and how many capturing groups it has. */
export interface CompiledPattern {
  readonly pattern: Pattern;
  readonly groups: number;
}

/**
 * Compiles the source of a pattern. Whatever it throws means that there is no such pattern; a {@link PortolanError} says why.
 *
 * @param flags - Empty, or `i`.
 */
export type PatternCompiler = (source: string, flags: string) => CompiledPattern;

/** A regular expression of the language itself. */
export function nativePattern(source: string, flags: string): CompiledPattern {
  const groups = new RegExp(`${source}|`).exec('')!.length - 1;
  return { pattern: new RegExp(source, flags), groups };
}
