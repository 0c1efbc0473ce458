import type { Argv } from 'yargs';
import {
  CONNECT_TIMEOUT_MS,
  GREET_TIMEOUT_MS,
  MAX_GREET_TIMEOUT_MS,
  MAX_RETRY_AFTER_MS,
  PATIENT_TALK_MS,
  RETRY_AFTER_MS,
} from '../defaults.js';
import type { FindingGrade } from '../mail/types.js';
import type { ProbeOptions } from '../probe-options.js';
import type { IdentifyMode } from '../records.js';
import { FINDING_GRADES } from '../types.js';
import { single } from './arguments.js';
import { parseDuration } from './duration.js';
import type { CommonTexts } from './messages/en/common.js';
import type { ProbeOptionTexts } from './messages/en/probe-options.js';
import { addReachOptions, type ReachArguments, reachOptionsOf } from './reach-options.js';
import { UsageError } from './usage-error.js';

type Value = string | string[];

/** The options of a probe, as the parser leaves them. */
export interface ProbeArguments extends ReachArguments {
  readonly target?: string[];
  readonly identify?: Exclude<IdentifyMode, 'off'>;
  readonly mx?: Value;
  readonly srv?: Value;
  readonly first?: boolean;
  readonly dns?: Value;
  readonly helo?: Value;
  readonly greetTimeout?: Value;
  readonly tlsVersions?: boolean;
  readonly ca?: Value;
  readonly relayTest?: boolean;
  readonly ownHost?: boolean;
  readonly relayFrom?: Value;
  readonly relayTo?: Value;
  readonly retryAfter?: Value;
  readonly transcript?: boolean;
  readonly explain?: boolean;
  readonly details?: boolean;
  readonly markdown?: boolean;
  readonly failOn?: FindingGrade;
}

/** The options by the headings of the help. Those of the parser itself stay under its own. */
const GROUPS = {
  reach: ['mx', 'srv', 'first', 'dns', 'ports', 'ipv4', 'ipv6'],
  talk: ['helo', 'greet-timeout', 'retry-after', 'timeout', 'probe-timeout', 'identify', 'signatures'],
  trust: ['tls-versions', 'ca', 'relay-test', 'own-host', 'relay-from', 'relay-to'],
  output: ['details', 'transcript', 'explain', 'markdown', 'json', 'fail-on', 'quiet'],
} as const;

const seconds = (ms: number) => `${ms / 1000}s`;

/** Adds every option of a probe. */
export function addProbeOptions(yargs: Argv, texts: ProbeOptionTexts, common: CommonTexts): Argv {
  const flag = (describe: string) => ({ type: 'boolean', describe }) as const;
  const value = (describe: string, defaultDescription?: string) =>
    ({ type: 'string', requiresArg: true, describe, ...(defaultDescription ? { defaultDescription } : {}) }) as const;
  const parser = addReachOptions(yargs, common, {
    ports: texts.ports,
    timeout: `${CONNECT_TIMEOUT_MS}ms`,
    probeTimeout: seconds(GREET_TIMEOUT_MS + PATIENT_TALK_MS),
    identify: texts.identify,
    identifyModes: ['listen', 'light', 'full'],
  })
    .option('mx', value(texts.mx))
    .option('srv', value(texts.srv))
    .option('first', flag(texts.first))
    .option('dns', value(texts.dns))
    .option('helo', value(texts.helo))
    .option('greet-timeout', value(texts.greetTimeout, seconds(GREET_TIMEOUT_MS)))
    .option('retry-after', value(texts.retryAfter, seconds(RETRY_AFTER_MS)))
    .option('tls-versions', flag(texts.tlsVersions))
    .option('ca', value(texts.ca))
    .option('relay-test', flag(texts.relayTest))
    .option('own-host', flag(texts.ownHost))
    .option('relay-from', value(texts.relayFrom))
    .option('relay-to', value(texts.relayTo))
    .option('details', flag(texts.details))
    .option('transcript', flag(texts.transcript))
    .option('explain', flag(texts.explain))
    .option('markdown', flag(texts.markdown))
    .option('fail-on', { choices: FINDING_GRADES, requiresArg: true, describe: texts.failOn })
    .conflicts('markdown', ['json', 'details', 'transcript', 'explain'])
    .conflicts('json', ['details', 'explain']);
  for (const group of Object.keys(GROUPS) as (keyof typeof GROUPS)[]) {
    parser.group([...GROUPS[group]], texts.groups[group]);
  }
  return parser;
}

/**
 * What the options ask for, the targets left aside. What they say of the probe itself, the library checks.
 *
 * @throws PortolanError with code `ERR_OPTION`, UsageError
 */
export function probeOptionsOf(
  args: ProbeArguments,
  texts: ProbeOptionTexts,
  common: CommonTexts,
): Omit<ProbeOptions, 'targets'> {
  checkCompanions(args, texts, common);
  const greetTimeout = single('--greet-timeout', args.greetTimeout);
  return {
    ...reachOptionsOf(args, common),
    identify: args.identify,
    mx: args.mx,
    srv: args.srv,
    first: args.first,
    dns: single('--dns', args.dns),
    helo: single('--helo', args.helo),
    greetTimeoutMs:
      greetTimeout === undefined ? undefined : parseDuration('--greet-timeout', greetTimeout, MAX_GREET_TIMEOUT_MS),
    tlsVersions: args.tlsVersions,
    ca: args.ca,
    relayTest: args.relayTest
      ? { ownHost: true, from: single('--relay-from', args.relayFrom), to: single('--relay-to', args.relayTo) }
      : undefined,
    retryAfterMs: retryAfterOf(single('--retry-after', args.retryAfter)),
  };
}

/** Options that say nothing without another, and the one that confirms what the other does. */
function checkCompanions(args: ProbeArguments, texts: ProbeOptionTexts, common: CommonTexts): void {
  const { first, mx, srv, relayTest = false, ownHost = false, relayFrom, relayTo } = args;
  if (relayTest && !ownHost) throw new UsageError(texts.needsOwnHost);
  if (first && mx === undefined && srv === undefined) throw new UsageError(texts.firstOfWhat);
  const said = { helo: args.helo !== undefined, 'tls-versions': args.tlsVersions === true, 'relay-test': relayTest };
  for (const [option, isGiven] of Object.entries(said)) {
    if (isGiven && args.identify === 'listen') throw new UsageError(texts.notWhenListening(option));
  }
  const others = { 'own-host': ownHost, 'relay-from': relayFrom !== undefined, 'relay-to': relayTo !== undefined };
  for (const [option, isGiven] of Object.entries(others)) {
    if (isGiven && !relayTest) throw new UsageError(common.onlyWith(option, 'relay-test'));
  }
}

/** Never, for a duration of nothing. */
function retryAfterOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  return /^0+(?:ms|s|m|h)?$/i.test(text.trim()) ? 0 : parseDuration('--retry-after', text, MAX_RETRY_AFTER_MS);
}
