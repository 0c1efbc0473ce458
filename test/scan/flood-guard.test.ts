import assert from 'node:assert/strict';
import test from 'node:test';
import { Silence } from '../../src/scan/silence.js';
import { openAt, type SimulatedScan, simulate } from '../helpers/simulated-scan.js';

const OPEN = [22, 80, 443, 3306, 5555, 8080];
const guarded = (forMs: number) => ({ rttMs: 30, jitterMs: 2, guard: { perSecond: 1000, forMs }, port: openAt(OPEN) });

function remarksOf({ notices }: SimulatedScan): string[] {
  return notices.map(({ remark }) => remark);
}

/** Connects between two times, in milliseconds. */
function asked({ network }: SimulatedScan, from: number, to: number): number {
  return network.asked.filter(({ at }) => at >= from && at < to).length;
}

test('a host that falls silent when asked too fast is noticed, said, left alone, and asked again', async () => {
  const scan = await simulate({ ports: '1-10000', network: { host: guarded(20_000) } });
  assert.deepEqual(remarksOf(scan), ['went-silent', 'answers-again']);
  assert.deepEqual(scan.hosts[0]?.remarks, ['went-silent', 'answers-again']);
  assert.ok(asked(scan, 5000, 15_000) < 20, `${asked(scan, 5000, 15_000)} connects while it was silent`);
});

for (const [perSecond, forMs] of [
  [1000, 20_000],
  [500, 10_000],
  [2000, 5000],
] as const) {
  test(`every port of a host with a guard of ${perSecond} a second is right at the end`, async () => {
    const host = { ...guarded(forMs), guard: { perSecond, forMs } };
    const scan = await simulate({ ports: '1-10000', network: { host } });
    assert.deepEqual(scan.openPorts, OPEN);
    assert.deepEqual([scan.summary.closed, scan.summary.complete], [10_000 - OPEN.length, true]);
    assert.ok((scan.network.at('192.0.2.1')?.guardTrips ?? 9) <= 3, 'it was asked more slowly then');
  });
}

test('a guarded host that is silent by itself on most ports is noticed as well', async () => {
  const host = { ...guarded(10_000), port: openAt(OPEN, 'silent') };
  const scan = await simulate({ ports: '1-9000', network: { host } });
  assert.deepEqual(scan.openPorts, OPEN);
});

test('a polite scan never wakes a guard of a thousand a second', async () => {
  const scan = await simulate({ ports: '1-4000', pace: 'polite', network: { host: guarded(20_000) } });
  assert.deepEqual([scan.network.at('192.0.2.1')?.guardTrips, remarksOf(scan)], [0, []]);
  assert.deepEqual(
    scan.openPorts,
    OPEN.filter((port) => port <= 4000),
  );
});

test('a host that stays silent is given up after a minute and a half, and its ports are unknown, not filtered', async () => {
  const scan = await simulate({ ports: '1-10000', network: { host: guarded(1e9) } });
  const { summary, seconds } = scan;
  assert.deepEqual([summary.filtered, summary.complete], [0, false]);
  assert.deepEqual(summary.unknownReasons, { 'host-went-silent': summary.unknown });
  assert.ok(summary.unknown > 5000 && seconds > 90 && seconds < 110, `${summary.unknown} after ${seconds} s`);
  assert.deepEqual(remarksOf(scan), ['went-silent']);
});

test('one host that went silent does not hold up the others', async () => {
  const free = { rttMs: 30, jitterMs: 2, port: openAt(OPEN) };
  const host = (address: string) => (address.endsWith('.1') ? guarded(20_000) : free);
  const { records, summary } = await simulate({ targets: '192.0.2.1-4', ports: '1-5000', network: { host } });
  const told = records.filter((record) => record.type === 'host').map(({ address }) => address);
  assert.equal(told.at(-1), '192.0.2.1');
  assert.equal(summary.closed + summary.open, 20_000);
});

test('calls to a silent host grow rarer, and patience ends', () => {
  const silence = new Silence(0, 1000);
  const calls: number[] = [];
  for (let isOver = false; !isOver && calls.length < 1000; ) {
    const at = silence.asksAt;
    calls.push(at);
    silence.asked();
    isOver = silence.unanswered(at + 100);
  }
  assert.ok(calls.length < 40 && (calls.at(-1) as number) <= 95_000, `${calls}`);
  assert.ok((calls.at(-1) as number) - (calls.at(-2) as number) >= 4000);
});
