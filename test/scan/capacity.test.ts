import assert from 'node:assert/strict';
import test from 'node:test';
import { openAt, type SimulatedScan, simulate } from '../helpers/simulated-scan.js';

const OPEN = [22, 80, 443, 7777, 15_000];
const SECONDS_TO_LEARN = 2;
/** Seconds for which the link is busy when it is used up. */
const SECONDS = 6;

/** Connects made from a second on. */
function askedFrom({ network }: SimulatedScan, second: number): number {
  return network.asked.filter(({ at }) => at >= second * 1000).length;
}

for (const [perSecond, queue, rttMs] of [
  [5000, 200, 40],
  [2000, 100, 80],
  [1000, 50, 20],
] as const) {
  test(`a link of ${perSecond} a second is used up and not overrun, at ${rttMs} ms`, async () => {
    const host = { rttMs, jitterMs: 4, port: openAt(OPEN) };
    const count = perSecond * SECONDS;
    const ports = `1-${count}`;
    const scan = await simulate({ ports, network: { link: { perSecond, queue }, host } });
    const lost = scan.network.dropped.filter((at) => at >= SECONDS_TO_LEARN * 1000).length;
    assert.ok(lost < 0.02 * askedFrom(scan, SECONDS_TO_LEARN), `${lost} of ${askedFrom(scan, SECONDS_TO_LEARN)} lost`);
    const used = SECONDS / scan.seconds;
    assert.ok(used > 0.85, `${used} of the link was used`);
    assert.equal(scan.summary.closed + scan.summary.open, count);
    assert.deepEqual(
      scan.openPorts,
      OPEN.filter((port) => port <= count),
    );
  });
}

test('a fast path is taken at its own pace: twenty thousand ports in a few round trips', async () => {
  const scan = await simulate({
    ports: '1-20000',
    network: { host: { rttMs: 100, jitterMs: 10, port: openAt(OPEN) } },
  });
  assert.equal(scan.summary.closed, 20_000 - OPEN.length);
  assert.ok(scan.seconds < 3, `${scan.seconds} s`);
});

test('loss that is not ours does not shrink the window to a crawl', async () => {
  const host = { rttMs: 100, jitterMs: 10, loss: 0.1, port: openAt(OPEN) };
  const scan = await simulate({ ports: '1-20000', network: { host } });
  assert.ok(scan.seconds < 8, `${scan.seconds} s`);
  assert.deepEqual(scan.openPorts, OPEN);
});

test('a narrow link that loses by itself too is still used', async () => {
  const host = { rttMs: 60, jitterMs: 10, loss: 0.05, port: openAt(OPEN) };
  const scan = await simulate({ ports: '1-10000', network: { link: { perSecond: 2000, queue: 100 }, host } });
  assert.ok(scan.seconds < 9, `${scan.seconds} s`);
  assert.deepEqual(scan.openPorts, OPEN.slice(0, 4));
});

test('where nearly all is silent, what little answers decides the pace, and all of it is found', async () => {
  const host = { rttMs: 40, jitterMs: 4, port: openAt(OPEN, 'silent') };
  const scan = await simulate({ ports: '1-10000', network: { link: { perSecond: 5000, queue: 200 }, host } });
  assert.deepEqual(scan.openPorts, OPEN.slice(0, 4));
  assert.equal(scan.summary.filtered, 10_000 - 4);
  assert.ok(scan.network.dropped.length < 0.2 * scan.network.asked.length, `${scan.network.dropped.length} dropped`);
});

test('several hosts share a narrow link, and none of them is forgotten', async () => {
  const scan = await simulate({
    targets: '192.0.2.1-10',
    ports: '1-1500',
    network: { link: { perSecond: 3000, queue: 100 }, host: { rttMs: 40, jitterMs: 10, port: openAt([22, 80, 1234]) } },
  });
  assert.deepEqual([scan.summary.open, scan.summary.closed], [30, 14_970]);
  assert.ok(scan.seconds < 8, `${scan.seconds} s`);
});
