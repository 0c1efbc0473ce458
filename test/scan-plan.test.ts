import assert from 'node:assert/strict';
import test from 'node:test';
import { PortolanError, planScan, type ScanPlanOptions, scan } from '../src/index.js';
import type { Resolver } from '../src/net/resolve.js';

/** Nothing may be dialled. */
const dial = async () => assert.fail('a plan connects to nobody');
const plan = (options: ScanPlanOptions) => planScan({ dial, ...options });

const resolve: Resolver = async (name) => {
  if (name === 'two.example') return ['192.0.2.1', '2001:db8::1'].map((address) => addressOf(address));
  if (name === 'one.example') return [addressOf('192.0.2.7')];
  throw new PortolanError('ERR_RESOLVE', { value: name, problem: 'no such host name' });
};

function addressOf(address: string) {
  return { address, family: address.includes(':') ? 6 : 4 } as const;
}

test('a plan counts addresses, ports and pairs, overlaps once', async () => {
  const { hosts, pairs, ports } = await plan({
    targets: ['192.0.2.0/30', '192.0.2.2-9', '192.0.2.1:99'],
    ports: '1-10',
  });
  assert.deepEqual([hosts, pairs, ports], [10, 101, '1-10,99']);
});

test('a plan counts what a scan then asks', async () => {
  const options = { targets: '127.0.0.0/29', ports: '1-20', exclude: '127.0.0.3', shard: '1/3' };
  const planned = await plan(options);
  const refuse = async () => {
    throw Object.assign(new Error('fake'), { code: 'ECONNREFUSED' });
  };
  for await (const record of scan({ ...options, dial: refuse })) {
    if (record.type === 'summary') assert.equal(record.asked, planned.pairs);
  }
  assert.deepEqual(planned.excluded, { hosts: 1, pairs: 20 });
  assert.equal(planned.pairsOfAllShards, 140);
});

test('the parts of a scan have all its pairs together', async () => {
  const options = { targets: ['192.0.2.0/26', '2001:db8::1'], ports: '1-100' };
  const parts = await Promise.all(['1/3', '2/3', '3/3'].map((shard) => plan({ ...options, shard })));
  assert.equal(
    parts.reduce((sum, { pairs }) => sum + pairs, 0),
    6500,
  );
});

test('a shard of very many addresses is reckoned, and says so', async () => {
  const { pairs, isReckoned } = await plan({ targets: '10.0.0.0/8', ports: '80', shard: '1/4' });
  assert.deepEqual([pairs, isReckoned], [4_194_304, true]);
});

test('names are resolved, what fails is told', async () => {
  const { hosts, failures } = await plan({ targets: ['two.example', 'none.example'], ports: '25', resolve });
  assert.equal(hosts, 2);
  assert.deepEqual(
    failures.map(({ target, code }) => [target, code]),
    [['none.example', 'ERR_RESOLVE']],
  );
});

test('where names are not to be looked up nobody is asked, and each counts as one address', async () => {
  const asked: string[] = [];
  const { hosts, pairs, unresolvedNames } = await plan({
    targets: ['two.example', 'one.example', 'two.example:99', '192.0.2.1'],
    ports: '25',
    exclude: 'one.example',
    resolveNames: false,
    resolve: async (name) => {
      asked.push(name);
      return [];
    },
  });
  assert.deepEqual(asked, []);
  assert.deepEqual([hosts, pairs], [2, 3]);
  assert.deepEqual([...unresolvedNames].sort(), ['one.example', 'two.example']);
});

test('a name to leave out that does not resolve is an error, as in the scan', async () => {
  await assert.rejects(plan({ targets: '192.0.2.1', exclude: 'none.example', resolve }), { code: 'ERR_RESOLVE' });
});

test('targets that come as a stream are read to their end', async () => {
  const targets = async function* () {
    yield '192.0.2.0/30';
    yield 'one.example';
    yield 'no target!';
  };
  const { hosts, failures } = await plan({ targets: targets(), ports: '25', resolve });
  assert.deepEqual([hosts, failures.length], [5, 1]);
});

test('networks are looked through first, single addresses are not', async () => {
  const { discovery } = await plan({ targets: ['192.0.2.0/28', '198.51.100.1'], ports: '1-100' });
  assert.deepEqual(discovery, { hosts: 16, ports: [443, 80, 22, 445, 3389, 8080] });
  assert.equal((await plan({ targets: '192.0.2.0/28', ports: '1-100', discovery: false })).discovery, null);
  assert.equal((await plan({ targets: '192.0.2.0/28', ports: '80,443' })).discovery, null);
});

test('the order is that of the seed, the likeliest ports first', async () => {
  const first = async (seed: number) => (await plan({ targets: '192.0.2.1', ports: '1-65535', seed })).firstPorts;
  assert.deepEqual(await first(1), await first(1));
  assert.deepEqual((await first(1)).slice(0, 3), [443, 80, 22]);
  const sequential = await plan({ targets: '192.0.2.1', ports: '9,3-5', order: 'sequential' });
  assert.deepEqual(sequential.firstPorts, [3, 4, 5, 9]);
});
