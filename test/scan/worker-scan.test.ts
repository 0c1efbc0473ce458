import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '../../src/net/clock.js';
import { normalizeScanOptions, type ScanOptions } from '../../src/options.js';
import type { Inspection } from '../../src/probe/inspect.js';
import { runEngine } from '../../src/scan/engine.js';
import { WorkerProber } from '../../src/scan/worker-prober.js';
import type { ScanThreads } from '../../src/scan/worker-share.js';
import { inspectorSettings } from '../../src/scan-inspector.js';
import { threadsOf } from '../../src/scan-threads.js';
import type { PlanBlock } from '../../src/spec/index.js';
import { collect } from '../helpers/collect.js';
import { closedPort, serve } from '../helpers/server.js';
import { engineOptions, portsByState } from './run-engine.js';
import { attemptAt, PretendedThread, Told } from './worker-threads.js';

/** Few ports, and none that the system hands out. */
const PORTS = [1, 1023] as const;

async function scanned(threads: ScanThreads<string> | undefined, signal?: AbortSignal) {
  const events = await collect(
    runEngine<PlanBlock, string>({
      ...engineOptions(['127.0.0.1'], PORTS),
      isOneHost: true,
      clock: systemClock,
      concurrency: 100,
      firstWindow: 10,
      patient: false,
      verify: false,
      threads,
      signal,
    }),
  );
  return portsByState(events.flat().flatMap((event) => ('remark' in event ? [] : [event])));
}

function pretendedThreads(started: PretendedThread<string>[]): ScanThreads<string> {
  return {
    workers: 2,
    atOnce: true,
    idleMs: () => 0,
    start: (listener) => {
      const thread = new PretendedThread(listener, undefined);
      started.push(thread);
      return thread;
    },
  };
}

test('a scan shared out among threads finds what one thread finds', async () => {
  const started: PretendedThread<string>[] = [];
  assert.deepEqual(await scanned(pretendedThreads(started)), await scanned(undefined));
  assert.ok(started.every(({ asked }) => asked > 100));
  assert.ok(started.every(({ isEnded, isHeld }) => isEnded || !isHeld));
});

test('a scan goes on, and misses nothing, when all its workers die', async () => {
  const started: PretendedThread<string>[] = [];
  const threads = pretendedThreads(started);
  const start: typeof threads.start = (listener) => {
    const thread = threads.start({
      ended: () => listener.ended(),
      received(message) {
        listener.received(message);
        if (message.settled !== undefined)
          for (const each of started) if (!each.isEnded) setImmediate(() => each.die());
      },
    });
    return thread;
  };
  assert.deepEqual(await scanned({ ...threads, start }), await scanned(undefined));
  assert.deepEqual(
    started.map(({ isEnded }) => isEnded),
    [true, true],
  );
});

test('a scan whose threads cannot be started is one of one thread', async () => {
  assert.deepEqual(
    await scanned({ workers: 2, atOnce: true, idleMs: () => 0, start: () => undefined }),
    await scanned(undefined),
  );
});

const settingsOf = (options: Partial<ScanOptions>) => normalizeScanOptions({ targets: 'localhost', ...options });

test('threads are left out of small scans, slow ones, and those with a dialer or a clock of their own', () => {
  const pairs = 10_000_000;
  const workersOf = (options: Partial<ScanOptions>, of = pairs) =>
    threadsOf({ targets: 'localhost', ...options }, settingsOf(options), undefined, of)?.workers;
  assert.equal(workersOf({}, 1000), undefined);
  assert.equal(workersOf({ rate: 100 }), undefined);
  assert.equal(workersOf({ threads: 1 }), undefined);
  assert.equal(workersOf({ threads: 4, dial: () => Promise.reject(new Error('none')) }), undefined);
  assert.equal(workersOf({ threads: 4, clock: systemClock }), undefined);
  assert.equal(workersOf({ threads: 4 }, 1), 3);
});

// A thread runs what was built: the loader that the tests run with does not reach into threads.
const built = (await import(
  new URL('../../dist/scan-threads.js', import.meta.url).href
)) as typeof import('../../src/scan-threads.js');

test('a real thread connects, meets what is open, and is gone once it is stopped', async (t) => {
  const { port: open } = await serve(t, (socket) => socket.end('220 mail.example.org ESMTP Postfix\r\n'));
  const { port: closed } = await closedPort();
  const settings = settingsOf({ threads: 2, identify: 'listen' });
  const { start } =
    built.threadsOf({ targets: 'localhost' }, settings, inspectorSettings(settings, []), 1) ?? assert.fail();
  const told = new Told<Inspection>();
  let isGone: () => void = () => {};
  const gone = new Promise<void>((resolve) => {
    isGone = resolve;
  });
  const prober = new WorkerProber<ReturnType<typeof attemptAt>, Inspection>((listener) => {
    return start({
      received: (message) => listener.received(message),
      ended() {
        listener.ended();
        isGone();
      },
    });
  }, told);
  prober.ask(attemptAt(open, { inspects: true }));
  prober.ask(attemptAt(closed));
  prober.flush();
  const enough = told.enough(({ settledPorts, inspections }) => settledPorts.size === 2 && inspections.size === 1);
  await Promise.race([enough, gone]);
  assert.equal(told.inspections.get(open)?.greeting.text, '220 mail.example.org ESMTP Postfix\r\n');
  assert.deepEqual(told.settledPorts.get(closed), { state: 'closed', reason: 'refused', local: null });
  prober.stop();
  await gone;
});
