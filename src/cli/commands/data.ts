import type { Argv } from 'yargs';
import { PortolanError } from '../../errors.js';
import { bundleDate } from '../../reference/files.js';
import { dataFiles, type RegistryStatus, registryStatuses } from '../../reference/sources.js';
import type { RegistryUpdate } from '../../registry/types.js';
import { dataTable, updateTable } from '../../report/data-table.js';
import { jsonText } from '../../report/json.js';
import { ANSI, PLAIN, printable } from '../../report/text.js';
import { type CliContext, EXIT } from '../context.js';
import { resetData } from '../copies/reset.js';
import { faultLine } from '../fault-line.js';
import type { DataTexts } from '../messages/en/data.js';
import { loadTexts } from '../messages/index.js';
import { UsageError } from '../usage-error.js';

/** What yargs makes of the command line. */
interface DataArguments {
  readonly action?: string;
  readonly from?: string | readonly string[];
  readonly check?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly context: CliContext;
}

/**
 * `portolan data`: exit 0. `data update`: 0, 2 for a file that is not whole, 3 where it could not be had; with `--check` 1 where
 * something would change. `data reset`: 0.
 */
export default {
  async builder(yargs: Argv, { language }: CliContext): Promise<Argv> {
    const texts = await loadTexts(language, 'data');
    const common = await loadTexts(language, 'common');
    return yargs
      .positional('action', { type: 'string', describe: texts.action })
      .option('from', { type: 'string', requiresArg: true, describe: texts.from })
      .option('check', { type: 'boolean', describe: texts.check })
      .option('json', { type: 'boolean', describe: common.json })
      .option('quiet', { alias: 'q', type: 'boolean', describe: common.quiet })
      .example(texts.examples);
  },
  handler: (args: DataArguments): Promise<void> => runData(args),
};

async function runData(args: DataArguments): Promise<void> {
  const { action, context } = args;
  const texts = await loadTexts(context.language, 'data');
  if (action !== undefined && action !== 'update' && action !== 'reset') {
    throw new UsageError(texts.unknownAction(printable(action)));
  }
  const stray = action === 'update' ? undefined : (['from', 'check'] as const).find((name) => args[name] !== undefined);
  if (stray !== undefined) throw new UsageError(texts.onlyForUpdate(stray));
  if (action === 'update') return update(args, texts);
  return action === 'reset' ? reset(args, texts) : show(args, texts);
}

function show({ json, context }: DataArguments, texts: DataTexts): void {
  const { dataFolder = null, stdout } = context;
  const statuses = registryStatuses(dataFolder);
  const files = dataFiles();
  const document = { folder: dataFolder, registries: statuses.map(statusJson), files };
  const text = json ? jsonText(document, 2) : dataTable(statuses, files, tableOptions(context, texts)).join('\n');
  stdout.write(`${text}\n`);
}

function statusJson({ file, inUse, bundle, copy, copyCounts }: RegistryStatus) {
  return { registry: registryName(file), inUse, bundle, copy: copyJson(copy, copyCounts) };
}

function copyJson(copy: RegistryStatus['copy'], counts: RegistryStatus['copyCounts']) {
  if (copy === null || copy.state === 'absent') return null;
  const { state, path } = copy;
  if (copy.state === 'damaged') return { state, path, problem: copy.problem };
  const { date, source, updatedAt, records, sha256 } = copy.header;
  return { state, path, date, source, updatedAt, records, sha256, ...counts };
}

function registryName(file: RegistryStatus['file']): string {
  return file.replace('.tsv', '');
}

async function update(args: DataArguments, texts: DataTexts): Promise<void> {
  const { check = false, json = false, quiet = false, context } = args;
  const { dataFolder: folder, signal, stdout } = context;
  if (!folder) throw new UsageError(texts.noFolder);
  try {
    // Reading IANA's files takes parsers that no other command needs.
    const { updateData } = await import('../copies/update.js');
    const from = args.from === undefined ? undefined : [args.from].flat();
    const updates = await updateData({ folder, from, check, signal });
    const text = json ? jsonText({ updates }, 2) : updateTable(updates, tableOptions(context, texts)).join('\n');
    stdout.write(`${text}\n`);
    for (const remark of quiet ? [] : remarksOn(updates, check, texts)) context.stderr.write(`${remark}\n`);
    context.setExitCode(check && updates.some(changesSomething) ? EXIT.no : EXIT.done);
  } catch (error) {
    if (!(error instanceof PortolanError) || error.code !== 'ERR_DOWNLOAD') throw error;
    context.setExitCode(signal.aborted ? EXIT.interrupted : EXIT.incomplete);
    if (!signal.aborted) context.stderr.write(`${await faultLine(error, context.language)}\n`);
  }
}

function changesSomething({ changes }: RegistryUpdate): boolean {
  const { added, removed, renamed, status, details } = changes;
  return added.length + removed.length + renamed.length + status.length + details > 0;
}

function remarksOn(updates: readonly RegistryUpdate[], check: boolean, texts: DataTexts): string[] {
  const older = updates.flatMap(({ registry, isOlder, source, date }) =>
    isOlder && date !== null ? [texts.older(printable(source), date, bundleDate(`${registry}.tsv`))] : [],
  );
  return older.length > 0 && !check ? [...older, texts.usedAllTheSame] : older;
}

function reset({ json, context }: DataArguments, texts: DataTexts): void {
  const { dataFolder, stdout } = context;
  const removed = dataFolder ? resetData(dataFolder) : [];
  stdout.write(`${json ? jsonText({ removed }, 2) : texts.reset(removed.map(printable))}\n`);
}

function tableOptions({ stdout }: CliContext, { words }: DataTexts) {
  return { words, width: stdout.columns, style: stdout.colour ? ANSI : PLAIN };
}
