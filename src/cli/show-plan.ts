import type { ScanOptions } from '../options.js';
import type { ScanPlan } from '../plan-record.js';
import { jsonText } from '../report/json.js';
import { scanPlanText } from '../report/scan-plan-text.js';
import { ANSI, PLAIN } from '../report/text.js';
import { planScan } from '../scan-plan.js';
import { single } from './arguments.js';
import { type CliContext, EXIT } from './context.js';
import { failureText } from './failure-text.js';
import { loadTexts } from './messages/index.js';
import { OutputFile } from './output-file.js';
import type { ScanArguments } from './scan-options.js';

/** Tells what a scan would do: exit 0, 3 where a target could not be asked, 130 where it was stopped. */
export async function showPlan(options: ScanOptions, args: ScanArguments, context: CliContext): Promise<void> {
  const { signal } = context;
  const path = single('--output', args.output);
  const file = path === undefined ? undefined : new OutputFile(path);
  try {
    const plan = await planScan({ ...options, resolveNames: args.resolve });
    if (!args.quiet) await tellFailures(plan, context);
    const text = await textOf(plan, args, context);
    if (file === undefined) context.stdout.write(text);
    else file.write(text);
    file?.finish();
    if (signal.aborted) context.setExitCode(EXIT.interrupted);
    else if (plan.failures.length > 0) context.setExitCode(EXIT.incomplete);
  } catch (error) {
    file?.discard();
    throw error;
  }
}

async function tellFailures({ failures }: ScanPlan, { language, stderr }: CliContext): Promise<void> {
  const texts = await loadTexts(language, 'plan');
  const problems = await loadTexts(language, 'problems');
  for (const failure of failures) stderr.write(`${failureText(failure, texts.failure, problems)}\n`);
}

async function textOf(plan: ScanPlan, { json, output }: ScanArguments, context: CliContext): Promise<string> {
  if (json) {
    const failures = plan.failures.map(({ type: _type, ...failure }) => failure);
    return `${jsonText({ ...plan, failures }, 2)}\n`;
  }
  const { words } = await loadTexts(context.language, 'plan');
  const toTerminal = output === undefined;
  const lines = scanPlanText(plan, {
    words,
    width: toTerminal ? context.stdout.columns : 80,
    style: toTerminal && context.stdout.colour ? ANSI : PLAIN,
  });
  return `${lines.join('\n')}\n`;
}
