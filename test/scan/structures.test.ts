import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { Fifo } from '../../src/scan/fifo.js';
import { Pace } from '../../src/scan/pace.js';
import { RateLog } from '../../src/scan/rate-log.js';
import { TimeWheel } from '../../src/scan/time-wheel.js';

test('a wheel gives back everything once, never before its time and at most a tick behind it', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5000)), fc.array(fc.nat(300)), (times, steps) => {
      const wheel = new TimeWheel<number>(4);
      for (const at of times) wheel.add(at, at);
      const taken: number[] = [];
      let now = 0;
      for (const step of [...steps, 10_000]) {
        const before = now;
        now += step;
        for (const at of wheel.take(now).flat()) {
          assert.ok(at <= now && at > before - 4 - 1, `${at} taken between ${before} and ${now}`);
          taken.push(at);
        }
        assert.ok(wheel.nextAt > now);
      }
      assert.deepEqual(taken.toSorted(), times.toSorted());
    }),
  );
});

test('a pace gives no more than its rate and one burst, over any time', () => {
  const waits = fc.array(fc.double({ min: 0, max: 50, noNaN: true }), { maxLength: 300 });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5000 }),
      fc.integer({ min: 1, max: 20 }),
      waits,
      (perSecond, burst, steps) => {
        const pace = new Pace(perSecond, burst, 0);
        let now = 0;
        let taken = 0;
        for (const step of steps) {
          now += step;
          while (pace.has(now)) {
            pace.take();
            taken += 1;
          }
          assert.ok(taken <= burst + (now * perSecond) / 1000 + 1e-6);
          assert.ok(pace.nextAt() >= now);
        }
      },
    ),
  );
});

test('a pace has its next token when it says', () => {
  const pace = new Pace(100, 1, 0);
  assert.ok(pace.has(0));
  pace.take();
  assert.equal(pace.has(9), false);
  assert.equal(Math.round(pace.nextAt()), 10);
  assert.equal(pace.has(pace.nextAt()), true);
  pace.take();
  pace.giveBack();
  assert.equal(pace.has(10), true);
});

test('a log of rates counts the last seconds to the tenth, and forgets what is older than three', () => {
  const log = new RateLog();
  for (let now = 0; now < 10_000; now += 10) log.note(now);
  assert.equal(log.total, 1000);
  assert.ok(Math.abs(log.since(9000, 9990) - 100) <= 10);
  assert.ok(log.since(0, 9990) <= 330);
  assert.equal(log.since(20_000, 20_050), 0);
});

test('what goes first into a queue comes out first, however they alternate', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 1000 }), (pushes) => {
      const queue = new Fifo<number>();
      const model: number[] = [];
      for (const [index, isPush] of pushes.entries()) {
        if (isPush) {
          queue.push(index);
          model.push(index);
        } else assert.equal(queue.shift(), model.shift());
        assert.deepEqual([queue.length, queue.first], [model.length, model[0]]);
      }
    }),
  );
});
