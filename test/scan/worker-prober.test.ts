import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type StartThread, WorkerProber } from '../../src/scan/worker-prober.js';
import { closedPort, serve } from '../helpers/server.js';
import { silenceAvailable, silentPort } from '../helpers/silent-port.js';
import { attemptAt, PretendedThread, Told } from './worker-threads.js';

function pretended(inspect?: () => Promise<string>) {
  const told = new Told<string>();
  let thread: PretendedThread<string> | undefined;
  const start: StartThread<string> = (listener) => {
    thread = new PretendedThread(listener, inspect);
    return thread;
  };
  const prober = new WorkerProber(start, told);
  return { told, prober, thread: thread ?? assert.fail('it was not started') };
}

test('a worker tells what became of its attempts, with round trips by its own clock', async (t) => {
  const { port: open } = await serve(t, () => {});
  const { port: closed } = await closedPort();
  const { told, prober } = pretended();
  // Sent long ago by the clock of the scan: the messages had to wait.
  prober.ask(attemptAt(open, { sentAt: -60_000 }));
  prober.ask(attemptAt(closed, { sentAt: -60_000 }));
  prober.flush();
  await told.enough(({ settledPorts }) => settledPorts.size === 2);
  assert.equal(told.settledPorts.get(open), 'open');
  assert.deepEqual(told.settledPorts.get(closed), { state: 'closed', reason: 'refused', local: null });
  assert.ok(told.roundTrips.every((ms) => ms >= 0 && ms < 30_000));
  prober.stop();
});

test('an open port is looked at over the very connection that was opened', async (t) => {
  let connections = 0;
  const { port } = await serve(t, () => {
    connections += 1;
  });
  const { told, prober } = pretended(async () => 'looked');
  prober.ask(attemptAt(port, { inspects: true }));
  prober.flush();
  await told.enough(({ inspections }) => inspections.size === 1);
  assert.equal(told.inspections.get(port), 'looked');
  assert.equal(connections, 1);
  prober.stop();
});

test('the process is held only while a worker has something to do', async (t) => {
  const { port } = await serve(t, () => {});
  const { told, prober, thread } = pretended(async () => 'looked');
  assert.equal(thread.isHeld, false);
  prober.ask(attemptAt(port, { inspects: true }));
  prober.flush();
  assert.equal(thread.isHeld, true);
  await told.enough(({ inspections }) => inspections.size === 1);
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(thread.isHeld, false);
  prober.stop();
});

test('the attempts of a worker that dies are failures of our own, and what it looked at stays unseen', async (t) => {
  const { port: open } = await serve(t, () => {});
  const { port: closed } = await closedPort();
  const { told, prober, thread } = pretended(() => new Promise(() => {}));
  prober.ask(attemptAt(open, { inspects: true }));
  prober.flush();
  await told.enough(({ settledPorts }) => settledPorts.get(open) === 'open');
  prober.ask(attemptAt(closed));
  prober.flush();
  thread.die();
  assert.deepEqual(told.settledPorts.get(closed), { state: 'unknown', reason: 'no-buffer', local: 'resource' });
  assert.deepEqual([...told.inspections], [[open, undefined]]);
  assert.equal(prober.isReady, false);
});

test('stopped, a worker ends at once and tells nothing more', async () => {
  const { port } = await closedPort();
  const { told, prober, thread } = pretended();
  prober.ask(attemptAt(port));
  prober.flush();
  prober.stop();
  assert.equal(thread.isEnded, true);
  assert.equal(told.settledPorts.size, 0);
});

test('stopped while it looks at an open port, a worker ends behind that', async (t) => {
  const { port } = await serve(t, () => {});
  let finish: (text: string) => void = () => {};
  const looking = new Promise<string>((resolve) => {
    finish = resolve;
  });
  const { told, prober, thread } = pretended(() => looking);
  prober.ask(attemptAt(port, { inspects: true }));
  prober.flush();
  await told.enough(({ settledPorts }) => settledPorts.size === 1);
  prober.stop();
  assert.equal(thread.isEnded, false);
  finish('looked');
  await told.enough(({ inspections }) => inspections.size === 1);
  assert.equal(thread.isEnded, true);
});

test('a deadline can be brought forward in a worker', { skip: !silenceAvailable }, async (t) => {
  const { port } = await silentPort(t);
  const { told, prober } = pretended();
  const attempt = attemptAt(port, { timeoutMs: 100_000 });
  prober.ask(attempt);
  prober.flush();
  prober.hasten(attempt, attempt.sentAt + 1);
  prober.flush();
  await told.enough(({ settledPorts }) => settledPorts.size === 1);
  assert.deepEqual(told.settledPorts.get(port), { state: 'filtered', reason: 'no-answer', local: null });
  // It is over: nobody else's deadline may change.
  prober.hasten(attempt, 0);
  prober.stop();
});
