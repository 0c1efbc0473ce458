import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatAddress } from '../../src/spec/addresses.js';
import { blocks } from '../../src/spec/blocks.js';
import { type ExcludedRange, parseExclusions } from '../../src/spec/exclusions.js';
import { createPlan, type Plan } from '../../src/spec/plan.js';
import { formatPorts, hasPort, portSetOf, subtractPorts } from '../../src/spec/port-sets.js';
import type { PlanEntry, PortSet } from '../../src/spec/types.js';
import { entry, faultOf, portsOf, valueOrFault } from './helpers.js';

function excluded(...texts: readonly string[]): ExcludedRange[] {
  return parseExclusions(texts).map((target) => {
    assert.ok(target.kind === 'addresses');
    return { ...target, ports: target.port === null ? null : portSetOf([target.port]) };
  });
}

/** Every pair of a plan as `target address port`. */
function pairsOf(plan: Plan): string[] {
  return [...blocks(plan)].flatMap(({ hosts, ports }) =>
    hosts.flatMap(({ target, address }) => portsOf(ports).map((port) => `${target} ${address} ${port}`)),
  );
}

function hostsOf(plan: Plan): string[] {
  return [...blocks(plan)].flatMap(({ hosts, ports }) =>
    hosts.map(({ address }) => `${address} ${formatPorts(ports)}`),
  );
}

describe('what is left out of a plan', () => {
  it('is an address, a network, a range or one port of them', () => {
    const exclude = excluded('10.0.0.1', '10.0.0.4/31', '10.0.0.6-7 10.0.0.2:25');
    const plan = createPlan([entry('10.0.0.0/29', 25, 80)], { exclude });
    assert.deepEqual(hostsOf(plan), ['10.0.0.0 25,80', '10.0.0.2 80', '10.0.0.3 25,80']);
    assert.deepEqual([plan.hosts, plan.size], [3, 5]);
  });

  it('is a port of every address', () => {
    const plan = createPlan([entry('10.0.0.0/31', [20, 30]), entry('10.0.0.9', 25)], { excludePorts: portSetOf([25]) });
    assert.deepEqual(hostsOf(plan), ['10.0.0.0 20-24,26-30', '10.0.0.1 20-24,26-30']);
  });

  it('does not cut a plan where nothing of it is left out', () => {
    const plan = createPlan([entry('10.0.0.0/24', 25)], { exclude: excluded('10.0.0.9:80', '10.0.1.0/24') });
    assert.equal(plan.segments.length, 1);
  });

  it('is of every zone when it has none, and of its own zone otherwise', () => {
    const entries = ['fe80::1', 'fe80::1%eth0', 'fe80::1%eth1'].map((target) => entry(target, 25));
    assert.deepEqual(hostsOf(createPlan([...entries, entry('::1', 25)], { exclude: excluded('fe80::/10') })), [
      '::1 25',
    ]);
    const plan = createPlan(entries, { exclude: excluded('fe80::%eth0/10') });
    assert.deepEqual(hostsOf(plan), ['fe80::1 25', 'fe80::1%eth1 25']);
  });

  it('is an IPv4 host by its IPv4-mapped address too, but not by all of IPv6', () => {
    const entries = [entry('::ffff:10.0.0.1', 25), entry('10.0.0.1', 25), entry('10.0.0.2', 25)];
    assert.deepEqual(hostsOf(createPlan(entries, { exclude: excluded('10.0.0.1') })), ['10.0.0.2 25']);
    assert.deepEqual(hostsOf(createPlan(entries, { exclude: excluded('::ffff:10.0.0.1') })), ['10.0.0.2 25']);
    assert.deepEqual(hostsOf(createPlan(entries, { exclude: excluded('::/0') })), ['10.0.0.1 25', '10.0.0.2 25']);
  });

  it('may be of any size', () => {
    const exclude = excluded('fd00::/8', '0.0.0.0/0');
    assert.deepEqual(hostsOf(createPlan([entry('fd00::1', 25), entry('::1', 25)], { exclude })), ['::1 25']);
  });

  it('is not everything, unless the plan may be empty', () => {
    const entries = [entry('10.0.0.0/30', 25)];
    const address = faultOf('ERR_TARGET_SPEC', () => createPlan(entries, { exclude: excluded('10.0.0.0/8') }));
    assert.equal(address.message, 'every address that was to be asked is excluded');
    const port = faultOf('ERR_PORT_SPEC', () => createPlan(entries, { excludePorts: portSetOf([[1, 1024]]) }));
    assert.equal(port.message, '"1-1024": every port that was to be asked is excluded');
    assert.equal(createPlan(entries, { exclude: excluded('10.0.0.0/8'), mayBeEmpty: true }).size, 0);
    assert.equal(createPlan([], { exclude: excluded('10.0.0.0/8') }).size, 0);
  });

  it('may be a hundred thousand addresses without delay', () => {
    const started = performance.now();
    const all = Array.from({ length: 100_000 }, (_, index): ExcludedRange => {
      const value = BigInt(index * 7);
      return { family: 4, first: value, last: value, zone: null, ports: null };
    });
    const plan = createPlan([entry('0.0.0.0/12', [1, 20])], { exclude: all });
    assert.equal(plan.hosts, 2 ** 20 - 100_000);
    assert.ok(performance.now() - started < 5000);
  });
});

