import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { stapledResponse } from '../../src/net/stapling.js';
import { OCSP } from '../helpers/certificate.js';

const SERIAL = 'c0ffee01';
const NOTHING = { status: null, thisUpdate: null, nextUpdate: null };

for (const status of ['good', 'revoked', 'unknown'] as const) {
  test(`a response tells that a certificate is ${status}, and for how long`, () => {
    const told = stapledResponse(OCSP[status], SERIAL);
    assert.equal(told.status, status);
    assert.match(told.thisUpdate ?? '', /^2026-11-21T\d\d:\d\d:\d\d\.000Z$/);
    assert.match(told.nextUpdate ?? '', /^2054-04-08T/);
  });
}

test('a response about another certificate tells nothing of this one', () => {
  assert.deepEqual(stapledResponse(OCSP.good, 'c0ffee02'), NOTHING);
  assert.deepEqual(stapledResponse(OCSP.good, ''), NOTHING);
});

test('a serial number is the same with and without zeros before it', () => {
  assert.equal(stapledResponse(OCSP.good, `00${SERIAL}`).status, 'good');
});

test('a response that is an error, or none, tells nothing', () => {
  const tryLater = Buffer.from('30030a0103', 'hex');
  for (const bytes of [tryLater, Buffer.alloc(0), Buffer.from('xyz')]) {
    assert.deepEqual(stapledResponse(bytes, SERIAL), NOTHING);
  }
});

test('no bytes break it', () => {
  for (let cut = 0; cut < OCSP.good.length; cut += 7) {
    assert.deepEqual(stapledResponse(OCSP.good.subarray(0, cut), SERIAL), NOTHING);
  }
  const damaged = fc
    .array(fc.tuple(fc.nat(OCSP.good.length - 1), fc.nat(255)), { maxLength: 8 })
    .map((changes) => changes.reduce((all, [at, byte]) => all.fill(byte, at, at + 1), Buffer.from(OCSP.good)));
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 100 }), damaged), fc.constantFrom(SERIAL, ''), (bytes, serial) => {
      const { status } = stapledResponse(bytes, serial);
      assert.ok([null, 'good', 'revoked', 'unknown'].includes(status));
    }),
    { numRuns: 500 },
  );
});
