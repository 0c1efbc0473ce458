import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { openAt, simulate } from '../helpers/simulated-scan.js';

const networks = fc.record({
  rttMs: fc.integer({ min: 1, max: 200 }),
  jitterMs: fc.integer({ min: 0, max: 50 }),
  loss: fc.constantFrom(0, 0.02, 0.2),
  otherwise: fc.constantFrom('closed', 'silent', 'open'),
});

test('no more connects are in flight than allowed, altogether and to each host, whatever the network', async () => {
  const limits = fc.record({
    concurrency: fc.integer({ min: 1, max: 60 }),
    maxPerHost: fc.integer({ min: 1, max: 30 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.nat(1000),
      networks,
      limits,
      async (seed, { otherwise, ...model }, { concurrency, maxPerHost }) => {
        const host = { ...model, port: openAt([22, 80], otherwise) };
        const targets = '192.0.2.1-3';
        const options = { targets, ports: '1-60', seed, concurrency, maxPerHost, discovery: false };
        const { network, summary } = await simulate({ ...options, network: { seed, host } });
        assert.equal(summary.asked, 180);
        assert.ok(network.mostInFlight <= concurrency, `${network.mostInFlight} of ${concurrency}`);
        for (const most of network.mostInFlightTo.values()) assert.ok(most <= maxPerHost, `${most} of ${maxPerHost}`);
      },
    ),
    { numRuns: 25 },
  );
});

test('no more connects are made in any second than the rate allows, retries and canaries and all', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(1000),
      networks,
      fc.integer({ min: 1, max: 2000 }),
      async (seed, { otherwise, ...model }, rate) => {
        const host = { ...model, port: openAt([22, 80], otherwise) };
        const { network, summary } = await simulate({ ports: '1-300', seed, rate, network: { seed, host } });
        assert.equal(summary.asked, 300);
        assert.ok(network.mostPerSecond() <= rate * 1.01 + 1, `${network.mostPerSecond()} of ${rate}`);
      },
    ),
    { numRuns: 25 },
  );
});

test('a rate that the network takes is used', async () => {
  const host = { rttMs: 50, jitterMs: 5, port: openAt([22, 80]) };
  const { seconds } = await simulate({ ports: '1-5000', rate: 1000, network: { host } });
  assert.ok(seconds < 6, `${seconds} s`);
});

test('one connect at a time still comes to its end', async () => {
  const host = { rttMs: 5, port: openAt([22, 80]) };
  const { summary, network } = await simulate({ ports: '1-200', concurrency: 1, network: { host } });
  assert.deepEqual([summary.open, summary.closed, network.mostInFlight], [2, 198, 1]);
});
