import assert from 'node:assert/strict';
import test from 'node:test';
import type { ScanOptions } from '../../src/options.js';
import { scan } from '../../src/pipeline.js';
import { FakeDialer } from '../helpers/fake-dialer.js';
import { openAt, simulate } from '../helpers/simulated-scan.js';

const host = { rttMs: 20, port: openAt([22, 80]) };

async function* stream(...targets: readonly string[]): AsyncGenerator<string> {
  yield* targets;
}

for (const [kind, targetsOf] of [
  ['an iterable', (...targets: string[]) => new Set(targets)],
  ['an async iterable', stream],
] as const) {
  test(`targets may come as ${kind}, and the plan is then not known before`, async () => {
    const targets: ScanOptions['targets'] = targetsOf('192.0.2.1', '192.0.2.8/30', '192.0.2.20-22');
    const { records, summary, hosts } = await simulate({ targets, ports: '1-30', network: { host } });
    const [meta] = records;
    assert.ok(meta?.type === 'meta');
    assert.deepEqual([meta.planned, meta.arguments.targets], [null, []]);
    assert.deepEqual([hosts.length, summary.asked, summary.open, summary.complete], [8, 240, 8, true]);
  });
}

test('what is wrong in a stream is a failure, and the rest is asked', async () => {
  const targets = stream('192.0.2.1', '300.1.2.3.4/99', 'nowhere.example', '192.0.2.2');
  const { records, summary } = await simulate({
    targets,
    ports: '22',
    network: { host },
    resolve: () => Promise.reject(Object.assign(new Error('no such host name'), { code: 'ENOTFOUND' })),
  });
  const failures = records.filter((record) => record.type === 'failure');
  assert.deepEqual(
    failures.map(({ target }) => target),
    ['300.1.2.3.4/99', 'nowhere.example'],
  );
  assert.deepEqual([summary.open, summary.failedTargets, summary.complete], [2, 2, false]);
});

test('the first targets are asked while the next are not known yet', async () => {
  let release = () => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  async function* slow(): AsyncGenerator<string> {
    yield '192.0.2.1';
    await gate;
    yield '192.0.2.2';
  }
  const told: string[] = [];
  const { dial } = new FakeDialer(() => 'ECONNREFUSED');
  for await (const record of scan({ targets: slow(), ports: '1-3', dial })) {
    if (record.type !== 'host') continue;
    told.push(record.address);
    release();
  }
  assert.deepEqual(told, ['192.0.2.1', '192.0.2.2']);
});

test('a scan that is stopped lets go of a stream that has no end', async () => {
  let isClosed = false;
  async function* endless(): AsyncGenerator<string> {
    try {
      for (let last = 1; ; last += 1) yield `10.0.${last >> 8}.${last & 255}`;
    } finally {
      isClosed = true;
    }
  }
  const controller = new AbortController();
  const { summary } = await simulate({
    targets: endless(),
    ports: '22',
    concurrency: 100,
    signal: controller.signal,
    before: (clock) => void clock.schedule(500, () => controller.abort()),
    network: { host },
  });
  assert.ok(summary.stopped && isClosed);
});

test('what is excluded is not asked, whatever holds it', async () => {
  const { network, summary } = await simulate({
    targets: ['192.0.2.0/28', '192.0.2.3'],
    ports: '20-30',
    exclude: ['192.0.2.3', '192.0.2.8/29'],
    excludePorts: '25-26',
    discovery: false,
    network: { host },
  });
  assert.equal(summary.asked, 7 * 9);
  assert.ok(network.asked.every(({ address, port }) => address !== '192.0.2.3' && port !== 25 && port !== 26));
  assert.ok(network.asked.every(({ address }) => Number(address.split('.').at(-1)) < 8));
});

test('what is excluded is not asked in a stream either', async () => {
  const { network } = await simulate({
    targets: stream('192.0.2.3', '192.0.2.4'),
    ports: '22',
    exclude: '192.0.2.3',
    network: { host },
  });
  assert.deepEqual(new Set(network.asked.map(({ address }) => address)), new Set(['192.0.2.4']));
});
