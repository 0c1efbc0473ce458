import { PortolanError } from './errors.js';
import { type Resolver, resolveWithSystem } from './net/resolve.js';
import type { ReachOptions } from './options.js';
import {
  type PortSet,
  type PortVocabulary,
  parseExclusions,
  parsePorts,
  parseTarget,
  portSetOf,
  subtractPorts,
  type Target,
  type TargetText,
  unionPorts,
} from './spec/index.js';
import type { Family } from './types.js';

/** An item of a stream of targets: one target, with its line where it stands in a list. */
export type TargetItem = string | TargetText;
/** Targets that come one after the other, and are asked as they come. */
export type TargetStream = Iterable<TargetItem> | AsyncIterable<TargetItem>;

/** What is to be asked, however its targets come. */
export interface ReachInput extends Omit<ReachOptions, 'targets' | 'exclude' | 'excludePorts'> {
  readonly targets?: string | readonly string[] | TargetStream;
  /** Targets to leave out; several in one text are separated by commas or blanks. */
  readonly exclude?: string | readonly string[] | undefined;
  /** Ports to leave out, as in `ports`. */
  readonly excludePorts?: string | undefined;
}

/** What holds for every target. */
export interface ReachRules {
  /** Ports that were asked for; undefined where the defaults are meant. */
  readonly asked: PortSet | undefined;
  readonly otherwise: PortSet;
  readonly family: Family | undefined;
  readonly resolve: Resolver;
  /** Targets to leave out, of any size. */
  readonly exclude: readonly Target[];
  /** Ports to leave out of every target. */
  readonly excludePorts: PortSet | undefined;
}

/** One target and what to ask there. */
export interface ReachTarget {
  readonly target: Target;
  readonly ports: PortSet;
}

/** Targets and ports as understood, before any name is resolved. */
export interface Reach extends ReachRules {
  readonly targets: readonly ReachTarget[];
}

/**
 * Understands what is to be asked. Pure: nothing is resolved yet.
 *
 * @throws PortolanError with code `ERR_TARGET_SPEC`, `ERR_PORT_SPEC` or `ERR_OPTION`; also for targets that come as a stream
 */
export function parseReach(options: ReachInput, vocabulary: PortVocabulary, defaultPorts: string): Reach {
  const texts = [options.targets ?? []].flat() as readonly string[];
  for (const text of texts) checkText(text);
  if (texts.length === 0) throw new PortolanError('ERR_TARGET_SPEC', { problem: 'at least one target is needed' });
  const rules = parseReachRules(options, vocabulary, defaultPorts);
  const targets = texts.map((text) => parseReachTarget(text, rules));
  const { excludePorts } = rules;
  const hasPorts = ({ ports }: ReachTarget) =>
    excludePorts === undefined || subtractPorts(ports, excludePorts).count > 0;
  if (!targets.some(hasPorts)) {
    const problem = 'every port that was to be asked is excluded';
    throw new PortolanError('ERR_PORT_SPEC', { value: options.excludePorts ?? '', problem });
  }
  return { ...rules, targets };
}

/**
 * Understands what holds for every target, for targets that come as a stream.
 *
 * @throws PortolanError with code `ERR_TARGET_SPEC`, `ERR_PORT_SPEC` or `ERR_OPTION`
 */
export function parseReachRules(options: ReachInput, vocabulary: PortVocabulary, defaultPorts: string): ReachRules {
  const { ports, family, excludePorts, resolve = resolveWithSystem } = options;
  const exclude = [options.exclude ?? []].flat();
  for (const text of exclude) checkText(text);
  for (const text of [ports, excludePorts]) checkPortsText(text);
  if (family !== undefined && family !== 4 && family !== 6) {
    throw new PortolanError('ERR_OPTION', { value: String(family), problem: 'family is 4 or 6' });
  }
  const asked = ports === undefined ? undefined : parsePorts(ports, vocabulary);
  return {
    asked,
    otherwise: asked ?? parsePorts(defaultPorts, vocabulary),
    family,
    resolve,
    exclude: parseExclusions(exclude),
    excludePorts: excludePorts === undefined ? undefined : parsePorts(excludePorts, vocabulary),
  };
}

/**
 * Understands one target, by the rules.
 *
 * @throws PortolanError with code `ERR_TARGET_SPEC`
 */
export function parseReachTarget(text: string, { asked, otherwise, family }: ReachRules): ReachTarget {
  const target = parseTarget(text);
  checkFamily(target, family);
  return { target, ports: portsOf(target, asked, otherwise) };
}

/** Whether the targets come one after the other: everything but a text and an array, which are checked at once. */
export function isTargetStream(targets: ReachInput['targets']): targets is TargetStream {
  const isObject = typeof targets === 'object' && targets !== null && !Array.isArray(targets);
  return isObject && (Symbol.asyncIterator in targets || Symbol.iterator in targets);
}

/** What the types forbid, for callers without them. */
export function checkText(target: unknown): void {
  if (typeof target === 'string') return;
  throw new PortolanError('ERR_TARGET_SPEC', { value: String(target), problem: 'a target is a text' });
}

function checkPortsText(ports: unknown): void {
  if (ports === undefined || typeof ports === 'string') return;
  throw new PortolanError('ERR_PORT_SPEC', { value: String(ports), problem: 'ports are a text such as "25,80-90"' });
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
