import assert from 'node:assert/strict';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import test, { type TestContext } from 'node:test';
import { decode, encode } from 'dns-packet';
import { MAX_EXCHANGERS, MAX_HOST_ADDRESSES, MAX_SERVICE_RECORDS } from '../../src/defaults.js';
import { type DnsAnswer, dnsClient } from '../../src/net/dns-client.js';
import type { ProbeOptions } from '../../src/probe-options.js';
import type { DomainRecord, ProbeStreamRecord } from '../../src/probe-records.js';
import { type DnsServerOptions, serveDns } from '../helpers/dns-server.js';
import { assertHonest, MailNet, NAME, probed, probesIn, show } from '../helpers/hostile-mail.js';
import { serveLines, smtpAnswer } from '../helpers/line-server.js';

const DOMAIN = 'portolan.test';
/** Milliseconds for a question to which no right answer comes. */
const HOPELESS_MS = 200;
/** Long answers do not fit a datagram. */
const BY_TCP: DnsServerOptions = { fault: ({ transport }) => (transport === 'udp' ? 'truncated' : undefined) };

const times = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_none, at) => line(at));
const addresses = (name: string, count: number) =>
  times(count, (index) => `${name} A 192.0.${2 + (index >> 8)}.${index & 255}`);

/** What a probe of a domain comes to, and what it dialed: nothing but a network that refuses. */
async function look(t: TestContext, zone: readonly string[], options: ProbeOptions) {
  const dns = await serveDns(t, zone, BY_TCP);
  const net = new MailNet();
  const records = await probed(net, { ...options, dns: dns.text, resolve: undefined });
  return { records, domain: records[0] as DomainRecord, dialed: net.dialed, shown: show(records) };
}

function failures(records: readonly ProbeStreamRecord[]): string[] {
  return records.flatMap((record) => (record.type === 'failure' ? [`${record.target}: ${record.message}`] : []));
}

test('of a thousand exchangers the best are looked at, and only those addresses are dialed', async (t) => {
  const zone = times(1000, (index) => `${DOMAIN} MX ${index} x${index}.test`);
  const { domain, dialed } = await look(t, [...zone, 'x3.test A 192.0.2.3', 'x999.test A 192.0.2.99'], { mx: DOMAIN });
  assert.equal(domain.mail?.exchangers.length, MAX_EXCHANGERS);
  assert.deepEqual(dialed, ['192.0.2.3:25']);
});

test('of a thousand addresses of one exchanger, or of one server for clients, a few are dialed', async (t) => {
  const zone = [`${DOMAIN} MX 10 x.test`, `_imaps._tcp.${DOMAIN} SRV 0 0 993 x.test`, ...addresses('x.test', 1500)];
  for (const options of [{ mx: DOMAIN }, { srv: DOMAIN }]) {
    const { dialed } = await look(t, zone, options);
    assert.equal(dialed.length, MAX_HOST_ADDRESSES);
  }
});

test('of many servers for clients a few are looked at, and none at port 0', async (t) => {
  const zone = times(250, (index) => `_imap._tcp.${DOMAIN} SRV 0 0 ${index} x${index}.test`);
  const { records, domain, dialed } = await look(t, [...zone, 'x0.test A 192.0.2.1', 'x1.test A 192.0.2.2'], {
    srv: DOMAIN,
  });
  assert.equal(domain.clientServices?.length, MAX_SERVICE_RECORDS);
  assert.deepEqual(dialed, ['192.0.2.2:1']);
  assert.match(failures(records).join('\n'), /^x0\.test: port 0 is reserved/m);
});

const CIRCLES: readonly (readonly [what: string, zone: readonly string[], kind: string, problem: string | null])[] = [
  ['an exchanger that is the domain', [`${DOMAIN} MX 10 ${DOMAIN}`], 'mx', 'no-address'],
  [
    'an exchanger that leads in circles',
    [`${DOMAIN} MX 1 a.test`, 'a.test CNAME b.test', 'b.test CNAME a.test'],
    'mx',
    'failed',
  ],
  ['a domain that leads to itself', [`${DOMAIN} CNAME ${DOMAIN}`], 'unknown', null],
  ['a null MX beside itself', [`${DOMAIN} MX 0 .`, `${DOMAIN} MX 1 .`], 'null', null],
  [
    'a long way of aliases',
    [`${DOMAIN} CNAME a0.test`, ...times(40, (at) => `a${at}.test CNAME a${at + 1}.test`)],
    'unknown',
    null,
  ],
];

for (const [what, zone, kind, problem] of CIRCLES) {
  test(`${what} is a result, and nobody is dialed`, async (t) => {
    const { domain, dialed } = await look(t, zone, { mx: DOMAIN });
    assert.deepEqual([domain.mail?.kind, domain.mail?.exchangers[0]?.problem ?? null], [kind, problem]);
    assert.deepEqual(dialed, []);
  });
}

