import assert from 'node:assert/strict';
import test from 'node:test';
import { openAt, simulate } from '../helpers/simulated-scan.js';

test('a host that accepts on every port is remarked, once, and its ports are open all the same', async () => {
  const host = { rttMs: 30, port: () => 'open' as const };
  const { summary, notices, hosts } = await simulate({ ports: '1-1000', network: { host } });
  assert.equal(summary.open, 1000);
  assert.deepEqual(
    notices.map(({ address, remark }) => [address, remark]),
    [['192.0.2.1', 'accepts-everything']],
  );
  assert.deepEqual(hosts[0]?.remarks, ['accepts-everything']);
});

test('a host with many open ports among others is not remarked', async () => {
  const port = (number: number) => (number % 3 === 0 ? ('open' as const) : ('closed' as const));
  const { notices, summary } = await simulate({ ports: '1-1000', network: { host: { rttMs: 30, port } } });
  assert.deepEqual([notices, summary.open], [[], 333]);
});

test('a host that is asked few ports, all of them open, is not remarked', async () => {
  const { notices } = await simulate({
    ports: '22,80,443',
    network: { host: { rttMs: 30, port: openAt([22, 80, 443]) } },
  });
  assert.deepEqual(notices, []);
});

test('a host that is asked exactly the many ports that are open there is not remarked', async () => {
  const host = { rttMs: 30, port: () => 'open' as const };
  const { notices, summary } = await simulate({ ports: '5001-5200', network: { host } });
  assert.deepEqual([notices, summary.open], [[], 200]);
});
