import type { Argv } from 'yargs';
import { type ListeningOptions, listeningSockets } from '../../listening.js';
import type { ListeningReport } from '../../records.js';
import { jsonText } from '../../report/json.js';
import { localTable } from '../../report/local-table.js';
import { ANSI, PLAIN, printable } from '../../report/text.js';
import { single } from '../arguments.js';
import { type CliContext, EXIT } from '../context.js';
import type { LocalTexts } from '../messages/en/local.js';
import { loadTexts } from '../messages/index.js';

/** What yargs makes of the command line. */
interface LocalArguments {
  readonly port?: readonly string[];
  readonly transport?: string | string[];
  readonly json?: boolean | undefined;
  readonly quiet?: boolean | undefined;
  readonly context: CliContext;
}

/** What the command learns of the machine; each has the machine's own as its default. */
export interface LocalWorld {
  readonly system?: ListeningOptions['system'];
  /** Whether more rights would show more processes. */
  readonly isRoot?: boolean;
}

/** `portolan local [port..]`: exit 0, 1 where nothing listens at what was asked for, 3 where the system did not tell. */
export default {
  async builder(yargs: Argv, { language }: CliContext): Promise<Argv> {
    const texts = await loadTexts(language, 'local');
    const common = await loadTexts(language, 'common');
    return yargs
      .positional('port', { type: 'string', array: true, describe: texts.ports })
      .option('transport', { choices: ['tcp', 'udp'], requiresArg: true, describe: texts.transport })
      .option('json', { type: 'boolean', describe: common.json })
      .option('quiet', { alias: 'q', type: 'boolean', describe: common.quiet })
      .example(texts.examples);
  },
  handler: (args: LocalArguments): Promise<void> => runLocal(args),
};

export async function runLocal(args: LocalArguments, world: LocalWorld = {}): Promise<void> {
  const { port = [], json = false, quiet = false, context } = args;
  const texts = await loadTexts(context.language, 'local');
  const transport = single('--transport', args.transport) as ListeningOptions['transport'];
  const options = { ports: port, transport, language: context.language, system: world.system };
  const report = await listeningSockets(options);
  const output = json ? jsonText(report, 2) : tableOf(report, context, texts);
  if (output !== '') context.stdout.write(`${output}\n`);
  const { isRoot = (process.getuid?.() ?? 0) === 0 } = world;
  const remarks = quiet ? [] : remarksOn(report, transport, isRoot, texts);
  for (const remark of remarks) context.stderr.write(`${remark}\n`);
  context.setExitCode(exitCodeOf(report, port.length > 0 || transport !== undefined, context));
}

function tableOf(report: ListeningReport, { stdout }: CliContext, texts: LocalTexts): string {
  const style = stdout.colour ? ANSI : PLAIN;
  return localTable(report, { words: texts.words, width: stdout.columns, style }).join('\n');
}

function remarksOn(
  { sockets, unmatched, untold, withoutProcess }: ListeningReport,
  transport: string | undefined,
  isRoot: boolean,
  texts: LocalTexts,
): string[] {
  const isEmpty = sockets.length === 0 && unmatched.length === 0 && untold.length === 0;
  const nothing = transport === undefined ? texts.nothing : texts.nothingOf(transport);
  return [
    ...(isEmpty ? [nothing] : []),
    ...unmatched.map((ports) => texts.unmatched(printable(ports))),
    ...(withoutProcess > 0 && !isRoot ? [texts.withoutProcess(withoutProcess)] : []),
    ...(untold.length > 0 ? [texts.untold(untold)] : []),
  ];
}

/** What was asked for may be among what the system did not tell. */
function exitCodeOf({ sockets, unmatched, untold }: ListeningReport, isFiltered: boolean, { signal }: CliContext) {
  if (signal.aborted) return EXIT.interrupted;
  if (untold.length > 0) return EXIT.incomplete;
  return unmatched.length > 0 || (isFiltered && sockets.length === 0) ? EXIT.no : EXIT.done;
}
