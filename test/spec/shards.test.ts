import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { blocks } from '../../src/spec/blocks.js';
import { createPlan } from '../../src/spec/plan.js';
import { portSetOf } from '../../src/spec/port-sets.js';
import { hashOfAddress, inShard, pairsInShard, parseShard } from '../../src/spec/shards.js';
import { entry, faultOf, portsOf, valueOrFault } from './helpers.js';

const address = fc.oneof(fc.ipV4(), fc.ipV6());
const port = fc.integer({ min: 1, max: 65_535 });
const count = fc.integer({ min: 1, max: 50 });

describe('parseShard', () => {
  it('reads which of how many', () => {
    assert.deepEqual(parseShard('2/5'), { index: 2, count: 5 });
    assert.deepEqual(parseShard('10000/10000'), { index: 10_000, count: 10_000 });
  });

  for (const text of ['', '2', '/5', '0/5', '6/5', '1/0', '1/10001', '-1/5', '1.5/5', '2/5/7', 'a/b', '1/9999999999']) {
    it(`refuses ${JSON.stringify(text)} in one line`, () => {
      assert.match(faultOf('ERR_OPTION', () => parseShard(text)).message, /such as 2\/5: from 1\/1 to 10000\/10000/);
    });
  }

  it('offers the number that was meant', () => {
    assert.equal(faultOf('ERR_OPTION', () => parseShard('5/2')).suggestion, '2/5');
  });

  it('throws nothing but a one-line PortolanError on whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => void valueOrFault('ERR_OPTION', () => parseShard(text))),
    );
  });
});

describe('shards', () => {
  it('are disjoint and complete', () => {
    fc.assert(
      fc.property(address, port, count, (host, each, shards) => {
        const hash = hashOfAddress(host);
        const owners = Array.from({ length: shards }, (_, index) => index + 1).filter((index) =>
          inShard(hash, each, { index, count: shards }),
        );
        assert.equal(owners.length, 1);
      }),
      { numRuns: 1000 },
    );
  });

  it('hold the pairs that are counted without being looked at', () => {
    const hosts = fc.array(address, { maxLength: 8 });
    fc.assert(
      fc.property(hosts, fc.array(port), count, fc.nat(), (addresses, list, shards, number) => {
        const ports = portSetOf(list);
        const shard = { index: (number % shards) + 1, count: shards };
        const hashes = addresses.map(hashOfAddress);
        const pairs = hashes.flatMap((hash) => portsOf(ports).filter((each) => inShard(hash, each, shard)));
        assert.equal(pairsInShard(hashes, ports, shard), pairs.length);
      }),
    );
  });

  const plans = {
    'all ports of one host': [entry('192.0.2.1', [1, 65_535])],
    'one port of many hosts': [entry('10.0.0.0/16', 443)],
    'ports and hosts that are all multiples of ten': [
      ...Array.from({ length: 25 }, (_, index) => entry(`10.0.0.${index * 10}`, ...tens())),
    ],
    'a network of IPv6': [entry('2001:db8::/118', [1, 64])],
  };
  for (const [name, entries] of Object.entries(plans)) {
    it(`are of nearly the same size for ${name}`, () => {
      const plan = createPlan(entries);
      const cut = [...blocks(plan)].map(({ hosts, ports }) => ({
        hashes: hosts.map((host) => hashOfAddress(host.address)),
        ports,
      }));
      for (const shards of [2, 3, 5, 10]) {
        let sum = 0;
        for (let index = 1; index <= shards; index++) {
          const sizes = cut.map(({ hashes, ports }) => pairsInShard(hashes, ports, { index, count: shards }));
          const size = sizes.reduce((total, each) => total + each, 0);
          const fair = plan.size / shards;
          // Five standard deviations of drawing lots.
          assert.ok(Math.abs(size - fair) < 5 * Math.sqrt(fair), `${index}/${shards}: ${size} instead of ${fair}`);
          sum += size;
        }
        assert.equal(sum, plan.size);
      }
    });
  }

  it('take little time a pair', () => {
    const shard = { index: 3, count: 7 };
    const started = performance.now();
    let pairs = 0;
    for (let host = 0; host < 50; host++) {
      const hash = hashOfAddress(`10.0.0.${host}`);
      for (let each = 1; each <= 65_535; each++) if (inShard(hash, each, shard)) pairs++;
    }
    assert.ok(pairs > 0);
    assert.ok(performance.now() - started < 1000);
  });
});

function tens(): number[] {
  return Array.from({ length: 500 }, (_, index) => (index + 1) * 10);
}
