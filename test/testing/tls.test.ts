import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { ConnectionOptions } from 'node:tls';
import { EXPIRED, RSA } from '../helpers/certificate.js';
import { serveScript } from '../helpers/scripted.js';
import { type Client, connectTo } from './client.js';

const SMTP = 'S: 220 hi\nwhen in clear C: STARTTLS\n  S: 220 go\n  starttls\nwhen C: QUIT\n  S: 221 {line}\n  close';
/** What a client needs to speak versions that are out of use. */
const OLD: ConnectionOptions = { minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' };

/** Connects, asks for TLS, and begins it when the server goes ahead. */
async function upgrade(t: TestContext, server: { host: string; port: number }, options?: ConnectionOptions) {
  const client = await connectTo(t, server);
  await client.until('\n');
  await client.ask('STARTTLS', '\n');
  return client.startTls(options);
}

/** The code of the error by which a client's handshake ends. */
async function handshakeError(t: TestContext, script: string): Promise<string | null> {
  const server = await serveScript(t, script);
  const client = (await connectTo(t, server)).startTls();
  await client.closed();
  await server.settled();
  assert.deepEqual(server.problems, []);
  return client.error;
}

test('TLS begins where the script says so, and is noted', async (t) => {
  const server = await serveScript(t, SMTP);
  const client = await upgrade(t, server, { servername: 'mail.portolan.test' });
  assert.equal(await client.ask('QUIT', '\n'), '221 QUIT\r\n');
  await client.closed();
  await server.settled();
  const [log] = server.connections;
  assert.deepEqual(server.problems, []);
  assert.equal(log?.tls?.version, 'TLSv1.3');
  assert.match(log?.tls?.cipher ?? '', /^TLS_/);
  assert.equal(log?.tls?.serverName, 'mail.portolan.test');
  assert.deepEqual(
    log?.dialogue.map(({ text, secure }) => [text, secure]),
    [
      ['220 hi\r\n', false],
      ['STARTTLS', false],
      ['220 go\r\n', false],
      ['QUIT', true],
      ['221 QUIT\r\n', true],
    ],
  );
});

test('what is injected comes in one packet with the go-ahead, in clear', async (t) => {
  const server = await serveScript(
    t,
    'S: 220 go\ninject 250-evil\ninject 250 {connection}\nstarttls\nS: inside\nC: QUIT',
  );
  const client = await connectTo(t, server);
  await client.until('250 1\r\n');
  assert.deepEqual(client.pieces, ['220 go\r\n250-evil\r\n250 1\r\n']);
  assert.equal(await client.startTls().until('\n'), 'inside\r\n');
});

test('a client that says more before its handshake is noticed, and TLS begins all the same', async (t) => {
  const server = await serveScript(t, SMTP);
  const client = await connectTo(t, server);
  await client.until('\n');
  await client.ask('STARTTLS\r\nEHLO evil', '\n');
  const secured = client.startTls();
  await secured.ask('QUIT', '\n');
  await server.settled();
  assert.deepEqual(server.problems, [
    'connection 1, line 4 of the script: clear-before-tls: clear text before the handshake: EHLO evil\\r\\n',
  ]);
});

test('a handshake fails in the ways that the script names', async (t) => {
  assert.match(String(await handshakeError(t, 'fail-handshake')), /ALERT_HANDSHAKE_FAILURE$/);
  assert.equal(
    await handshakeError(t, 'fail-handshake alert protocol_version'),
    'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
  );
  assert.equal(await handshakeError(t, 'fail-handshake alert 80'), 'ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR');
  assert.match(
    String(await handshakeError(t, 'fail-handshake nonsense')),
    /^ERR_SSL_(?:WRONG_VERSION_NUMBER|PACKET_LENGTH)/,
  );
  assert.equal(await handshakeError(t, 'fail-handshake close'), 'ECONNRESET');
  assert.equal(await handshakeError(t, 'fail-handshake reset'), 'ECONNRESET');
});

test('a handshake may never be answered', async (t) => {
  const server = await serveScript(t, 'fail-handshake silence');
  const client = (await connectTo(t, server)).startTls();
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  assert.equal(client.error, null);
  await server.close();
  await client.closed();
});

test('versions out of use can be spoken', async (t) => {
  const script = SMTP.replace('starttls', 'starttls max=TLSv1.1');
  const server = await serveScript(t, script);
  const client = await upgrade(t, server, OLD);
  await client.ask('QUIT', '\n');
  assert.equal(server.connections[0]?.tls?.version, 'TLSv1.1');
  const modern = await upgrade(t, server);
  await modern.closed();
  await server.settled();
  assert.equal(modern.error, 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION');
  assert.deepEqual(
    server.connections[1]?.problems.map(({ code, text }) => `${code} ${text}`),
    ['tls-failed ERR_SSL_UNSUPPORTED_PROTOCOL'],
  );
});

test('a script chooses certificate, least version and ciphers', async (t) => {
  const script =
    'starttls certificate=rsa ciphers=AES128-SHA:@SECLEVEL=0 max=TLSv1.2\nS: hi\nC: QUIT\nconnection 2\n  starttls certificate=expired min=TLSv1.3\n  S: hi\n  C: QUIT';
  const server = await serveScript(t, script, { certificates: { rsa: RSA, expired: { cert: EXPIRED.cert } } });
  const first = (await connectTo(t, server)).startTls(OLD);
  await first.until('\n');
  assert.deepEqual(
    [server.connections[0]?.tls?.version, server.connections[0]?.tls?.cipher],
    ['TLSv1.2', 'AES128-SHA'],
  );
  const second = (await connectTo(t, server)).startTls();
  await second.until('\n');
  assert.equal(server.connections[1]?.tls?.version, 'TLSv1.3');
  const { valid_to } = (
    second.socket as unknown as { getPeerCertificate: () => { valid_to: string } }
  ).getPeerCertificate();
  assert.match(valid_to, / 2020 /);
});

test('TLS may begin with the first byte', async (t) => {
  const server = await serveScript(t, 'S: 220 hi\nwhen in tls C: QUIT\n  close', { implicitTls: true });
  const client = (await connectTo(t, server)).startTls();
  assert.equal(await client.until('\n'), '220 hi\r\n');
  client.send('QUIT\r\n');
  await client.closed();
  await server.settled();
  assert.deepEqual(server.problems, []);
});

test('a client that speaks in clear where TLS should be is noticed, and one that hangs up', async (t) => {
  const server = await serveScript(t, 'S: 220 hi', { implicitTls: true });
  const inClear = await connectTo(t, server);
  inClear.send('EHLO x\r\n');
  await inClear.closed();
  const shy = await connectTo(t, server);
  shy.socket.end();
  await shy.closed();
  await server.settled();
  const [first = '', second] = server.problems;
  assert.match(first, /^connection 1: tls-failed: ERR_SSL_/);
  assert.equal(second, 'connection 2: tls-failed: the client hung up during the handshake');
});

test('inside TLS too a server hangs up, breaks off, or only stops talking', async (t) => {
  const inside = async (steps: string): Promise<[Client, Awaited<ReturnType<typeof serveScript>>]> => {
    const server = await serveScript(t, `starttls\nS: hi\n${steps}`);
    const client = (await connectTo(t, server)).startTls();
    await client.until('hi\r\n');
    return [client, server];
  };
  const [closing] = await inside('close');
  await closing.closed();
  assert.equal(closing.error, null);
  const [resetting] = await inside('C: A\nreset');
  resetting.send('A\r\n');
  await resetting.closed();
  assert.equal(resetting.error, 'ECONNRESET');
  const [halfOpen, server] = await inside('half-close');
  halfOpen.socket.allowHalfOpen = true;
  halfOpen.send('still here\r\n');
  halfOpen.socket.end();
  await halfOpen.closed();
  await server.settled();
  assert.deepEqual(server.connections[0]?.lines, ['still here']);
});

test('TLS within TLS is possible', async (t) => {
  const server = await serveScript(t, SMTP.replace('in clear ', ''), { implicitTls: true });
  const outer = (await connectTo(t, server)).startTls();
  await outer.until('\n');
  await outer.ask('STARTTLS', '\n');
  const inner = outer.startTls();
  assert.equal(await inner.ask('QUIT', '\n'), '221 QUIT\r\n');
});
