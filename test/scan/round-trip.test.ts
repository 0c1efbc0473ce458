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

test('what was sent before the first answer makes up the base, however late it is answered', () => {
  const inflation = new Inflation();
  const early = Array.from({ length: 20 }, (_, index) => inflation.add(40 + index, 0, 40 + index));
  assert.deepEqual(new Set(early), new Set([0]));
});

test('answers that wait in a queue show as inflation, and a path that became quicker does not', () => {
  const inflation = new Inflation();
  for (let count = 0; count < 20; count += 1) inflation.add(100, 0, 100);
  assert.ok(Math.abs(inflation.add(100, 200, 300)) < 0.1);
  assert.ok(inflation.add(200, 300, 500) > 1, 'twice the time is more than is allowed');
  assert.ok(inflation.add(50, 500, 550) < 0);
});

test('a fast path may wait for a busy moment of ours before it counts as a queue', () => {
  const inflation = new Inflation();
  for (let count = 0; count < 20; count += 1) inflation.add(0.3, 0, 1);
  assert.ok(inflation.add(10, 2, 12) < 1);
});

test('after a rebase the present round trips are the path’s own', () => {
  const inflation = new Inflation();
  for (let count = 0; count < 20; count += 1) inflation.add(100, 0, 100);
  for (let count = 0; count < 2000; count += 1) inflation.add(300, 200, 500);
  assert.ok(inflation.add(300, 600, 900) > 1);
  inflation.rebase();
  assert.ok(inflation.add(300, 600, 900) < 0.1);
});
