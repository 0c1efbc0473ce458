import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BLOCK_CELLS } from '../../src/defaults.js';
import { type BlockLimits, blocks, probesOf } from '../../src/spec/blocks.js';
import { createPlan } from '../../src/spec/plan.js';
import { entry, faultOf } from './helpers.js';

describe('blocks', () => {
  it('hold no more cells and hosts than allowed', () => {
    const plan = createPlan([entry('10.0.0.0/28', [1, 10])]);
    const sizes = (limits: BlockLimits) => [...blocks(plan, limits)].map(({ hosts }) => hosts.length);
    assert.deepEqual(sizes({}), [16]);
    assert.deepEqual(sizes({ hosts: 5 }), [5, 5, 5, 1]);
    assert.deepEqual(sizes({ cells: 79 }), [7, 7, 2]);
    assert.deepEqual(sizes({ cells: 9 }), new Array(16).fill(1));
  });

  it('gather single addresses that are asked the same ports', () => {
    const plan = createPlan([entry('10.0.0.9', 25), entry('::1', 25), entry('10.0.0.1', 25), entry('10.0.0.5', 80)]);
    assert.deepEqual(
      [...blocks(plan)].map(({ index, hosts, cells }) => [index, hosts.length, cells]),
      [
        [0, 3, 3],
        [1, 1, 1],
      ],
    );
  });

  it('are the same every time', () => {
    const plan = createPlan([entry('10.0.0.0/24', [1, 10]), entry('10.0.0.7', 80)]);
    assert.deepEqual([...blocks(plan, { hosts: 9 })], [...blocks(plan, { hosts: 9 })]);
  });

  for (const limits of [{ cells: 0 }, { hosts: 0 }, { cells: 1.5 }, { hosts: Number.NaN }]) {
    it(`refuse the limit ${JSON.stringify(limits)}`, () => {
      faultOf('ERR_OPTION', () => [...blocks(createPlan([]), limits)]);
    });
  }

  it('come one at a time from all of IPv4 with every port', () => {
    const plan = createPlan([entry('0.0.0.0/0', [1, 65_535])]);
    assert.equal(plan.size, 2 ** 32 * 65_535);
    const generator = blocks(plan);
    for (let index = 0; index < 1000; index++) {
      assert.equal(generator.next().value?.hosts.length, Math.floor(BLOCK_CELLS / 65_535));
    }
  });

  it('need no more memory for a long range than for a short one', () => {
    const plan = createPlan([entry('10.0.0.0/8', [1, 1000])]);
    const before = process.memoryUsage().heapUsed;
    let hosts = 0;
    let highest = 0;
    for (const block of blocks(plan)) {
      hosts += block.hosts.length;
      if (block.index % 1000 === 0) {
        highest = Math.max(highest, process.memoryUsage().heapUsed - before);
      }
      if (hosts > 2_000_000) {
        break;
      }
    }
    assert.ok(highest < 100_000_000, `${highest} bytes`);
  });

  it('yield their probes port by port, with the cell of each', () => {
    const [block] = blocks(createPlan([entry('10.0.0.0/31', 25, 80)]));
    assert.deepEqual(
      [...probesOf(block!)].map(({ host, port, cell }) => [host, port, cell]),
      [
        [0, 25, 0],
        [1, 25, 2],
        [0, 80, 1],
        [1, 80, 3],
      ],
    );
  });
});
