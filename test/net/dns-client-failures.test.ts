import assert from 'node:assert/strict';
import test from 'node:test';
import { type DnsAnswer, dnsClient } from '../../src/net/dns-client.js';
import { type DnsFault, type DnsServerOptions, serveDns, type TestDnsServer } from '../helpers/dns-server.js';
import { closedPort } from '../helpers/server.js';

const ZONE = ['mail.portolan.test A 127.0.0.1'];
/** Milliseconds for a question to which no answer comes, so that they pass. */
const HOPELESS_MS = 300;
/** Milliseconds for one to which something comes: a busy machine has its time. */
const PATIENT_MS = 1600;

function ask(timeoutMs: number, ...asked: readonly TestDnsServer[]): Promise<DnsAnswer> {
  const servers = asked.map(({ server }) => server);
  return dnsClient({ servers, timeoutMs }).query('mail.portolan.test', 'A');
}

const FAILURES: readonly (readonly [DnsFault, DnsAnswer['reason'], tries: number, timeoutMs?: number])[] = [
  ['servfail', 'servfail', 2],
  ['refused', 'refused', 1],
  ['referral', 'refused', 1],
  ['formerr', 'formerr', 2],
  ['silent', 'timeout', 2, HOPELESS_MS],
  ['garbage', 'bad-reply', 2],
  ['wrong-id', 'bad-reply', 2, HOPELESS_MS],
  ['wrong-question', 'bad-reply', 2, HOPELESS_MS],
  ['hung-up', 'truncated', 4],
];

for (const [fault, reason, tries, timeoutMs = PATIENT_MS] of FAILURES) {
  test(`a server with the fault "${fault}" fails with "${reason}" after ${tries} questions`, async (t) => {
    const dns = await serveDns(t, ZONE, { fault });
    assert.deepEqual(await ask(timeoutMs, dns), { outcome: 'failed', reason, records: [], validated: false });
    assert.equal(dns.questions.length, tries);
  });
}

test('a lost datagram is sent again', async (t) => {
  const dns = await serveDns(t, ZONE, { fault: ({ before }) => (before === 0 ? 'silent' : undefined) });
  assert.equal((await ask(PATIENT_MS, dns)).outcome, 'answer');
});

test('a forged reply does not keep the right one from being heard', async (t) => {
  const dns = await serveDns(t, ZONE, { fault: 'forged' });
  assert.deepEqual((await ask(PATIENT_MS, dns)).records, [{ type: 'A', address: '127.0.0.1' }]);
  assert.equal(dns.questions.length, 1);
});

test('a server that does not know EDNS is asked without, from then on', async (t) => {
  const dns = await serveDns(t, [...ZONE, 'x.test A 127.0.0.2'], { fault: 'no-edns' });
  assert.equal((await dns.client.query('mail.portolan.test', 'A')).outcome, 'answer');
  assert.equal((await dns.client.query('x.test', 'A')).outcome, 'answer');
  assert.deepEqual(dns.questions, ['mail.portolan.test A', 'mail.portolan.test A', 'x.test A']);
});

test('the next server is asked where one gives no answer, and not where it has given one', async (t) => {
  const good = await serveDns(t, ZONE);
  const faults: readonly DnsFault[] = ['servfail', 'refused', 'silent', 'garbage', 'hung-up'];
  for (const fault of faults) {
    const bad = await serveDns(t, ZONE, { fault });
    assert.equal((await ask(PATIENT_MS, bad, good)).outcome, 'answer', fault);
  }
  assert.equal(good.questions.length, faults.length);
  const empty = await serveDns(t, []);
  assert.equal((await ask(PATIENT_MS, empty, good)).outcome, 'no-such-name');
  assert.equal(good.questions.length, faults.length);
});

test('of several failures the most telling one is told', async (t) => {
  const silent = await serveDns(t, ZONE, { fault: 'silent' });
  const failing = await serveDns(t, ZONE, { fault: 'servfail' });
  assert.equal((await ask(HOPELESS_MS, silent, failing)).reason, 'servfail');
  assert.equal((await ask(HOPELESS_MS, failing, silent)).reason, 'servfail');
});

test('a port where no server is, and no server at all, are found out at once', async () => {
  const { address, port } = await closedPort();
  for (const servers of [[{ address, port }], []]) {
    const answer = await dnsClient({ servers, timeoutMs: 60_000 }).query('mail.portolan.test', 'A');
    assert.equal(answer.reason, 'no-server');
  }
});

test('a name in the place of an address is looked up nowhere', async () => {
  const servers = [{ address: 'dns.portolan.test', port: 53 }];
  assert.equal((await dnsClient({ servers }).query('mail.portolan.test', 'A')).reason, 'not-sent');
});

test('an aborted signal ends all questions, and those that are asked later', async (t) => {
  const dns = await serveDns(t, ZONE, { fault: 'silent' });
  const controller = new AbortController();
  const client = dnsClient({ servers: [dns.server], timeoutMs: 60_000, signal: controller.signal });
  const answers = Promise.all(['a.test', 'b.test'].map((name) => client.query(name, 'A')));
  setImmediate(() => controller.abort());
  assert.deepEqual(
    (await answers).map(({ reason }) => reason),
    ['stopped', 'stopped'],
  );
  assert.equal((await client.query('c.test', 'A')).reason, 'stopped');
  const late = dnsClient({ servers: [dns.server], signal: AbortSignal.abort() });
  assert.equal((await late.query('c.test', 'A')).reason, 'stopped');
});

test('an answer over TCP that never ends is given up in time', async (t) => {
  const dns = await serveDns(t, ZONE, { fault: ({ transport }) => (transport === 'udp' ? 'truncated' : 'silent') });
  assert.equal((await ask(HOPELESS_MS, dns)).reason, 'truncated');
});

const HOSTILE: readonly (readonly [what: string, reply: DnsServerOptions['reply'], timeoutMs: number])[] = [
  ['nothing', () => Buffer.alloc(0), HOPELESS_MS],
  ['only the id', (question) => question.subarray(0, 2), HOPELESS_MS],
  ['the question itself', (question) => question, HOPELESS_MS],
  ['a count of records without records', (question) => patched(question, 6, 0xffff), PATIENT_MS],
  ['a pointer to itself', (question) => pointing(patched(question, 6, 1)), PATIENT_MS],
  ['64 kB of nothing', (question) => Buffer.concat([patched(question, 6, 0xffff), Buffer.alloc(60_000)]), PATIENT_MS],
];

for (const [what, reply, timeoutMs] of HOSTILE) {
  test(`a server that answers with ${what} gives a bad reply`, async (t) => {
    const dns = await serveDns(t, ZONE, { reply });
    assert.equal((await ask(timeoutMs, dns)).reason, 'bad-reply');
  });
}

/** With a record, in the place of the EDNS record, whose name is a pointer to that name. */
function pointing(question: Buffer): Buffer {
  const withoutEdns = question.subarray(0, -11);
  return Buffer.concat([withoutEdns, Buffer.of(0xc0, withoutEdns.length)]);
}

/** A question made a reply, with another number in its header. */
function patched(question: Buffer, at: number, value: number): Buffer {
  const reply = Buffer.from(question);
  reply.writeUInt16BE(0x8180, 2);
  reply.writeUInt16BE(value, at);
  return reply;
}
