import { randomInt } from 'node:crypto';
import {
  LEAST_RATE,
  MAX_BUDGET_MS,
  MAX_CONCURRENCY,
  MAX_CONNECT_TIMEOUT_MS,
  MAX_PROBE_TIMEOUT_MS,
  MAX_RATE,
  MAX_RETRIES,
  MAX_THREADS,
  PACES,
  PROBE_TIMEOUT_MS,
} from './defaults.js';
import { PortolanError } from './errors.js';
import type { Clock } from './net/clock.js';
import type { Dialer } from './net/dial.js';
import type { Resolver } from './net/resolve.js';
import { checkPath, checkSignatures, oneOf, optional, wholeNumber } from './option-checks.js';
import type { TargetStream } from './reach-rules.js';
import type { IdentifyMode } from './records.js';
import type { ScanLimits } from './scan/types.js';
import { parseShard, type Shard } from './spec/index.js';
import type { Family } from './types.js';

/** What {@link scan} and {@link probe} have in common. */
export interface ReachOptions {
  /**
   * Hosts to ask: names (internationalised ones too), addresses, CIDR networks, `a-b` ranges, `host:port`, URLs.
   * A port that a target brings along replaces the default ports for this target; together with `ports`, both are asked.
   */
  readonly targets: string | readonly string[];
  /** Ports as on the command line: `25,110,8000-8100,0x1f90,smtp,@mail,all`. */
  readonly ports?: string | undefined;
  /** Only addresses of this IP version. Default: both. */
  readonly family?: Family | undefined;
  /**
   * Milliseconds until one connect counts as silent, 1 to 120,000. Default: in a scan by the round trips measured, 100 to
   * 3000; in a probe 1500.
   */
  readonly timeoutMs?: number | undefined;
  /**
   * Milliseconds for reading a greeting and talking, counted from the connect, 1 to 600,000. Default 3000 in a scan; in a
   * probe 30,000 more than the greeting has.
   */
  readonly probeTimeoutMs?: number | undefined;
  /**
   * Signatures of one's own: paths of files in the format of `data/signatures`, or what such files hold. They are tried
   * before the bundled ones, and take the place of those with the same id. Their patterns are of RE2 syntax, run in linear
   * time whatever they are. What is wrong with them is an `ERR_SIGNATURES` before anything is sent. Default: none.
   */
  readonly signatures?: string | readonly (string | object)[] | undefined;
  /** Ends the work early; what is known by then is still reported. */
  readonly signal?: AbortSignal | undefined;
  /** Opens the connections. Default: TCP. */
  readonly dial?: Dialer | undefined;
  /** Resolves names. Default: the system's resolver. */
  readonly resolve?: Resolver | undefined;
}

/** Which results are listed one by one beside the open ports. */
export type ShowMode = 'few' | 'all' | 'open';

/** How much a scan dares at first; see {@link PACES}. */
export type ScanPace = keyof typeof PACES;

/** In which order the ports of a plan are asked. */
export type ScanOrder = 'random' | 'sequential';

