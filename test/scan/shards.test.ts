import assert from 'node:assert/strict';
import test from 'node:test';
import { openAt, type SimulatedScan, simulate } from '../helpers/simulated-scan.js';

const host = { rttMs: 20, port: openAt([22, 80, 443]) };
const PLAN = { targets: '192.0.2.1-20', ports: '1-500', discovery: false } as const;

function pairsOf({ network }: SimulatedScan): string[] {
  return network.asked.map(({ address, port }) => `${address}:${port}`);
}

test('the shards of a scan are disjoint, of nearly the same size, and together the whole', async () => {
  const whole = await simulate({ ...PLAN, network: { host } });
  const shards: SimulatedScan[] = [];
  for (const index of [1, 2, 3, 4, 5]) {
    shards.push(await simulate({ ...PLAN, seed: index, shard: `${index}/5`, network: { host } }));
  }
  const pairs = shards.flatMap(pairsOf);
  assert.equal(new Set(pairs).size, pairs.length);
  assert.deepEqual(pairs.sort(), pairsOf(whole).sort());
  for (const { summary } of shards) assert.ok(Math.abs(summary.asked - 2000) < 300, `${summary.asked}`);
  const open = shards.reduce((sum, { summary }) => sum + summary.open, 0);
  assert.equal(open, whole.summary.open);
});

test('a shard says which it is, plans its own pairs only, and adds up', async () => {
  const { records, summary, hosts } = await simulate({ ...PLAN, shard: '2/5', network: { host } });
  const [meta] = records;
  assert.ok(meta?.type === 'meta');
  assert.equal(meta.arguments.shard, '2/5');
  assert.deepEqual([summary.complete, summary.unknown, summary.skipped], [true, 0, 0]);
  const ports = hosts.flatMap(({ states }) => Object.values(states).flatMap((text) => text.split(',')));
  const count = ports.reduce((sum, range) => {
    const [first = 0, last = first] = range.split('-').map(Number);
    return sum + last - first + 1;
  }, 0);
  assert.equal(count, summary.asked);
});

test('a shard that was stopped counts only its own pairs as unknown', async () => {
  const controller = new AbortController();
  const { summary } = await simulate({
    ...PLAN,
    shard: '1/5',
    rate: 500,
    signal: controller.signal,
    before: (clock) => void clock.schedule(1000, () => controller.abort()),
    network: { host },
  });
  assert.ok(summary.unknown > 500);
  assert.ok(Math.abs(summary.asked - 2000) < 300, `${summary.asked}`);
});
