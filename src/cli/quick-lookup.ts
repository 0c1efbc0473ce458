import { parseArgs } from 'node:util';
import { answerLookup, KINDS, type LookupArguments, TRANSPORTS } from './commands/lookup.js';
import { type CliContext, EXIT } from './context.js';
import type { LanguageChoice } from './language.js';

/** The options of the lookup command, each given at most once. */
const OPTIONS = {
  json: { type: 'boolean' },
  quiet: { type: 'boolean', short: 'q' },
  limit: { type: 'string' },
  kind: { type: 'string' },
  transport: { type: 'string' },
} as const;

/**
 * What a plain call of `lookup` asks for; null for any other call, and for one that the full parser must look at: help,
 * unknown or repeated options, a wrong choice. Loading that parser takes longer than all the rest of a lookup.
 */
export function parseQuickLookup(words: readonly string[]): LookupArguments | null {
  const [command, ...args] = words;
  if (command !== 'lookup' || args.includes('--')) return null;
  try {
    const { values, positionals, tokens } = parseArgs({ args, options: OPTIONS, allowPositionals: true, tokens: true });
    const given = tokens.filter(({ kind }) => kind === 'option').map((token) => (token as { name: string }).name);
    if (new Set(given).size < given.length || positionals.length === 0 || positionals.includes('-')) return null;
    const wrongKind = values.kind !== undefined && !(KINDS as readonly string[]).includes(values.kind);
    const wrongTransport =
      values.transport !== undefined && !(TRANSPORTS as readonly string[]).includes(values.transport);
    return wrongKind || wrongTransport ? null : { ...values, query: positionals };
  } catch {
    return null;
  }
}

/**
 * Runs a plain call of `lookup` and returns its exit code; null for any other call, and for one that goes wrong, of which
 * nothing has been printed then: the full parser does it again and tells what is wrong.
 */
export async function runQuickLookup(
  { words, language, fault }: LanguageChoice,
  world: Omit<CliContext, 'language' | 'setExitCode'>,
): Promise<number | null> {
  const call = fault === null ? parseQuickLookup(words) : null;
  if (call === null) return null;
  let exitCode: number = EXIT.done;
  const setExitCode = (code: number) => {
    exitCode = code;
  };
  try {
    await answerLookup(call, { ...world, language, setExitCode });
    return exitCode;
  } catch {
    return null;
  }
}
