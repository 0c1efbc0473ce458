import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { planScan, type ScanOptions, type ScanPlan } from '../src/index.js';

const ALL = { targets: '192.0.2.1', ports: 'all' };
const binding = async (options: Partial<ScanOptions>) => (await planScan({ ...ALL, ...options })).limit.binding;

function caseOf({ expected }: ScanPlan, assumes: string, rttMs: number | null = null): number {
  const found = expected.cases.find((each) => each.assumes === assumes && (rttMs === null || each.rttMs === rttMs));
  return found?.durationMs ?? Number.NaN;
}

test('the limit that binds is told: the tightest one at a round trip of 100 ms', async () => {
  assert.equal(await binding({ ports: '1-20' }), 'pairs');
  assert.equal(await binding({ rate: 500 }), 'rate');
  assert.equal(await binding({ pace: 'polite' }), 'rate');
  assert.equal(await binding({ maxPerHost: 100 }), 'max-per-host');
  assert.equal(await binding({ maxPerHost: 100, rate: 1001 }), 'max-per-host');
  assert.equal(await binding({ maxPerHost: 100, targets: '192.0.2.0/24', concurrency: 50 }), 'concurrency');
  assert.equal(await binding({ concurrency: 100 }), 'concurrency');
});

test('a rate decides the duration, retries and a second look included', async () => {
  const plan = await planScan({ ...ALL, rate: 100 });
  assert.ok(Math.abs(caseOf(plan, 'refusing', 20) - 655_350) < 5000);
  const verified = await planScan({ ...ALL, rate: 100, verify: true });
  assert.ok(Math.abs(caseOf(verified, 'refusing', 20) - 1_310_700) < 5000);
  const retried = await planScan({ ...ALL, rate: 100, retries: 4 });
  assert.ok(Math.abs(caseOf(retried, 'absent') - 5 * 655_350) < 20_000);
});

test('nobody who answers costs a network only the ports by which it is looked through', async () => {
  const searched = await planScan({ targets: '192.0.2.0/24', ports: 'all' });
  const all = await planScan({ targets: '192.0.2.0/24', ports: 'all', discovery: false });
  assert.ok(caseOf(searched, 'absent') < 10_000);
  assert.ok(caseOf(all, 'absent') > 10_000_000);
});

test('a budget is the longest that it takes', async () => {
  const { expected } = await planScan({ ...ALL, budgetMs: 5000 });
  assert.equal(expected.toMs, 5000);
  assert.ok(expected.cases.every(({ durationMs }) => durationMs <= 5000));
});

test('a plan of any size and limits has a finite duration, and a longer one with fewer connects', async () => {
  const limits = fc.record({
    ports: fc.integer({ min: 1, max: 65_535 }).map((last) => `1-${last}`),
    rate: fc.option(fc.double({ min: 0.1, max: 1_000_000, noNaN: true }), { nil: undefined }),
    maxPerHost: fc.option(fc.integer({ min: 1, max: 1000 }), { nil: undefined }),
    concurrency: fc.integer({ min: 2, max: 20_000 }),
    retries: fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined }),
    timeoutMs: fc.option(fc.integer({ min: 1, max: 120_000 }), { nil: undefined }),
    verify: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(limits, async (options) => {
      const { expected, limit } = await planScan({ targets: '192.0.2.0/29', ...options });
      const slower = await planScan({ targets: '192.0.2.0/29', ...options, concurrency: 1 });
      for (const { durationMs } of expected.cases) assert.ok(Number.isInteger(durationMs) && durationMs >= 0);
      assert.ok(expected.fromMs <= expected.toMs && expected.toMs <= slower.expected.toMs + 1);
      assert.ok(limit.inFlight >= 1 && limit.perSecond > 0);
    }),
    { numRuns: 50 },
  );
});
