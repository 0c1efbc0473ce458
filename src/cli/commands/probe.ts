import type { Argv } from 'yargs';
import { probe } from '../../probe-pipeline.js';
import type { ProbeStreamRecord } from '../../probe-records.js';
import { probeJson } from '../../report/probe-json.js';
import { type ProbeReport, type ProbeReportOptions, probeMarkdown, probeReport } from '../../report/probe-report.js';
import type { Explain } from '../../report/probe-transcript.js';
import { ANSI, PLAIN } from '../../report/text.js';
import { FINDING_GRADES } from '../../types.js';
import { type CliContext, EXIT } from '../context.js';
import { failureText } from '../failure-text.js';
import { loadTexts } from '../messages/index.js';
import { addProbeOptions, type ProbeArguments, probeOptionsOf } from '../probe-options.js';
import { UsageError } from '../usage-error.js';

type Arguments = ProbeArguments & { readonly context: CliContext };

export default {
  async builder(yargs: Argv, { language }: CliContext): Promise<Argv> {
    const texts = await loadTexts(language, 'probe-options');
    const positional = yargs.positional('target', { type: 'string', array: true, describe: texts.targets });
    return addProbeOptions(positional, texts, await loadTexts(language, 'common')).example(texts.examples);
  },
  handler: (args: Arguments): Promise<void> => runProbe(args),
};

async function runProbe(args: Arguments): Promise<void> {
  const { context, target: targets = [], mx, srv } = args;
  const { language, signal } = context;
  // Who names a DNS server has it resolve all names.
  const resolve = args.dns === undefined ? context.resolve : undefined;
  const texts = await loadTexts(language, 'probe');
  if (targets.length === 0 && mx === undefined && srv === undefined) throw new UsageError(texts.noTarget);
  const optionTexts = await loadTexts(language, 'probe-options');
  const options = probeOptionsOf(args, optionTexts, await loadTexts(language, 'common'));
  const report = args.json ? null : await reportOf(args);
  const records: ProbeStreamRecord[] = [];
  for await (const record of probe({ ...options, targets, language, signal, resolve })) {
    if (report !== null) write(report.row(record), context);
    records.push(record);
  }
  write(report?.footer() ?? probeJson(records, { stopped: signal.aborted }), context);
  context.setExitCode(exitCodeOf(records, args));
}

async function reportOf({ context, details, transcript, explain, markdown }: Arguments): Promise<ProbeReport> {
  const { language, stdout } = context;
  const texts = await loadTexts(language, 'probe');
  const problems = await loadTexts(language, 'problems');
  const options: ProbeReportOptions = {
    words: texts.words,
    failure: (record) => failureText(record, texts.failure, problems),
    width: stdout.columns,
    style: stdout.colour ? ANSI : PLAIN,
    details: details ?? false,
    transcript: transcript === true || explain === true,
    explain: explain ? await explainer(context) : undefined,
  };
  return markdown ? probeMarkdown(options) : probeReport(options);
}

/** What tells the meaning of lines; its part of the reference is loaded only when it is asked for. */
async function explainer({ language }: CliContext): Promise<Explain> {
  const { explainLine } = await import('../../reference/explain.js');
  return (protocol, line, direction, context) => explainLine(protocol, line, direction, language, context);
}

function write(text: string, { stdout }: CliContext): void {
  if (text !== '') stdout.write(text);
}

/** What could not be asked goes before what was found: then nobody knows whether there is more. */
function exitCodeOf(records: readonly ProbeStreamRecord[], { context, failOn }: Arguments): number {
  if (context.signal.aborted) return EXIT.interrupted;
  const probes = records.filter((record) => record.type === 'probe');
  const isIncomplete =
    records.some(({ type }) => type === 'failure') || probes.some(({ state }) => state === 'unknown');
  if (isIncomplete) return EXIT.incomplete;
  const findings = records.flatMap((record) => (record.type === 'failure' ? [] : record.findings));
  const grave = failOn === undefined ? [] : FINDING_GRADES.slice(0, FINDING_GRADES.indexOf(failOn) + 1);
  if (findings.some(({ grade }) => grave.includes(grade))) return EXIT.no;
  return probes.some(({ state }) => state === 'open') ? EXIT.done : EXIT.no;
}
