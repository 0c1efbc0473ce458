import assert from 'node:assert/strict';
import test from 'node:test';
import { everyPort, openAt, simulate } from '../helpers/simulated-scan.js';
import { run } from './run-engine.js';

const CLOSED = 'ECONNREFUSED';

test('whatever answered is asked a second time', async () => {
  const { verdicts, dialer } = await run(({ port }) => (port === 25 ? 'open' : CLOSED), [20, 29], { verify: true });
  assert.deepEqual(
    verdicts
      .map(({ port, state, attempts }) => [port, state, attempts])
      .sort(([first], [second]) => Number(first) - Number(second)),
    Array.from({ length: 10 }, (_, index) => [20 + index, index === 5 ? 'open' : 'closed', 2]),
  );
  assert.equal(dialer.asked.length, 20);
});

test('a port that accepted once is open, even if it refuses or is silent then, and it says so', async () => {
  for (const then of [CLOSED, 'ETIMEDOUT']) {
    const { verdicts } = await run((_endpoint, attempt) => (attempt === 1 ? 'open' : then), [25, 25], { verify: true });
    assert.deepEqual(
      verdicts.map(({ state, reason }) => [state, reason]),
      [['open', 'accepted-once']],
    );
  }
});

test('a port that refused once and accepts then is open', async () => {
  const { verdicts } = await run((_endpoint, attempt) => (attempt === 1 ? CLOSED : 'open'), [25, 25], { verify: true });
  assert.deepEqual(
    verdicts.map(({ state, reason }) => [state, reason]),
    [['open', 'accepted-once']],
  );
});

test('silence is asked more often too', async () => {
  const host = { rttMs: 30, port: openAt([22, 80], 'silent') };
  const attempts = async (verify: boolean) => {
    const { results } = await simulate({ ports: '1-100', verify, show: 'all', network: { host } });
    // Those of the sample were asked once more.
    return Math.min(...results.filter(({ state }) => state === 'filtered').map((result) => result.attempts));
  };
  const [once, twice] = [await attempts(false), await attempts(true)];
  assert.ok(twice >= once + 2, `${once}, then ${twice}`);
});

test('an open port is looked at once, the second time it accepts', async () => {
  let looks = 0;
  const inspect = async () => {
    looks += 1;
    return 'looked';
  };
  const { verdicts } = await run(() => 'open', [25, 25], { verify: true, inspect });
  assert.deepEqual([looks, verdicts[0]?.inspection], [1, 'looked']);
});

test('a verified scan of a lossy network finds the same ports', async () => {
  const open = everyPort(50, 1000);
  const host = { rttMs: 30, jitterMs: 5, loss: 0.1, port: openAt(open) };
  const { openPorts, summary } = await simulate({ ports: '1-1000', verify: true, network: { host } });
  assert.deepEqual(openPorts, open);
  assert.equal(summary.closed, 1000 - open.length);
});
