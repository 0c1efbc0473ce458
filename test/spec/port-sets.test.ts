import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import * as sets from '../../src/spec/port-sets.js';
import { faultOf, portsOf } from './helpers.js';

const port = fc.integer({ min: 1, max: 300 });
const ports = fc.array(port, { maxLength: 60 });

describe('port sets', () => {
  it('keep ranges sorted, disjoint and not adjacent', () => {
    const set = sets.portSetOf([80, [20, 25], [26, 30], 81, 22]);
    assert.deepEqual(set, {
      ranges: [
        [20, 30],
        [80, 81],
      ],
      count: 13,
    });
    assert.equal(sets.formatPorts(set), '20-30,80-81');
  });

  it('may be empty', () => {
    const empty = sets.portSetOf([]);
    assert.deepEqual(empty, { ranges: [], count: 0 });
    assert.equal(sets.formatPorts(empty), '');
    assert.deepEqual(sets.unionPorts(), empty);
  });

  it('do not change the sets they are made from', () => {
    const one = sets.portSetOf([[1, 5]]);
    sets.unionPorts(one, sets.portSetOf([[3, 9]]));
    assert.deepEqual(one.ranges, [[1, 5]]);
  });

  for (const wrong of [0, -1, 65_536, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    it(`refuse the port ${wrong}`, () => {
      assert.match(faultOf('ERR_PORT_SPEC', () => sets.portSetOf([wrong])).message, /integer from 1 to 65535/);
    });
  }

  it('refuse a range that runs backwards', () => {
    assert.equal(faultOf('ERR_PORT_SPEC', () => sets.portSetOf([[80, 22]])).suggestion, '22-80');
  });

  it('agree with a naive set of numbers', () => {
    fc.assert(
      fc.property(ports, ports, (some, others) => {
        const naive = [...new Set([...some, ...others])].sort((a, b) => a - b);
        const union = sets.unionPorts(sets.portSetOf(some), sets.portSetOf(others));
        assert.deepEqual(portsOf(union), naive);
        assert.equal(union.count, naive.length);
      }),
    );
  });
});
