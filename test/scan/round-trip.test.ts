import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { CLOCK_GRANULARITY_MS, STEADY_SAMPLES } from '../../src/defaults.js';
import { Inflation, RoundTrip } from '../../src/scan/round-trip.js';

function after(...samples: readonly number[]): RoundTrip {
  const roundTrip = new RoundTrip();
  for (const ms of samples) roundTrip.add(ms);
  return roundTrip;
}

test('the first sample is the estimate, and half of it the deviation (RFC 6298 section 2.2)', () => {
  const { smoothedMs, deviationMs, patienceMs } = after(100);
  assert.deepEqual([smoothedMs, deviationMs], [100, 50]);
  assert.ok(patienceMs >= 100 + 4 * 50 && patienceMs <= 100 + 4 * 50 + CLOCK_GRANULARITY_MS);
});

test('a further sample counts an eighth, and a quarter for the deviation (RFC 6298 section 2.3)', () => {
  const { smoothedMs, deviationMs } = after(100, 180);
  assert.equal(smoothedMs, (7 / 8) * 100 + 180 / 8);
  assert.equal(deviationMs, (3 / 4) * 50 + 80 / 4);
});

test('round trips that are all alike need hardly more patience than one takes', () => {
  const { smoothedMs, patienceMs } = after(...Array<number>(64).fill(80));
  assert.equal(smoothedMs, 80);
  assert.ok(patienceMs < 80 + 2 * CLOCK_GRANULARITY_MS, `${patienceMs} ms`);
});

test('an estimate of many samples moves less with each, so that one late answer does not double the patience', () => {
  const roundTrip = after(...Array<number>(STEADY_SAMPLES + 1).fill(80));
  roundTrip.add(1000);
  assert.ok(roundTrip.smoothedMs < 80 + 1000 / 16, `${roundTrip.smoothedMs} ms`);
});

test('patience covers nearly all answers of a path that wavers evenly', () => {
  const spread = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 200, maxLength: 400 });
  fc.assert(
    fc.property(spread, fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 200 }), (draws, base, jitter) => {
      const roundTrip = new RoundTrip();
      for (const draw of draws) roundTrip.add(base + draw * jitter);
      assert.ok(roundTrip.smoothedMs >= base && roundTrip.smoothedMs <= base + jitter);
      assert.ok(roundTrip.patienceMs >= roundTrip.smoothedMs);
    }),
    { numRuns: 50 },
  );
});

/** Adds the round trip of the nth probe. */
function added(inflation: Inflation, ms: number, serial: number): number {
  return inflation.add(ms, serial, serial * 1000, serial * 1000 + ms);
}

/** One that has seen as many answers of this time as make up its base, and which probe would be next. */
function inflationOf(ms: number): Inflation {
  const inflation = new Inflation();
  for (let serial = 1; serial <= BASE; serial += 1) assert.equal(added(inflation, ms, serial), 0);
  return inflation;
}

const BASE = 64;

test('the first probes make up the base, however late they are answered', () => {
  const inflation = new Inflation();
  const first = Array.from({ length: 10 }, (_, index) => added(inflation, 40 + index, index + 1));
  assert.deepEqual(new Set(first), new Set([0]));
});

test('answers that wait in a queue show as inflation, and a path that became quicker does not', () => {
  const inflation = inflationOf(100);
  assert.ok(Math.abs(added(inflation, 100, 100)) < 0.1);
  assert.ok(added(inflation, 200, 101) > 1, 'twice the time is more than is allowed');
  assert.ok(added(inflation, 50, 102) < 0);
});

test('a fast path may wait for a busy moment of ours before it counts as a queue', () => {
  assert.ok(added(inflationOf(0.3), 10, 100) < 1);
});

test('after a rebase the present round trips are the path’s own', () => {
  const inflation = inflationOf(100);
  for (let serial = 100; serial < 2100; serial += 1) added(inflation, 300, serial);
  assert.ok(added(inflation, 300, 2100) > 1);
  inflation.rebase();
  assert.ok(added(inflation, 300, 2101) < 0.1);
});
