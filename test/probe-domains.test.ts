import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ProbeStreamRecord, probe } from '../src/index.js';
import { serveDns } from './helpers/dns-server.js';

const refuse = () => Promise.reject(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }));

/** What a probe tells, in order: domains, services as `port address`, and where the findings of a host come. */
async function told(records: AsyncIterable<ProbeStreamRecord>): Promise<string[]> {
  const all: string[] = [];
  for await (const record of records) {
    if (record.type === 'domain') all.push(record.domain);
    if (record.type === 'probe') all.push(`${record.port} ${record.address}`);
    if (record.type === 'failure') all.push(`${record.target}: ${record.message}`);
  }
  return all;
}

test('the services for clients of a domain come host by host, whatever the order of their records', async (t) => {
  const dns = await serveDns(t, [
    '_imaps._tcp.portolan.test SRV 0 1 993 mail.portolan.test',
    '_submissions._tcp.portolan.test SRV 0 1 465 mail.portolan.test',
    '_pop3s._tcp.portolan.test SRV 0 1 995 pop.portolan.test',
    'mail.portolan.test A 192.0.2.1',
    'mail.portolan.test A 192.0.2.2',
    'pop.portolan.test A 192.0.2.3',
  ]);
  const records = probe({ srv: 'portolan.test', dns: dns.text, dial: refuse, family: 4 });
  assert.deepEqual(await told(records), [
    'portolan.test',
    '465 192.0.2.1',
    '993 192.0.2.1',
    '465 192.0.2.2',
    '993 192.0.2.2',
    '995 192.0.2.3',
  ]);
});

test('many domains are asked for in order, each with its exchangers behind all of them', async (t) => {
  const names = Array.from({ length: 20 }, (_, index) => `d${index}.test`);
  const dns = await serveDns(
    t,
    names.flatMap((name, index) => [`${name} MX 10 mx.${name}`, `mx.${name} A 192.0.2.${index}`]),
  );
  const records = await told(probe({ mx: names, dns: dns.text, dial: refuse, family: 4 }));
  assert.deepEqual(records, [...names, ...names.map((_, index) => `25 192.0.2.${index}`)]);
});

test('a domain that was not asked for since we stopped is told as that, not as a fault of its DNS', async (t) => {
  const dns = await serveDns(t, [], { fault: 'silent' });
  const controller = new AbortController();
  const records = told(probe({ mx: 'portolan.test', dns: dns.text, signal: controller.signal, dial: refuse }));
  setImmediate(() => controller.abort());
  assert.deepEqual(await records, ['portolan.test', 'portolan.test: stopped before the name was resolved']);
});

test('an exchanger whose addresses the DNS server does not tell makes the probe incomplete', async (t) => {
  const zone = [
    'portolan.test MX 10 mail.portolan.test',
    'portolan.test MX 20 spare.portolan.test',
    'spare.portolan.test A 192.0.2.2',
  ];
  const dns = await serveDns(t, zone, {
    fault: ({ name }) => (name === 'mail.portolan.test' ? 'servfail' : undefined),
  });
  const records = await told(probe({ mx: 'portolan.test', dns: dns.text, dial: refuse, family: 4 }));
  assert.deepEqual(records, [
    'portolan.test',
    'portolan.test: the DNS server could not tell the addresses of mail.portolan.test (silent, or broken DNSSEC)',
    '25 192.0.2.2',
  ]);
});
