import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { LEAST_WINDOW, WINDOW_GROWTH } from '../../src/defaults.js';
import { Window } from '../../src/scan/window.js';

const ROUND_TRIP = 100;

/** One round trip: whatever is in flight is answered, and each answer makes room for what comes next. */
function round(window: Window, now: number, inflation = 0): void {
  fill(window);
  for (let left = window.inFlight; left > 0; left -= 1) {
    window.answered(now, 1, inflation, ROUND_TRIP);
    window.settled(1);
    fill(window);
  }
}

function fill(window: Window): void {
  while (!window.isFull) window.sent(1);
}

test('a window doubles in a round trip while answers come, up to its cap', () => {
  const window = new Window(10, 10_000);
  const sizes: number[] = [];
  for (let turn = 1; turn <= 12; turn += 1) {
    round(window, turn * ROUND_TRIP);
    sizes.push(window.size);
  }
  assert.deepEqual(sizes.slice(0, 5), [20, 40, 80, 160, 320]);
  assert.equal(sizes.at(-1), 10_000);
});

test('a window begins no higher than its cap and never grows beyond it', () => {
  const window = new Window(64, 50);
  assert.equal(window.size, 50);
  for (let turn = 1; turn < 50; turn += 1) round(window, turn * ROUND_TRIP);
  assert.equal(window.size, 50);
});

test('silence alone never makes a window grow, and answers nobody expected do not either', () => {
  const window = new Window(64, 1000);
  for (let turn = 1; turn < 50; turn += 1) {
    for (let count = 0; count < 64; count += 1) window.sent(0.5);
    for (let count = 0; count < 64; count += 1) window.settled(0.5);
    window.sent(0);
    window.answered(turn, 0, 0, ROUND_TRIP);
    window.settled(0);
  }
  assert.equal(window.size, 64);
});

test('a window that is hardly used does not grow', () => {
  const window = new Window(64, 1000);
  for (let now = 0; now < 1000; now += 1) {
    window.sent(1);
    window.answered(now, 1, 0, ROUND_TRIP);
    window.settled(1);
  }
  assert.equal(window.size, 64);
});

test('missing answers cut in proportion, at most to three tenths, and end the doubling', () => {
  const [few, many] = [new Window(1000, 10_000), new Window(1000, 10_000)];
  few.missed(0, 0.1);
  many.missed(0, 0.95);
  assert.deepEqual([few.size, many.size, few.isStarting], [810, 300, false]);
});

test('however much is missing, a window stays above the floor, or at its cap where that is lower', () => {
  const [wide, narrow] = [new Window(1000, 10_000), new Window(3, 3)];
  for (let now = 0; now < 20_000; now += 100) for (const window of [wide, narrow]) window.missed(now, 1);
  assert.deepEqual([wide.size, narrow.size], [LEAST_WINDOW, 3]);
});

test('after the first cut a window grows by a fifth in a round trip at most, and by less soon after losses', () => {
  const [delayed, lossy] = [new Window(1000, 100_000), new Window(1000, 100_000)];
  for (let now = 0; now <= 3 * ROUND_TRIP; now += ROUND_TRIP) round(delayed, now, 20);
  lossy.missed(0, 0.1);
  for (const [window, most] of [
    [delayed, 1 + WINDOW_GROWTH],
    [lossy, 1.06],
  ] as const) {
    assert.equal(window.isStarting, false);
    for (let turn = 10; turn < 20; turn += 1) {
      const before = window.size;
      round(window, turn * ROUND_TRIP);
      assert.ok(window.size <= before * most + 1, `${before} grew to ${window.size}`);
    }
  }
});

test('answers that take longer for a round trip cut a window, one slow moment does not', () => {
  const window = new Window(1000, 10_000);
  round(window, 0);
  const before = window.size;
  for (let count = 0; count < 10; count += 1) window.answered(1, 1, 20, ROUND_TRIP);
  assert.ok(window.size >= before, 'one slow moment');
  window.answered(2 + ROUND_TRIP, 1, 20, ROUND_TRIP);
  const cut = window.size;
  assert.ok(cut < before * 0.9 && cut > before * 0.1, `cut from ${before} to ${cut}`);
  for (let count = 0; count < 10; count += 1) window.answered(3 + ROUND_TRIP, 1, 20, ROUND_TRIP);
  assert.equal(window.size, cut, 'once a round trip');
});

test('the longer answers take, the more a window is cut', () => {
  const sizes = [2, 20].map((inflation) => {
    const window = new Window(1000, 10_000);
    for (let now = 0; window.size >= 1000 && now < 20 * ROUND_TRIP; now += ROUND_TRIP) {
      for (let count = 0; count < 100; count += 1) window.answered(now, 1, inflation, ROUND_TRIP);
    }
    return window.size;
  });
  assert.ok((sizes[0] as number) > (sizes[1] as number), `${sizes}`);
});

test('round trips that stay long although less and less is sent are taken for the path’s own in the end', () => {
  const window = new Window(10_000, 10_000);
  let rebased = 0;
  window.onRebase = () => {
    rebased += 1;
  };
  for (let now = 0; rebased === 0 && now < 500 * ROUND_TRIP; now += ROUND_TRIP) {
    for (let count = 0; count < 50; count += 1) window.answered(now, 1, 1.1, ROUND_TRIP);
  }
  assert.equal(rebased, 1);
});

test('a window halves once for many lacks of the same moment, and never falls below one', () => {
  const window = new Window(100, 100);
  for (let count = 0; count < 100; count += 1) window.sent(1);
  for (let count = 0; count < 80; count += 1) window.ranOut(5);
  assert.equal(window.size, 50);
  for (let now = 1000; now < 50_000; now += 1000) window.ranOut(now);
  assert.equal(window.size, 1);
});

test('pauses double while nothing leaves, up to a second, and start small again once something does', () => {
  const window = new Window(1000, 1000);
  const pauses: number[] = [];
  for (let now = 0; pauses.length < 8; now += 2000) {
    window.ranOut(now);
    pauses.push(window.resumesAt - now);
  }
  assert.deepEqual(pauses, [20, 40, 80, 160, 320, 640, 1000, 1000]);
  window.left();
  window.ranOut(100_000);
  assert.equal(window.resumesAt, 100_020);
});

test('whatever happens to a window, its size stays between one and its cap', () => {
  const happening = fc.tuple(
    fc.constantFrom('answered', 'missed', 'ranOut'),
    fc.nat(500),
    fc.double({ min: 0, max: 1, noNaN: true }),
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), fc.array(happening, { maxLength: 300 }), (cap, happenings) => {
      const window = new Window(64, cap);
      let now = 0;
      for (const [what, ms, share] of happenings) {
        now += ms;
        if (what === 'answered') round(window, now, share * 3);
        else if (what === 'missed') window.missed(now, share);
        else window.ranOut(now);
        assert.ok(window.size >= 1 && window.size <= cap);
      }
    }),
    { numRuns: 50 },
  );
});
