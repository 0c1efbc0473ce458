import assert from 'node:assert/strict';
import test from 'node:test';
import { BLIND_RATE } from '../../src/defaults.js';
import { openAt, simulate } from '../helpers/simulated-scan.js';

const silent = { rttMs: 50, port: openAt([], 'silent') };

test('while nobody answers no more is sent than slow uplinks take', async () => {
  const { network, summary } = await simulate({
    targets: '192.0.2.1-8',
    ports: '1-500',
    discovery: false,
    network: { host: silent },
  });
  assert.deepEqual([summary.filtered, summary.loss], [4000, null]);
  assert.ok(network.mostPerSecond() <= BLIND_RATE + 64, `${network.mostPerSecond()} in a second`);
});

test('a host that is all silent is asked at that rate, not at one window a deadline', async () => {
  const { summary, seconds } = await simulate({ ports: '1-4000', network: { host: silent } });
  assert.equal(summary.filtered, 4000);
  assert.ok(seconds < 2 * ((2 * 4000) / BLIND_RATE), `${seconds} s`);
});

test('the first answer ends it', async () => {
  const host = { rttMs: 50, port: (port: number) => (port < 1000 ? ('silent' as const) : ('closed' as const)) };
  const { seconds, summary } = await simulate({ ports: '900-20000', order: 'sequential', network: { host } });
  assert.equal(summary.closed, 19_001);
  assert.ok(seconds < 6, `${seconds} s`);
});