export interface ScanOptions extends Omit<ReachOptions, 'targets'> {
  /**
   * Hosts to ask, as in {@link ReachOptions}; also an iterable or async iterable of them, which is read as it comes. What is
   * wrong in such a stream is a `failure` record, not an error.
   */
  readonly targets: ReachOptions['targets'] | TargetStream;
  /** Default `@common`. */
  readonly ports?: string | undefined;
  /** Targets to leave out, also where a network holds them. A name among them that does not resolve ends the scan. */
  readonly exclude?: string | readonly string[] | undefined;
  /** Ports to leave out, as in `ports`. */
  readonly excludePorts?: string | undefined;
  /** Times that a silent port is asked again, 0 to 20. Default: by the loss measured, 1 to 9. */
  readonly retries?: number | undefined;
  /** A named starting point for the limits below. Default `normal`. */
  readonly pace?: ScanPace | undefined;
  /**
   * Connects in flight at most, 1 or more. Default 5000 (`polite` 500, `fast` 20,000). Lowered to what the process may have
   * open, and to 20,000. How many there are follows from what the network shows that it takes.
   */
  readonly concurrency?: number | undefined;
  /** Connects in flight to one host at most. Default none (`polite` 50). */
  readonly maxPerHost?: number | undefined;
  /** Connects a second at most, retries and all, 1/60 to 1,000,000. Default none (`polite` 200). */
  readonly rate?: number | undefined;
  /** Wait for every refusal of a host that limits them, instead of calling its silent ports filtered. Default false. */
  readonly patient?: boolean | undefined;
  /** Ask everything that answered, and all silence, a second time. Default false. */
  readonly verify?: boolean | undefined;
  /**
   * Look first which addresses of a network or range are there, and leave out the others. Default true; addresses and names
   * that stand for themselves are always asked.
   */
  readonly discovery?: boolean | undefined;
  /** Ports by which a host shows that it is there. Default 443, 80, 22, 445, 3389, 8080. */
  readonly discoveryPorts?: string | undefined;
  /**
   * `random`: the 64 likeliest ports first, the others in random order, one port of every host before the next.
   * `sequential`: ascending. Default `random`.
   */
  readonly order?: ScanOrder | undefined;
  /** Decides the random order, 0 to 2^53-1. Default: random; told in the `meta` record. */
  readonly seed?: number | undefined;
  /** Milliseconds for the whole scan. It asks the likeliest ports first; what is left then is `unknown`. */
  readonly budgetMs?: number | undefined;
  /** One part of the scan, such as `2/5`: the parts of a scan are disjoint, and together the whole. */
  readonly shard?: string | undefined;
  /** Threads that connect, 1 to 8. Default: by the size of the plan and the processors. */
  readonly threads?: number | undefined;
  /**
   * How far to go to name what answers. `off`: the port number is all. `listen`: what it says unasked. `light`: also what
   * clients say every day, the port's own protocol first, then what is common, TLS among it. `full`: also what is rare and
   * may be logged. Default `light`.
   */
  readonly identify?: IdentifyMode | undefined;
  /**
   * `few`: open ports, and other states where the scan has at most 25 hosts and the host at most 25 ports of that state.
   * `all`: every pair. `open`: nothing else. Default `few`.
   */
  readonly show?: ShowMode | undefined;
  /**
   * A file to which every verdict is written as soon as it is known, so that a scan that ends early, however that comes
   * about, can be gone on with. It is made; one that holds anything is an error, `ERR_JOURNAL`, as soon as the scan begins.
   * Default: the first one of `resume`; none otherwise.
   */
  readonly journal?: string | undefined;
  /**
   * Journals of scans of the same targets, ports and exclusions, or of shards of them. What is answered there is not asked
   * again but told again, so that the records are those of one scan; a journal of other targets or ports is an error,
   * `ERR_JOURNAL`. `seed` and `order` default to those of the first.
   */
  readonly resume?: string | readonly string[] | undefined;
  /** The source of time. Default: the machine's. */
  readonly clock?: Clock | undefined;
}

/** The numbers and words of a scan after defaults; checked. */
export interface ScanSettings extends ScanLimits {
  readonly probeTimeoutMs: number;
  readonly identify: IdentifyMode;
  readonly show: ShowMode;
  readonly pace: ScanPace;
  readonly discovery: boolean;
  readonly order: ScanOrder;
  readonly seed: number;
  readonly budgetMs: number | undefined;
  readonly shard: Shard | undefined;
  readonly threads: number | undefined;
}

/** @throws PortolanError with code `ERR_OPTION` for a value out of its range. */
export function normalizeScanOptions(options: ScanOptions): ScanSettings {
  checkSignatures(options.signatures);
  for (const name of ['journal', 'resume'] as const)
    for (const path of [options[name] ?? []].flat()) checkPath(name, path);
  const pace = oneOf('pace', options.pace ?? 'normal', ['polite', 'normal', 'fast']);
  const start = PACES[pace];
  const { timeoutMs, retries, seed, budgetMs, threads, shard } = options;
  return {
    pace,
    firstWindow: start.firstWindow,
    timeoutMs: optional('timeoutMs', timeoutMs, 1, MAX_CONNECT_TIMEOUT_MS),
    probeTimeoutMs: wholeNumber('probeTimeoutMs', options.probeTimeoutMs ?? PROBE_TIMEOUT_MS, 1, MAX_PROBE_TIMEOUT_MS),
    retries: optional('retries', retries, 0, MAX_RETRIES),
    concurrency: Math.min(
      MAX_CONCURRENCY,
      wholeNumber('concurrency', options.concurrency ?? start.concurrency, 1, Number.MAX_SAFE_INTEGER),
    ),
    maxPerHost: optional('maxPerHost', options.maxPerHost ?? start.maxPerHost, 1, Number.MAX_SAFE_INTEGER),
    rate: rateOf(options.rate ?? start.rate),
    patient: options.patient ?? false,
    verify: options.verify ?? false,
    discovery: options.discovery ?? true,
    order: oneOf('order', options.order ?? 'random', ['random', 'sequential']),
    seed: wholeNumber('seed', seed ?? randomInt(2 ** 48 - 1), 0, Number.MAX_SAFE_INTEGER),
    budgetMs: optional('budgetMs', budgetMs, 1, MAX_BUDGET_MS),
    shard: shard === undefined ? undefined : parseShard(shard),
    threads: optional('threads', threads, 1, MAX_THREADS),
    identify: oneOf('identify', options.identify ?? 'light', ['off', 'listen', 'light', 'full']),
    show: oneOf('show', options.show ?? 'few', ['few', 'all', 'open']),
  };
}

function rateOf(rate: number | undefined): number | undefined {
  if (rate === undefined || (rate >= LEAST_RATE && rate <= MAX_RATE)) return rate;
  const problem = 'rate is a number from 1/60 to {most}';
  throw new PortolanError('ERR_OPTION', { value: String(rate), problem, values: { most: MAX_RATE } });
}
