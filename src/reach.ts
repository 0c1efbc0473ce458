import { type ErrorDetails, errorMessage, PortolanError } from './errors.js';
import type { ResolvedAddress } from './net/resolve.js';
import type { Reach, ReachRules, ReachTarget } from './reach-rules.js';
import type { FailureRecord } from './records.js';
import {
  type AddressTarget,
  type ExcludedRange,
  formatAddress,
  type ParsedAddress,
  type PlanEntry,
  type PlanOptions,
  type PortSet,
  parseAddress,
  parseTarget,
  portSetOf,
  type Target,
} from './spec/index.js';
import type { Host } from './types.js';

export { parseReach, type Reach } from './reach-rules.js';

/** What was resolved, ready for a plan. */
export interface ResolvedReach {
  readonly entries: PlanEntry[];
  readonly failures: FailureRecord[];
  /** For the plan of the entries: what it leaves out. */
  readonly planOptions: PlanOptions;
}

/**
 * Resolves the names. A name that fails, or is not resolved when the signal is aborted, is a record; the others go on.
 *
 * @throws PortolanError with code `ERR_RESOLVE` where a name that is to be left out does not resolve: rather nothing is asked
 *   than somebody who was not to be asked
 */
export async function resolveReach(reach: Reach, signal: AbortSignal | undefined): Promise<ResolvedReach> {
  const stopper = new Stopper(signal);
  try {
    const exclusions = await resolveExclusions(reach, stopper);
    if (exclusions === undefined) {
      const failures = reach.targets.map(({ target }) => failureOf(target.text, stoppedError()));
      return { entries: [], failures, planOptions: {} };
    }
    const all = await Promise.all(reach.targets.map((each) => resolveTarget(each, reach, exclusions, stopper)));
    const entries = all.flat().filter((item): item is PlanEntry => !('type' in item));
    const failures = all.flat().filter((item): item is FailureRecord => 'type' in item);
    return { entries, failures, planOptions: exclusions.planOptions };
  } finally {
    stopper.close();
  }
}

/** The addresses of a target with its ports, or why there are none. */
export async function resolveTarget(
  { target, ports }: ReachTarget,
  { resolve, family }: ReachRules,
  { addressesByName }: Exclusions,
  stopper: Stopper,
): Promise<(PlanEntry | FailureRecord)[]> {
  if (target.kind === 'addresses') return [entryOf(target, ports)];
  try {
    // A name that is left out keeps the addresses that were left out, even where the resolver gives others each time.
    const known = (addressesByName.get(target.name) ?? []).filter(
      (each) => family === undefined || each.family === family,
    );
    const addresses = known.length > 0 ? known : await stopper.race(() => resolve(target.name, family));
    return addresses.map(({ address }) => {
      const { family, value, zone } = parseResolved(address);
      return { target: target.text, family, first: value, last: value, zone, ports };
    });
  } catch (error) {
    return [failureOf(target.text, error)];
  }
}

/** The addresses of a target as they are planned. */
export function entryOf({ text, family, first, last, zone }: AddressTarget, ports: PortSet): PlanEntry {
  return { target: text, family, first, last, zone, ports };
}

/** What is left out, its names resolved. */
export interface Exclusions {
  readonly planOptions: PlanOptions;
  readonly addressesByName: ReadonlyMap<string, readonly ResolvedAddress[]>;
}

/**
 * Resolves the names that are to be left out; undefined where that was stopped.
 *
 * @throws PortolanError with code `ERR_RESOLVE`, as {@link resolveReach}
 */
export async function resolveExclusions(
  { exclude, excludePorts, resolve }: ReachRules,
  stopper: Stopper,
): Promise<Exclusions | undefined> {
  const addressesByName = new Map<string, readonly ResolvedAddress[]>();
  const resolveOnce = async (target: Target): Promise<void> => {
    if (target.kind === 'addresses' || addressesByName.has(target.name)) return;
    addressesByName.set(target.name, []);
    try {
      // Of both families: what is left out is left out, and a name need not have an address of the family that is asked.
      const addresses = await stopper.race(() => resolve(target.name, undefined));
      for (const { address } of addresses) parseResolved(address);
      addressesByName.set(target.name, addresses);
    } catch (error) {
      throw exclusionError(target.text, error);
    }
  };
  try {
    await Promise.all(exclude.map(resolveOnce));
  } catch (error) {
    if (stopper.isStopped) return undefined;
    throw error;
  }
  const ranges = exclude.flatMap((target) => excludedRanges(target, addressesByName));
  return { planOptions: { exclude: ranges, excludePorts }, addressesByName };
}

