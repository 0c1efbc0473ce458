import assert from 'node:assert/strict';
import test from 'node:test';
import { PROBE_LOCAL_FAILURE_TRIES, RETRIES, SELF_CONNECT_TRIES } from '../../src/defaults.js';
import { Deadline } from '../../src/net/deadline.js';
import { type Dialed, dialPatiently, type PatientDialOptions } from '../../src/probe/patient-dial.js';
import { FakeClock } from '../helpers/fake-clock.js';
import { FakeDialer, quietConnection, type Script, systemError } from '../helpers/fake-dialer.js';
import { turns } from '../helpers/turn.js';

const ENDPOINT = { address: '127.0.0.1', family: 4, port: 40_000 } as const;
const itself = () => quietConnection({ localAddress: ENDPOINT.address, localPort: ENDPOINT.port });

/** Dials by a script with a clock that runs as fast as it can. */
function dialed(script: Script, changes: Partial<PatientDialOptions> = {}) {
  const clock = new FakeClock();
  const { dial } = new FakeDialer(script);
  const deadline = new Deadline(30_000, clock);
  const result = clock.drive(dialPatiently(ENDPOINT, { dial, connectTimeoutMs: 1000, deadline, ...changes }));
  return { clock, result };
}

function told({ outcome, attempts }: Dialed): [string, number] {
  return [outcome?.reason ?? 'connected', attempts];
}

test('an answer is taken at once', async () => {
  const open = await dialed(() => 'open').result;
  assert.deepEqual(told(open), ['connected', 1]);
  assert.ok((open.rttMs ?? -1) >= 0);
  const closed = await dialed(() => 'ECONNREFUSED').result;
  assert.deepEqual(told(closed), ['refused', 1]);
  assert.ok((closed.rttMs ?? -1) >= 0);
  assert.deepEqual(told(await dialed(() => 'EHOSTUNREACH').result), ['host-unreachable', 1]);
});

test('silence is asked again, and is silence when it goes on', async () => {
  const answering: Script = (_endpoint, attempt) => (attempt <= RETRIES ? 'ETIMEDOUT' : 'open');
  assert.deepEqual(told(await dialed(answering).result), ['connected', 1 + RETRIES]);
  const silent = await dialed(() => 'ETIMEDOUT').result;
  assert.deepEqual(told(silent), ['no-answer', 1 + RETRIES]);
  assert.equal(silent.rttMs, null);
});

test('a connect that met itself is not open: it is closed and asked again', async () => {
  const met: ReturnType<typeof itself>[] = [];
  const meeting: Script = (_endpoint, attempt) => {
    if (attempt === 3) return 'ECONNREFUSED';
    met.push(itself());
    return met.at(-1) as ReturnType<typeof itself>;
  };
  assert.deepEqual(told(await dialed(meeting).result), ['refused', 3]);
  assert.deepEqual(
    met.map(({ destroyed }) => destroyed),
    [true, true],
  );
  const always = await dialed(itself).result;
  assert.deepEqual(told(always), ['self-connect', SELF_CONNECT_TRIES]);
  assert.deepEqual([always.outcome?.state, always.rttMs], ['unknown', null]);
});

test('a failure of our own is put back with growing pauses, and given up after a while', async () => {
  const passing: Script = (_endpoint, attempt) => (attempt <= 3 ? 'EMFILE' : 'open');
  const short = dialed(passing);
  assert.deepEqual(told(await short.result), ['connected', 4]);
  assert.equal(short.clock.now(), 20 + 40 + 80);
  const lasting = dialed(() => systemError('ENETUNREACH', true));
  assert.deepEqual(told(await lasting.result), ['no-route', PROBE_LOCAL_FAILURE_TRIES]);
  assert.equal((await lasting.result).rttMs, null);
  assert.equal(lasting.clock.now(), 620);
});

test('pauses end with the deadline, which makes no silence of a failure', async () => {
  const clock = new FakeClock();
  const { dial } = new FakeDialer(() => 'EMFILE');
  const deadline = new Deadline(50, clock);
  const result = await clock.drive(dialPatiently(ENDPOINT, { dial, connectTimeoutMs: 1000, deadline }));
  assert.deepEqual(told(result), ['no-descriptor', 2]);
  assert.equal(clock.now(), 50);
});

test('what a timer leaves of the deadline by being early is too short for a connect', async () => {
  const clock = new FakeClock();
  const { dial, asked } = new FakeDialer(() => 'EMFILE');
  const schedule = (ms: number, callback: () => void) => clock.schedule(Math.max(0, ms - 0.5), callback);
  const deadline = new Deadline(20, { now: () => clock.now(), date: () => clock.date(), schedule });
  const result = await clock.drive(dialPatiently(ENDPOINT, { dial, connectTimeoutMs: 1000, deadline }));
  assert.deepEqual(told(result), ['no-descriptor', 1]);
  assert.equal(asked.length, 1);
});

test('each connect gets what the deadline leaves', async () => {
  const clock = new FakeClock();
  const timeouts: number[] = [];
  await dialPatiently(ENDPOINT, {
    connectTimeoutMs: 1000,
    deadline: new Deadline(1200, clock),
    dial: async (_endpoint, { timeoutMs }) => {
      timeouts.push(timeoutMs);
      clock.advance(timeoutMs);
      throw systemError('ETIMEDOUT');
    },
  });
  assert.deepEqual(timeouts, [1000, 200]);
});

test('an abort ends a pause, and what was not asked is unknown', async () => {
  const clock = new FakeClock();
  const controller = new AbortController();
  const { dial } = new FakeDialer(() => 'EMFILE');
  const deadline = new Deadline(30_000, clock);
  const { signal } = controller;
  const result = dialPatiently(ENDPOINT, { dial, connectTimeoutMs: 1000, deadline, signal });
  await turns();
  assert.equal(clock.pending, 1);
  controller.abort();
  assert.deepEqual(told(await result), ['stopped', 1]);
  assert.equal(clock.pending, 0);
});
