import assert from 'node:assert/strict';
import { test } from 'node:test';
import { requireDaemon } from './helpers/availability.js';
import { assertAddsUp, documentOf, type ProbeDocument, portolan, type ScanDocument } from './helpers/cli.js';
import { startListener } from './helpers/listener.js';
import { DESTINATIONS, makeNetwork } from './helpers/namespace.js';

const NO_IPV6_ROUTE = '2001:db8::7';

interface Expectation {
  address: string;
  states: ScanDocument['hosts'][number]['states'];
  reason: string;
}

/** What a scan of ports 25 and 80 has to say of each network. A listener is on port 25 of `alive`. */
const EXPECTED: Record<string, Expectation> = {
  'a dropped packet is filtered': { address: DESTINATIONS.silent, states: { filtered: '25,80' }, reason: 'no-answer' },
  'a prohibiting router is unreachable': {
    address: DESTINATIONS.prohibitedByRouter,
    states: { unreachable: '25,80' },
    reason: 'host-unreachable',
  },
  'a router that cannot reach the host is unreachable': {
    address: DESTINATIONS.hostUnreachable,
    states: { unreachable: '25,80' },
    reason: 'host-unreachable',
  },
  'a router without a route is unreachable': {
    address: DESTINATIONS.networkUnreachable,
    states: { unreachable: '25,80' },
    reason: 'network-unreachable',
  },
  'a rejecting firewall is closed': {
    address: DESTINATIONS.portUnreachable,
    states: { closed: '25,80' },
    reason: 'refused',
  },
  'a host with a listener is open and closed': {
    address: DESTINATIONS.alive,
    states: { open: '25', closed: '80' },
    reason: 'refused',
  },
  'no route of our own is unknown': {
    address: DESTINATIONS.noLocalRoute,
    states: { unknown: '25,80' },
    reason: 'no-route',
  },
  'an unreachable route of our own is unknown': {
    address: DESTINATIONS.unreachableHere,
    states: { unknown: '25,80' },
    reason: 'no-route',
  },
  'a prohibiting route of our own is unknown': {
    address: DESTINATIONS.prohibitedHere,
    states: { unknown: '25,80' },
    reason: 'no-permission',
  },
  'a blackhole route of our own is unknown': {
    address: DESTINATIONS.blackholeHere,
    states: { unknown: '25,80' },
    reason: 'no-route',
  },
  'no IPv6 route of our own is unknown': {
    address: NO_IPV6_ROUTE,
    states: { unknown: '25,80' },
    reason: 'no-route',
  },
};

