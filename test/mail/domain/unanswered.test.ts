/** What a probe of a domain tells of questions that DNS did not answer, and of servers that its records do not lead to. */
import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { type ProbeOptions, type ProbeStreamRecord, probe } from '../../../src/index.js';
import { type DnsServerOptions, serveDns } from '../../helpers/dns-server.js';
import { systemError } from '../../helpers/fake-dialer.js';

const DOMAIN = 'portolan.test';
const SRV = `_imaps._tcp.${DOMAIN} SRV 0 0 993`;
const MAIL = `mail.${DOMAIN} A 127.0.0.1`;

/** A domain of which nothing answers but DNS. */
async function failures(t: TestContext, zone: readonly string[], options: ProbeOptions, dns?: DnsServerOptions) {
  const { text, questions } = await serveDns(t, zone, dns);
  const records: ProbeStreamRecord[] = [];
  const dial = () => Promise.reject(systemError('ECONNREFUSED'));
  for await (const record of probe({ dns: text, dial, retryAfterMs: 0, ...options })) records.push(record);
  const told = records.flatMap((record) => (record.type === 'failure' ? [`${record.target}: ${record.message}`] : []));
  return { told, questions };
}

const lost = (start: string): DnsServerOptions => ({
  fault: ({ name }) => (name.startsWith(start) ? 'servfail' : undefined),
});

test('services about which DNS gave no answer are a failure that names them, beside those that it named', async (t) => {
  const zone = [`${SRV} mail.${DOMAIN}`, MAIL];
  assert.deepEqual((await failures(t, zone, { srv: DOMAIN })).told, []);
  assert.deepEqual((await failures(t, zone, { srv: DOMAIN }, lost('_pop3'))).told, [
    `${DOMAIN}: the DNS server gave no answer about some services of this domain: pop3s, pop3`,
  ]);
  assert.deepEqual((await failures(t, zone, { srv: DOMAIN }, lost('_imaps'))).told, [
    `${DOMAIN}: the DNS server gave no answer about some services of this domain: imaps`,
  ]);
  assert.deepEqual((await failures(t, zone, { srv: DOMAIN }, lost('_'))).told, [
    `${DOMAIN}: the DNS server could not tell the services of this domain (silent, or broken DNSSEC)`,
  ]);
});

test('a domain whose exchangers are asked for has no services to miss', async (t) => {
  const zone = [`${DOMAIN} MX 10 mail.${DOMAIN}`, MAIL];
  assert.deepEqual((await failures(t, zone, { mx: DOMAIN }, lost('_imaps'))).told, []);
});

test('a server for clients that is no host, or has no address, is told', async (t) => {
  const zone = [`${SRV} 192.0.2.25`, `_sieve._tcp.${DOMAIN} SRV 0 0 4190 lost.${DOMAIN}`];
  const { told } = await failures(t, zone, { srv: DOMAIN });
  assert.deepEqual(told.toSorted(), [
    '192.0.2.25: an SRV record names a host, not an address',
    `lost.${DOMAIN}: no such host name`,
  ]);
});

test('a server of several services is looked up once', async (t) => {
  const services = ['imaps', 'imap', 'pop3s', 'sieve', 'submissions'];
  const zone = services.map((service, port) => `_${service}._tcp.${DOMAIN} SRV 0 0 ${port + 1} mail.${DOMAIN}`);
  const { questions } = await failures(t, [...zone, MAIL], { srv: DOMAIN });
  assert.equal(questions.filter((question) => question === `mail.${DOMAIN} A`).length, 1);
});