describe('parseExclusions', () => {
  it('separates at commas and blanks', () => {
    const targets = parseExclusions(['10.0.0.1,router.example', '10.0.0.0/24, [::1]:25\n']);
    assert.deepEqual(
      targets.map(({ text, port }) => `${text} ${port}`),
      ['10.0.0.1 null', 'router.example null', '10.0.0.0/24 null', '[::1]:25 25'],
    );
  });

  it('refuses what is no target, and nothing at all', () => {
    for (const text of ['10.0.0.300', '', ' , ']) faultOf('ERR_TARGET_SPEC', () => parseExclusions([text]));
  });

  it('throws nothing but a one-line PortolanError on whatever it is given', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (texts) => {
        valueOrFault('ERR_TARGET_SPEC', () => parseExclusions(texts));
      }),
    );
  });
});

const somePorts = fc.array(fc.integer({ min: 1, max: 12 })).map((ports) => portSetOf(ports));

describe('a plan with exclusions', () => {
  const range = fc
    .record({
      family: fc.constantFrom(4 as const, 6 as const),
      zone: fc.constantFrom(null, 'eth0', 'eth1'),
      first: fc.bigInt(0n, 14n),
      length: fc.bigInt(0n, 8n),
    })
    .map(({ family, zone, first, length }) => ({
      ...{ family, zone: family === 6 ? zone : null },
      ...{ first, last: first + length },
    }));
  const exclusion = fc.tuple(range, fc.option(somePorts)).map(([where, ports]): ExcludedRange => ({ ...where, ports }));

  function isExcluded(
    probe: { family: number; zone: string | null; value: bigint; port: number },
    all: ExcludedRange[],
  ) {
    return all.some(
      ({ family, zone, first, last, ports }) =>
        family === probe.family &&
        (zone === null || zone === probe.zone) &&
        first <= probe.value &&
        probe.value <= last &&
        (ports === null || hasPort(ports, probe.port)),
    );
  }

  function naivePairs(entries: readonly PlanEntry[], all: ExcludedRange[], excludePorts: PortSet): Set<string> {
    const pairs = new Set<string>();
    for (const { family, zone, first, last, ports } of entries) {
      for (let value = first; value <= last; value++) {
        for (const port of portsOf(ports)) {
          const isLeft = !hasPort(excludePorts, port) && !isExcluded({ family, zone, value, port }, all);
          if (isLeft) pairs.add(`${formatAddress(family, value, zone)} ${port}`);
        }
      }
    }
    return pairs;
  }

  it('has the pairs of a naive model, each once', () => {
    const entries = fc.array(fc.tuple(range, somePorts), { maxLength: 6 });
    fc.assert(
      fc.property(entries, fc.array(exclusion, { maxLength: 6 }), somePorts, (parts, exclude, excludePorts) => {
        const asked = parts.map(([where, ports]): PlanEntry => ({ ...where, ports, target: 'target' }));
        const plan = createPlan(asked, { exclude, excludePorts, mayBeEmpty: true });
        const pairs = pairsOf(plan).map((pair) => pair.slice('target '.length));
        assert.deepEqual(new Set(pairs), naivePairs(asked, exclude, excludePorts));
        assert.equal(pairs.length, new Set(pairs).size);
        assert.equal(plan.size, pairs.length);
      }),
      { numRuns: 500 },
    );
  });

  it('names the first target of an address as before', () => {
    const entries = [entry('10.0.0.2', 25), entry('10.0.0.0/30', 80)];
    const plan = createPlan(entries, { exclude: excluded('10.0.0.2:25', '10.0.0.1') });
    assert.deepEqual(pairsOf(plan), ['10.0.0.2 10.0.0.2 80', '10.0.0.0/30 10.0.0.0 80', '10.0.0.0/30 10.0.0.3 80']);
  });
});

describe('subtractPorts', () => {
  it('leaves the ports that only the first set has', () => {
    fc.assert(
      fc.property(somePorts, somePorts, (ports, other) => {
        const left = portsOf(ports).filter((port) => !portsOf(other).includes(port));
        assert.deepEqual(subtractPorts(ports, other), portSetOf(left));
      }),
      { numRuns: 1000 },
    );
  });

  it('reaches the first and the last port', () => {
    const all = portSetOf([[1, 65_535]]);
    assert.equal(formatPorts(subtractPorts(all, portSetOf([1, 65_535]))), '2-65534');
    assert.equal(subtractPorts(all, all).count, 0);
  });
});