function excludedRanges(target: Target, addressesByName: Exclusions['addressesByName']): ExcludedRange[] {
  const ports = target.port === null ? null : portSetOf([target.port]);
  if (target.kind === 'addresses') return [{ ...entryOf(target, portSetOf([])), ports }];
  return (addressesByName.get(target.name) ?? []).map(({ address }) => {
    const { family, value, zone } = parseResolved(address);
    return { family, first: value, last: value, zone, ports };
  });
}

function exclusionError(name: string, error: unknown): PortolanError {
  const problem = 'to be left out, but its addresses are not known: {reason}';
  const reason = error instanceof PortolanError ? error.problem : (error as Error).message;
  return new PortolanError('ERR_RESOLVE', { value: name, problem, values: { reason }, cause: error });
}

/** Stops waiting for answers when a signal is aborted. One listener, however many wait; nothing is kept of those that came. */
export class Stopper {
  readonly #signal: AbortSignal | undefined;
  readonly #waiting = new Set<(error: Error) => void>();
  readonly #stop = () => {
    for (const reject of this.#waiting) reject(stoppedError());
    this.#waiting.clear();
  };

  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal;
    signal?.addEventListener('abort', this.#stop, { once: true });
  }

  get isStopped(): boolean {
    return this.#signal?.aborted ?? false;
  }

  /** What the work comes to, or an error with code `ERR_RESOLVE` where the signal is aborted first. */
  async race<Value>(begin: () => Promise<Value>): Promise<Value> {
    if (this.isStopped) throw stoppedError();
    return new Promise((resolve, reject) => {
      this.#waiting.add(reject);
      const answer = begin().finally(() => this.#waiting.delete(reject));
      answer.then(resolve, reject);
    });
  }

  close(): void {
    this.#signal?.removeEventListener('abort', this.#stop);
  }
}

function stoppedError(): PortolanError {
  return new PortolanError('ERR_RESOLVE', { problem: 'stopped before the name was resolved' });
}

function parseResolved(address: string): ParsedAddress {
  const parsed = parseAddress(address);
  if (parsed === null) throw noAddressError(address);
  return parsed;
}

function noAddressError(address: string): PortolanError {
  const values = { address: JSON.stringify(address) };
  return new PortolanError('ERR_RESOLVE', { problem: 'the resolver returned {address}, which is no address', values });
}

/** From what the message of a failure was built, as long as somebody holds the record. */
const detailsOfFailures = new WeakMap<FailureRecord, ErrorDetails>();

/** The record of a target that cannot be asked. */
export function failureOf(target: string, error: unknown): FailureRecord {
  if (!(error instanceof PortolanError)) {
    return { type: 'failure', target, code: 'ERR_RESOLVE', message: (error as Error).message };
  }
  const { problem, values, suggestion } = error.details;
  const details = { problem, values, suggestion };
  const record: FailureRecord = { type: 'failure', target, code: error.code, message: errorMessage(details) };
  detailsOfFailures.set(record, details);
  return record;
}

/** What is wrong with the target of a failure, for those who say it in another language. */
export function failureDetails(record: FailureRecord): ErrorDetails {
  return detailsOfFailures.get(record) ?? { problem: record.message };
}

/** Which further targets stand for an address that is asked once, such as two names of one machine. */
export class Sharers {
  readonly #targets = new Map<string, string[]>();

  add(entries: readonly PlanEntry[]): void {
    for (const { target, family, first, last, zone } of entries) {
      if (first !== last) continue;
      const address = formatAddress(family, first, zone);
      const known = this.#targets.get(address) ?? [];
      if (!known.includes(target)) this.#targets.set(address, [...known, target]);
    }
  }

  othersOf({ target, address }: Host): { otherTargets?: string[] } {
    const others = (this.#targets.get(address) ?? []).filter((other) => other !== target);
    return others.length === 0 ? {} : { otherTargets: others };
  }
}

/** The name that a target is known by to TLS: its host name, or the address where it has none. */
export function serverName(target: string, address: string): string {
  const parsed = parseTarget(target);
  return parsed.kind === 'name' ? parsed.name : (address.split('%', 1)[0] ?? address);
}
