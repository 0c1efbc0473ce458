import { distance } from 'fastest-levenshtein';
import yargs, { type Argv } from 'yargs';
import { useDataCopy } from '../reference/files.js';
import { printable } from '../report/text.js';
import { version } from '../version.js';
import { checkFlags, checkSingles, type KnownOptions, markReplies, operands, splitGluedPorts } from './arguments.js';
import { type CliContext, EXIT } from './context.js';
import { faultLine, NO_VALUE } from './fault-line.js';
import { layOutHelp } from './help-layout.js';
import { LANGUAGES, type LanguageChoice } from './language.js';
import type { CommonTexts } from './messages/en/common.js';
import { loadTexts } from './messages/index.js';
import { UsageError } from './usage-error.js';

/** A command's file, loaded when the command is called. */
interface CommandFile {
  readonly builder: (yargs: Argv, context: CliContext) => Promise<Argv>;
  readonly handler: (args: never) => Promise<void>;
}

/** Every command: how it is written, and where it is. What it does is told in the common texts. */
const COMMANDS = [
  { name: 'lookup', operand: '[query..]', load: async () => (await import('./commands/lookup.js')).default },
  {
    name: 'scan',
    operand: '[target..]',
    load: async () => (await withKnowledge(() => import('./commands/scan.js'))).default,
  },
  {
    name: 'probe',
    operand: '[target..]',
    load: async () => (await withKnowledge(() => import('./commands/probe.js'))).default,
  },
  { name: 'local', operand: '[port..]', load: async () => (await import('./commands/local.js')).default },
  { name: 'data', operand: '[action]', load: async () => (await import('./commands/data.js')).default },
] as const;

/**
 * Loads a command that names services after what it names them by. Node opens all files that an import needs at the same
 * time, and where a process may have only 64 open that is too many at once.
 */
async function withKnowledge<Command>(load: () => Promise<Command>): Promise<Command> {
  await import('../knowledge.js');
  return load();
}

/**
 * Runs one command line and returns its exit code. Never throws: what goes wrong is one line on stderr.
 *
 * @param call - The command line without the program's name, and its language.
 */
export async function run(call: LanguageChoice, world: Omit<CliContext, 'language' | 'setExitCode'>): Promise<number> {
  let exitCode: number = EXIT.done;
  const { language, fault } = call;
  const context: CliContext = {
    ...world,
    language,
    setExitCode: (code) => {
      exitCode = code;
    },
  };
  useDataCopy(world.dataFolder ?? null);
  const texts = await loadTexts(language, 'common');
  try {
    if (fault !== null) throw fault;
    const words = markReplies(splitGluedPorts(call.words));
    checkWords(words, texts);
    // With a callback, help and version come to us instead of going to the console.
    await parserOf(words, context, texts).parseAsync(words, {}, (_error, _parsed, output) => {
      if (output !== '') world.stdout.write(`${layOutHelp(output, world.stdout.columns)}\n`);
    });
    return exitCode;
  } catch (error) {
    world.stderr.write(`${await faultLine(error, language)}\n`);
    return EXIT.usage;
  }
}

function parserOf(words: readonly string[], context: CliContext, texts: CommonTexts): Argv {
  const parser = yargs()
    .scriptName('portolan')
    .usage(texts.usage)
    // Its complaints stay English, so that they are understood below; only the words of its help are replaced.
    .locale('en')
    .updateStrings(texts.parser)
    // Numbers stay as they were written: 0x19 and 1e3 mean something to the commands.
    .parserConfiguration({ 'parse-numbers': false, 'parse-positional-numbers': false, 'populate--': true })
    .exitProcess(false)
    .strict()
    .demandCommand(1, texts.noCommand)
    .help('help', texts.help)
    .alias('help', 'h')
    .version('version', texts.version, version)
    .option('lang', { choices: LANGUAGES, describe: texts.lang })
    .epilogue(texts.epilogue)
    .wrap(null);
  for (const { name, operand, load } of COMMANDS) {
    const file = load as () => Promise<CommandFile>;
    parser.command(
      `${name} ${operand}`,
      texts.commands[name],
      // The parser awaits a builder, which its types do not say.
      (async (subparser: Argv) => {
        const built = await (await file()).builder(subparser, context);
        checkFlags(words, optionsOf(built), texts);
        return built;
      }) as unknown as (subparser: Argv) => Argv,
      async (args) => {
        checkSingles(args, operand);
        return (await file()).handler({ ...args, ...operands(args, operand, texts), context } as never);
      },
    );
  }
  return parser.fail((message, error) => {
    throw error ?? new UsageError(printable(withSuggestion(message, words, parser, texts)));
  });
}

/** The options whose value may be a hyphen: all ports, and standard input. */
const TAKES_HYPHEN = /^(-p|--ports|--exclude-ports|--discovery-ports|-i|--targets-file)$/;

/** What the parser would pass over in silence. */
function checkWords(words: readonly string[], texts: CommonTexts): void {
  if (words[0] === '--') throw new UsageError(texts.noCommand);
  const stray = words.findIndex((word, index) => word === '-' && !TAKES_HYPHEN.test(words[index - 1] ?? ''));
  if (stray >= 0) throw new UsageError(texts.noInput);
}

/** The options that a parser knows by now, which its types do not tell. */
function optionsOf(parser: Argv): KnownOptions & { readonly key: Readonly<Record<string, unknown>> } {
  return (parser as unknown as { getOptions(): ReturnType<typeof optionsOf> }).getOptions();
}

/** The parser's words on one line, with what was probably meant. */
function withSuggestion(message: string, words: readonly string[], parser: Argv, texts: CommonTexts): string {
  const choice = /Argument: (\S+), Given: (.+), Choices: (.+)/.exec(message);
  if (choice !== null) {
    return texts.wrongChoice(choice[1] ?? '', choice[2] ?? '', (choice[3] ?? '').replaceAll('"', ''));
  }
  const [line = ''] = message.split('\n', 1);
  const pair = /^Arguments (\S+) and (\S+) are mutually exclusive/.exec(line);
  if (pair !== null) return texts.exclusive(pair[1] ?? '', pair[2] ?? '');
  const unknown = /^Unknown (?:argument|command)s?: ([^,]+)/.exec(line)?.[1];
  if (unknown === undefined) {
    const option = NO_VALUE.exec(line)?.[1];
    return option === undefined ? line : texts.needsValue(option);
  }
  if (unknown === words[0] && !unknown.startsWith('-')) {
    const commands = COMMANDS.map(({ name }) => name);
    return texts.unknownCommand(unknown, nearest(unknown, commands) ?? `lookup ${unknown}`);
  }
  if (words.includes(unknown)) return texts.tooMany(unknown);
  const option = nearest(unknown, Object.keys(optionsOf(parser).key));
  return texts.unknownOption(unknown, option);
}

function nearest(word: string, known: readonly string[]): string | undefined {
  const [best] = known
    .filter((name) => name.length > 1)
    .map((name) => ({ name, edits: distance(word, name) }))
    .sort((first, second) => first.edits - second.edits);
  return best !== undefined && best.edits * 2 <= word.length ? best.name : undefined;
}
