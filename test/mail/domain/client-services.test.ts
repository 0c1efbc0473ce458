import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { MAX_HOST_ADDRESSES, MAX_SERVICE_RECORDS } from '../../../src/defaults.js';
import { type ClientServices, clientServicesOf } from '../../../src/mail/domain/client-services.js';
import { resolverOf } from '../../../src/net/dns-client.js';
import { type DnsServerOptions, serveDns } from '../../helpers/dns-server.js';

const ALL = ['submission', 'submissions', 'imap', 'imaps', 'pop3', 'pop3s', 'sieve'] as const;

async function services(t: TestContext, zone: readonly string[], options?: DnsServerOptions): Promise<ClientServices> {
  const { client } = await serveDns(t, zone, options);
  return clientServicesOf('portolan.test', client, resolverOf(client));
}

/** Service and target of each. */
function told({ clientServices }: ClientServices): string[] | undefined {
  return clientServices?.map(({ service, target, port }) => `${service} ${target}:${port}`);
}

test('the services of a domain are those of its SRV records, the one to try first before the others', async (t) => {
  const found = await services(t, [
    '_imaps._tcp.portolan.test SRV 10 1 993 light.portolan.test',
    '_imaps._tcp.portolan.test SRV 10 9 993 heavy.portolan.test',
    '_imaps._tcp.portolan.test SRV 0 0 9993 Best.portolan.test',
    '_submission._tcp.portolan.test SRV 0 0 587 out.portolan.test',
    'out.portolan.test A 127.0.0.1',
  ]);
  assert.deepEqual(found.clientServices?.[0], {
    ...{ service: 'submission', priority: 0, weight: 0, target: 'out.portolan.test', port: 587 },
    ...{ addresses: ['127.0.0.1'], omittedAddresses: 0, alias: null, problem: null },
  });
  assert.deepEqual(told(found)?.slice(1), [
    'imaps best.portolan.test:9993',
    'imaps heavy.portolan.test:993',
    'imaps light.portolan.test:993',
  ]);
  assert.deepEqual([found.unansweredServices, found.omittedServices], [[], 0]);
});

test('all services that clients know are asked for, and a service can be said not to be there', async (t) => {
  const dns = await serveDns(
    t,
    ALL.map((service) => `_${service}._tcp.portolan.test SRV 0 0 0 .`),
  );
  const { clientServices } = await clientServicesOf('Portolan.test.', dns.client, async (name) => assert.fail(name));
  assert.deepEqual(clientServices?.map(({ service }) => service).toSorted(), ALL.toSorted());
  assert.ok(clientServices?.every(({ target, port, problem }) => target === null && port === 0 && problem === null));
  assert.equal(dns.questions.length, ALL.length);
});

test('a domain that names no services has none; where DNS is silent about one, nobody knows of that one', async (t) => {
  const none = await services(t, ['portolan.test A 127.0.0.1']);
  assert.deepEqual(none, { clientServices: [], unansweredServices: [], omittedServices: 0 });
  const zone = ['_imaps._tcp.portolan.test SRV 0 0 993 a.portolan.test'];
  const lost = (start: string): DnsServerOptions => ({
    fault: ({ name }) => (name.startsWith(start) ? 'servfail' : undefined),
  });
  assert.deepEqual(await services(t, zone, lost('_imaps')), { ...none, unansweredServices: ['imaps'] });
  const half = await services(t, zone, lost('_pop3'));
  assert.deepEqual([told(half), half.unansweredServices], [['imaps a.portolan.test:993'], ['pop3s', 'pop3']]);
  const nothing = await services(t, zone, lost('_'));
  assert.equal(nothing.clientServices, null);
  assert.deepEqual(nothing.unansweredServices.toSorted(), ALL.toSorted());
});

test('only so many records of a service and addresses of a host are looked at, and the others are counted', async (t) => {
  const zone = Array.from({ length: 40 }, (_, index) => `_imap._tcp.portolan.test SRV ${index} 0 143 n${index}.test`);
  const { client } = await serveDns(t, [...zone, '_sieve._tcp.portolan.test SRV 0 0 4190 n0.test'], {
    fault: ({ type }) => (type === 'SRV' ? 'truncated' : undefined),
  });
  const many = Array.from({ length: 100 }, (_, index) => ({ address: `127.0.0.${index}`, family: 4 as const }));
  const asked: string[] = [];
  const found = await clientServicesOf('portolan.test', client, async (name) => {
    asked.push(name);
    return many;
  });
  assert.equal(found.clientServices?.length, MAX_SERVICE_RECORDS + 1);
  assert.equal(found.omittedServices, 40 - MAX_SERVICE_RECORDS);
  for (const { addresses, omittedAddresses } of found.clientServices ?? []) {
    assert.deepEqual([addresses.length, omittedAddresses], [MAX_HOST_ADDRESSES, 100 - MAX_HOST_ADDRESSES]);
  }
  assert.equal(new Set(asked).size, asked.length, 'each target is looked up once');
});

test('a target without address has the reason, and an alias the name that it stands for', async (t) => {
  const dns = await serveDns(
    t,
    [
      '_imaps._tcp.portolan.test SRV 1 0 993 nowhere.test',
      '_imaps._tcp.portolan.test SRV 2 0 993 lost.portolan.test',
      '_imaps._tcp.portolan.test SRV 3 0 993 192.0.2.25',
      '_imaps._tcp.portolan.test SRV 4 0 993 no/name.test',
      '_imaps._tcp.portolan.test SRV 5 0 993 alias.portolan.test',
      'alias.portolan.test CNAME a.portolan.test',
      'a.portolan.test A 127.0.0.1',
    ],
    { fault: ({ name }) => (name.startsWith('lost') ? 'servfail' : undefined) },
  );
  const { clientServices } = await clientServicesOf('portolan.test', dns.client, resolverOf(dns.client));
  assert.deepEqual(
    clientServices?.map(({ problem, alias }) => problem ?? alias),
    ['no-such-name', 'failed', 'address-literal', 'bad-name', 'a.portolan.test'],
  );
  assert.ok(!dns.questions.some((question) => /^(?:192|no\/)/.test(question)), 'nobody is asked about what is no name');
});
