import assert from 'node:assert/strict';
import test from 'node:test';
import { Window } from '../../src/scan/window.js';

test('a window starts at its cap and never grows beyond it', () => {
  const window = new Window(100);
  for (let count = 0; count < 1000; count += 1) window.answered();
  assert.equal(window.size, 100);
});

test('a window halves once for many failures of the same moment', () => {
  const window = new Window(100);
  for (let count = 0; count < 80; count += 1) window.ranOut(5);
  assert.equal(window.size, 50);
});

test('a window never falls below one', () => {
  const window = new Window(3);
  for (let now = 0; now < 20_000; now += 1000) window.ranOut(now);
  assert.equal(window.size, 1);
});

test('pauses double while nothing comes back, up to a second, and start small again after an answer', () => {
  const window = new Window(1000);
  const pauses: number[] = [];
  for (let now = 0; pauses.length < 8; now += 2000) {
    window.ranOut(now);
    pauses.push(window.resumesAt - now);
  }
  assert.deepEqual(pauses, [20, 40, 80, 160, 320, 640, 1000, 1000]);
  window.answered();
  window.ranOut(100_000);
  assert.equal(window.resumesAt, 100_020);
});

test('a window grows by one for every window of answers, and not on silence', () => {
  const window = new Window(100);
  window.ranOut(0);
  for (let count = 0; count < 500; count += 1) window.silent();
  assert.equal(window.size, 50);
  for (let count = 0; count < 50; count += 1) window.answered();
  assert.equal(window.size, 51);
});
