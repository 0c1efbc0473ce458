import assert from 'node:assert/strict';
import test from 'node:test';
import { openAt, simulate } from '../helpers/simulated-scan.js';

const OPEN = [22, 80, 443, 3306];
const host = { rttMs: 40, jitterMs: 4, port: openAt(OPEN) };
const link = { perSecond: 2000, queue: 200 };

/** Something that happens to every connect within a time. */
const during = (from: number, to: number, what: string) => (now: number) =>
  now >= from && now < to ? what : undefined;

test('a machine that slept takes nothing for silence that was on its way then', async () => {
  const { summary, network } = await simulate({
    ports: '1-6000',
    retries: 0,
    timeoutMs: 2500,
    before: (clock) => void clock.schedule(2000, () => clock.sleep(3_600_000)),
    network: { link: { perSecond: 2000, queue: 5000 }, host, outage: during(1990, 2000, 'lost') },
  });
  assert.deepEqual([summary.open, summary.closed, summary.filtered], [4, 5996, 0]);
  assert.ok(network.asked.length > 6000);
});

test('a wall clock that is set back, or forth by a little, changes nothing', async () => {
  for (const ms of [-3_600_000, 500]) {
    const { summary, network } = await simulate({
      ports: '1-2000',
      before: (clock) => void clock.schedule(300, () => clock.sleep(ms)),
      network: { link, host },
    });
    assert.deepEqual([summary.closed, summary.complete], [1997, true]);
    assert.ok(network.asked.length < 2600, `${network.asked.length}`);
  }
});

for (const seconds of [1, 5, 20]) {
  test(`a network that is silent for ${seconds} s and returns costs that time, and no answer`, async () => {
    const outage = during(2000, 2000 + seconds * 1000, 'lost');
    const scan = await simulate({ ports: '1-6000', network: { link, host, outage } });
    assert.deepEqual(scan.openPorts, OPEN);
    assert.deepEqual([scan.summary.closed, scan.summary.complete], [5996, true]);
    assert.ok(scan.seconds < 3 * seconds + 15, `${scan.seconds} s`);
  });
}

for (const code of ['ENETUNREACH', 'ENETDOWN', 'ENOBUFS', 'EMFILE']) {
  test(`a second of ${code} is waited out, and every port gets its answer`, async () => {
    const outage = during(2000, 3000, code);
    const { openPorts, summary } = await simulate({ ports: '1-6000', network: { link, host, outage } });
    assert.deepEqual(openPorts, OPEN);
    assert.deepEqual([summary.closed, summary.complete], [5996, true]);
  });

  test(`${code} that does not end makes what is left unknown, nothing else`, async () => {
    const outage = during(2000, Number.POSITIVE_INFINITY, code);
    const { summary, seconds } = await simulate({ ports: '1-6000', network: { link, host, outage } });
    assert.deepEqual([summary.filtered, summary.unreachable, summary.complete], [0, 0, false]);
    assert.equal(summary.open + summary.closed + summary.unknown, 6000);
    assert.ok(summary.unknown > 1500 && seconds < 120, `${summary.unknown} after ${seconds} s`);
  });
}

test('a network that is away for long ends as unknown or with the true states, never with wrong ones', async () => {
  for (const code of ['ENETUNREACH', 'ENOBUFS']) {
    const outage = during(2000, 8000, code);
    const { summary, openPorts } = await simulate({ ports: '1-6000', show: 'all', network: { link, host, outage } });
    assert.deepEqual([summary.filtered, summary.unreachable], [0, 0]);
    assert.ok(openPorts.every((port) => OPEN.includes(port)));
    assert.equal(summary.open + summary.closed + summary.unknown, 6000);
  }
});
