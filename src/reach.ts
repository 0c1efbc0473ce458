import { type ErrorDetails, PortolanError } from './errors.js';
import { type Resolver, resolveWithSystem } from './net/resolve.js';
import type { ReachOptions } from './options.js';
import type { FailureRecord } from './records.js';
import {
  formatAddress,
  type NameTarget,
  type PlanEntry,
  type PortSet,
  type PortVocabulary,
  parseAddress,
  parsePorts,
  parseTarget,
  portSetOf,
  type Target,
  unionPorts,
} from './spec/index.js';
import type { Family, Host } from './types.js';

/** Targets and ports as understood, before any name is resolved. */
export interface Reach {
  readonly targets: readonly { readonly target: Target; readonly ports: PortSet }[];
  readonly family: Family | undefined;
  readonly resolve: Resolver;
}

/**
 * Understands what is to be asked. Pure: nothing is resolved yet.
 *
 * @throws PortolanError with code `ERR_TARGET_SPEC`, `ERR_PORT_SPEC` or `ERR_OPTION`
 */
export function parseReach(options: ReachOptions, vocabulary: PortVocabulary, defaultPorts: string): Reach {
  const texts = [options.targets ?? []].flat();
  checkTypes(texts, options);
  if (texts.length === 0) throw new PortolanError('ERR_TARGET_SPEC', { problem: 'at least one target is needed' });
  const asked = options.ports === undefined ? undefined : parsePorts(options.ports, vocabulary);
  const otherwise = asked ?? parsePorts(defaultPorts, vocabulary);
  const targets = texts.map((text) => {
    const target = parseTarget(text);
    checkFamily(target, options.family);
    return { target, ports: portsOf(target, asked, otherwise) };
  });
  return { targets, family: options.family, resolve: options.resolve ?? resolveWithSystem };
}

/** What the types forbid, for callers without them. */
function checkTypes(targets: readonly unknown[], { ports, family }: ReachOptions): void {
  const wrong = targets.find((target) => typeof target !== 'string');
  if (wrong !== undefined) {
    throw new PortolanError('ERR_TARGET_SPEC', { value: String(wrong), problem: 'a target is a text' });
  }
  if (ports !== undefined && typeof ports !== 'string') {
    const value = String(ports);
    throw new PortolanError('ERR_PORT_SPEC', { value, problem: 'ports are a text such as "25,80-90"' });
  }
  if (family !== undefined && family !== 4 && family !== 6) {
    throw new PortolanError('ERR_OPTION', { value: String(family), problem: 'family is 4 or 6' });
  }
}

function portsOf(target: Target, asked: PortSet | undefined, otherwise: PortSet): PortSet {
  if (target.port === null) return otherwise;
  const own = portSetOf([target.port]);
  return asked === undefined ? own : unionPorts(own, asked);
}

function checkFamily(target: Target, family: Family | undefined): void {
  if (target.kind === 'name' || family === undefined || target.family === family) return;
  const problem = 'an IPv{given} address, but only IPv{asked} is to be asked';
  const values = { given: target.family, asked: family };
  throw new PortolanError('ERR_TARGET_SPEC', { value: target.text, problem, values });
}

/** Resolves the names. A name that fails, or is not resolved when the signal is aborted, is a record; the others go on. */
export async function resolveReach(
  reach: Reach,
  signal: AbortSignal | undefined,
): Promise<{ entries: PlanEntry[]; failures: FailureRecord[] }> {
  const stopped = abortOf(signal);
  const resolved = await Promise.all(
    reach.targets.map(async ({ target, ports }): Promise<(PlanEntry | FailureRecord)[]> => {
      if (target.kind === 'name') return resolveName(target, ports, reach, stopped);
      const { text, family, first, last, zone } = target;
      return [{ target: text, family, first, last, zone, ports }];
    }),
  );
  const all = resolved.flat();
  return {
    entries: all.filter((item): item is PlanEntry => !('type' in item)),
    failures: all.filter((item): item is FailureRecord => 'type' in item),
  };
}

/** Rejects when the signal is aborted, never resolves. */
function abortOf(signal: AbortSignal | undefined): Promise<never> {
  const stopped = new Promise<never>((_resolve, reject) => {
    const stop = () => reject(new PortolanError('ERR_RESOLVE', { problem: 'stopped before the name was resolved' }));
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
  // Nobody may be waiting when it happens.
  stopped.catch(() => {});
  return stopped;
}

async function resolveName(
  target: NameTarget,
  ports: PortSet,
  reach: Reach,
  stopped: Promise<never>,
): Promise<(PlanEntry | FailureRecord)[]> {
  try {
    const addresses = await Promise.race([reach.resolve(target.name, reach.family), stopped]);
    return addresses.map(({ address }) => {
      const parsed = parseAddress(address);
      if (parsed === null) throw noAddressError(address);
      const { family, value, zone } = parsed;
      return { target: target.text, family, first: value, last: value, zone, ports };
    });
  } catch (error) {
    return [failureOf(target.text, error)];
  }
}

function noAddressError(address: string): PortolanError {
  const values = { address: JSON.stringify(address) };
  return new PortolanError('ERR_RESOLVE', { problem: 'the resolver returned {address}, which is no address', values });
}

/** From what the message of a failure was built, as long as somebody holds the record. */
const detailsOfFailures = new WeakMap<FailureRecord, ErrorDetails>();

function failureOf(target: string, error: unknown): FailureRecord {
  if (!(error instanceof PortolanError)) {
    return { type: 'failure', target, code: 'ERR_RESOLVE', message: (error as Error).message };
  }
  const record: FailureRecord = { type: 'failure', target, code: error.code, message: error.problem };
  const { problem, values } = error.details;
  detailsOfFailures.set(record, { problem, values });
  return record;
}

/** What is wrong with the target of a failure, for those who say it in another language. */
export function failureDetails(record: FailureRecord): ErrorDetails {
  return detailsOfFailures.get(record) ?? { problem: record.message };
}

/** Which further targets stand for an address that is asked once, such as two names of one machine. */
export class Sharers {
  readonly #targets = new Map<string, string[]>();

  constructor(entries: readonly PlanEntry[]) {
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
