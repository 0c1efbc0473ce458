import type { Argv } from 'yargs';
import type { ScanOptions } from '../../options.js';
import { DEFAULT_SCAN_PORTS, type Scan, scan } from '../../pipeline.js';
import { parseReach } from '../../reach.js';
import type { ScanRecord, SummaryRecord } from '../../records.js';
import { portVocabulary } from '../../reference/index.js';
import type { ScanFormat } from '../../report/format.js';
import { scanJson } from '../../report/scan-json.js';
import { scanNdjson } from '../../report/scan-ndjson.js';
import { scanTable } from '../../report/scan-table.js';
import { ANSI, PLAIN, printable } from '../../report/text.js';
import { single } from '../arguments.js';
import { type CliContext, EXIT } from '../context.js';
import { failureText } from '../failure-text.js';
import type { ScanTexts } from '../messages/en/scan.js';
import { loadTexts, type Texts } from '../messages/index.js';
import { OutputFile } from '../output-file.js';
import { showProgress } from '../progress.js';
import { addScanOptions, type ScanArguments, scanOptionsOf } from '../scan-options.js';
import { showPlan } from '../show-plan.js';
import { openTargetList } from '../target-list.js';
import { UsageError } from '../usage-error.js';

type Arguments = ScanArguments & { readonly context: CliContext };

export default {
  async builder(yargs: Argv, { language }: CliContext): Promise<Argv> {
    const texts = await loadTexts(language, 'scan-options');
    const positional = yargs.positional('target', { type: 'string', array: true, describe: texts.targets });
    return addScanOptions(positional, texts, await loadTexts(language, 'common')).example(texts.examples);
  },
  handler: (args: Arguments): Promise<void> => runScan(args),
};

async function runScan(args: Arguments): Promise<void> {
  const { context, quiet = false } = args;
  const texts = await loadTexts(context.language, 'scan');
  const options = await optionsOf(args, texts);
  if (args.plan) return showPlan(options, args, context);
  const running = scan(options);
  const path = single('--output', args.output);
  const file = path === undefined ? undefined : new OutputFile(path);
  try {
    const summary = await writeScan(running, formatOf(args, texts), args, texts, file);
    file?.finish();
    if (!summary.complete && !quiet && (file !== undefined || args.json || args.ndjson))
      context.stderr.write(`${texts.words.incomplete(summary)}\n`);
    const journal = single('--journal', args.journal);
    if (summary.stopped && !quiet && journal !== undefined) context.stderr.write(`${texts.goOn(printable(journal))}\n`);
    context.setExitCode(exitCodeOf(summary, context));
  } catch (error) {
    file?.discard();
    throw error;
  }
}

/** What is asked for. A list of targets is opened, and what stands on the command line is checked before it is read. */
async function optionsOf(args: Arguments, texts: ScanTexts): Promise<ScanOptions> {
  const { context, target: named = [] } = args;
  const path = single('--targets-file', args.targetsFile);
  if (named.length === 0 && path === undefined) throw new UsageError(texts.noTarget);
  const { signal, resolve } = context;
  const options = { ...scanOptionsOf(args, await loadTexts(context.language, 'common')), signal, resolve };
  if (path === undefined) return { ...options, targets: named };
  if (named.length > 0) parseReach({ ...options, targets: named }, portVocabulary(), DEFAULT_SCAN_PORTS);
  return { ...options, targets: await openTargetList(path, named, context) };
}

function formatOf({ json, ndjson, output, patient, show, context }: Arguments, texts: ScanTexts): ScanFormat {
  if (json) return scanJson();
  if (ndjson) return scanNdjson();
  const toTerminal = output === undefined;
  return scanTable({
    words: texts.words,
    width: toTerminal ? context.stdout.columns : 80,
    style: toTerminal && context.stdout.colour ? ANSI : PLAIN,
    patient: patient ?? false,
    showAbsent: show === 'all',
  });
}

async function writeScan(
  running: Scan,
  format: ScanFormat,
  args: Arguments,
  texts: ScanTexts,
  file: OutputFile | undefined,
): Promise<SummaryRecord> {
  const { context, quiet = false, targetsFile } = args;
  const problems = await loadTexts(context.language, 'problems');
  const isOpenEnded = targetsFile !== undefined;
  const line = await showProgress(context, quiet, running.progress, (progress, speed) =>
    texts.progress(progress, speed, isOpenEnded),
  );
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

/** What is said of a record on stderr, as it comes. */
function remarkOn(
  record: ScanRecord,
  { concurrency, patient = false }: Arguments,
  texts: ScanTexts,
  problems: Texts['problems'],
): string {
  if (record.type === 'failure') return failureText(record, texts.failure, problems);
  if (record.type === 'notice') {
    const { target, address } = record;
    const host = target === address ? address : `${address} (${target})`;
    return texts.notice(record.remark, printable(host), patient);
  }
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
