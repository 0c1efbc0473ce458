import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { PairTable } from '../../src/journal/pair-table.js';
import { Settled } from '../../src/journal/settled.js';
import { PROBE_STATES, type ProbeState } from '../../src/types.js';

test('a table of pairs is a map from pairs to states', () => {
  const state = fc.constantFrom(...PROBE_STATES);
  const address = fc.oneof(fc.nat(5), fc.nat(0xffff_ffff), fc.constantFrom(0xffff_ffff, 0x8000_0000));
  const port = fc.oneof(fc.nat(70), fc.nat(65_535), fc.constant(65_535));
  fc.assert(
    fc.property(fc.array(fc.tuple(address, port, state), { maxLength: 3000 }), (pairs) => {
      const table = new PairTable();
      const model = new Map<string, ProbeState>();
      for (const [address, port, state] of pairs) {
        table.set(address, port, state);
        model.set(`${address} ${port}`, state);
      }
      for (const [address, port] of pairs) {
        for (const other of [port, port ^ 1]) {
          assert.equal(table.get(address, other), model.get(`${address} ${other}`));
          assert.equal(table.get((address ^ 1) >>> 0, other), model.get(`${(address ^ 1) >>> 0} ${other}`));
        }
      }
    }),
    { numRuns: 30 },
  );
});

test('every pair of many hosts is there once', () => {
  const settled = new Settled();
  const addresses = Array.from({ length: 3000 }, (_, index) => `10.0.${index >> 8}.${index & 255}`);
  for (const port of [22, 80, 443, 65_535]) for (const address of addresses) settled.record(address, port, 'closed');
  for (const address of addresses) settled.record(address, 80, 'open');
  assert.equal(settled.count, 12_000);
  for (const address of addresses) {
    const { stateOf } = settled.of(address);
    assert.deepEqual([stateOf(22), stateOf(80), stateOf(81), stateOf(65_535)], ['closed', 'open', undefined, 'closed']);
  }
  assert.equal(settled.stateOf('10.1.0.0', 22), undefined);
});

test('a pair that only failed is not settled', () => {
  const settled = new Settled();
  settled.record('2001:db8::1', 25, 'unknown');
  assert.deepEqual([settled.count, settled.stateOf('2001:db8::1', 25)], [0, undefined]);
  settled.record('2001:db8::1', 25, 'open');
  assert.deepEqual([settled.count, settled.stateOf('2001:db8::1', 25)], [1, 'open']);
  assert.equal(settled.stateOf('2001:db8::1%eth0', 25), undefined);
});

test('what is known of twenty ports takes less than 200 bytes a host', () => {
  const hosts = 200_000;
  const before = process.memoryUsage();
  const table = new PairTable();
  for (let port = 1; port <= 20; port++) {
    for (let host = 0; host < hosts; host++) table.set(0x0a00_0000 + host * 37, port, 'closed');
  }
  // What the table has outgrown may still be there.
  const { arrayBuffers, heapUsed } = process.memoryUsage();
  const used = arrayBuffers - before.arrayBuffers + Math.max(0, heapUsed - before.heapUsed);
  assert.ok(used < 200 * hosts, `${Math.round(used / hosts)} bytes`);
});
