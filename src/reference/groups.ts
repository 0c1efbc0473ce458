import type { PortRange } from '../spec/types.js';
import { lazy, readJsonData } from './files.js';

/** A curated group of `data/groups.json`; ranges are written `"6000-6010"`. */
interface Group {
  readonly title: string;
  /** Groups whose ports belong to this one too. */
  readonly include?: readonly string[];
  readonly ports: readonly (number | string)[];
  /** All its ports, those of `include` too, the likeliest to be open first. */
  readonly order?: readonly number[];
}

const groups = lazy(() => readJsonData('groups.json') as Readonly<Record<string, Group>>);

/** Names of the groups, in the file's order. */
export function groupNames(): string[] {
  return Object.keys(groups());
}

/** Ports of a group as sorted, disjoint ranges; undefined when there is no such group. */
export function portsOfGroup(name: string): PortRange[] | undefined {
  const key = name.toLowerCase();
  return Object.hasOwn(groups(), key) ? mergeRanges(rangesOf(key)) : undefined;
}

/** Ports of a group, the likeliest to be open first; empty where nobody has ordered them. */
export function orderOfGroup(name: string): readonly number[] {
  return groups()[name]?.order ?? [];
}

function rangesOf(name: string): PortRange[] {
  const group = groups()[name];
  if (group === undefined) return [];
  const own = group.ports.map((ports): PortRange => {
    const [first = 0, last = first] = String(ports).split('-').map(Number);
    return [first, last];
  });
  return [...(group.include ?? []).flatMap(rangesOf), ...own];
}

/** Ranges sorted, with overlapping and touching ones joined. */
export function mergeRanges(ranges: readonly PortRange[]): PortRange[] {
  const merged: [number, number][] = [];
  for (const [first, last] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const previous = merged.at(-1);
    if (previous && first <= previous[1] + 1) previous[1] = Math.max(previous[1], last);
    else merged.push([first, last]);
  }
  return merged;
}