test('names that no host can have are told as they are, are not dialed, and are no markup', async (t) => {
  const odd = [
    '<b>|[x](http://evil.test)`',
    '\x1b[2j\u202e',
    '@owner.#12',
    'a\\b',
    '192.0.2.66',
    '127.1',
    `${'x'.repeat(60)}.${'y'.repeat(60)}`,
  ];
  const zone = odd.flatMap((name, index) => [
    `${DOMAIN} MX ${index} ${name}.test`,
    `_imaps._tcp.${DOMAIN} SRV ${index} 0 993 ${name}.test`,
  ]);
  const { domain, dialed, shown } = await look(t, [...zone, `${DOMAIN} MX 90 192.0.2.66`], { mx: DOMAIN, srv: DOMAIN });
  assert.deepEqual(dialed, []);
  assert.equal(domain.mail?.exchangers.length, odd.length + 1);
  assert.ok(domain.mail?.exchangers.every(({ problem }) => problem !== null));
  const outside = shown.markdown
    .replace(/```+text\n[\s\S]*?\n {2}```+/g, '')
    .replace(/(`+)[^`][\s\S]*?[^`]?\1(?!`)/g, '');
  assert.doesNotMatch(outside, /<b>|\]\(|@owner|#12/);
});

test('64 kB of text, a thousand records, and records that mean nothing are no policy', async (t) => {
  const long = times(240, () => `"${'x'.repeat(250)}"`).join(' ');
  for (const [texts, problem] of [
    [[long], null],
    [[`"v=STSv1; id=1;" ${long}`], 'invalid-record'],
    [times(900, () => '"v=STSv1; id=1"'), 'unresolvable'],
    [['"v=STSv1; id=1"', '"v=STSv1; id=2"'], 'several-records'],
    [['"v=STSv1; id=\x1b[2J"'], 'invalid-record'],
  ] as const) {
    const { domain } = await look(
      t,
      texts.map((text) => `_mta-sts.${DOMAIN} TXT ${text}`),
      { mx: DOMAIN },
    );
    assert.equal(domain.mtaSts?.problem, problem);
  }
});

test('hostile names of an address and hostile keys are told, in part, and the service is still understood', async (t) => {
  const server = await serveLines(t, { greeting: `220 ${NAME} ESMTP\r\n`, answer: smtpAnswer });
  const tlsa = `_25._tcp.${NAME} TLSA`;
  const zone = [
    `${NAME} A 192.0.2.1`,
    ...['\x1b[2J<b>.test', '.', ...times(500, (index) => `h${index}.test`)].map(
      (name) => `1.2.0.192.in-addr.arpa PTR ${name}`,
    ),
    `${tlsa} 3 1 1 `,
    `${tlsa} 255 255 255 ${'30'.repeat(9000)}`,
    ...times(200, (index) => `${tlsa} 2 ${index & 1} 0 ${'30'.repeat(index)}`),
  ];
  const dns = await serveDns(t, zone, { ...BY_TCP, validated: true });
  const net = new MailNet().put(NAME, 25, server.endpoint);
  const records = await probed(net, {
    targets: NAME,
    ports: '25',
    dns: dns.text,
    resolve: undefined,
    probeTimeoutMs: 3000,
  });
  const [record] = probesIn(records);
  assert.deepEqual([record?.verdict.code, record?.dane?.outcome], ['ready', 'unusable']);
  assert.equal(record?.names?.reverseNames.length, 10);
  assert.deepEqual(record?.names?.confirmedNames, []);
  assert.deepEqual(net.dialed, ['192.0.2.1:25']);
  assert.ok(show(records, { transcript: false }).en.split('\n').length < 120);
});

/** A socket of datagrams on loopback that ends with its test. */
async function datagrams(t: TestContext): Promise<Socket> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  t.after(() => socket.close());
  return socket;
}

function replyTo(question: Buffer, changes: { readonly id?: number } = {}): Buffer {
  const { id = 0, questions = [] } = decode(question);
  const answers = [{ name: questions[0]!.name, type: 'A', data: '192.0.2.66' }] as const;
  return encode({ type: 'response', id, flags: 0x0180, questions, answers: [...answers], ...changes });
}

function ask(server: Socket): Promise<DnsAnswer> {
  const { address, port } = server.address();
  return dnsClient({ servers: [{ address, port }], timeoutMs: HOPELESS_MS }).query(NAME, 'A');
}

test('an answer from another port, and thousands with other ids, are not believed', async (t) => {
  const [server, other] = [await datagrams(t), await datagrams(t)];
  server.on('message', (question, { port, address }) => other.send(replyTo(question), port, address));
  assert.deepEqual([(await ask(server)).outcome, (await ask(server)).reason], ['failed', 'timeout']);
  const guessing = await datagrams(t);
  guessing.on('message', (question, { port, address }) => {
    const { id = 0 } = decode(question);
    for (let guess = 1; guess <= 2000; guess += 1) {
      guessing.send(replyTo(question, { id: (id + guess) & 0xffff }), port, address);
    }
  });
  const startedAt = performance.now();
  assert.equal((await ask(guessing)).outcome, 'failed');
  assert.ok(performance.now() - startedAt < HOPELESS_MS + 2000);
  const honest = await datagrams(t);
  honest.on('message', (question, { port, address }) => honest.send(replyTo(question), port, address));
  assert.deepEqual((await ask(honest)).records, [{ type: 'A', address: '192.0.2.66' }]);
});

test('a question that is stopped before its socket is there ends nothing else', async (t) => {
  const { server } = await serveDns(t, [], { fault: 'silent' });
  const controller = new AbortController();
  const client = dnsClient({ servers: [server], signal: controller.signal });
  const answers = times(16, (index) => `h${index}.test`).map((name) => client.query(name, 'A'));
  controller.abort();
  for (const answer of await Promise.all(answers)) assert.equal(answer.reason, 'stopped');
  await assertHonest(t);
});
