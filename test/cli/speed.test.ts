import assert from 'node:assert/strict';
import test from 'node:test';
import { Speedometer } from '../../src/cli/speed.js';

test('the speed is that of the last ten seconds, however slowly it began', () => {
  const speedometer = new Speedometer();
  for (let at = 100; at <= 60_000; at += 100) speedometer.look({ planned: 100_000, settled: 0, sent: 0 }, at);
  for (let at = 60_100; at <= 80_000; at += 100) {
    speedometer.look({ planned: 100_000, settled: at - 60_000, sent: 2 * (at - 60_000) }, at);
  }
  const { perSecond, leftMs } = speedometer.look({ planned: 100_000, settled: 20_100, sent: 40_200 }, 80_100);
  assert.equal(Math.round(perSecond), 2000);
  assert.equal(Math.round(leftMs ?? 0), 79_900);
});

test('nothing is said of the end in the first second, while nothing goes on, or where it would take days', () => {
  const leftMs = (settled: number, at: number, planned = 1000) =>
    new Speedometer().look({ planned, settled, sent: settled }, at).leftMs;
  assert.equal(leftMs(10, 900), undefined);
  assert.equal(leftMs(0, 5000), undefined);
  assert.equal(leftMs(1, 5000, 4_294_967_296), undefined);
  assert.equal(leftMs(500, 5000), 5000);
  assert.equal(leftMs(1000, 5000), 0);
});
