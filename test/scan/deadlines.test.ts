import assert from 'node:assert/strict';
import test from 'node:test';
import { FIRST_DEADLINE_MS, LEAST_DEADLINE_MS, MOST_DEADLINE_MS } from '../../src/defaults.js';
import type { Outcome } from '../../src/net/outcome.js';
import type { Attempt, AttemptOutcome } from '../../src/scan/prober.js';
import { TcpProber } from '../../src/scan/tcp-prober.js';
import { FakeClock } from '../helpers/fake-clock.js';
import { silenceAvailable, silentPort } from '../helpers/silent-port.js';
import { openAt, type SimulatedScan, simulate } from '../helpers/simulated-scan.js';
import { turns } from '../helpers/turn.js';

const closed = openAt([]);

/** Deadlines of the connects to a host that were made within a time, shortest first. */
function deadlines({ network }: SimulatedScan, address: string, from: number, to = Number.POSITIVE_INFINITY): number[] {
  return network.asked
    .filter((asked) => asked.address === address && asked.at >= from && asked.at < to)
    .map(({ timeoutMs }) => timeoutMs)
    .sort((first, second) => first - second);
}

test('before any round trip is known a probe waits a second, then a little more than a round trip takes', async () => {
  const scan = await simulate({ ports: '1-2000', network: { host: { rttMs: 150, jitterMs: 30, port: closed } } });
  assert.deepEqual(new Set(deadlines(scan, '192.0.2.1', 0, 150)), new Set([FIRST_DEADLINE_MS]));
  const later = deadlines(scan, '192.0.2.1', 400);
  assert.ok((later[0] as number) > 180, `${later[0]} ms would miss answers`);
  assert.ok((later.at(-1) as number) < 500, `${later.at(-1)} ms`);
});

test('a probe never waits less than the least, however near the host is', async () => {
  const scan = await simulate({ ports: '1-2000', network: { host: { rttMs: 0.5, port: closed } } });
  assert.equal(deadlines(scan, '192.0.2.1', 10).at(0) ?? LEAST_DEADLINE_MS, LEAST_DEADLINE_MS);
});

test('a path slower than a second is learnt from the answers that still come in time', async () => {
  const host = { rttMs: 900, jitterMs: 50, port: closed };
  const scan = await simulate({ ports: '1-500', network: { host } });
  assert.equal(scan.summary.closed, 500);
  const later = deadlines(scan, '192.0.2.1', 1500);
  assert.ok((later[0] ?? MOST_DEADLINE_MS) > 950 && (later.at(-1) ?? 0) <= MOST_DEADLINE_MS);
});

test('a host of which no answer is known waits as its neighbours do, one of another network as all do', async () => {
  const rtts: Record<string, number> = { '192.0.2.1': 40, '192.0.2.2': 40, '198.51.100.1': 400 };
  const scan = await simulate({
    targets: Object.keys(rtts).concat('192.0.2.9'),
    ports: '1-300',
    order: 'sequential',
    concurrency: 20,
    retries: 0,
    network: {
      host: (address) => ({
        rttMs: rtts[address] ?? 40,
        port: openAt([], address.endsWith('.9') ? 'silent' : 'closed'),
      }),
    },
  });
  const silent = deadlines(scan, '192.0.2.9', 1500);
  const far = deadlines(scan, '198.51.100.1', 1500);
  assert.ok(silent.length > 10 && (silent.at(-1) as number) < 300, `near: ${silent.at(-1)} ms`);
  assert.ok(far.length > 10 && (far[0] as number) > 400, `far: ${far[0]} ms`);
});

test('a fixed timeout is kept, whatever is measured', async () => {
  const scan = await simulate({
    ports: '1-500',
    timeoutMs: 800,
    network: { host: { rttMs: 40, loss: 0.05, port: closed } },
  });
  assert.deepEqual(new Set(scan.network.asked.map(({ timeoutMs }) => timeoutMs)), new Set([800]));
});

test('a retry of a silent port waits longer than the first attempt', async () => {
  const host = { rttMs: 200, port: openAt([22, 80], 'silent') };
  const scan = await simulate({ ports: '22,80,1000-1010', concurrency: 2, network: { host } });
  const asked = scan.network.asked.filter(({ port, at }) => port === 1010 && at > 1500);
  assert.ok(asked.length >= 2);
  assert.ok((asked[1]?.timeoutMs as number) > (asked[0]?.timeoutMs as number));
});

test('a deadline that was shortened is kept, and no answer is awaited behind it', {
  skip: !silenceAvailable,
}, async (t) => {
  const endpoint = await silentPort(t);
  const clock = new FakeClock();
  const settled: AttemptOutcome[] = [];
  const listener = { settled: (_attempt: Attempt, outcome: AttemptOutcome) => settled.push(outcome), inspected() {} };
  const prober = new TcpProber<Attempt, never>(clock, undefined, listener);
  t.after(() => prober.stop());
  const target = { target: 'here', address: endpoint.address, family: endpoint.family };
  const attempt: Attempt = {
    target,
    port: endpoint.port,
    timeoutMs: 1000,
    sentAt: 0,
    inspects: false,
    handle: undefined,
  };
  prober.ask(attempt);
  prober.flush();
  await turns();
  prober.hasten(attempt, 200);
  clock.advance(190);
  await turns();
  assert.deepEqual(settled, []);
  clock.advance(20);
  await turns();
  assert.deepEqual(
    settled.map((outcome) => (outcome as Outcome).reason),
    ['no-answer'],
  );
  clock.advance(2000);
  await turns();
  assert.equal(settled.length, 1);
});
