import type { Argv } from 'yargs';
import { CONCURRENCY, MAX_BUDGET_MS, MAX_RETRIES, MAX_THREADS, type PACES, PROBE_TIMEOUT_MS } from '../defaults.js';
import type { ScanOptions } from '../options.js';
import { joined, parseWholeNumber, single } from './arguments.js';
import { parseDuration } from './duration.js';
import type { CommonTexts } from './messages/en/common.js';
import type { ScanOptionTexts } from './messages/en/scan-options.js';
import { parseRate } from './rate.js';
import { addReachOptions, type ReachArguments, reachOptionsOf } from './reach-options.js';
import { UsageError } from './usage-error.js';

type Value = string | string[];

/** The options of a scan, as the parser leaves them. */
export interface ScanArguments extends ReachArguments {
  readonly target?: string[];
  readonly targetsFile?: Value;
  readonly exclude?: Value;
  readonly excludePorts?: Value;
  readonly discovery?: boolean;
  readonly discoveryPorts?: Value;
  readonly shard?: Value;
  readonly polite?: boolean;
  readonly fast?: boolean;
  readonly rate?: Value;
  readonly concurrency?: Value;
  readonly maxPerHost?: Value;
  readonly budget?: Value;
  readonly threads?: Value;
  readonly retries?: Value;
  readonly verify?: boolean;
  readonly patient?: boolean;
  readonly order?: ScanOptions['order'];
  readonly seed?: Value;
  readonly show?: ScanOptions['show'];
  readonly open?: boolean;
  readonly plan?: boolean;
  readonly resolve?: boolean;
  readonly ndjson?: boolean;
  readonly output?: Value;
  readonly journal?: Value;
  readonly resume?: Value;
}

/** The options by the headings of the help. Those of the parser itself stay under its own. */
const GROUPS = {
  reach: [
    ...['ports', 'targets-file', 'exclude', 'exclude-ports', 'ipv4', 'ipv6'],
    ...['no-discovery', 'discovery-ports', 'shard'],
  ],
  speed: ['polite', 'fast', 'rate', 'concurrency', 'max-per-host', 'timeout', 'budget', 'threads'],
  exactness: ['retries', 'verify', 'patient', 'order', 'seed'],
  names: ['identify', 'signatures', 'probe-timeout'],
  output: ['plan', 'no-resolve', 'open', 'show', 'json', 'ndjson', 'output', 'journal', 'resume', 'quiet'],
} as const;

/** Adds every option of a scan. */
export function addScanOptions(yargs: Argv, texts: ScanOptionTexts, common: CommonTexts): Argv {
  const flag = (describe: string) => ({ type: 'boolean', describe }) as const;
  const value = (describe: string, defaultDescription?: string) =>
    ({ type: 'string', requiresArg: true, describe, ...(defaultDescription ? { defaultDescription } : {}) }) as const;
  const parser = addReachOptions(yargs, common, {
    ports: texts.ports,
    timeout: texts.byRoundTrips,
    probeTimeout: `${PROBE_TIMEOUT_MS / 1000}s`,
    identify: texts.identify,
    identifyModes: ['off', 'listen', 'light', 'full'],
  })
    .option('targets-file', { alias: 'i', ...value(texts.targetsFile) })
    .option('exclude', value(texts.exclude))
    .option('exclude-ports', value(texts.excludePorts))
    // The parser reads --no-discovery as discovery that is false; only the former is shown.
    .option('discovery', { type: 'boolean', hidden: true })
    .option('no-discovery', flag(texts.noDiscovery))
    .option('discovery-ports', value(texts.discoveryPorts))
    .option('shard', value(texts.shard))
    .option('polite', flag(texts.polite))
    .option('fast', flag(texts.fast))
    .option('rate', value(texts.rate, texts.noLimit))
    .option('concurrency', value(texts.concurrency, String(CONCURRENCY)))
    .option('max-per-host', value(texts.maxPerHost, texts.noLimit))
    .option('budget', value(texts.budget, texts.noLimit))
    .option('threads', value(texts.threads, texts.bySize))
    .option('retries', value(texts.retries, texts.byLoss))
    .option('verify', flag(texts.verify))
    .option('patient', flag(texts.patient))
    .option('order', { choices: ['random', 'sequential'], requiresArg: true, describe: texts.order })
    .option('seed', value(texts.seed, texts.random))
    .option('plan', flag(texts.plan))
    .option('resolve', { type: 'boolean', hidden: true })
    .option('no-resolve', flag(texts.noResolve))
    .option('open', flag(texts.open))
    .option('show', { choices: ['few', 'all', 'open'], requiresArg: true, describe: texts.show })
    .option('ndjson', flag(texts.ndjson))
    .option('output', { alias: 'o', ...value(texts.output) })
    .option('journal', value(texts.journal))
    .option('resume', value(texts.resume))
    .conflicts('json', 'ndjson')
    .conflicts('open', 'show')
    .conflicts('polite', 'fast')
    .conflicts('plan', ['ndjson', 'journal', 'resume']);
  for (const group of Object.keys(GROUPS) as (keyof typeof GROUPS)[]) {
    parser.group([...GROUPS[group]], texts.groups[group]);
  }
  return parser;
}

/**
 * What the options ask for, the targets left aside.
 *
 * @throws PortolanError with code `ERR_OPTION`, UsageError
 */
export function scanOptionsOf(args: ScanArguments, common: CommonTexts): Omit<ScanOptions, 'targets'> {
  if (args.discovery === false && args.discoveryPorts !== undefined) {
    throw new UsageError(common.exclusive('no-discovery', 'discovery-ports'));
  }
  if (args.resolve === false && !args.plan) throw new UsageError(common.onlyWith('no-resolve', 'plan'));
  const number = (name: string, value: Value | undefined, least: number, most?: number) =>
    read(name, value, (option, text) => parseWholeNumber(option, text, least, most));
  return {
    ...reachOptionsOf(args, common),
    exclude: args.exclude,
    excludePorts: joined(args.excludePorts),
    discovery: args.discovery,
    discoveryPorts: joined(args.discoveryPorts),
    shard: single('--shard', args.shard),
    pace: paceOf(args),
    rate: read('rate', args.rate, parseRate),
    concurrency: number('concurrency', args.concurrency, 1),
    maxPerHost: number('max-per-host', args.maxPerHost, 1),
    budgetMs: read('budget', args.budget, (option, text) => parseDuration(option, text, MAX_BUDGET_MS)),
    threads: number('threads', args.threads, 1, MAX_THREADS),
    retries: number('retries', args.retries, 0, MAX_RETRIES),
    verify: args.verify,
    patient: args.patient,
    order: args.order,
    seed: number('seed', args.seed, 0, Number.MAX_SAFE_INTEGER),
    identify: args.identify,
    show: args.open ? 'open' : args.show,
    journal: single('--journal', args.journal),
    resume: args.resume,
  };
}

function paceOf({ polite, fast }: ScanArguments): keyof typeof PACES {
  if (polite) return 'polite';
  return fast ? 'fast' : 'normal';
}

/** The value of an option that is given at most once; undefined where it is not given. */
function read<Result>(
  name: string,
  value: Value | undefined,
  parse: (option: string, text: string) => Result,
): Result | undefined {
  const text = single(`--${name}`, value);
  return text === undefined ? undefined : parse(`--${name}`, text);
}
