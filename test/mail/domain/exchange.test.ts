import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import fc from 'fast-check';
import { MAX_EXCHANGERS, MAX_HOST_ADDRESSES } from '../../../src/defaults.js';
import { mailExchangeOf } from '../../../src/mail/domain/exchange.js';
import type { MailExchange } from '../../../src/mail/domain/types.js';
import { type DnsAnswer, type DnsRecord, resolverOf } from '../../../src/net/dns-client.js';
import { type DnsServerOptions, serveDns } from '../../helpers/dns-server.js';
import { namedHost } from '../../helpers/probe-records.js';

async function exchange(
  t: TestContext,
  zone: readonly string[],
  options?: DnsServerOptions,
  domain = 'portolan.test',
): Promise<MailExchange> {
  const { client } = await serveDns(t, zone, options);
  return mailExchangeOf(domain, client, resolverOf(client));
}

/** Name and problem of each exchanger. */
function told({ exchangers }: MailExchange): string[] {
  return exchangers.map(({ name, problem, addresses }) => `${name} ${problem ?? addresses.join(' ')}`);
}

test('exchangers come best first, those of equal preference by name, with all their addresses', async (t) => {
  const mail = await exchange(t, [
    'portolan.test MX 20 c.portolan.test',
    'portolan.test MX 10 b.portolan.test',
    'portolan.test MX 10 A.portolan.test',
    'a.portolan.test A 127.0.0.1',
    'a.portolan.test A 127.0.0.2',
    'a.portolan.test AAAA ::1',
    'b.portolan.test A 127.0.0.3',
    'c.portolan.test AAAA ::1',
  ]);
  assert.equal(mail.kind, 'mx');
  assert.deepEqual([mail.validated, mail.omitted], [false, 0]);
  assert.deepEqual(mail.exchangers[0], {
    name: 'a.portolan.test',
    preference: 10,
    addresses: ['::1', '127.0.0.1', '127.0.0.2'],
    omittedAddresses: 0,
    alias: null,
    problem: null,
  });
  assert.deepEqual(told(mail).slice(1), ['b.portolan.test 127.0.0.3', 'c.portolan.test ::1']);
});

test('a domain that takes no mail says so', async (t) => {
  const mail = await exchange(t, ['portolan.test MX 0 .', 'portolan.test A 127.0.0.1'], { validated: true });
  assert.deepEqual(mail, { kind: 'null', exchangers: [], omitted: 0, validated: true });
});

test('the word that there is no exchanger is kept where there are some all the same', async (t) => {
  const zone = ['portolan.test MX 0 .', 'portolan.test MX 10 a.portolan.test', 'a.portolan.test A 127.0.0.1'];
  const mail = await exchange(t, zone);
  assert.equal(mail.kind, 'mx');
  assert.deepEqual(told(mail), ['. null-mx', 'a.portolan.test 127.0.0.1']);
});

test('a domain without MX records takes its mail itself, also where it is an alias', async (t) => {
  const mail = await exchange(t, ['portolan.test A 127.0.0.1'], {}, 'Portolan.test');
  const host = { name: 'portolan.test', preference: 0, ...namedHost('127.0.0.1') };
  assert.deepEqual(mail, { kind: 'implicit', exchangers: [host], omitted: 0, validated: false });
  const alias = await exchange(t, ['portolan.test CNAME other.test', 'other.test A 127.0.0.1']);
  assert.deepEqual(alias, mail);
});

test('an internationalised domain is its own exchanger under its name in ASCII', async (t) => {
  const mail = await exchange(t, ['xn--pltzchen-1za.test A 127.0.0.1'], {}, 'plätzchen.test');
  assert.deepEqual(told(mail), ['xn--pltzchen-1za.test 127.0.0.1']);
});

test('a domain with neither MX records nor addresses takes none', async (t) => {
  assert.equal((await exchange(t, ['portolan.test TXT "hello"'])).kind, 'none');
});

test('a domain that does not exist, or cannot, is told from one that nobody knows about', async (t) => {
  assert.equal((await exchange(t, ['other.test A 127.0.0.1'])).kind, 'no-such-domain');
  assert.equal((await exchange(t, [], {}, 'a..test')).kind, 'no-such-domain');
  assert.equal((await exchange(t, [], { fault: 'servfail' })).kind, 'unknown');
  const halfKnown = await exchange(t, ['portolan.test TXT "hello"'], {
    fault: ({ type }) => (type === 'MX' ? undefined : 'servfail'),
  });
  assert.equal(halfKnown.kind, 'unknown');
});

