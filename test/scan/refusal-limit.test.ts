import assert from 'node:assert/strict';
import test from 'node:test';
import { RefusalLimit } from '../../src/scan/refusal-limit.js';
import { openAt, type SimulatedScan, simulate } from '../helpers/simulated-scan.js';

const OPEN = [22, 80, 443, 3306, 8080];

function remarksOf({ notices }: SimulatedScan): string[] {
  return notices.map(({ remark }) => remark);
}

/** One trial: open ports are asked while refusals are expected. */
function trial(limit: RefusalLimit, openAnswers: readonly boolean[], expected: number, refused: number): void {
  limit.suspect(0);
  for (let count = 0; count < expected; count += 1) limit.sent(1);
  for (let count = 0; count < refused; count += 1) limit.refused(1, 0);
  let onTheWay = 0;
  while (limit.trials > 0) if (limit.canarySent(1, limit.wantsOpen)) onTheWay += 1;
  for (let index = 0; index < onTheWay; index += 1)
    limit.canarySettled(openAnswers[index % openAnswers.length] === true);
}

test('refusals that stay out while open ports answer are limited, once two trials say so', () => {
  const limit = new RefusalLimit();
  trial(limit, [true, true, true, true, true], 40, 4);
  assert.equal(limit.isKnown, false);
  trial(limit, [true, true, true, true, true], 40, 4);
  assert.equal(limit.isKnown, true);
});

test('open ports that stay silent too refute the limit', () => {
  const limit = new RefusalLimit();
  for (let count = 0; count < 5; count += 1) trial(limit, [true, false, true, false, true], 40, 4);
  assert.equal(limit.isKnown, false);
});

test('refusals that are hardly missing prove nothing', () => {
  const limit = new RefusalLimit();
  for (let count = 0; count < 5; count += 1) trial(limit, [true, true, true, true, true], 40, 38);
  assert.equal(limit.isKnown, false);
});

for (const perSecond of [100, 200, 500]) {
  test(`a limit of ${perSecond} refusals a second is recognised and said, once, and every open port is found`, async () => {
    const host = { rttMs: 20, jitterMs: 2, refusalsPerSecond: perSecond, port: openAt([...OPEN, 5555]) };
    for (const seed of [1, 2, 3]) {
      const scan = await simulate({ ports: '1-6000', show: 'all', seed, network: { seed, host } });
      assert.deepEqual(remarksOf(scan), ['refusals-limited'], `seed ${seed}`);
      assert.deepEqual(scan.hosts[0]?.remarks, ['refusals-limited']);
      assert.deepEqual(scan.openPorts, [22, 80, 443, 3306, 5555]);
      const filtered = scan.results.filter(({ state }) => state === 'filtered');
      assert.ok(filtered.some(({ reason }) => reason === 'refusals-limited'));
      assert.ok(scan.seconds < 0.5 * (6000 / perSecond), `seed ${seed}: ${scan.seconds} s`);
    }
  });
}

test('what stays silent after the limit is known is filtered, and says that refusals are limited', async () => {
  const host = { rttMs: 20, jitterMs: 2, refusalsPerSecond: 200, port: openAt(OPEN) };
  const scan = await simulate({ ports: '1-10000', show: 'all', network: { host } });
  const known = Date.parse(scan.notices[0]?.at ?? '');
  const late = scan.results.filter(({ state, at }) => state === 'filtered' && Date.parse(at) > known);
  assert.ok(late.length > 1000);
  assert.deepEqual(new Set(late.map(({ reason }) => reason)), new Set(['refusals-limited']));
});

test('the limit of a host without any open port is recognised too', async () => {
  const host = { rttMs: 20, jitterMs: 1, refusalsPerSecond: 200, port: openAt([]) };
  const scan = await simulate({ ports: '1-10000', network: { host } });
  assert.deepEqual(remarksOf(scan), ['refusals-limited']);
  assert.equal(scan.summary.closed + scan.summary.filtered, 10_000);
});

for (const [title, model] of [
  ['a lossy path', { rttMs: 80, jitterMs: 20, loss: 0.15 }],
  ['a path that wavers', { rttMs: 80, jitterMs: 120 }],
] as const) {
  test(`${title} is not taken for a limit`, async () => {
    const scan = await simulate({ ports: '1-10000', network: { host: { ...model, port: openAt(OPEN) } } });
    assert.deepEqual(remarksOf(scan), []);
    assert.equal(scan.summary.closed, 10_000 - OPEN.length);
  });
}

for (const [perSecond, queue] of [
  [5000, 200],
  [3000, 30],
  [2000, 50],
  [1000, 50],
] as const) {
  test(`a narrow link of ${perSecond} a second, with ${queue} in its queue, is not taken for a limit`, async () => {
    const host = { rttMs: 40, jitterMs: 4, port: openAt(OPEN) };
    const scan = await simulate({ ports: '1-5000', network: { link: { perSecond, queue }, host } });
    assert.deepEqual(remarksOf(scan), []);
    assert.equal(scan.summary.closed, 5000 - 4);
  });
}
