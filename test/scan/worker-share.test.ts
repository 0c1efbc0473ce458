import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BUSY_LOOK_MS, THREADS_FROM_SENT } from '../../src/defaults.js';
import { systemClock } from '../../src/net/clock.js';
import { SharedProber } from '../../src/scan/worker-share.js';
import { attemptAt, PretendedThread, Told } from './worker-threads.js';

/** Workers that were started once a thread that never rests has asked so many, while processors were idle for a share. */
function startedAfter(asked: number, idleShare: number): number {
  let now = 0;
  const started: PretendedThread<string>[] = [];
  const prober = new SharedProber(
    {
      workers: 3,
      atOnce: false,
      idleMs: () => now * idleShare,
      start(listener) {
        const thread = new PretendedThread(listener, undefined);
        started.push(thread);
        return thread;
      },
    },
    { ...systemClock, now: () => now },
    undefined,
    new Told<string>(),
  );
  for (let count = 0; count < asked; count += 1) prober.ask(attemptAt(1));
  prober.flush();
  assert.equal(started.length, 0);
  now += BUSY_LOOK_MS;
  prober.flush();
  prober.stop();
  assert.ok(started.every(({ isEnded }) => isEnded));
  return started.length;
}

test('threads are started once one is busy all the time and a processor is idle', () => {
  assert.equal(startedAfter(THREADS_FROM_SENT, 0.9), 3);
});

test('no threads are started where other programs keep the processors busy', () => {
  assert.equal(startedAfter(THREADS_FROM_SENT, 0.2), 0);
});

test('no threads are started by a scan that has asked little', () => {
  assert.equal(startedAfter(THREADS_FROM_SENT / 2, 0.9), 0);
});
