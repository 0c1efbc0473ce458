import assert from 'node:assert/strict';
import test from 'node:test';
import { scan } from '../src/pipeline.js';
import { FakeClock } from './helpers/fake-clock.js';
import { SimulatedNetwork } from './helpers/simulated-network.js';
import { openAt, simulate } from './helpers/simulated-scan.js';

const host = { rttMs: 30, jitterMs: 3, loss: 0.05, port: openAt([22, 80]) };

test('the first record tells every limit, null where it follows from what is measured', async () => {
  const { records } = await simulate({ ports: '1-10', seed: 7, network: { host } });
  const [meta] = records;
  assert.ok(meta?.type === 'meta');
  const { timeoutMs, retries, maxPerHost, rate, budgetMs, shard, excludePorts, ...rest } = meta.arguments;
  assert.deepEqual(
    [timeoutMs, retries, maxPerHost, rate, budgetMs, shard, excludePorts],
    [null, null, null, null, null, null, null],
  );
  const { pace, patient, verify, discovery, order, exclude, concurrency } = rest;
  assert.deepEqual([pace, patient, verify, discovery, order, exclude], ['normal', false, false, true, 'random', []]);
  assert.ok(concurrency > 0);
  assert.deepEqual([meta.seed, meta.planned], [7, 10]);
});

test('a pace names its limits, and each can be set apart from it', async () => {
  const { records } = await simulate({ ports: '1-10', pace: 'polite', rate: 50, network: { host } });
  const [meta] = records;
  assert.ok(meta?.type === 'meta');
  const { pace, rate, maxPerHost, concurrency } = meta.arguments;
  assert.deepEqual([pace, rate, maxPerHost, concurrency], ['polite', 50, 50, 500]);
});

test('the summary counts what was sent, asked again, and recovered by it', async () => {
  const { summary, network, seconds } = await simulate({ ports: '1-2000', network: { host } });
  assert.equal(summary.sent, network.asked.length);
  assert.ok(summary.retried > 50 && summary.recovered > 50 && summary.recovered <= summary.retried);
  assert.ok(summary.loss !== null && Math.abs(summary.loss - 0.05) < 0.02);
  assert.equal(summary.durationMs, Math.round(seconds * 1000));
});

test('asked and skipped together are what was planned, and every host is told once', async () => {
  const there = (address: string) => (Number(address.split('.').at(-1)) % 4 === 0 ? host : undefined);
  const { records, summary, hosts } = await simulate({
    targets: '192.0.2.0/26',
    ports: '1-50',
    network: { host: there },
  });
  const [meta] = records;
  assert.ok(meta?.type === 'meta');
  assert.equal(meta.planned, 64 * 50);
  assert.equal(summary.asked + summary.skipped, 64 * 50);
  assert.equal(new Set(hosts.map(({ address }) => address)).size, 64);
  assert.deepEqual([summary.absentHosts, summary.complete], [48, true]);
});

test('a notice is told when it is noticed, before its host is done', async () => {
  const { records } = await simulate({ ports: '1-3000', network: { host: { rttMs: 30, port: () => 'open' } } });
  const notice = records.findIndex((record) => record.type === 'notice');
  const ended = records.findIndex((record) => record.type === 'host');
  assert.ok(notice > 0 && notice < 500 && notice < ended);
});

test('the progress of a scan grows to its end, and tells of the network', async () => {
  const clock = new FakeClock();
  const network = new SimulatedNetwork(clock, { host: () => host });
  const running = scan({ targets: '192.0.2.1', ports: '1-3000', identify: 'off', dial: network.dial, clock });
  assert.deepEqual([running.progress.planned, running.progress.window, running.progress.rttMs], [0, 0, null]);
  const settled: number[] = [];
  await clock.hurry(
    (async () => {
      for await (const _record of running) settled.push(running.progress.settled);
    })(),
  );
  const { planned, open, sent, inFlight, loss, rttMs, latestOpen } = running.progress;
  assert.deepEqual([planned, running.progress.settled, open, inFlight], [3000, 3000, 2, 0]);
  assert.equal(sent, network.asked.length);
  assert.ok(loss !== null && loss > 0 && rttMs !== null && rttMs > 29 && rttMs < 40);
  assert.deepEqual(new Set(latestOpen.map(({ port }) => port)), new Set([22, 80]));
  assert.deepEqual(
    settled,
    settled.toSorted((first, second) => first - second),
  );
});
