import { readFileSync, statSync } from 'node:fs';
import type { Argv } from 'yargs';
import {
  type LookupOptions,
  type LookupResult,
  lookup,
  lookupWords,
  parseServices,
  type SystemNames,
  systemNames,
} from '../../reference/index.js';
import { jsonText } from '../../report/json.js';
import { lookupTable } from '../../report/lookup-table.js';
import { ANSI, DEFAULT_WIDTH, PLAIN, printable } from '../../report/text.js';
import { type CliContext, EXIT } from '../context.js';
import type { LookupTexts } from '../messages/en/lookup.js';
import { loadLookupTexts } from '../messages/lookup.js';
import { UsageError } from '../usage-error.js';

/** What the command line says. */
export interface LookupArguments {
  readonly query?: readonly string[] | undefined;
  readonly json?: boolean | undefined;
  readonly quiet?: boolean | undefined;
  readonly limit?: string | undefined;
  readonly kind?: string | undefined;
  readonly transport?: string | undefined;
  /** A services file, such as /etc/services. */
  readonly services?: string | undefined;
}

export const KINDS = ['port', 'protocol', 'smtp', 'pop3', 'imap', 'sieve', 'sasl', 'topic'] as const;
export const TRANSPORTS = ['tcp', 'udp', 'sctp', 'dccp'] as const;
const MOST_ANSWERS = 1000;
/** Characters of a query that is told back. */
const LONGEST_SHOWN = 100;
/** Bytes of a services file: the longest known has 0.3 MB. */
const LARGEST_SERVICES = 4 * 2 ** 20;

/** `portolan lookup <query..>`: exit 0 when every query found something, 1 when one did not, 2 when one is malformed. */
export default {
  async builder(yargs: Argv, { language }: CliContext): Promise<Argv> {
    const texts = await loadLookupTexts(language);
    return (
      yargs
        // As strings: yargs would read 0x19 as 25 and lose what was typed.
        .positional('query', { describe: texts.queryDescribe, type: 'string', array: true })
        .option('kind', { requiresArg: true, choices: KINDS, describe: texts.kindDescribe, type: 'string' })
        .option('transport', {
          requiresArg: true,
          choices: TRANSPORTS,
          describe: texts.transportDescribe,
          type: 'string',
        })
        .option('limit', { requiresArg: true, describe: texts.limitDescribe, type: 'string', default: '20' })
        .option('services', { describe: texts.servicesDescribe, type: 'string', requiresArg: true })
        .option('json', { describe: texts.jsonDescribe, type: 'boolean' })
        .option('quiet', { alias: 'q', describe: texts.quietDescribe, type: 'boolean' })
        .example(texts.examples)
    );
  },
  async handler({ context, ...call }: LookupArguments & { readonly context: CliContext }): Promise<void> {
    answerLookup(call, context, await loadLookupTexts(context.language));
  },
};

/** Looks up what the command line asks for and prints it. */
export function answerLookup(call: LookupArguments, context: CliContext, texts: LookupTexts): void {
  const { query = [], json, quiet } = call;
  if (query.length === 0) throw new UsageError(texts.noQuery);
  const options = optionsOf(call, context, texts);
  const results = lookupWords(query, options);
  const output = json ? jsonOf(results) : tableOf(results, options, context, texts);
  if (output !== '') context.stdout.write(`${output}\n`);
  const missed = results.filter(({ matches }) => matches.length === 0);
  for (const { query: text, suggestions } of quiet ? [] : missed) {
    context.stderr.write(`${texts.notFound(shown(text), suggestions)}\n`);
  }
  context.setExitCode(missed.length > 0 ? EXIT.no : EXIT.done);
}

function optionsOf(call: LookupArguments, { language }: CliContext, texts: LookupTexts): LookupOptions {
  const { kind, transport } = call;
  return {
    language,
    limit: limitOf(call.limit, texts),
    kind: KINDS.find((known) => known === kind),
    transport: TRANSPORTS.find((known) => known === transport),
    systemNames: call.services === undefined ? undefined : readServices(call.services, texts),
  };
}

function readServices(file: string, texts: LookupTexts): SystemNames {
  try {
    const status = statSync(file);
    if (status.size > LARGEST_SERVICES || !status.isFile()) throw new Error(texts.noServicesFile);
    return systemNames(parseServices(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new UsageError(
      texts.unreadable(printable(file), (error as NodeJS.ErrnoException).code ?? (error as Error).message),
    );
  }
}

function limitOf(text: string | undefined, texts: LookupTexts): number | undefined {
  if (text === undefined) return undefined;
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= MOST_ANSWERS) return limit;
  throw new UsageError(texts.notWhole(printable(text)));
}

/** A query on one line; a long one is cut. */
function shown(query: string): string {
  return printable(query.length > LONGEST_SHOWN ? `${query.slice(0, LONGEST_SHOWN)}…` : query);
}

/** One object for one query, an array for several. */
function jsonOf(results: readonly LookupResult[]): string {
  return jsonText(results.length === 1 ? results[0] : results, 2);
}

function tableOf(
  results: readonly LookupResult[],
  options: LookupOptions,
  { stdout }: CliContext,
  texts: LookupTexts,
): string {
  const width = stdout.columns > 0 ? stdout.columns : DEFAULT_WIDTH;
  const layout = { words: texts.table, width, style: stdout.colour ? ANSI : PLAIN };
  const blocks = results.map((result) => {
    if (result.matches.length > 0) return lookupTable([result], layout);
    const [near] = result.suggestions;
    if (near === undefined) return [];
    const answer = lookupTable([lookup(near, options)], layout);
    return answer.length === 0 ? [] : [texts.nearest(shown(result.query), near), ...answer];
  });
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}