test('a scan inside a network of its own', async (context) => {
  if (!requireDaemon(context, 'network namespaces')) return;
  const network = makeNetwork();
  context.after(() => network.remove());
  const greeting = '220 mail.portolan.test ESMTP Postfix\r\n';
  await startListener(context, network.router, { host: DESTINATIONS.alive, port: 25, greeting });
  const namespace = network.name;

  const scanOf = (address: string) => portolan(['scan', address, '-p', '25,80', '--json'], { namespace });
  // Those that only wait do so together.
  const waiting = Object.values(EXPECTED).filter(({ states }) => states.filtered ?? states.unknown);
  const waited = new Map(
    await Promise.all(waiting.map(async ({ address }) => [address, await scanOf(address)] as const)),
  );

  for (const [sentence, { address, states, reason }] of Object.entries(EXPECTED)) {
    await context.test(sentence, async () => {
      const result = waited.get(address) ?? (await scanOf(address));
      const { hosts, results, summary } = documentOf<ScanDocument>(result);
      assert.deepEqual(hosts, [{ target: address, address, states }]);
      for (const found of results) assert.equal(found.reason, found.state === 'open' ? 'accepted' : reason);
      assertAddsUp(summary);
      assert.equal(result.status, summary.unknown > 0 ? 3 : 0, result.stderr);
      assert.equal(summary.complete, summary.unknown === 0);
      // Silence costs the deadline twice, a refusal of our own its patience, an answer nothing.
      const mostMs = states.filtered ? 4500 : states.unknown ? 3000 : 1000;
      assert.ok(summary.durationMs < mostMs, `${summary.durationMs} ms`);
    });
  }

  await context.test('that mixes all of them gives each its own, and adds up', async () => {
    const addresses = Object.values(EXPECTED).map(({ address }) => address);
    const result = await portolan(['scan', ...addresses, '-p', '25,80', '--json'], { namespace });
    assert.equal(result.status, 3, result.stderr);
    assert.match(result.stderr, /^Incomplete: 10 /);
    const { hosts, results, summary } = documentOf<ScanDocument>(result);
    for (const { address, states, reason } of Object.values(EXPECTED)) {
      assert.deepEqual(hosts.find((host) => host.address === address)?.states, states, address);
      const reasons = results.filter((found) => found.address === address).map((found) => found.reason);
      assert.ok(reasons.includes(reason) && reasons.every((word) => word === reason || word === 'accepted'), address);
    }
    assertAddsUp(summary);
    const { open, closed, filtered, unreachable, unknown } = summary;
    assert.deepEqual(
      { open, closed, filtered, unreachable, unknown },
      {
        ...{ open: 1, closed: 3, filtered: 2, unreachable: 6, unknown: 10 },
      },
    );
    assert.ok(summary.durationMs < 5000, `${summary.durationMs} ms`);
    const service = results.find(({ state }) => state === 'open')?.service;
    assert.deepEqual([service?.name, service?.product], ['smtp', 'Postfix']);
  });

  await context.test('asks many ports of a host without a route in bounded time, again and again', async () => {
    // More than may wait for another try at once.
    const addresses = [DESTINATIONS.noLocalRoute, DESTINATIONS.prohibitedHere, DESTINATIONS.blackholeHere];
    for (const address of addresses) {
      const result = await portolan(['scan', address, '-p', '1-10000', '--json'], { namespace, timeoutMs: 20_000 });
      assert.equal(result.status, 3, result.stderr);
      const { hosts, summary } = documentOf<ScanDocument>(result);
      assert.deepEqual(hosts[0]?.states, { unknown: '1-10000' });
      assert.deepEqual([summary.asked, summary.unknown], [10_000, 10_000]);
      assert.ok(summary.durationMs < 8000, `${summary.durationMs} ms`);
    }
  });

  await context.test('is told by the router about every port of a host, however many are asked', async () => {
    const result = await portolan(['scan', DESTINATIONS.prohibitedByRouter, '-p', '1-2000', '--json'], { namespace });
    assert.equal(result.status, 0, result.stderr);
    const { hosts } = documentOf<ScanDocument>(result);
    assert.deepEqual(hosts[0]?.states, { unreachable: '1-2000' });
  });

  await context.test('waits for the answer about a host that is not there, where it may wait long enough', async () => {
    const args = ['scan', DESTINATIONS.noNeighbour, '-p', '25', '--timeout', '10s', '--json'];
    const { results } = documentOf<ScanDocument>(await portolan(args, { namespace }));
    assert.deepEqual([results[0]?.state, results[0]?.reason], ['unreachable', 'host-unreachable']);
  });

  await context.test('finds open and closed ports over IPv6', async (subtest) => {
    await startListener(subtest, namespace, { host: '::1', port: 25, greeting });
    const result = await portolan(['scan', '::1', '-p', '1-1024', '--json'], { namespace });
    assert.equal(result.status, 0, result.stderr);
    const { hosts, results } = documentOf<ScanDocument>(result);
    assert.deepEqual(hosts, [{ target: '::1', address: '::1', states: { open: '25', closed: '1-24,26-1024' } }]);
    assert.equal(results.find(({ port }) => port === 25)?.service?.product, 'Postfix');
  });

  await context.test('of a router that limits its errors never calls a port closed or open', async (subtest) => {
    const limited = makeNetwork({ limitErrors: true });
    subtest.after(() => limited.remove());
    const args = ['scan', DESTINATIONS.prohibitedByRouter, '-p', '1-100', '--json'];
    const { summary } = documentOf<ScanDocument>(await portolan(args, { namespace: limited.name }));
    assert.ok(summary.unreachable > 0 && summary.filtered > 0, JSON.stringify(summary));
    assert.equal(summary.unreachable + summary.filtered, 100);
  });
});

test('a probe inside a network of its own says why there is no service', async (context) => {
  if (!requireDaemon(context, 'network namespaces')) return;
  const network = makeNetwork();
  context.after(() => network.remove());
  const { silent, prohibitedByRouter, alive, noLocalRoute } = DESTINATIONS;
  const targets = [silent, prohibitedByRouter, alive, noLocalRoute].map((address) => `${address}:25`);
  const result = await portolan(['probe', ...targets, '--json'], { namespace: network.name });
  assert.equal(result.status, 3, result.stderr);
  assert.deepEqual(
    documentOf<ProbeDocument>(result).results.map(({ state, reason }) => `${state} ${reason}`),
    ['filtered no-answer', 'unreachable host-unreachable', 'closed refused', 'unknown no-route'],
  );
  const reached = await portolan(['probe', `${alive}:25`, '--json'], { namespace: network.name });
  assert.equal(reached.status, 1, 'the answer is no');
});
