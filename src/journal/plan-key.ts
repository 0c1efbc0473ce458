import { createHash } from 'node:crypto';
import { JOURNAL_LISTED_TEXTS } from '../defaults.js';
import { fault, shown } from './faults.js';
import type { JournalPlan } from './types.js';

/** A plan as a header holds it: whole, or the beginnings of lists that are very long. */
export interface KeptPlan extends JournalPlan {
  readonly targetCount: number;
  readonly excludeCount: number;
}

const FAMILIES = { 4: 'IPv4', 6: 'IPv6' } as const;

/**
 * What tells one plan from another: the same for the same targets, ports and exclusions in any order and however often
 * each is named. Limits, seed and order are no part of it: they do not change what is asked.
 */
export function planKeyOf(plan: JournalPlan): string {
  const hash = createHash('sha256');
  const { ports, portsGiven, excludePorts, family } = plan;
  hash.update(JSON.stringify([ports, portsGiven, excludePorts, family, plan.targets === null]));
  for (const list of [plan.targets ?? [], plan.exclude]) {
    hash.update('\n');
    for (const text of sortedOnce(list)) hash.update(`${JSON.stringify(text)}\n`);
  }
  return hash.digest('hex');
}

export function keptPlan(plan: JournalPlan): KeptPlan {
  const targets = plan.targets && sortedOnce(plan.targets);
  const exclude = sortedOnce(plan.exclude);
  return {
    ...plan,
    targets: targets?.slice(0, JOURNAL_LISTED_TEXTS) ?? null,
    targetCount: targets?.length ?? 0,
    exclude: exclude.slice(0, JOURNAL_LISTED_TEXTS),
    excludeCount: exclude.length,
  };
}

/** @throws PortolanError with code `ERR_JOURNAL` that names one difference between two plans of different keys. */
export function refusePlan(path: string, then: KeptPlan, plan: JournalPlan): never {
  const now = keptPlan(plan);
  refuseTargets(path, then, now);
  if (then.ports !== now.ports || then.portsGiven !== now.portsGiven) {
    const values = { before: portsText(then), now: portsText(now) };
    throw fault(path, 'is the journal of another scan: its ports are {before}, not {now}', values);
  }
  if (then.excludePorts !== now.excludePorts) {
    const values = { before: shown(then.excludePorts || '-'), now: shown(now.excludePorts || '-') };
    throw fault(path, 'is the journal of another scan: it leaves out the ports {before}, this one {now}', values);
  }
  if (then.family !== now.family) {
    const values = { before: familyText(then), now: familyText(now) };
    throw fault(path, 'is the journal of another scan: it asks {before}, this one {now}', values);
  }
  if (isWhole(then) && isWhole(now)) {
    const target = shown(lackedBy(then.exclude, now.exclude) ?? lackedBy(now.exclude, then.exclude) ?? '-');
    throw fault(path, 'is the journal of another scan: only one of the two leaves out {target}', { target });
  }
  throw fault(path, 'is the journal of another scan');
}

function refuseTargets(path: string, then: KeptPlan, now: KeptPlan): void {
  if ((then.targets === null) !== (now.targets === null)) {
    throw fault(path, 'is the journal of another scan: only one of the two reads its targets as they come');
  }
  const isKnown = isWhole(then) && isWhole(now);
  const dropped = isKnown ? lackedBy(now.targets ?? [], then.targets ?? []) : undefined;
  const added = isKnown ? lackedBy(then.targets ?? [], now.targets ?? []) : undefined;
  if (dropped !== undefined) {
    const target = shown(dropped);
    throw fault(path, 'is the journal of another scan: its target {target} is none of this one', { target });
  }
  if (added !== undefined) {
    const target = shown(added);
    throw fault(path, 'is the journal of another scan: it does not have the target {target}', { target });
  }
  if (then.targetCount !== now.targetCount) {
    const values = { before: then.targetCount, now: now.targetCount };
    throw fault(path, 'is the journal of another scan: it has {before} targets, this one {now}', values);
  }
}

/** Whether its lists are all there. */
function isWhole({ targets, targetCount, exclude, excludeCount }: KeptPlan): boolean {
  return (targets ?? []).length === targetCount && exclude.length === excludeCount;
}

/** In brackets where targets that bring a port of their own are not asked them. */
function portsText({ ports, portsGiven }: JournalPlan): string {
  return portsGiven ? shown(ports) : `(${shown(ports)})`;
}

function familyText({ family }: JournalPlan): string {
  return family === null ? 'IPv4, IPv6' : FAMILIES[family];
}

/** One text of the second list that is not in the first. */
function lackedBy(some: readonly string[], others: readonly string[]): string | undefined {
  const known = new Set(some);
  return others.find((text) => !known.has(text));
}

function sortedOnce(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}
