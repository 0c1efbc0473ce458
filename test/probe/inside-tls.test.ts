import assert from 'node:assert/strict';
import test from 'node:test';
import type { TLSSocket } from 'node:tls';
import { compileSignatures, identify } from '../../src/identify/index.js';
import { dialTcp } from '../../src/net/dial.js';
import { type Inspection, inspect } from '../../src/probe/inspect.js';
import type { ProbePortOptions } from '../../src/probe/probe-port.js';
import { ftp } from '../../src/protocols/ftp.js';
import { http } from '../../src/protocols/http.js';
import { imap } from '../../src/protocols/imap.js';
import { redis } from '../../src/protocols/redis.js';
import { smtp } from '../../src/protocols/smtp.js';
import { tls } from '../../src/protocols/tls.js';
import { probeOptions } from '../helpers/probe-options.js';
import { serve } from '../helpers/server.js';
import { serveTlsOrClear, type TlsServer } from '../helpers/tls-servers.js';

const GREETING = '220 mail.portolan.test ESMTP\r\n';
const PAGE = 'HTTP/1.1 200 OK\r\nServer: x\r\nContent-Length: 2\r\n\r\nok';
const PLAIN =
  'HTTP/1.1 400 Bad Request\r\nContent-Length: 65\r\n\r\nThe plain HTTP request was sent to HTTPS port, which is an error.';
const PROTOCOLS = [smtp, ftp, imap, http, redis, tls];

async function met(server: Pick<TlsServer, 'endpoint'>, changes: Partial<ProbePortOptions> = {}): Promise<Inspection> {
  const redial = (timeoutMs: number) => dialTcp(server.endpoint, { timeoutMs });
  const options = probeOptions({ protocols: PROTOCOLS, ladder: [[http], [tls], [redis]], redial, ...changes });
  const startedAt = performance.now();
  const inspection = await inspect(await redial(1000), options);
  assert.ok(performance.now() - startedAt < options.timeoutMs + 500);
  return inspection;
}

function serviceOf({ greeting, replies, settled, secure }: Inspection): string | undefined {
  const finding = { port: 40_000, transport: 'tcp', greeting: greeting.text, replies, settled, secure } as const;
  return identify(finding, { signatures: compileSignatures([]), protocols: PROTOCOLS, registryName: null })?.name;
}

const web = (socket: TLSSocket) => socket.once('data', () => socket.end(PAGE));
const mail = (socket: TLSSocket) => {
  socket.write(GREETING);
  socket.on('data', () => socket.end('221 bye\r\n'));
};

for (const [what, inClear] of [
  ['an alert', Buffer.from([21, 3, 1, 0, 2, 2, 70])],
  ['the advice to use HTTPS', PLAIN],
  ['nothing, and hangs up on it', ''],
] as const) {
  test(`HTTPS on an unusual port that answers clear text with ${what} is found, with what is inside`, async (t) => {
    const server = await serveTlsOrClear(t, { inside: web, inClear });
    const inspection = await met(server);
    assert.equal(serviceOf(inspection), 'https');
    assert.equal(inspection.secure, true);
    assert.equal(inspection.tls?.version, 'TLSv1.3');
    assert.equal(inspection.settled?.request, 'http/get');
    assert.equal(inspection.replies[0]?.text, PAGE);
    await server.closed();
    assert.ok(server.begun.length <= 5, server.begun.join());
  });
}

test('HTTPS in its second version on an unusual port is asked in the first', async (t) => {
  const server = await serveTlsOrClear(t, { inside: web, tls: { ALPNProtocols: ['h2', 'http/1.1'] } });
  const inspection = await met(server);
  assert.equal(serviceOf(inspection), 'https');
  assert.equal(inspection.tls?.alpn, 'h2');
  assert.equal(inspection.replies[0]?.text, PAGE);
});

test('a server that speaks HTTP/2 and nothing else is HTTPS by its own choice', async (t) => {
  const server = await serveTlsOrClear(t, { inside: web, tls: { ALPNProtocols: ['h2'] } });
  const inspection = await met(server);
  assert.deepEqual([inspection.settled?.protocol, inspection.settled?.request], ['http', 'tls']);
  assert.equal(serviceOf(inspection), 'https');
});

