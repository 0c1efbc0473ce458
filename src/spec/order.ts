import { LAST_PORT } from '../types.js';
import { portsOf } from './port-sets.js';
import { createRandom, type Random, randomBelow } from './random.js';
import type { PortSet } from './types.js';

/** Ports and hosts are shuffled by independent sequences of one seed; those of the hosts' blocks follow. */
const PORT_STREAM = 0;
const FIRST_HOST_STREAM = 1;
const SAMPLE_STREAM = 2 ** 32 - 1;

/**
 * The ports of a set in the order in which a scan asks them: those of `first` that are in the set, in its order, then
 * the others in an order that the seed decides, each order as likely as any other.
 *
 * @param seed From 0 to 2^53-1. The same seed gives the same order on every machine.
 */
export function shuffledPorts(ports: PortSet, seed: number, first: Iterable<number> = []): Uint16Array {
  const order = portsOf(ports);
  const begun = moveToFront(order, first);
  shuffle(order.subarray(begun), createRandom(seed, PORT_STREAM));
  return order;
}

/** The ports of a set, ascending. */
export function sequentialPorts(ports: PortSet): Uint16Array {
  return portsOf(ports);
}

/**
 * The indexes from 0 to `count - 1` in an order that the seed decides, another one for each block of the plan.
 *
 * @param seed From 0 to 2^53-1. The same seed gives the same order on every machine.
 * @param block Position of the block in the plan, from 0.
 */
export function shuffledHosts(count: number, seed: number, block: number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  shuffle(order, createRandom(seed, FIRST_HOST_STREAM + block));
  return order;
}

/** Numbers from 0 to below 1, by which a scan draws its sample; the same ones for the same seed. */
export function sampleNumbers(seed: number): () => number {
  const random = createRandom(seed, SAMPLE_STREAM);
  return () => random() / 2 ** 32;
}

/** Puts those of `first` that are there before the others, and returns how many they are. */
function moveToFront(order: Uint16Array, first: Iterable<number>): number {
  const isLeft = new Uint8Array(LAST_PORT + 1);
  for (const port of order) {
    isLeft[port] = 1;
  }
  const begin: number[] = [];
  for (const port of first) {
    if (isLeft[port] === 1) {
      isLeft[port] = 0;
      begin.push(port);
    }
  }
  const rest = order.filter((port) => isLeft[port] === 1);
  order.set(begin);
  order.set(rest, begin.length);
  return begin.length;
}

/** Fisher and Yates, in place. */
function shuffle(items: Uint16Array | Uint32Array, random: Random): void {
  for (let last = items.length - 1; last > 0; last--) {
    const index = randomBelow(random, last + 1);
    const item = items[last]!;
    items[last] = items[index]!;
    items[index] = item;
  }
}
