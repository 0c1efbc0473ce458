import assert from 'node:assert/strict';
import test from 'node:test';
import type { HostModel } from '../helpers/simulated-network.js';
import { type Simulation, simulate } from '../helpers/simulated-scan.js';

const host = (port: HostModel['port']): HostModel => ({ rttMs: 10, port });
/** Only this address has a host that refuses. */
const onlyThird = (otherwise: HostModel | undefined) => (address: string) =>
  address.endsWith('.3') ? host(() => 'closed') : otherwise;

const HALF_AN_HOUR_MS = 1_800_000;
const TICK_MS = 200;

/** Scans, and fails where the scan has not ended by itself after half an hour of its own time. */
async function endsByItself(simulation: Simulation) {
  const controller = new AbortController();
  let isOver = false;
  const scan = await simulate({
    ...simulation,
    signal: controller.signal,
    before(clock) {
      // Time goes on in small steps, so that what needs none is done before the end.
      const tick = () => {
        if (clock.now() >= HALF_AN_HOUR_MS) controller.abort();
        else if (!isOver) clock.schedule(TICK_MS, tick);
      };
      tick();
    },
  });
  isOver = true;
  assert.ok(!controller.signal.aborted, `${scan.network.asked.length} connects in ${scan.seconds} s, and no end`);
  return scan;
}

test('a host that only ever says unreachable, and is silent otherwise, comes to an end', async () => {
  const port = (number: number) => (number % 200 === 7 ? 'unreachable' : 'silent');
  const { summary } = await endsByItself({ ports: '1-1000', network: { host: host(port) } });
  assert.deepEqual([summary.unreachable, summary.filtered], [5, 995]);
});

for (const answers of [1, 2]) {
  test(`a host that answers ${answers} times and never again is given up`, async () => {
    let given = 0;
    const port = (number: number) => {
      if (number !== 80 || given >= answers) return 'silent';
      given += 1;
      return 'open';
    };
    const { summary, network } = await endsByItself({ ports: '1-1000', network: { host: host(port) } });
    assert.equal(summary.asked, 1000);
    assert.ok(network.asked.length < 5000, `${network.asked.length} connects`);
  });
}

test('addresses of a network to which there is no route end as unknown', async () => {
  const { summary } = await endsByItself({
    targets: '192.0.2.0/28',
    ports: '1-100',
    network: { host: host(() => 'closed'), outage: () => 'ENETUNREACH' },
  });
  assert.deepEqual([summary.unknown, summary.unknownReasons], [1600, { 'no-route': 1600 }]);
});

test('a network that falls silent, has no route for a while and returns is asked to the end', async () => {
  const outage = (now: number) =>
    now > 2000 && now < 5000 ? 'lost' : now >= 5000 && now < 8000 ? 'ENETUNREACH' : undefined;
  const network = { host: host(() => 'closed'), outage };
  const { summary } = await endsByItself({ ports: '1-20000', rate: 2000, network });
  assert.deepEqual([summary.closed, summary.unknown], [20_000, 0]);
});

test('a shard that has only some of the ports by which hosts are looked for tells each host once', async () => {
  const { hosts, summary } = await endsByItself({
    targets: '192.0.2.0/28',
    ports: '80,443,22,445,3389,8080,21',
    shard: '2/5',
    network: { host: onlyThird(undefined) },
  });
  assert.equal(new Set(hosts.map(({ address }) => address)).size, hosts.length);
  assert.equal(summary.unknown, 0);
});

test('a search that is asked twice counts each address once', async () => {
  const { summary } = await endsByItself({
    targets: '192.0.2.0/28',
    ports: '1-100,443,445,3389,8080',
    verify: true,
    network: { host: onlyThird(host(() => 'unreachable')) },
  });
  assert.deepEqual([summary.closed, summary.absentHosts, summary.unknown], [104, 15, 0]);
});

test('a dialer that throws instead of rejecting ends as unknown', async () => {
  const outage = () => {
    throw new Error('thrown');
  };
  const { summary } = await endsByItself({ ports: '1-10', network: { host: host(() => 'closed'), outage } });
  assert.equal(summary.unknown, 10);
});
