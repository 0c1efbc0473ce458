import { distance } from 'fastest-levenshtein';
import yargs, { type Argv } from 'yargs';
import { PortolanError } from '../errors.js';
import { printable } from '../report/text.js';
import { version } from '../version.js';
import { splitGluedPorts } from './arguments.js';
import { type CliContext, EXIT } from './context.js';
import { en } from './messages/en.js';
import { lookupEn } from './messages/lookup-en.js';

/** A command's file, loaded when the command is called. */
interface CommandFile {
  readonly command: string;
  readonly builder: (yargs: Argv) => Argv;
  readonly handler: (args: never) => void | Promise<void>;
}

/** Every command: how it is written, what it does, and where it is. */
const COMMANDS = [
  {
    command: 'lookup [query..]',
    describe: lookupEn.describe,
    load: async () => (await import('./commands/lookup.js')).default as CommandFile,
  },
  {
    command: 'scan [target..]',
    describe: en.scan.describe,
    load: async () => (await import('./commands/scan.js')).default as CommandFile,
  },
  {
    command: 'probe [target..]',
    describe: en.probe.describe,
    load: async () => (await import('./commands/probe.js')).default as CommandFile,
  },
] as const;

/** A wrong call that the parser noticed. */
class UsageError extends Error {}

/**
 * Runs one command line and returns its exit code. Never throws: what goes wrong is one line on stderr.
 *
 * @param words - The command line without the program's name.
 */
export async function run(words: readonly string[], world: Omit<CliContext, 'setExitCode'>): Promise<number> {
  let exitCode: number = EXIT.done;
  const context: CliContext = {
    ...world,
    setExitCode: (code) => {
      exitCode = code;
    },
  };
  try {
    const split = splitGluedPorts(words);
    checkWords(split);
    // With a callback, help and version come to us instead of going to the console.
    await parserOf(split, context).parseAsync(split, {}, (_error, _parsed, output) => {
      if (output !== '') world.stdout.write(`${output}\n`);
    });
    return exitCode;
  } catch (error) {
    world.stderr.write(`portolan: ${messageOf(error)}\n`);
    return EXIT.usage;
  }
}

function parserOf(words: readonly string[], context: CliContext): Argv {
  const parser = yargs()
    .scriptName('portolan')
    .usage(en.usage)
    .locale('en')
    // Numbers stay as they were written: 0x19 and 1e3 mean something to the commands.
    .parserConfiguration({ 'parse-numbers': false, 'parse-positional-numbers': false })
    .exitProcess(false)
    .strict()
    .demandCommand(1, en.noCommand)
    .help('help', en.help)
    .alias('help', 'h')
    .version('version', en.version, version)
    .epilogue(en.epilogue)
    .wrap(Math.min(100, context.stdout.columns));
  for (const { command, describe, load } of COMMANDS) {
    parser.command(
      command,
      describe,
      // The parser awaits a builder, which its types do not say.
      (async (subparser: Argv) => (await load()).builder(subparser)) as unknown as (subparser: Argv) => Argv,
      async (args) => (await load()).handler({ ...args, context } as never),
    );
  }
  return parser.fail((message, error) => {
    throw error ?? new UsageError(printable(withSuggestion(message, words, parser)));
  });
}

function messageOf(error: unknown): string {
  if (error instanceof PortolanError || error instanceof UsageError) return error.message;
  // The parser's own complaint about a call, such as an option without its value.
  if (error instanceof Error && error.name === 'YError') return printable(error.message);
  if (process.env['PORTOLAN_DEBUG']) return (error as Error)?.stack ?? String(error);
  return en.unexpected(String((error as Error)?.message ?? error).split('\n', 1)[0] ?? '');
}

/** What the parser would pass over in silence. */
function checkWords(words: readonly string[]): void {
  const stray = words.findIndex((word, index) => word === '-' && !/^(-p|--ports)$/.test(words[index - 1] ?? ''));
  if (stray >= 0) throw new UsageError(en.noInput);
  const flag = words.map((word) => /^(--(?:json|ndjson|open|quiet|ipv[46]))=/.exec(word)?.[1]).find(Boolean);
  if (flag !== undefined) throw new UsageError(en.needsNoValue(flag));
}

/** The parser's words on one line, with what was probably meant. */
function withSuggestion(message: string, words: readonly string[], parser: Argv): string {
  const choice = /Argument: (\S+), Given: (.+), Choices: (.+)/.exec(message);
  if (choice !== null) return en.wrongChoice(choice[1] ?? '', choice[2] ?? '', (choice[3] ?? '').replaceAll('"', ''));
  const [line = ''] = message.split('\n', 1);
  const pair = /^Arguments (\S+) and (\S+) are mutually exclusive/.exec(line);
  if (pair !== null) return en.exclusive(pair[1] ?? '', pair[2] ?? '');
  const unknown = /^Unknown (?:argument|command)s?: ([^,]+)/.exec(line)?.[1];
  if (unknown === undefined) return line;
  if (unknown === words[0] && !unknown.startsWith('-')) {
    const commands = COMMANDS.map(({ command }) => command.split(' ', 1)[0] as string);
    return en.unknownCommand(unknown, nearest(unknown, commands) ?? `lookup ${unknown}`);
  }
  const { key } = (parser as unknown as { getOptions(): { key: Record<string, unknown> } }).getOptions();
  const option = nearest(unknown, Object.keys(key));
  return en.unknownOption(unknown, option);
}

function nearest(word: string, known: readonly string[]): string | undefined {
  const [best] = known
    .filter((name) => name.length > 1)
    .map((name) => ({ name, edits: distance(word, name) }))
    .sort((first, second) => first.edits - second.edits);
  return best !== undefined && best.edits * 2 <= word.length ? best.name : undefined;
}
