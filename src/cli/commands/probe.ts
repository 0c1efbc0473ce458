import type { Argv } from 'yargs';
import { CONNECT_TIMEOUT_MS, PATIENT_PROBE_TIMEOUT_MS } from '../../defaults.js';
import { probe } from '../../probe-pipeline.js';
import type { ProbeRecord } from '../../probe-records.js';
import type { FailureRecord, IdentifyMode } from '../../records.js';
import { jsonText } from '../../report/json.js';
import { probeText } from '../../report/probe-text.js';
import { ANSI, PLAIN } from '../../report/text.js';
import { type CliContext, EXIT } from '../context.js';
import { failureText } from '../failure-text.js';
import type { ProbeTexts } from '../messages/en/probe.js';
import { loadTexts } from '../messages/index.js';
import { addReachOptions, type ReachArguments, reachOptionsOf } from '../reach-options.js';
import { UsageError } from '../usage-error.js';

interface ProbeArguments extends ReachArguments {
  readonly identify?: Exclude<IdentifyMode, 'off'>;
  readonly target?: string[];
  readonly context: CliContext;
}

export default {
  async builder(yargs: Argv, { language }: CliContext): Promise<Argv> {
    const texts = await loadTexts(language, 'probe');
    const positional = yargs.positional('target', { type: 'string', array: true, describe: texts.targets });
    return addReachOptions(positional, await loadTexts(language, 'common'), {
      ports: texts.ports,
      timeout: `${CONNECT_TIMEOUT_MS}ms`,
      probeTimeout: `${PATIENT_PROBE_TIMEOUT_MS / 1000}s`,
      identify: texts.identify,
      identifyModes: ['listen', 'light', 'full'],
    }).example(texts.examples);
  },
  handler: (args: ProbeArguments): Promise<void> => runProbe(args),
};

async function runProbe(args: ProbeArguments): Promise<void> {
  const { context, identify, target = [] } = args;
  const texts = await loadTexts(context.language, 'probe');
  if (target.length === 0) throw new UsageError(texts.noTarget);
  const reach = reachOptionsOf(args, await loadTexts(context.language, 'common'));
  const problems = await loadTexts(context.language, 'problems');
  const records: (ProbeRecord | FailureRecord)[] = [];
  const { signal, resolve } = context;
  for await (const record of probe({ ...reach, identify, targets: target, signal, resolve })) {
    if (!args.json) {
      const lines =
        record.type === 'failure' ? [failureText(record, texts.failure, problems)] : linesOf(record, context, texts);
      context.stdout.write(`${records.length === 0 ? '' : '\n'}${lines.join('\n')}\n`);
    }
    records.push(record);
  }
  if (args.json) context.stdout.write(jsonOf(records, context.signal.aborted));
  context.setExitCode(exitCodeOf(records, context));
}

function linesOf(record: ProbeRecord, { stdout }: CliContext, { words }: ProbeTexts): string[] {
  return probeText(record, { words, width: stdout.columns, style: stdout.colour ? ANSI : PLAIN });
}

function jsonOf(records: readonly (ProbeRecord | FailureRecord)[], stopped: boolean): string {
  const withoutType = ({ type: _type, ...rest }: ProbeRecord | FailureRecord) => rest;
  const results = records.filter((record) => record.type === 'probe').map(withoutType);
  const failures = records.filter((record) => record.type === 'failure').map(withoutType);
  const states = records.filter((record) => record.type === 'probe').map(({ state }) => state);
  const complete = !stopped && failures.length === 0 && !states.includes('unknown');
  const open = states.filter((state) => state === 'open').length;
  const summary = { asked: states.length, open, failedTargets: failures.length, complete, stopped };
  return `${jsonText({ results, failures, summary }, 2)}\n`;
}

function exitCodeOf(records: readonly (ProbeRecord | FailureRecord)[], { signal }: CliContext): number {
  if (signal.aborted) return EXIT.interrupted;
  const probes = records.filter((record) => record.type === 'probe');
  if (probes.length < records.length || probes.some(({ state }) => state === 'unknown')) return EXIT.incomplete;
  return probes.some(({ state }) => state === 'open') ? EXIT.done : EXIT.no;
}
