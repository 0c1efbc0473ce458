import { PortolanError } from '../errors.js';
import { mix32 } from './random.js';
import type { PortSet } from './types.js';

/** One part of a scan that several processes or machines share. */
export interface Shard {
  /** From 1 to `count`. */
  readonly index: number;
  readonly count: number;
}

/** Most shards of one scan: more than anybody has machines for one. */
const MAX_SHARDS = 10_000;
const SHARD = /^([0-9]{1,9})\/([0-9]{1,9})$/;

/**
 * Reads `2/5`, the second of five shards.
 *
 * @throws PortolanError `ERR_OPTION`, one line, for anything else.
 */
export function parseShard(text: string): Shard {
  const [index = Number.NaN, count = Number.NaN] = SHARD.exec(text.trim())?.slice(1).map(Number) ?? [];
  if (index >= 1 && index <= count && count <= MAX_SHARDS) {
    return { index, count };
  }
  const problem = 'a shard is a number and how many there are, such as 2/5: from 1/1 to {most}/{most}';
  const isBackwards = index > count && count >= 1 && index <= MAX_SHARDS;
  const suggestion = isBackwards ? `${count}/${index}` : undefined;
  throw new PortolanError('ERR_OPTION', { value: text, problem, values: { most: MAX_SHARDS }, suggestion });
}

/**
 * A number from 0 to 2^32-1 that stands for an address in {@link inShard}; made once a host. Only the text counts (FNV-1a,
 * then mixed), which must be canonical, as a plan's is: not the place in a plan, not the target.
 */
export function hashOfAddress(address: string): number {
  let hash = 0x811c_9dc5;
  for (let index = 0; index < address.length; index++) {
    hash = Math.imul(hash ^ address.charCodeAt(index), 0x0100_0193);
  }
  return mix32(hash);
}

/**
 * Whether a pair belongs to a shard. Every pair belongs to exactly one of the `count` shards, whatever the seed, the order
 * of the targets and their overlaps; the shards are of nearly the same size, as if each pair had been drawn by lot.
 *
 * @param hash The {@link hashOfAddress} of the pair's address.
 */
export function inShard(hash: number, port: number, { index, count }: Shard): boolean {
  return ((hash % count) + (mix32(port) % count)) % count === index - 1;
}

/**
 * How many pairs of these addresses and ports belong to a shard. Takes a step a port and a step an address, not one a pair.
 *
 * @param hashes The {@link hashOfAddress} of each address.
 */
export function pairsInShard(hashes: Iterable<number>, { ranges }: PortSet, { index, count }: Shard): number {
  const portsByRest = new Uint32Array(count);
  for (const [first, last] of ranges) {
    for (let port = first; port <= last; port++) {
      portsByRest[mix32(port) % count]! += 1;
    }
  }
  let pairs = 0;
  for (const hash of hashes) {
    pairs += portsByRest[(index - 1 - (hash % count) + count) % count]!;
  }
  return pairs;
}