test('SMTP inside TLS on an unusual port is submissions, met by its greeting', async (t) => {
  const server = await serveTlsOrClear(t, { inside: mail });
  const inspection = await met(server);
  assert.equal(serviceOf(inspection), 'submissions');
  assert.deepEqual(inspection.greeting, { text: GREETING, end: 'complete' });
  assert.equal(inspection.tls?.certificate?.subject, 'CN=mail.portolan.test, O=Portolan test');
  await server.closed();
});

test('what is usual at a port of TLS is found over one connection', async (t) => {
  const server = await serveTlsOrClear(t, { inside: mail });
  const inspection = await met(server, { hint: { protocol: smtp, secure: true } });
  assert.equal(serviceOf(inspection), 'submissions');
  await server.closed();
  assert.deepEqual(server.begun, ['tls']);
  const page = await serveTlsOrClear(t, { inside: web });
  assert.equal(serviceOf(await met(page, { hint: { protocol: http, secure: true } })), 'https');
  await page.closed();
  assert.deepEqual(page.begun, ['tls']);
});

test('inside TLS there may be another protocol than the usual one', async (t) => {
  const server = await serveTlsOrClear(t, { inside: mail });
  const inspection = await met(server, { hint: { protocol: http, secure: true } });
  assert.equal(serviceOf(inspection), 'submissions');
});

test('inside TLS common protocols are tried too, where nobody speaks first', async (t) => {
  const server = await serveTlsOrClear(t, {
    inside: (socket) => socket.on('data', (bytes) => String(bytes).startsWith('PING') && socket.write('+PONG\r\n')),
  });
  const inspection = await met(server);
  assert.deepEqual([inspection.settled?.protocol, inspection.secure], ['redis', true]);
});

test('where nothing inside is recognised it is TLS, and what was answered is kept', async (t) => {
  const server = await serveTlsOrClear(t, { inside: (socket) => socket.on('data', () => socket.write('what?\r\n')) });
  const inspection = await met(server);
  assert.deepEqual([inspection.settled?.protocol, inspection.settled?.request], ['tls', 'tls']);
  assert.equal(serviceOf(inspection), 'tls');
  assert.deepEqual(inspection.replies[0], { request: 'http/get', text: 'what?\r\n' });
});

test('a server of TLS that turns every client away is TLS at least', async (t) => {
  const alert = Buffer.from([21, 3, 3, 0, 2, 2, 40]);
  const endpoint = await serve(t, (socket) => socket.once('data', () => socket.end(alert)));
  const inspection = await met({ endpoint });
  assert.equal(serviceOf(inspection), 'tls');
  assert.deepEqual([inspection.tls, inspection.greeting.end], [null, 'failed']);
});

test('clear text at a port of TLS is met in clear', async (t) => {
  const endpoint = await serve(t, (socket) => socket.once('data', (bytes) => socket.end(bytes[0] === 71 ? PAGE : '')));
  const inspection = await met({ endpoint }, { hint: { protocol: http, secure: true } });
  assert.deepEqual([serviceOf(inspection), inspection.secure], ['http', false]);
});

test('a server that knows only TLS 1.0 is understood', async (t) => {
  const server = await serveTlsOrClear(t, {
    inside: mail,
    tls: { minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } as object,
  });
  const inspection = await met(server);
  assert.equal(inspection.tls?.version, 'TLSv1');
  assert.equal(serviceOf(inspection), 'submissions');
});

test('IMAP inside TLS is agreed upon by its name where the server knows that, and spoken where it knows only others', async (t) => {
  const greet = (socket: TLSSocket) => void socket.write('* OK [CAPABILITY IMAP4rev2] ready\r\n');
  const hint = { protocol: imap, secure: true };
  for (const [known, agreed] of [
    [['imap'], 'imap'],
    [['xmpp-client'], null],
    [undefined, null],
  ] as const) {
    const tls = known === undefined ? {} : { ALPNProtocols: [...known] };
    const server = await serveTlsOrClear(t, { inside: greet, tls });
    const inspection = await met(server, { hint });
    assert.equal(inspection.tls?.alpn, agreed);
    assert.equal(serviceOf(inspection), 'imaps');
  }
});
