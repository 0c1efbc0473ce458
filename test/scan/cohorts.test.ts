import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { type Cohort, Cohorts, settleInCohort } from '../../src/scan/cohorts.js';
import { createRandom } from '../../src/spec/index.js';

/** Sends a cohort, closes it, and settles it: returns the share of answers that it finds missing. */
function missingOf(probes: number, expect: number, answers: (index: number) => boolean, doubt = 0): number {
  const cohorts = new Cohorts();
  const sent = Array.from({ length: probes }, () => cohorts.sent(0, 100, expect, doubt));
  cohorts.cut();
  const shares = sent.map((cohort, index) => settleInCohort(cohort, answers(index), true, true));
  assert.ok(shares.slice(0, -1).every((share) => share === undefined));
  return shares.at(-1) ?? Number.NaN;
}

test('a cohort judges nothing before it is closed and its last probe is settled', () => {
  const cohorts = new Cohorts();
  const sent: Cohort[] = [];
  for (let count = 0; count < 40; count += 1) sent.push(cohorts.sent(0, 100, 1, 0));
  for (const cohort of sent) assert.equal(settleInCohort(cohort, true, true, true), undefined);
});

test('a cohort lasts for its span, and for as long as it is too small to tell anything', () => {
  const cohorts = new Cohorts();
  const first = cohorts.sent(0, 100, 1, 0);
  assert.equal(cohorts.sent(500, 100, 1, 0), first);
  for (let count = 0; count < 10; count += 1) cohorts.sent(500, 100, 1, 0);
  assert.notEqual(cohorts.sent(501, 100, 1, 0), first);
});

test('half of the answers missing is noticed, all of them answered is not', () => {
  assert.equal(
    missingOf(100, 1, () => true),
    0,
  );
  const share = missingOf(100, 1, (index) => index % 2 === 0);
  assert.ok(Math.abs(share - 0.5) < 0.05, `${share}`);
});

test('what chance explains is not missed, whatever the share of answers', () => {
  let alarms = 0;
  fc.assert(
    fc.property(fc.nat(), fc.double({ min: 0.05, max: 0.95, noNaN: true }), (seed, share) => {
      const random = createRandom(seed);
      if (missingOf(200, share, () => random() / 2 ** 32 < share) > 0) alarms += 1;
    }),
    { numRuns: 500, seed: 1 },
  );
  assert.ok(alarms <= 5, `${alarms} false alarms in 500`);
});

test('what is only believed to be answered is missed only as far as that is sure', () => {
  const answers = (index: number) => index % 5 !== 0;
  assert.ok(missingOf(100, 1, answers, 0) > 0);
  assert.equal(missingOf(100, 1, answers, 0.2), 0);
});
