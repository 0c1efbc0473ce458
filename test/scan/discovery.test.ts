import assert from 'node:assert/strict';
import test from 'node:test';
import { DISCOVERY_PORTS } from '../../src/defaults.js';
import { type HostModel, openAt, type SimulatedScan, simulate } from '../helpers/simulated-scan.js';

/** Three addresses of ten are there, each with a round trip of its own. */
function sparse(change: Partial<HostModel> = {}): (address: string) => HostModel | undefined {
  return (address) => {
    const last = Number(address.split('.').at(-1));
    if (last % 10 >= 3) return undefined;
    return { rttMs: 5 + (last % 50) * 2, jitterMs: 5, port: openAt([22, 80]), ...change };
  };
}

const NETWORK = '192.0.2.0/25';
const THERE = Array.from({ length: 128 }, (_, last) => last).filter((last) => last % 10 < 3).length;

/** Connects to each address. */
function askedOf({ network }: SimulatedScan): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { address } of network.asked) counts.set(address, (counts.get(address) ?? 0) + 1);
  return counts;
}

test('of a network every host that is there is asked everything, and nobody else is', async () => {
  const scan = await simulate({ targets: NETWORK, ports: '1-100', network: { host: sparse() } });
  const { summary, hosts } = scan;
  assert.equal(summary.open, 2 * THERE);
  assert.equal(summary.absentHosts, 128 - THERE);
  assert.equal(hosts.filter(({ remarks }) => remarks?.includes('absent')).length, 128 - THERE);
  assert.equal(hosts.length, 128);
  assert.equal(summary.asked + summary.skipped, 12_800);
  assert.ok(scan.seconds < 15, `${scan.seconds} s`);
});

test('an address at which nobody is costs a handful of probes', async () => {
  const scan = await simulate({ targets: NETWORK, ports: '1-1000', network: { host: sparse() } });
  const dead = [...askedOf(scan)].filter(([address]) => sparse()(address) === undefined);
  assert.equal(dead.length, 128 - THERE);
  assert.ok(Math.max(...dead.map(([, count]) => count)) <= 4 * DISCOVERY_PORTS.length);
});

test('hosts are found where a tenth of all probes gets lost', async () => {
  for (let seed = 1; seed <= 8; seed += 1) {
    const host = sparse({ loss: 0.1 });
    const { summary } = await simulate({ targets: NETWORK, ports: '1-50', seed, network: { seed, host } });
    assert.equal(summary.absentHosts, 128 - THERE, `seed ${seed}`);
    assert.equal(summary.open, THERE, `seed ${seed}`);
  }
});

test('one discovery port that answers is enough, be it open, closed or behind a firewall that lets it through', async () => {
  for (const discoverable of [openAt([443], 'silent'), openAt([8080], 'silent'), openAt([5000], 'closed')]) {
    const host = (address: string) => (address.endsWith('.7') ? { rttMs: 30, port: discoverable } : undefined);
    const { summary } = await simulate({ targets: '192.0.2.0/28', ports: '440-450,5000,8080', network: { host } });
    assert.deepEqual([summary.absentHosts, summary.open], [15, 1]);
  }
});

test('a router that says nobody is there is believed', async () => {
  const gone = { rttMs: 30, port: openAt([], 'unreachable') };
  const host = (address: string) => (address.endsWith('.7') ? { rttMs: 30, port: openAt([22]) } : gone);
  const { summary } = await simulate({ targets: '192.0.2.0/28', ports: '1-100', network: { host } });
  assert.deepEqual([summary.absentHosts, summary.open, summary.closed], [15, 1, 99]);
});

test('single addresses and names are asked everything, whether somebody answers or not', async () => {
  const { summary } = await simulate({
    targets: ['192.0.2.1', 'x.example'],
    ports: '1-50',
    resolve: async () => [{ address: '192.0.2.2', family: 4 }],
    network: { host: () => undefined },
  });
  assert.deepEqual([summary.asked, summary.filtered, summary.skipped, summary.absentHosts], [100, 100, 0, 0]);
});

test('without discovery every address of a network is asked everything', async () => {
  const { summary } = await simulate({
    targets: '192.0.2.0/29',
    ports: '1-20',
    discovery: false,
    network: { host: sparse() },
  });
  assert.deepEqual([summary.asked, summary.skipped, summary.absentHosts], [160, 0, 0]);
});

test('a network that is asked no more ports than a search would is asked them at once', async () => {
  const { summary } = await simulate({ targets: '192.0.2.0/29', ports: '22,80', network: { host: sparse() } });
  assert.deepEqual([summary.asked, summary.skipped, summary.open], [16, 0, 6]);
});

test('the ports of the search can be chosen', async () => {
  const host = (address: string) =>
    address.endsWith('.3') ? { rttMs: 30, port: openAt([7777], 'silent') } : undefined;
  const options = { targets: '192.0.2.0/28', ports: '1-20,7777', network: { host } };
  assert.equal((await simulate(options)).summary.open, 0);
  const { summary, network } = await simulate({ ...options, discoveryPorts: '7777' });
  assert.deepEqual([summary.open, summary.absentHosts], [1, 15]);
  assert.equal(network.asked.filter(({ port }) => port === 443).length, 0);
});
