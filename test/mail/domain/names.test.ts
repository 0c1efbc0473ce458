import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { MAX_REVERSE_NAMES } from '../../../src/defaults.js';
import { nameFactsOf } from '../../../src/mail/domain/names.js';
import { type DnsServerOptions, serveDns } from '../../helpers/dns-server.js';

const REVERSE = '1.0.0.127.in-addr.arpa';
const REVERSE_6 = `1.${'0.'.repeat(31)}ip6.arpa`;

async function facts(
  t: TestContext,
  zone: readonly string[],
  { address = '127.0.0.1', greetingHost = null as string | null, ...options }: Partial<Asked> = {},
) {
  const { client } = await serveDns(t, zone, options);
  return nameFactsOf({ address, greetingHost }, client);
}

interface Asked extends Omit<DnsServerOptions, 'address'> {
  readonly address: string;
  readonly greetingHost: string | null;
}

test('names in reverse are confirmed where they lead back to the address', async (t) => {
  const zone = [
    `${REVERSE} PTR Mail.portolan.test`,
    `${REVERSE} PTR liar.portolan.test`,
    `${REVERSE} PTR nowhere.test`,
    'mail.portolan.test A 127.0.0.2',
    'mail.portolan.test A 127.0.0.1',
    'liar.portolan.test A 127.0.0.9',
  ];
  assert.deepEqual(await facts(t, zone), {
    reverseNames: ['mail.portolan.test', 'liar.portolan.test', 'nowhere.test'],
    confirmedNames: ['mail.portolan.test'],
    omittedNames: 0,
    greetingAddresses: null,
  });
});

test('an IPv6 address has its names below ip6.arpa, however it is written', async (t) => {
  const zone = [`${REVERSE_6} PTR mail.portolan.test`, 'mail.portolan.test AAAA ::1'];
  for (const address of ['::1', '0:0:0:0:0:0:0:1', '::1%lo']) {
    assert.deepEqual((await facts(t, zone, { address }))?.confirmedNames, ['mail.portolan.test'], address);
  }
});

test('an IPv4 address that IPv6 carries has the names of the IPv4 address', async (t) => {
  const zone = [`${REVERSE} PTR mail.portolan.test`, 'mail.portolan.test A 127.0.0.1'];
  const found = await facts(t, zone, { address: '::ffff:127.0.0.1' });
  assert.deepEqual(found?.confirmedNames, ['mail.portolan.test']);
});

test('a delegated reverse zone is followed', async (t) => {
  const zone = [`${REVERSE} CNAME 1.0-25.0.0.127.in-addr.arpa`, '1.0-25.0.0.127.in-addr.arpa PTR mail.portolan.test'];
  assert.deepEqual((await facts(t, zone))?.reverseNames, ['mail.portolan.test']);
});

test('the name of the greeting has its addresses, or none', async (t) => {
  const zone = ['mail.portolan.test A 127.0.0.1', 'mail.portolan.test AAAA ::1'];
  const of = async (greetingHost: string | null) => (await facts(t, zone, { greetingHost }))?.greetingAddresses;
  assert.deepEqual(await of('mail.portolan.test'), ['127.0.0.1', '::1']);
  assert.deepEqual(await of('other.portolan.test'), []);
  assert.equal(await of(null), null);
  for (const noName of ['[127.0.0.1]', '127.0.0.1:25', '', 'a b', '\x1b[2J'])
    assert.equal(await of(noName), null, noName);
});

test('an address without name has none', async (t) => {
  assert.deepEqual(await facts(t, []), {
    reverseNames: [],
    confirmedNames: [],
    omittedNames: 0,
    greetingAddresses: null,
  });
});

test('nothing is held against an address where the resolver gives no answer about it', async (t) => {
  const zone = [`${REVERSE} PTR mail.portolan.test`, 'mail.portolan.test A 127.0.0.1'];
  const failingFor = (asked: string) =>
    ({ fault: ({ type }: { type: string }) => (type === asked ? 'servfail' : undefined) }) as const;
  assert.equal(await facts(t, zone, failingFor('PTR')), null);
  assert.equal(await facts(t, zone, failingFor('A')), null);
  const greeting = await facts(t, [], { ...failingFor('A'), greetingHost: 'mail.portolan.test' });
  assert.equal(greeting?.greetingAddresses, null);
  assert.equal(await facts(t, zone, { address: 'no address' }), null);
});

test('a name that cannot be one is not asked for', async (t) => {
  const dns = await serveDns(t, [`${REVERSE} PTR no/name.test`]);
  const found = await nameFactsOf({ address: '127.0.0.1', greetingHost: null }, dns.client);
  assert.deepEqual(found, {
    reverseNames: ['no/name.test'],
    confirmedNames: [],
    omittedNames: 0,
    greetingAddresses: null,
  });
  assert.deepEqual(dns.questions, [`${REVERSE} PTR`]);
});

test('only so many names of an address are looked at, and the others are counted', async (t) => {
  const zone = Array.from({ length: 60 }, (_, index) => `${REVERSE} PTR n${index}.test`);
  const dns = await serveDns(t, zone, { fault: ({ type }) => (type === 'PTR' ? 'truncated' : undefined) });
  const found = await nameFactsOf({ address: '127.0.0.1', greetingHost: null }, dns.client);
  assert.deepEqual([found?.reverseNames.length, found?.omittedNames], [MAX_REVERSE_NAMES, 60 - MAX_REVERSE_NAMES]);
  assert.equal(dns.questions.length, 2 + MAX_REVERSE_NAMES);
});
