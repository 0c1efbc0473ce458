import assert from 'node:assert/strict';
import test from 'node:test';
import { RETRY_GAP_MS } from '../../src/defaults.js';
import { everyPort, openAt, type SimulatedScan, simulate } from '../helpers/simulated-scan.js';

/** For each port, when it was asked. */
function timesByPort({ network }: SimulatedScan): Map<number, number[]> {
  const times = new Map<number, number[]>();
  for (const { port, at } of network.asked) times.set(port, [...(times.get(port) ?? []), at]);
  return times;
}

test('where nothing was ever lost a silent port is asked twice', async () => {
  const silent = new Set(everyPort(100, 3000));
  const port = (number: number) => (silent.has(number) ? ('silent' as const) : ('closed' as const));
  const { results, summary, network } = await simulate({
    ports: '1-3000',
    show: 'all',
    network: { host: { rttMs: 30, port } },
  });
  const filtered = results.filter(({ state }) => state === 'filtered');
  assert.deepEqual(new Set(filtered.map((result) => result.port)), silent);
  const attempts = filtered.map((result) => result.attempts);
  assert.ok(attempts.filter((count) => count === 2).length >= 25, `${attempts}`);
  assert.equal(summary.loss, 0);
  assert.ok(network.asked.length < 3000 + 3 * silent.size + 60);
});

test('the more gets lost, the more often silence is asked again', async () => {
  const mean: number[] = [];
  for (const loss of [0, 0.03, 0.2]) {
    const port = (number: number) => (number % 20 === 0 ? ('silent' as const) : ('closed' as const));
    const { results } = await simulate({ ports: '1-4000', show: 'all', network: { host: { rttMs: 30, loss, port } } });
    const silent = results.filter((result) => result.port % 20 === 0).map(({ attempts }) => attempts);
    mean.push(silent.reduce((sum, count) => sum + count, 0) / silent.length);
  }
  const [none = 0, some = 0, much = 0] = mean;
  assert.ok(none < some && some < much && much > 4, `${mean}`);
});

test('attempts at the same port are apart, so that one burst of loss cannot take both', async () => {
  const host = { rttMs: 30, loss: 0.1, port: openAt([22, 80], 'silent') };
  const scan = await simulate({ ports: '1-500', network: { host } });
  for (const [port, times] of timesByPort(scan)) {
    if (port === 22 || port === 80) continue;
    for (const [index, at] of times.slice(1).entries()) {
      assert.ok(at - (times[index] as number) >= RETRY_GAP_MS, `port ${port}: ${times}`);
    }
  }
});

test('every open port is found where a tenth of all probes gets lost, whatever the seed', async () => {
  const open = everyPort(97, 3000);
  let recovered = 0;
  for (let seed = 1; seed <= 10; seed += 1) {
    for (const otherwise of ['closed', 'silent'] as const) {
      const host = { rttMs: 50, jitterMs: 20, loss: 0.1, port: openAt(open, otherwise) };
      const { openPorts, summary } = await simulate({ ports: '1-3000', seed, network: { seed, host } });
      assert.deepEqual(openPorts, open, `seed ${seed}, others ${otherwise}`);
      recovered += summary.recovered;
    }
  }
  assert.ok(recovered > 0);
});

test('the loss that is told is the loss that there was', async () => {
  for (const loss of [0.01, 0.05, 0.15]) {
    const host = { rttMs: 50, jitterMs: 5, loss, port: openAt([80]) };
    const { summary } = await simulate({ ports: '1-10000', network: { host } });
    assert.ok(Math.abs((summary.loss ?? 0) - loss) < loss / 3, `${summary.loss} for ${loss}`);
  }
});

test('given retries are kept to, whatever is lost', async () => {
  const host = { rttMs: 30, loss: 0.3, port: openAt([80], 'silent') };
  const { results, network } = await simulate({ ports: '80-400', retries: 1, show: 'all', network: { host } });
  assert.equal(Math.max(...results.map(({ attempts }) => attempts)), 2);
  assert.ok(network.asked.length <= 2 * 321 + 60);
});
