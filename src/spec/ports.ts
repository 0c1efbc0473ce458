import { distance } from 'fastest-levenshtein';
import { LAST_PORT } from '../types.js';
import { portFault } from './faults.js';
import { FIRST_PORT, portSetOf } from './port-sets.js';
import type { PortRange, PortSet, PortVocabulary } from './types.js';

const ALLOWED = 'a port is a number from 1 to 65535, a range, a service name, a @group or "all"';
const NUMBER = /^(?:0x[0-9a-f]+|[0-9]+)$/i;
const RANGE = /^(0x[0-9a-f]+|[0-9]+)?-(0x[0-9a-f]+|[0-9]+)?$/i;
/** Ranges as other programs and word processors write them: `20..25`, `20:25`, `20–25`. */
const FOREIGN_RANGE = /^(0x[0-9a-f]+|[0-9]+)(?:\.{2,3}|:|[\u2010-\u2015\u2212])(0x[0-9a-f]+|[0-9]+)$/i;
/** nmap's prefix for the transport: `T:25`, `U:53`. */
const TRANSPORT_PREFIX = /^([tusp]):(.+)$/i;
const TRANSPORT_SUFFIX = /\/(tcp|udp|sctp|dccp)$/i;
/** Characters of the longest name for which a near spelling is searched; registered names are far shorter. */
const LONGEST_NAME = 64;
/** Most letters that may differ between a misspelt group and the one that was meant: a swap counts as two. */
const NEAR = 2;

/**
 * Reads a port list.
 *
 * Items are separated by commas, blanks or both: `25`, `0x19`, `8000-8100`, `-1024` (from 1), `60000-` (to 65535),
 * `-` or `all` (every port), service names and aliases in any case, groups such as `@mail`. Each may end in `/tcp`.
 *
 * @throws PortolanError `ERR_PORT_SPEC`, one line, naming the item that is wrong.
 */
export function parsePorts(text: string, vocabulary: PortVocabulary): PortSet {
  if (text.trim() === '') {
    throw portFault(text, `no port given: ${ALLOWED}`);
  }
  const ranges: PortRange[] = [];
  for (const part of text.split(',')) {
    const items = part.trim().split(/\s+/);
    if (items[0] === '') {
      throw portFault(text, 'nothing before, after or between commas', withoutGaps(text));
    }
    refuseSpacedRange(part, items);
    for (const item of items) {
      for (const range of parseItem(item, vocabulary)) {
        ranges.push(range);
      }
    }
  }
  return portSetOf(ranges);
}

function withoutGaps(text: string): string | undefined {
  const items = text.split(/[\s,]+/).filter((item) => item !== '');
  return items.length === 0 ? undefined : items.join(',');
}

/** `20 - 25` read item by item would be every port there is. */
function refuseSpacedRange(part: string, items: readonly string[]): void {
  for (const [index, item] of items.slice(1).entries()) {
    const before = items[index] ?? '';
    const joined = `${before}${item}`;
    const broken = (before.endsWith('-') || item.startsWith('-')) && /\d/.test(joined);
    if (broken && (before === '-' || item === '-' || RANGE.test(joined))) {
      throw portFault(part.trim(), 'a range is written without blanks', items.join(''));
    }
  }
}

function parseItem(item: string, vocabulary: PortVocabulary): readonly PortRange[] {
  const spec = withoutTransport(item);
  if (spec.startsWith('@')) {
    return portsOfGroup(item, spec.slice(1), vocabulary);
  }
  if (spec === '-' || spec.toLowerCase() === 'all') {
    return [[FIRST_PORT, LAST_PORT]];
  }
  if (NUMBER.test(spec)) {
    return [rangeOf(item, Number(spec), Number(spec))];
  }
  const range = RANGE.exec(spec);
  if (range !== null) {
    const [, first = FIRST_PORT, last = LAST_PORT] = range;
    return [rangeOf(item, Number(first), Number(last))];
  }
  return portsOfService(item, spec, vocabulary);
}

function withoutTransport(item: string): string {
  const suffix = TRANSPORT_SUFFIX.exec(item);
  if (suffix === null) {
    return item;
  }
  const spec = item.slice(0, suffix.index);
  if (suffix[1]?.toLowerCase() !== 'tcp') {
    throw portFault(item, 'only TCP is scanned', spec === '' ? undefined : `${spec}/tcp`);
  }
  if (spec === '') {
    throw portFault(item, `no port given: ${ALLOWED}`);
  }
  return spec;
}

function rangeOf(item: string, first: number, last: number): PortRange {
  const low = Math.min(first, last);
  const high = Math.max(first, last);
  const suggestion = rangeWithinBounds(low, high);
  if (low < FIRST_PORT) {
    throw portFault(item, 'port 0 is reserved and cannot be connected to; a port is 1-65535', suggestion);
  }
  if (high > LAST_PORT) {
    throw portFault(item, 'a port is 1-65535', suggestion);
  }
  if (first > last) {
    throw portFault(item, 'a range runs from the lower to the higher port', suggestion);
  }
  return [first, last];
}

function rangeWithinBounds(low: number, high: number): string | undefined {
  const first = Math.max(low, FIRST_PORT);
  const last = Math.min(high, LAST_PORT);
  return first < last ? `${first}-${last}` : undefined;
}

function portsOfGroup(item: string, name: string, vocabulary: PortVocabulary): readonly PortRange[] {
  const ranges = vocabulary.portsOfGroup(name.toLowerCase());
  if (ranges !== undefined) {
    return ranges;
  }
  const groups = vocabulary.groupNames();
  if (groups.length === 0) {
    throw portFault(item, 'no such group of ports; the groups: none are known');
  }
  const nearest = nearestOf(name.toLowerCase(), groups);
  throw portFault(
    item,
    'no such group of ports; the groups: {groups}',
    nearest === undefined ? undefined : `@${nearest}`,
    { groups: groups.map((group) => `@${group}`).join(', ') },
  );
}

function nearestOf(name: string, candidates: readonly string[]): string | undefined {
  if (name === '' || name.length > LONGEST_NAME) {
    return undefined;
  }
  const scored = candidates.map((candidate) => ({ candidate, score: distance(name, candidate) }));
  const [best] = scored.toSorted((a, b) => a.score - b.score);
  return best !== undefined && best.score <= Math.min(NEAR, name.length - 1) ? best.candidate : undefined;
}

function portsOfService(item: string, name: string, vocabulary: PortVocabulary): readonly PortRange[] {
  const ranges = vocabulary.portsOfService(name);
  if (ranges === undefined) {
    throw unknownName(item, name, vocabulary);
  }
  if (ranges.length === 0) {
    throw portFault(item, 'this service has no TCP port, and only TCP is scanned');
  }
  return ranges;
}

function unknownName(item: string, name: string, vocabulary: PortVocabulary): Error {
  const foreign = FOREIGN_RANGE.exec(name);
  if (foreign !== null) {
    return portFault(item, 'a range is written with a hyphen', `${foreign[1]}-${foreign[2]}`);
  }
  const prefixed = TRANSPORT_PREFIX.exec(name);
  if (prefixed !== null) {
    const isTcp = prefixed[1]?.toLowerCase() === 't';
    return isTcp
      ? portFault(item, 'a transport follows the port', `${prefixed[2]}/tcp`)
      : portFault(item, 'only TCP is scanned', prefixed[2]);
  }
  const nearest = name.length > LONGEST_NAME ? undefined : vocabulary.nearestService(name);
  return portFault(item, `no service of this name; ${ALLOWED}`, nearest);
}
