import { parseArgs } from 'node:util';
import { useDataCopy } from '../reference/files.js';
import { answerLookup, KINDS, type LookupArguments, TRANSPORTS } from './commands/lookup.js';
import { EXIT } from './context.js';
import { ownDataFolder } from './copies/folder.js';
import { chooseLanguage, systemLocale } from './language.js';
import { loadLookupTexts } from './messages/lookup.js';
import { QuickOutput } from './quick-output.js';

/** The options of the lookup command, each given at most once. */
const OPTIONS = {
  json: { type: 'boolean' },
  quiet: { type: 'boolean', short: 'q' },
  limit: { type: 'string' },
  kind: { type: 'string' },
  transport: { type: 'string' },
} as const;

/** What the full parser may not take for a query: `lookup 25 help` prints help, `--json false` switches the option off. */
const WORDS_OF_THE_PARSER: readonly string[] = ['-', 'help', 'true', 'false'];

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
    if (new Set(given).size < given.length || positionals.length === 0) return null;
    if (positionals.some((word) => WORDS_OF_THE_PARSER.includes(word))) return null;
    const wrongKind = values.kind !== undefined && !(KINDS as readonly string[]).includes(values.kind);
    const wrongTransport =
      values.transport !== undefined && !(TRANSPORTS as readonly string[]).includes(values.transport);
    return wrongKind || wrongTransport ? null : { ...values, query: positionals };
  } catch {
    return null;
  }
}

/**
 * Answers a plain call of `lookup` and sets the exit code. False for any other call, and for one that goes wrong, of which
 * nothing has been printed then: the full program does it again and tells what is wrong.
 *
 * @param words - The command line without the program's name.
 */
export async function runQuickLookup(words: readonly string[], environment: NodeJS.ProcessEnv): Promise<boolean> {
  if (words[0] !== 'lookup' && words[0]?.startsWith('-') !== true) return false;
  const { language, fault, words: rest } = chooseLanguage(words, environment, systemLocale);
  const call = fault === null ? parseQuickLookup(rest) : null;
  if (call === null) return false;
  const stdout = new QuickOutput(1, environment);
  const stderr = new QuickOutput(2, environment);
  let exitCode: number = EXIT.done;
  const setExitCode = (code: number) => {
    exitCode = code;
  };
  try {
    useDataCopy(ownDataFolder(environment));
    const context = { stdout, stderr, language, signal: new AbortController().signal, setExitCode };
    answerLookup(call, context, await loadLookupTexts(language));
    if (!stdout.flush()) return false;
    stderr.flush();
  } catch {
    return false;
  }
  process.exitCode = exitCode;
  return true;
}
