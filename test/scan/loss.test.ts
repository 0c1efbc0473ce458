import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { LEAST_ATTEMPTS, MISS_TARGET, MOST_ATTEMPTS } from '../../src/defaults.js';
import { attemptsFor, Loss, lossAt } from '../../src/scan/loss.js';

function lossOf(attempts: number, lost: number): Loss {
  const loss = new Loss();
  loss.add(attempts, lost);
  return loss;
}

test('nothing is measured while nobody answered, and a little is reckoned with', () => {
  const loss = new Loss();
  assert.equal(loss.measured, null);
  assert.ok(loss.expected > 0.005 && loss.expected < 0.05, `${loss.expected}`);
});

test('what is reckoned with approaches what is measured', () => {
  assert.equal(lossOf(1000, 100).measured, 0.1);
  assert.ok(Math.abs(lossOf(10_000, 1000).expected - 0.1) < 0.001);
  assert.ok(lossOf(10_000, 0).expected < 0.0001);
});

test('where nothing was ever lost two attempts are enough, and more loss needs more', () => {
  assert.equal(attemptsFor(0), 2);
  assert.equal(attemptsFor(lossOf(10_000, 0).expected), 2);
  const attempts = [0.001, 0.01, 0.05, 0.1, 0.3].map((loss) => attemptsFor(loss));
  assert.deepEqual(
    attempts,
    [...attempts].sort((first, second) => first - second),
  );
  assert.ok((attempts[3] as number) >= 4);
});

test('the attempts keep to what may be missed, within their bounds', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (loss) => {
      const attempts = attemptsFor(loss);
      assert.ok(attempts >= LEAST_ATTEMPTS && attempts <= MOST_ATTEMPTS);
      if (attempts < MOST_ATTEMPTS) assert.ok(loss ** attempts <= MISS_TARGET * 1.0001);
    }),
  );
});

test('a host counts by its own loss once it has shown some, by that of the scan before', () => {
  const all = lossOf(100_000, 10_000);
  assert.equal(lossAt(new Loss(), all), all.expected);
  assert.ok(Math.abs(lossAt(lossOf(50, 0), all) - all.expected / 2) < 0.01);
  assert.ok(lossAt(lossOf(1000, 0), all) < 0.001);
});
