import {
  CONCURRENCY,
  CONNECT_TIMEOUT_MS,
  MAX_CONCURRENCY,
  MAX_CONNECT_TIMEOUT_MS,
  MAX_PROBE_TIMEOUT_MS,
  MAX_RETRIES,
  PATIENT_PROBE_TIMEOUT_MS,
  PROBE_TIMEOUT_MS,
  RETRIES,
} from './defaults.js';
import { PortolanError } from './errors.js';
import type { Clock } from './net/clock.js';
import type { Dialer } from './net/dial.js';
import type { Resolver } from './net/resolve.js';
import type { IdentifyMode } from './records.js';
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
  /** Milliseconds until one connect counts as silent, 1 to 120,000. Default 1500. */
  readonly timeoutMs?: number | undefined;
  /**
   * Milliseconds for reading a greeting and talking, counted from the connect, 1 to 300,000. Default 3000 in a scan,
   * 30,000 in a probe, since some servers delay their greeting on purpose.
   */
  readonly probeTimeoutMs?: number | undefined;
  /** Ends the work early; what is known by then is still reported. */
  readonly signal?: AbortSignal | undefined;
  /** Opens the connections. Default: TCP. */
  readonly dial?: Dialer | undefined;
  /** Resolves names. Default: the system's resolver. */
  readonly resolve?: Resolver | undefined;
}

/** Which results are listed one by one beside the open ports. */
export type ShowMode = 'few' | 'all' | 'open';

export interface ScanOptions extends ReachOptions {
  /** Default `@common`. */
  readonly ports?: string | undefined;
  /** Times that a silent port is asked again, 0 to 20. Default 1. */
  readonly retries?: number | undefined;
  /** Connects in flight at most, 1 or more. Default 1000. Lowered to what the process may have open, and to 20,000. */
  readonly concurrency?: number | undefined;
  /**
   * How to name what answers. `off`: from the port number only. `listen`: from the greeting. `light`: also start TLS
   * where the port is known for it, settle an ambiguous greeting by asking, and say goodbye. Default `light`.
   */
  readonly identify?: IdentifyMode | undefined;
  /**
   * `few`: open ports, and other states where the scan has at most 25 hosts and the host at most 25 ports of that state.
   * `all`: every pair. `open`: nothing else. Default `few`.
   */
  readonly show?: ShowMode | undefined;
  /** The source of time. Default: the machine's. */
  readonly clock?: Clock | undefined;
}

export type ProbeOptions = ReachOptions;

/** The numbers and words of a scan after defaults; checked. */
export interface ScanSettings {
  readonly timeoutMs: number;
  readonly probeTimeoutMs: number;
  readonly retries: number;
  readonly concurrency: number;
  readonly identify: IdentifyMode;
  readonly show: ShowMode;
}

/** @throws PortolanError with code `ERR_OPTION` for a value out of its range. */
export function normalizeScanOptions(options: ScanOptions): ScanSettings {
  return {
    ...normalizeTimeouts(options, PROBE_TIMEOUT_MS),
    retries: wholeNumber('retries', options.retries ?? RETRIES, 0, MAX_RETRIES),
    concurrency: Math.min(
      MAX_CONCURRENCY,
      wholeNumber('concurrency', options.concurrency ?? CONCURRENCY, 1, Number.MAX_SAFE_INTEGER),
    ),
    identify: oneOf('identify', options.identify ?? 'light', ['off', 'listen', 'light']),
    show: oneOf('show', options.show ?? 'few', ['few', 'all', 'open']),
  };
}

/** @throws PortolanError with code `ERR_OPTION` for a value out of its range. */
export function normalizeProbeOptions(options: ProbeOptions): Pick<ScanSettings, 'timeoutMs' | 'probeTimeoutMs'> {
  return normalizeTimeouts(options, PATIENT_PROBE_TIMEOUT_MS);
}

function normalizeTimeouts(
  options: ReachOptions,
  probeTimeoutMs: number,
): Pick<ScanSettings, 'timeoutMs' | 'probeTimeoutMs'> {
  return {
    timeoutMs: wholeNumber('timeoutMs', options.timeoutMs ?? CONNECT_TIMEOUT_MS, 1, MAX_CONNECT_TIMEOUT_MS),
    probeTimeoutMs: wholeNumber('probeTimeoutMs', options.probeTimeoutMs ?? probeTimeoutMs, 1, MAX_PROBE_TIMEOUT_MS),
  };
}

function wholeNumber(name: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  const details =
    most === Number.MAX_SAFE_INTEGER
      ? { problem: '{name} is a whole number {least} or more', values: { name, least } }
      : { problem: '{name} is a whole number from {least} to {most}', values: { name, least, most } };
  throw new PortolanError('ERR_OPTION', { value: String(value), ...details });
}

function oneOf<Word extends string>(name: string, value: Word, allowed: readonly Word[]): Word {
  if (allowed.includes(value)) return value;
  const values = { option: name, choices: allowed.join(', ') };
  throw new PortolanError('ERR_OPTION', { value: String(value), problem: '{option} is one of {choices}', values });
}
