import assert from 'node:assert/strict';
import test from 'node:test';
import { DNS_QUESTIONS_AT_ONCE } from '../../src/defaults.js';
import { dnsClient } from '../../src/net/dns-client.js';
import { serveDns } from '../helpers/dns-server.js';

const ZONE = [
  'portolan.test MX 10 mail.portolan.test',
  'mail.portolan.test A 127.0.0.1',
  'www.portolan.test CNAME mail.portolan.test',
  'lost.portolan.test CNAME nowhere.test',
];

test('an answer has the records, and whether the server vouches for them', async (t) => {
  const dns = await serveDns(t, ZONE, { validated: ({ type }) => type === 'MX' });
  const mx = await dns.client.query('portolan.test', 'MX');
  assert.deepEqual(mx, {
    outcome: 'answer',
    reason: null,
    records: [{ type: 'MX', preference: 10, exchange: 'mail.portolan.test' }],
    validated: true,
  });
  assert.equal((await dns.client.query('mail.portolan.test', 'A')).validated, false);
});

test('no such name, and no such records at a name, are different answers', async (t) => {
  const dns = await serveDns(t, ZONE);
  assert.equal((await dns.client.query('other.test', 'A')).outcome, 'no-such-name');
  assert.equal((await dns.client.query('mail.portolan.test', 'AAAA')).outcome, 'no-data');
  assert.equal((await dns.client.query('test', 'A')).outcome, 'no-data');
});

test('an alias is followed, also to where there is nothing', async (t) => {
  const dns = await serveDns(t, ZONE);
  const www = await dns.client.query('www.portolan.test', 'A');
  assert.deepEqual([www.outcome, www.aliases], ['answer', ['mail.portolan.test']]);
  const lost = await dns.client.query('lost.portolan.test', 'A');
  assert.deepEqual([lost.outcome, lost.aliases], ['no-such-name', ['nowhere.test']]);
  const alias = await dns.client.query('www.portolan.test', 'CNAME');
  assert.deepEqual(alias.records, [{ type: 'CNAME', target: 'mail.portolan.test' }]);
});

test('the same question is asked once, meanwhile and later, however the name is written', async (t) => {
  const dns = await serveDns(t, ZONE);
  const names = ['portolan.test', 'PORTOLAN.test.', 'portolan.test'];
  const answers = await Promise.all(names.map((name) => dns.client.query(name, 'MX')));
  assert.equal(await dns.client.query('portolan.test', 'MX'), answers[0]);
  assert.deepEqual(dns.questions, ['portolan.test MX']);
});

test('what failed is asked again', async (t) => {
  const dns = await serveDns(t, ZONE, { fault: ({ before }) => (before < 2 ? 'servfail' : undefined) });
  assert.equal((await dns.client.query('portolan.test', 'MX')).reason, 'servfail');
  assert.equal((await dns.client.query('portolan.test', 'MX')).outcome, 'answer');
});

test('a name that cannot be one, and names with a meaning of their own, are asked of nobody', async (t) => {
  const dns = await serveDns(t, ZONE);
  for (const name of ['', 'a..b', `${'a'.repeat(64)}.test`, 'a b.test', 'a\r\nb']) {
    assert.equal((await dns.client.query(name, 'A')).reason, 'bad-name');
  }
  assert.deepEqual((await dns.client.query('localhost', 'A')).records, [{ type: 'A', address: '127.0.0.1' }]);
  assert.deepEqual((await dns.client.query('a.localhost', 'AAAA')).records, [{ type: 'AAAA', address: '::1' }]);
  assert.equal((await dns.client.query('localhost', 'MX')).outcome, 'no-data');
  assert.equal((await dns.client.query('mail.invalid', 'MX')).outcome, 'no-such-name');
  assert.equal((await dns.client.query('mail.onion', 'A')).outcome, 'no-such-name');
  assert.deepEqual(dns.questions, []);
});

test('a server at IPv6 is asked as well', async (t) => {
  const dns = await serveDns(t, ZONE, { address: '::1', fault: 'truncated' });
  assert.equal((await dns.client.query('portolan.test', 'MX')).outcome, 'answer');
});

test('an answer that is too long for a datagram is had over TCP', async (t) => {
  const many = Array.from({ length: 200 }, (_, index) => `portolan.test MX ${index} mail${index}.portolan.test`);
  const dns = await serveDns(t, many, { fault: 'truncated' });
  assert.equal((await dns.client.query('portolan.test', 'MX')).records.length, 200);
  assert.deepEqual(dns.questions, ['portolan.test MX', 'tcp:portolan.test MX']);
});

test('nobody can foresee the id and the port of a question', async (t) => {
  const dns = await serveDns(t, ZONE);
  const names = Array.from({ length: 40 }, (_, index) => `n${index}.test`);
  await Promise.all(names.map((name) => dns.client.query(name, 'A')));
  const steps = (numbers: readonly number[]) =>
    new Set(numbers.slice(1).map((each, index) => each - (numbers[index] ?? 0)));
  const ids = dns.packets.map((packet) => packet.readUInt16BE(0));
  for (const numbers of [ids, dns.ports]) assert.ok(steps(numbers).size > 20, numbers.join(' '));
});

test('only so many questions are on their way at once', async (t) => {
  let most = 0;
  const unanswered = new Set<string>();
  const dns = await serveDns(t, ZONE, {
    fault: ({ name, before }) => {
      if (before === 0) unanswered.add(name);
      else unanswered.delete(name);
      most = Math.max(most, unanswered.size);
      return before === 0 ? 'silent' : undefined;
    },
  });
  const client = dnsClient({ servers: [dns.server], timeoutMs: 400 });
  const names = Array.from({ length: 3 * DNS_QUESTIONS_AT_ONCE }, (_, index) => `n${index}.test`);
  const answers = await Promise.all(names.map((name) => client.query(name, 'A')));
  assert.ok(answers.every(({ outcome }) => outcome === 'no-such-name'));
  assert.equal(most, DNS_QUESTIONS_AT_ONCE);
});
