import assert from 'node:assert/strict';
import test from 'node:test';
import { MAX_SERVICE_RECORDS } from '../../../src/defaults.js';
import { clientServicesOf } from '../../../src/mail/domain/client-services.js';
import { serveDns } from '../../helpers/dns-server.js';

test('the services of a domain are those of its SRV records, the one to try first before the others', async (t) => {
  const { client } = await serveDns(t, [
    '_imaps._tcp.portolan.test SRV 10 1 993 light.portolan.test',
    '_imaps._tcp.portolan.test SRV 10 9 993 heavy.portolan.test',
    '_imaps._tcp.portolan.test SRV 0 0 9993 Best.portolan.test',
    '_submission._tcp.portolan.test SRV 0 0 587 out.portolan.test',
  ]);
  const services = await clientServicesOf('portolan.test', client);
  assert.deepEqual(services?.[0], {
    service: 'submission',
    priority: 0,
    weight: 0,
    target: 'out.portolan.test',
    port: 587,
  });
  assert.deepEqual(
    services?.slice(1).map(({ service, target, port }) => `${service} ${target}:${port}`),
    ['imaps best.portolan.test:9993', 'imaps heavy.portolan.test:993', 'imaps light.portolan.test:993'],
  );
});

test('all services that clients know are asked for, and a service can be said not to be there', async (t) => {
  const all = ['submission', 'submissions', 'imap', 'imaps', 'pop3', 'pop3s', 'sieve'];
  const dns = await serveDns(
    t,
    all.map((service) => `_${service}._tcp.portolan.test SRV 0 0 0 .`),
  );
  const services = await clientServicesOf('Portolan.test.', dns.client);
  assert.deepEqual(services?.map(({ service }) => service).toSorted(), all.toSorted());
  assert.ok(services?.every(({ target, port }) => target === null && port === 0));
  assert.equal(dns.questions.length, all.length);
});

test('a domain that names no services has none; where the resolver is silent about one, nobody knows', async (t) => {
  const none = await serveDns(t, ['portolan.test A 127.0.0.1']);
  assert.deepEqual(await clientServicesOf('portolan.test', none.client), []);
  const zone = ['_imaps._tcp.portolan.test SRV 0 0 993 a.portolan.test'];
  const failing = await serveDns(t, zone, {
    fault: ({ name }) => (name.startsWith('_imaps') ? 'servfail' : undefined),
  });
  assert.equal(await clientServicesOf('portolan.test', failing.client), null);
  const half = await serveDns(t, zone, { fault: ({ name }) => (name.startsWith('_pop3') ? 'servfail' : undefined) });
  assert.equal((await clientServicesOf('portolan.test', half.client))?.length, 1);
});

test('only so many records of a service are told', async (t) => {
  const zone = Array.from({ length: 40 }, (_, index) => `_imap._tcp.portolan.test SRV ${index} 0 143 n${index}.test`);
  const { client } = await serveDns(t, zone, { fault: 'truncated' });
  assert.equal((await clientServicesOf('portolan.test', client))?.length, MAX_SERVICE_RECORDS);
});