test('an exchanger without address has the reason', async (t) => {
  const mail = await exchange(
    t,
    [
      'portolan.test MX 10 nowhere.test',
      'portolan.test MX 20 empty.portolan.test',
      'empty.portolan.test TXT "nothing"',
      'portolan.test MX 30 lost.portolan.test',
      'portolan.test MX 40 192.0.2.25',
      'portolan.test MX 50 no/name.test',
      'portolan.test MX 60 half.portolan.test',
      'half.portolan.test TXT "nothing"',
    ],
    {
      fault: ({ name, type }) =>
        name.startsWith('lost') || (name.startsWith('half') && type === 'A') ? 'servfail' : undefined,
    },
  );
  assert.deepEqual(told(mail), [
    'nowhere.test no-such-name',
    'empty.portolan.test no-address',
    'lost.portolan.test failed',
    '192.0.2.25 address-literal',
    'no/name.test bad-name',
    'half.portolan.test failed',
  ]);
});

test('nobody is asked about an exchanger whose name is none', async (t) => {
  const dns = await serveDns(t, [
    'portolan.test MX 1 192.0.2.25',
    'portolan.test MX 1 no/name.test',
    'portolan.test MX 1 .',
  ]);
  await mailExchangeOf('portolan.test', dns.client, async (name) => assert.fail(name));
  assert.deepEqual(dns.questions, ['portolan.test MX']);
});

test('an exchanger that is an alias has its addresses, and the name that it stands for', async (t) => {
  const mail = await exchange(t, [
    'portolan.test MX 10 a.portolan.test',
    'a.portolan.test CNAME b.portolan.test',
    'b.portolan.test CNAME c.portolan.test',
    'c.portolan.test A 127.0.0.1',
    'portolan.test MX 20 lost.portolan.test',
    'lost.portolan.test CNAME nowhere.test',
  ]);
  assert.deepEqual(
    mail.exchangers.map(({ alias, problem }) => [alias, problem]),
    [
      ['b.portolan.test', null],
      ['nowhere.test', 'no-such-name'],
    ],
  );
});

test('an exchanger that is named twice counts once, with its better preference', async (t) => {
  const zone = [
    'portolan.test MX 20 a.portolan.test',
    'portolan.test MX 5 a.portolan.test',
    'a.portolan.test A 127.0.0.1',
  ];
  const { exchangers } = await exchange(t, zone);
  assert.deepEqual(
    exchangers.map(({ preference }) => preference),
    [5],
  );
});

test('only so many exchangers and addresses are looked at, the best first, and the others are counted', async (t) => {
  const zone = Array.from(
    { length: MAX_EXCHANGERS + 20 },
    (_, index) => `portolan.test MX ${100 - index} n${index}.test`,
  );
  const { client } = await serveDns(t, zone, { fault: ({ type }) => (type === 'MX' ? 'truncated' : undefined) });
  const many = Array.from({ length: 100 }, (_, index) => ({ address: `127.0.0.${index}`, family: 4 as const }));
  const { exchangers, omitted } = await mailExchangeOf('portolan.test', client, async () => many);
  assert.deepEqual([exchangers.length, omitted], [MAX_EXCHANGERS, 20]);
  assert.equal(exchangers[0]?.name, `n${MAX_EXCHANGERS + 19}.test`);
  for (const { addresses, omittedAddresses } of exchangers) {
    assert.deepEqual([addresses.length, omittedAddresses], [MAX_HOST_ADDRESSES, 100 - MAX_HOST_ADDRESSES]);
  }
});

test('whoever resolves names is believed, and its failure is not the name’s', async (t) => {
  const { client } = await serveDns(t, ['portolan.test MX 10 a.portolan.test', 'a.portolan.test A 127.0.0.1']);
  const failing = await mailExchangeOf('portolan.test', client, () => Promise.reject(new Error('no')));
  assert.deepEqual(told(failing), ['a.portolan.test failed']);
  const own = await mailExchangeOf('portolan.test', client, async () => [{ address: '127.0.0.9', family: 4 }]);
  assert.deepEqual(told(own), ['a.portolan.test 127.0.0.9']);
});

test('no set of MX records makes it fail, and the order is that of the preferences', async () => {
  const name = fc.oneof(
    fc.domain(),
    fc.constantFrom('.', '192.0.2.1', '::1', '\\000\\027[2j', 'a..b', ''),
    fc.string(),
  );
  const record = fc.record({ type: fc.constant('MX' as const), preference: fc.nat(65_535), exchange: name });
  await fc.assert(
    fc.asyncProperty(fc.array(record, { maxLength: 40 }), async (records) => {
      const answer = (found: readonly DnsRecord[]): DnsAnswer => ({
        outcome: found.length > 0 ? 'answer' : 'no-data',
        reason: null,
        records: found,
        validated: false,
      });
      const client = { query: async (_name: string, type: string) => answer(type === 'MX' ? records : []) };
      const { exchangers } = await mailExchangeOf('portolan.test', client, async () => []);
      const preferences = exchangers.map(({ preference }) => preference);
      assert.deepEqual(
        preferences,
        preferences.toSorted((one, other) => one - other),
      );
      assert.ok(exchangers.every(({ problem, addresses }) => problem !== null && addresses.length === 0));
    }),
  );
});
