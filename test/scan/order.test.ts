import assert from 'node:assert/strict';
import test from 'node:test';
import { LEADING_PORTS } from '../../src/defaults.js';
import type { ScanOptions } from '../../src/options.js';
import { openAt, simulate } from '../helpers/simulated-scan.js';

const host = { rttMs: 20, port: openAt([22, 80]) };

/** What was asked, in its order. */
async function askedBy(options: Partial<ScanOptions>): Promise<{ address: string; port: number }[]> {
  const { network } = await simulate({ ports: '1-2000', ...options, network: { host } });
  return network.asked.map(({ address, port }) => ({ address, port }));
}

test('the same seed gives the same order, another seed another', async () => {
  const [first, again, other] = await Promise.all([7, 7, 8].map((seed) => askedBy({ seed })));
  assert.deepEqual(again, first);
  assert.notDeepEqual(other, first);
});

test('the seed is told, so that a scan can be repeated', async () => {
  const { records } = await simulate({ ports: '1-10', seed: 4711, network: { host } });
  const [meta] = records;
  assert.ok(meta?.type === 'meta');
  assert.equal(meta.seed, 4711);
});

test('random order asks every port once, the likely ones first, the others as drawn by lot', async () => {
  const ports = (await askedBy({ ports: '1-20000' })).map(({ port }) => port);
  assert.equal(new Set(ports).size, 20_000);
  for (const likely of [22, 25, 80, 443, 3306, 8080])
    assert.ok(ports.indexOf(likely) < LEADING_PORTS, `port ${likely}`);
  const others = ports.slice(LEADING_PORTS);
  const half = others.slice(0, others.length / 2);
  const low = half.filter((port) => port <= 10_000).length / half.length;
  assert.ok(Math.abs(low - 0.5) < 0.03, `${low} of the first half are low ports`);
});

test('random order asks a port of every host before the next, so that no host is hammered', async () => {
  const asked = await askedBy({ targets: '192.0.2.1-10', ports: '1-50', concurrency: 10, discovery: false });
  for (let turn = 0; turn < 50; turn += 1) {
    const group = asked.slice(turn * 10, turn * 10 + 10);
    assert.ok(new Set(group.map(({ address }) => address)).size >= 9, `turn ${turn}`);
  }
});

test('random order draws the order of the hosts too', async () => {
  const addresses = async (seed: number) =>
    (await askedBy({ targets: '192.0.2.1-30', ports: '1', seed, discovery: false })).map(({ address }) => address);
  assert.notDeepEqual(await addresses(1), await addresses(2));
});

test('sequential order asks hosts and ports in ascending order', async () => {
  const asked = await askedBy({ order: 'sequential', ports: '20-60', concurrency: 5 });
  assert.deepEqual(
    asked.map(({ port }) => port),
    Array.from({ length: 41 }, (_, index) => 20 + index),
  );
});
