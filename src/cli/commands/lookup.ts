import type { Argv } from 'yargs';
import { type LookupResult, lookup } from '../../reference/index.js';
import { jsonText } from '../../report/json.js';
import { lookupTable } from '../../report/lookup-table.js';
import { ANSI, DEFAULT_WIDTH, PLAIN, printable } from '../../report/text.js';
import { type CliContext, EXIT } from '../context.js';
import type { LookupTexts } from '../messages/en/lookup.js';
import { loadTexts } from '../messages/index.js';
import { UsageError } from '../usage-error.js';

/** What yargs makes of the command line. */
interface LookupArguments {
  readonly query?: readonly string[];
  readonly json?: boolean | undefined;
  readonly quiet?: boolean | undefined;
  readonly context: CliContext;
}

/** `portolan lookup <query..>`: exit 0 when every query found something, 1 when one did not, 2 when one is malformed. */
export default {
  async builder(yargs: Argv, { language }: CliContext): Promise<Argv> {
    const texts = await loadTexts(language, 'lookup');
    return (
      yargs
        // As strings: yargs would read 0x19 as 25 and lose what was typed.
        .positional('query', { describe: texts.queryDescribe, type: 'string', array: true })
        .option('json', { describe: texts.jsonDescribe, type: 'boolean' })
        .option('quiet', { alias: 'q', describe: texts.quietDescribe, type: 'boolean' })
        .example(texts.examples)
    );
  },
  async handler({ query = [], json, quiet, context }: LookupArguments): Promise<void> {
    const texts = await loadTexts(context.language, 'lookup');
    if (query.length === 0) throw new UsageError(texts.noQuery);
    const results = query.map((text) => lookup(text));
    const output = json ? jsonOf(results) : tableOf(results, context, texts);
    if (output !== '') context.stdout.write(`${output}\n`);
    const missed = results.filter(({ matches }) => matches.length === 0);
    for (const { query: text, suggestions } of quiet ? [] : missed) {
      context.stderr.write(`${texts.notFound(printable(text), suggestions)}\n`);
    }
    context.setExitCode(missed.length > 0 ? EXIT.no : EXIT.done);
  },
};

/** One object for one query, an array for several. */
function jsonOf(results: readonly LookupResult[]): string {
  return jsonText(results.length === 1 ? results[0] : results, 2);
}

function tableOf(results: readonly LookupResult[], { stdout }: CliContext, texts: LookupTexts): string {
  const width = stdout.columns > 0 ? stdout.columns : DEFAULT_WIDTH;
  return lookupTable(results, { words: texts.table, width, style: stdout.colour ? ANSI : PLAIN }).join('\n');
}
