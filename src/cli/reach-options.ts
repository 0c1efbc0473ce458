import type { Argv } from 'yargs';
import { MAX_CONNECT_TIMEOUT_MS, MAX_PROBE_TIMEOUT_MS } from '../defaults.js';
import type { IdentifyMode } from '../records.js';
import type { Family } from '../types.js';
import { joined, single } from './arguments.js';
import { parseDuration } from './duration.js';
import type { CommonTexts } from './messages/en/common.js';
import { UsageError } from './usage-error.js';

/** The options that scan and probe have in common, as the parser leaves them. */
export interface ReachArguments {
  readonly ports?: string | string[] | undefined;
  readonly timeout?: string | string[] | undefined;
  readonly probeTimeout?: string | string[] | undefined;
  readonly identify?: IdentifyMode | undefined;
  readonly signatures?: string | string[] | undefined;
  readonly ipv4?: boolean | undefined;
  readonly ipv6?: boolean | undefined;
  readonly json?: boolean | undefined;
  readonly quiet?: boolean | undefined;
}

/** What differs in the help of the two commands. */
interface ReachTexts {
  readonly ports: string;
  readonly timeout: string;
  readonly probeTimeout: string;
  readonly identify: string;
  readonly identifyModes: readonly IdentifyMode[];
}

export function addReachOptions(yargs: Argv, texts: CommonTexts, defaults: ReachTexts): Argv {
  return yargs
    .option('ports', { alias: 'p', type: 'string', requiresArg: true, describe: defaults.ports })
    .option('timeout', {
      type: 'string',
      requiresArg: true,
      describe: texts.timeout,
      defaultDescription: defaults.timeout,
    })
    .option('probe-timeout', {
      type: 'string',
      requiresArg: true,
      describe: texts.probeTimeout,
      defaultDescription: defaults.probeTimeout,
    })
    .option('identify', { choices: defaults.identifyModes, requiresArg: true, describe: defaults.identify })
    .option('signatures', { type: 'string', requiresArg: true, describe: texts.signatures })
    .option('ipv4', { alias: '4', type: 'boolean', describe: texts.ipv4 })
    .option('ipv6', { alias: '6', type: 'boolean', describe: texts.ipv6 })
    .option('json', { type: 'boolean', describe: texts.json })
    .option('quiet', { alias: 'q', type: 'boolean', describe: texts.quiet });
}

/** @throws PortolanError with code `ERR_OPTION`, UsageError */
export function reachOptionsOf(args: ReachArguments, texts: CommonTexts) {
  const timeout = single('--timeout', args.timeout);
  const probeTimeout = single('--probe-timeout', args.probeTimeout);
  return {
    ports: joined(args.ports),
    family: familyOf(args, texts),
    signatures: args.signatures,
    timeoutMs: timeout === undefined ? undefined : parseDuration('--timeout', timeout, MAX_CONNECT_TIMEOUT_MS),
    probeTimeoutMs:
      probeTimeout === undefined ? undefined : parseDuration('--probe-timeout', probeTimeout, MAX_PROBE_TIMEOUT_MS),
  };
}

function familyOf({ ipv4, ipv6 }: ReachArguments, texts: CommonTexts): Family | undefined {
  if (ipv4 && ipv6) throw new UsageError(texts.bothFamilies);
  if (ipv4) return 4;
  return ipv6 ? 6 : undefined;
}
