import type { Argv } from 'yargs';
import { CONCURRENCY, CONNECT_TIMEOUT_MS, PROBE_TIMEOUT_MS, RETRIES } from '../../defaults.js';
import type { ErrorWords } from '../../errors.js';
import type { ScanOptions } from '../../options.js';
import { type Scan, scan } from '../../pipeline.js';
import type { IdentifyMode, ScanRecord, SummaryRecord } from '../../records.js';
import type { ScanFormat } from '../../report/format.js';
import { scanJson } from '../../report/scan-json.js';
import { scanNdjson } from '../../report/scan-ndjson.js';
import { scanTable } from '../../report/scan-table.js';
import { ANSI, PLAIN } from '../../report/text.js';
import { parseWholeNumber, single } from '../arguments.js';
import { type CliContext, EXIT } from '../context.js';
import { failureText } from '../failure-text.js';
import type { CommonTexts } from '../messages/en/common.js';
import type { ScanTexts } from '../messages/en/scan.js';
import { loadTexts } from '../messages/index.js';
import { OutputFile } from '../output-file.js';
import { showProgress } from '../progress.js';
import { addReachOptions, type ReachArguments, reachOptionsOf } from '../reach-options.js';
import { UsageError } from '../usage-error.js';

interface ScanArguments extends ReachArguments {
  readonly target?: string[];
  readonly retries?: string | string[];
  readonly concurrency?: string | string[];
  readonly identify?: IdentifyMode;
  readonly show?: ScanOptions['show'];
  readonly open?: boolean;
  readonly ndjson?: boolean;
  readonly output?: string | string[];
  readonly context: CliContext;
}

export default {
  async builder(yargs: Argv, { language }: CliContext): Promise<Argv> {
    const texts = await loadTexts(language, 'scan');
    const positional = yargs.positional('target', { type: 'string', array: true, describe: texts.targets });
    return addReachOptions(positional, await loadTexts(language, 'common'), {
      ports: texts.ports,
      timeout: `${CONNECT_TIMEOUT_MS}ms`,
      probeTimeout: `${PROBE_TIMEOUT_MS / 1000}s`,
    })
      .option('retries', stringOption(texts.retries, String(RETRIES)))
      .option('concurrency', stringOption(texts.concurrency, String(CONCURRENCY)))
      .option('identify', { choices: ['off', 'listen', 'light'], requiresArg: true, describe: texts.identify })
      .option('show', { choices: ['few', 'all', 'open'], requiresArg: true, describe: texts.show })
      .option('open', { type: 'boolean', describe: texts.open })
      .option('ndjson', { type: 'boolean', describe: texts.ndjson })
      .option('output', { alias: 'o', type: 'string', requiresArg: true, describe: texts.output })
      .conflicts('json', 'ndjson')
      .conflicts('open', 'show')
      .example(texts.examples);
  },
  handler: (args: ScanArguments): Promise<void> => runScan(args),
};

function stringOption(describe: string, defaultDescription: string) {
  return { type: 'string', requiresArg: true, describe, defaultDescription } as const;
}

async function runScan(args: ScanArguments): Promise<void> {
  const { context, quiet = false } = args;
  const texts = await loadTexts(context.language, 'scan');
  if (!args.target?.length) throw new UsageError(texts.noTarget);
  const options = optionsOf(args, await loadTexts(context.language, 'common'));
  const running = scan({ ...options, signal: context.signal, resolve: context.resolve });
  const path = single('--output', args.output);
  const file = path === undefined ? undefined : new OutputFile(path);
  try {
    const summary = await writeScan(running, formatOf(args, texts), args, texts, file);
    file?.finish();
    if (!summary.complete && !quiet && (file !== undefined || args.json || args.ndjson))
      context.stderr.write(`${texts.words.incomplete(summary)}\n`);
    context.setExitCode(exitCodeOf(summary, context));
  } catch (error) {
    file?.discard();
    throw error;
  }
}

function optionsOf(args: ScanArguments, texts: CommonTexts): ScanOptions {
  const retries = single('--retries', args.retries);
  const concurrency = single('--concurrency', args.concurrency);
  return {
    ...reachOptionsOf(args, texts),
    targets: args.target ?? [],
    retries: retries === undefined ? undefined : parseWholeNumber('--retries', retries),
    concurrency: concurrency === undefined ? undefined : parseWholeNumber('--concurrency', concurrency),
    identify: args.identify,
    show: args.open ? 'open' : args.show,
  };
}

function formatOf({ json, ndjson, output, context }: ScanArguments, texts: ScanTexts): ScanFormat {
  if (json) return scanJson();
  if (ndjson) return scanNdjson();
  const toTerminal = output === undefined;
  return scanTable({
    words: texts.words,
    width: toTerminal ? context.stdout.columns : 80,
    style: toTerminal && context.stdout.colour ? ANSI : PLAIN,
  });
}

async function writeScan(
  running: Scan,
  format: ScanFormat,
  args: ScanArguments,
  texts: ScanTexts,
  file: OutputFile | undefined,
): Promise<SummaryRecord> {
  const { context, quiet = false } = args;
  const problems = await loadTexts(context.language, 'problems');
  const line = await showProgress(context, quiet, running.progress, texts.progress);
  const restoreStackTraces = withoutStackTraces();
  let summary: SummaryRecord | undefined;
  try {
    for await (const record of running) {
      const remark = quiet ? '' : remarkOn(record, args, texts, problems);
      if (record.type === 'summary') line.stop();
      else line.clear();
      if (remark !== '') context.stderr.write(`${remark}\n`);
      for (const text of textsOf(format, record)) await write(text, file, context);
      if (record.type === 'summary') summary = record;
    }
  } finally {
    restoreStackTraces();
    line.stop();
  }
  return summary as SummaryRecord;
}

/**
 * Every refused connect makes an error, and most of its cost is a stack trace that nobody reads: without it a scan is
 * about a third faster. This process has nothing else to do meanwhile.
 */
function withoutStackTraces(): () => void {
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  return () => {
    Error.stackTraceLimit = before;
  };
}

function remarkOn(record: ScanRecord, { concurrency }: ScanArguments, texts: ScanTexts, problems: ErrorWords): string {
  if (record.type === 'failure') return failureText(record, texts.failure, problems);
  if (record.type !== 'meta' || concurrency === undefined) return '';
  const { concurrency: used } = record.arguments;
  return used < Number(concurrency) ? texts.lowered(Number(concurrency), used) : '';
}

function textsOf(format: ScanFormat, record: ScanRecord): Iterable<string> {
  if (record.type === 'meta') return [format.header(record)];
  return record.type === 'summary' ? format.footer(record) : [format.row(record)];
}

async function write(text: string, file: OutputFile | undefined, { stdout }: CliContext): Promise<void> {
  if (text === '') return;
  if (file !== undefined) file.write(text);
  else if (!stdout.write(text)) await stdout.drained();
}

function exitCodeOf(summary: SummaryRecord, context: CliContext): number {
  if (context.signal.aborted) return EXIT.interrupted;
  return summary.complete ? EXIT.done : EXIT.incomplete;
}
