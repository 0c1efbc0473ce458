import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { sequentialPorts, shuffledHosts, shuffledPorts } from '../../src/spec/order.js';
import { portSetOf } from '../../src/spec/port-sets.js';
import { createRandom, randomBelow } from '../../src/spec/random.js';
import type { PortRange } from '../../src/spec/types.js';
import { portsOf } from './helpers.js';

/** Of seed 42, written down once: a scan that is repeated elsewhere asks in the same order. */
const EXPECTED_PORTS = [7, 8, 6, 2, 1, 10, 5, 3, 4, 9];
const EXPECTED_HOSTS = [0, 5, 3, 1, 2, 4];
const seeds = fc.maxSafeNat();
const port = fc.integer({ min: 1, max: 65_535 });
const portSets = fc
  .array(fc.tuple(port, fc.integer({ min: 0, max: 300 })), { maxLength: 5 })
  .map((parts) => portSetOf(parts.map(([first, length]): PortRange => [first, Math.min(first + length, 65_535)])));
const ascending = (numbers: Iterable<number>) => [...numbers].sort((a, b) => a - b);

describe('the order of ports', () => {
  it('has every port once, the first ones first, and is the same for the same seed', () => {
    fc.assert(
      fc.property(portSets, seeds, fc.array(fc.integer({ min: -5, max: 70_000 })), (ports, seed, first) => {
        const order = shuffledPorts(ports, seed, first);
        assert.deepEqual(ascending(order), portsOf(ports));
        const begin = [...new Set(first)].filter((each) => portsOf(ports).includes(each));
        assert.deepEqual([...order.slice(0, begin.length)], begin);
        assert.deepEqual(shuffledPorts(ports, seed, first), order);
      }),
    );
  });

  it('is another for another seed, however near or large', () => {
    const ports = portSetOf([[1, 1000]]);
    const orders = [0, 1, 2, 2 ** 31, 2 ** 32, 2 ** 32 + 1, 2 ** 52, Number.MAX_SAFE_INTEGER].map((seed) =>
      shuffledPorts(ports, seed).join(),
    );
    assert.equal(new Set(orders).size, orders.length);
  });

  it('is ascending when it is asked to be', () => {
    fc.assert(fc.property(portSets, (ports) => assert.deepEqual([...sequentialPorts(ports)], portsOf(ports))));
  });

  it('is the same on every machine', () => {
    assert.deepEqual([...shuffledPorts(portSetOf([[1, 10]]), 42, [7])], EXPECTED_PORTS);
    assert.deepEqual([...shuffledHosts(6, 42, 0)], EXPECTED_HOSTS);
  });
});

describe('the order of hosts', () => {
  it('has every index once, and is the same for the same seed and block', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), seeds, fc.nat(), (count, seed, block) => {
        const order = shuffledHosts(count, seed, block);
        assert.deepEqual(
          ascending(order),
          Array.from({ length: count }, (_, index) => index),
        );
        assert.deepEqual(shuffledHosts(count, seed, block), order);
      }),
    );
  });

  it('is another in another block', () => {
    const orders = [0, 1, 2, 1000].map((block) => shuffledHosts(100, 7, block).join());
    assert.equal(new Set(orders).size, orders.length);
  });

  it('puts every item in every place equally often', () => {
    const runs = 24_000;
    const times = new Map<string, number>();
    for (let seed = 0; seed < runs; seed++) {
      const order = shuffledHosts(4, seed, 0).join('');
      times.set(order, (times.get(order) ?? 0) + 1);
    }
    assert.equal(times.size, 24);
    // A thousand each is expected; six standard deviations are 186.
    for (const [order, count] of times) assert.ok(Math.abs(count - 1000) < 186, `${order} ${count} times`);
  });
});

describe('randomBelow', () => {
  it('never leaves a number out nor prefers one, also just above half of 32 bits', () => {
    const below = 2 ** 31 + 2 ** 30;
    const random = createRandom(1);
    const runs = 30_000;
    let inFirstThird = 0;
    for (let run = 0; run < runs; run++) {
      const number = randomBelow(random, below);
      assert.ok(Number.isInteger(number) && number >= 0 && number < below);
      if (number < below / 3) inFirstThird++;
    }
    assert.ok(Math.abs(inFirstThird - runs / 3) < 500, `${inFirstThird}`);
  });
});
