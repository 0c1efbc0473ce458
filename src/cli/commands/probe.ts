import type { Argv } from 'yargs';
import type { FindingGrade, VerdictCode } from '../../mail/types.js';
import { probe } from '../../probe-pipeline.js';
import type { ProbeStreamRecord } from '../../probe-records.js';
import { probeDocument } from '../../report/probe-json.js';
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
  const report = args.json ? probeDocument() : await reportOf(args);
  const outcome = new Outcome(args.failOn);
  for await (const record of probe({ ...options, targets, language, signal, resolve })) {
    await write(report.row(record), context);
    outcome.add(record);
  }
  await write(report.footer({ stopped: signal.aborted }), context);
  context.setExitCode(signal.aborted ? EXIT.interrupted : outcome.exitCode);
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

/** Waits where nobody has read yet what was written before. */
async function write(text: string, { stdout }: CliContext): Promise<void> {
  if (text !== '' && !stdout.write(text)) await stdout.drained();
}

/** What may come of an open port without being a fault: a service that is none of mail is not judged. */
const WORKING: ReadonlySet<VerdictCode> = new Set(['ready', 'other-service', 'not-asked']);

/** What the exit code tells of the records. */
class Outcome {
  readonly #grave: readonly FindingGrade[];
  #isIncomplete = false;
  #isGrave = false;
  #isOpen = false;

  constructor(failOn: FindingGrade | undefined) {
    this.#grave = failOn === undefined ? [] : FINDING_GRADES.slice(0, FINDING_GRADES.indexOf(failOn) + 1);
  }

  add(record: ProbeStreamRecord): void {
    if (record.type === 'failure') this.#isIncomplete = true;
    else if (record.findings.some(({ grade }) => this.#grave.includes(grade))) this.#isGrave = true;
    if (record.type !== 'probe') return;
    if (record.state === 'unknown') this.#isIncomplete = true;
    if (record.state === 'open') this.#isOpen = true;
    // Who asks for faults asks whether the service works.
    const isFailing = record.state === 'open' && !WORKING.has(record.verdict.code);
    if (isFailing && this.#grave.length > 0) this.#isGrave = true;
  }

  /** What could not be asked goes before what was found: then nobody knows whether there is more. */
  get exitCode(): number {
    if (this.#isIncomplete) return EXIT.incomplete;
    return this.#isGrave || !this.#isOpen ? EXIT.no : EXIT.done;
  }
}
