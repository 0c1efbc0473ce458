import assert from 'node:assert/strict';
import test from 'node:test';
import { openAt, simulate } from '../helpers/simulated-scan.js';

const OPEN = [22, 80, 443, 3306, 8080];
const link = { perSecond: 2000, queue: 100 };

test('a scan with a budget ends in time, and what is left is unknown for that reason', async () => {
  for (const budgetMs of [1000, 3000, 10_000]) {
    const host = { rttMs: 50, jitterMs: 5, port: openAt(OPEN) };
    const { summary, seconds } = await simulate({ ports: '1-65535', budgetMs, network: { link, host } });
    assert.ok(seconds * 1000 <= budgetMs && seconds * 1000 > budgetMs / 2, `${seconds} s of ${budgetMs} ms`);
    assert.deepEqual(summary.unknownReasons, { budget: summary.unknown });
    assert.deepEqual([summary.asked, summary.complete, summary.stopped], [65_535, false, true]);
    assert.ok(summary.unknown > 0);
  }
});

test('the likeliest ports are asked first, so that a short budget finds them', async () => {
  const host = { rttMs: 50, jitterMs: 5, port: openAt(OPEN) };
  const { openPorts } = await simulate({ ports: '1-65535', budgetMs: 1500, network: { link, host } });
  assert.deepEqual(openPorts, OPEN);
});

test('a scan that is done within its budget is complete', async () => {
  const host = { rttMs: 50, port: openAt(OPEN) };
  const { summary } = await simulate({ ports: '1-500', budgetMs: 60_000, network: { host } });
  assert.deepEqual([summary.complete, summary.stopped, summary.unknown], [true, false, 0]);
});

test('a host that never answers does not make a scan overrun its budget', async () => {
  const { seconds, summary } = await simulate({ ports: '1-65535', budgetMs: 2000, network: { host: () => undefined } });
  assert.ok(seconds <= 2, `${seconds} s`);
  assert.equal(summary.asked, 65_535);
});

test('an abort before the end of the budget is told as an abort', async () => {
  const controller = new AbortController();
  const { summary } = await simulate({
    ports: '1-65535',
    budgetMs: 5000,
    signal: controller.signal,
    before: (clock) => void clock.schedule(1000, () => controller.abort()),
    network: { link, host: { rttMs: 50, port: openAt(OPEN) } },
  });
  assert.deepEqual(Object.keys(summary.unknownReasons), ['stopped']);
});
