import assert from 'node:assert/strict';
import test from 'node:test';
import { Deadline, scheduleAfterEvents } from '../../src/net/deadline.js';
import { FakeClock } from '../helpers/fake-clock.js';
import { turns } from '../helpers/turn.js';

test('a deadline tells what is left of it, and never less than nothing', () => {
  const clock = new FakeClock();
  const deadline = new Deadline(100, clock);
  assert.equal(deadline.remainingMs(), 100);
  clock.advance(70);
  assert.equal(deadline.remainingMs(), 30);
  clock.advance(70);
  assert.equal(deadline.remainingMs(), 0);
});

test('a deadline within another ends with whichever is first', () => {
  const clock = new FakeClock();
  const whole = new Deadline(100, clock);
  assert.equal(whole.within(30).remainingMs(), 30);
  clock.advance(90);
  const part = whole.within(30);
  assert.equal(part.remainingMs(), 10);
  clock.advance(10);
  assert.equal(part.remainingMs(), 0);
  assert.equal(whole.within(30).remainingMs(), 0);
});

test('a deadline calls back once, when it has come', async () => {
  const clock = new FakeClock();
  let calls = 0;
  new Deadline(100, clock).schedule(() => {
    calls += 1;
  });
  clock.advance(99);
  await turns();
  assert.equal(calls, 0);
  clock.advance(1);
  await turns();
  clock.advance(100);
  await turns();
  assert.equal(calls, 1);
});

test('a deadline that has passed still calls back', async () => {
  const clock = new FakeClock();
  const deadline = new Deadline(10, clock);
  clock.advance(50);
  let calls = 0;
  deadline.schedule(() => {
    calls += 1;
  });
  clock.advance(0);
  await turns();
  assert.equal(calls, 1);
});

test('a cancelled callback never comes and leaves no timer', async () => {
  const clock = new FakeClock();
  const cancel = new Deadline(100, clock).schedule(() => assert.fail('called'));
  assert.equal(clock.pending, 1);
  cancel();
  assert.equal(clock.pending, 0);
  clock.advance(200);
  await turns();
});

test('a callback can be cancelled by an event that waited when its time came', async () => {
  const clock = new FakeClock();
  const cancel = scheduleAfterEvents(clock, 100, () => assert.fail('called'));
  clock.advance(100);
  cancel();
  await turns();
});
