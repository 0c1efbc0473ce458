import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { MAX_TARGET_ADDRESSES } from '../../src/defaults.js';
import { formatAddress } from '../../src/spec/addresses.js';
import { type BlockLimits, blocks, probesOf } from '../../src/spec/blocks.js';
import { createPlan, type Plan } from '../../src/spec/plan.js';
import { formatPorts, portSetOf } from '../../src/spec/port-sets.js';
import type { PlanEntry } from '../../src/spec/types.js';
import { entry, faultOf, portsOf } from './helpers.js';

/** Every host of the plan as `target address ports`. */
function hostsOf(plan: Plan, limits?: BlockLimits): string[] {
  return [...blocks(plan, limits)].flatMap(({ hosts, ports }) =>
    hosts.map(({ target, address }) => `${target} ${address} ${formatPorts(ports)}`),
  );
}

describe('createPlan', () => {
  it('counts hosts and pairs', () => {
    const plan = createPlan([entry('10.0.0.0/30', [1, 10]), entry('::1', 25)]);
    assert.equal(plan.hosts, 5);
    assert.equal(plan.size, 41);
  });

  it('is empty without entries and without ports', () => {
    for (const plan of [createPlan([]), createPlan([entry('10.0.0.0/8')])]) {
      assert.deepEqual([plan.hosts, plan.size, hostsOf(plan)], [0, 0, []]);
    }
  });

  it('asks a repeated target once', () => {
    const plan = createPlan([entry('10.0.0.1', 25), entry('10.0.0.1', 25)]);
    assert.deepEqual(hostsOf(plan), ['10.0.0.1 10.0.0.1 25']);
  });

  it('unites the ports of several entries for one address under the first target', () => {
    const plan = createPlan([entry('10.0.0.1-2', 25), { ...entry('10.0.0.2', 80), target: 'named' }]);
    assert.deepEqual(hostsOf(plan), ['10.0.0.1-2 10.0.0.1 25', '10.0.0.1-2 10.0.0.2 25,80']);
    assert.equal(plan.size, 3);
  });

  it('keeps the order of first mention, also where a later network surrounds an earlier address', () => {
    const plan = createPlan([entry('10.0.0.2', 25), entry('10.0.0.0/30', 25)]);
    assert.deepEqual(
      [...blocks(plan)].flatMap(({ hosts }) => hosts.map(({ address }) => address)),
      ['10.0.0.2', '10.0.0.0', '10.0.0.1', '10.0.0.3'],
    );
  });

  it('holds IPv4, its mapped IPv6 and the zones of one address apart', () => {
    const targets = ['1.2.3.4', '::ffff:1.2.3.4', 'fe80::1', 'fe80::1%eth0', 'fe80::1%eth1'];
    const plan = createPlan(targets.map((target) => entry(target, 25)));
    assert.deepEqual(
      hostsOf(plan),
      targets.map((target) => `${target} ${target} 25`),
    );
  });

  it('reaches the last address of both families', () => {
    const plan = createPlan([entry('255.255.255.254/31', 1), entry(`${'ffff:'.repeat(7)}fffe/127`, 1)]);
    assert.deepEqual(
      [...blocks(plan)]
        .flatMap(({ hosts }) => hosts.map(({ address }) => address))
        .filter((_, index) => index % 2 === 1),
      ['255.255.255.255', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
    );
  });

  it('refuses an entry that is no range of its family', () => {
    const good = entry('10.0.0.1', 25);
    const wrong = [
      { first: 5n, last: 4n },
      { first: -1n },
      { last: 1n << 32n },
      { family: 6, last: good.first + MAX_TARGET_ADDRESSES },
    ] as const;
    for (const part of wrong) {
      faultOf('ERR_TARGET_SPEC', () => createPlan([{ ...good, ...part }]));
    }
  });

  it('plans twenty million pairs at once, since nothing of them is made before it is asked', () => {
    const started = performance.now();
    const plan = createPlan([entry('10.0.0.0/12', [1, 20])]);
    assert.deepEqual([plan.hosts, plan.size, plan.segments.length], [2 ** 20, 20 * 2 ** 20, 1]);
    assert.ok(performance.now() - started < 100);
  });

  it('plans a hundred thousand scattered and nested entries without delay', () => {
    const started = performance.now();
    const ports = portSetOf([[1, 1000]]);
    const base = { family: 4, zone: null, ports } as const;
    const single = Array.from({ length: 50_000 }, (_, index) => BigInt((index * 2_654_435_761) % 2 ** 32));
    const entries: PlanEntry[] = single.map((value) => ({ ...base, target: 'single', first: value, last: value }));
    for (let index = 0n; index < 50_000n; index++) {
      entries.push({ ...base, target: 'nested', first: index, last: 1_000_000n - index });
    }
    assert.ok(createPlan(entries).hosts > 1_000_000);
    assert.ok(performance.now() - started < 5000);
  });
});

describe('a plan of random entries', () => {
  const ports = fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 4 }).map((list) => portSetOf(list));
  const arbitraryEntry = fc
    .record({
      family: fc.constantFrom(4 as const, 6 as const),
      isZoned: fc.boolean(),
      start: fc.bigInt(0n, 12n),
      length: fc.bigInt(0n, 8n),
      ports,
    })
    .map(({ family, isZoned, start, length, ports: set }) => {
      const zone = family === 6 && isZoned ? 'eth0' : null;
      return { family, zone, first: start, last: start + length, ports: set };
    });

  function naiveHosts(entries: readonly PlanEntry[]): string[] {
    const hosts = new Map<string, { target: string; ports: Set<number> }>();
    for (const { target, family, zone, first, last, ports: set } of entries) {
      for (let value = first; value <= last && set.count > 0; value++) {
        const address = formatAddress(family, value, zone);
        const host = hosts.get(address) ?? { target, ports: new Set() };
        hosts.set(address, host);
        for (const port of portsOf(set)) {
          host.ports.add(port);
        }
      }
    }
    return [...hosts].map(([address, host]) => `${host.target} ${address} ${formatPorts(portSetOf(host.ports))}`);
  }

  it('has the hosts, ports, targets and order of a naive model, however it is cut, with every pair once', () => {
    const limit = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(fc.array(arbitraryEntry, { maxLength: 10 }), limit, limit, (parts, cells, hosts) => {
        const entries = parts.map((part, index) => ({ ...part, target: `target${index}` }));
        const plan = createPlan(entries);
        const expected = naiveHosts(entries);
        assert.deepEqual(hostsOf(plan, { cells, hosts }), expected);
        assert.equal(plan.hosts, expected.length);
        const pairs = new Set<string>();
        let index = 0;
        for (const block of blocks(plan, { cells, hosts })) {
          assert.equal(block.index, index++);
          assert.ok(block.hosts.length <= hosts && (block.cells <= cells || block.hosts.length === 1));
          assert.equal(block.cells, block.hosts.length * block.ports.count);
          const ports = portsOf(block.ports);
          for (const { host, port, cell } of probesOf(block)) {
            assert.equal(cell, host * block.ports.count + ports.indexOf(port));
            pairs.add(`${block.hosts[host]?.address} ${port}`);
          }
        }
        assert.equal(pairs.size, plan.size);
      }),
      { numRuns: 500 },
    );
  });
});
