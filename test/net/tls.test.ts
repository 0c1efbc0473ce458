import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import test, { type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Deadline } from '../../src/net/deadline.js';
import { dialTcp, type Endpoint } from '../../src/net/dial.js';
import { type TlsOutcome, upgradeToTls } from '../../src/net/tls.js';
import { ODD_NAMES } from '../helpers/certificate.js';
import { ScriptedConnection } from '../helpers/connection.js';
import { FakeClock } from '../helpers/fake-clock.js';
import { serve, serveTls } from '../helpers/server.js';
import { turns } from '../helpers/turn.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CERTIFICATES = new URL('../fixtures/tls/', import.meta.url);

async function handshake(t: TestContext, endpoint: Endpoint, name = 'mail.portolan.test'): Promise<TlsOutcome> {
  const connection = await dialTcp(endpoint, { timeoutMs: 2000 });
  t.after(() => connection.destroy());
  return upgradeToTls(connection, { name, deadline: new Deadline(2000) });
}

/** What a process makes of the server's certificate that trusts the one in the file: trust is read as a process starts. */
async function judgedByTrusting(file: string, port: number, names: readonly string[]): Promise<unknown> {
  const script = `
    const { dialTcp } = await import('./src/net/dial.ts');
    const { Deadline } = await import('./src/net/deadline.ts');
    const { upgradeToTls } = await import('./src/net/tls.ts');
    const judged = [];
    for (const name of ${JSON.stringify(names)}) {
      const raw = await dialTcp({ address: '127.0.0.1', family: 4, port: ${port} }, { timeoutMs: 2000 });
      const { summary } = await upgradeToTls(raw, { name, deadline: new Deadline(5000) });
      judged.push({ name, authorized: summary.authorized, authorizationError: summary.authorizationError });
      raw.destroy();
    }
    console.log(JSON.stringify(judged));`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '-e', script],
    { cwd: ROOT, env: { ...process.env, NODE_EXTRA_CA_CERTS: file }, timeout: 20_000 },
  );
  return JSON.parse(stdout);
}

function problemOf(outcome: TlsOutcome): string {
  assert.ok(outcome.connection === null);
  return outcome.problem;
}

function summaryOf(outcome: TlsOutcome) {
  assert.ok(outcome.connection !== null);
  return outcome.summary;
}

test('a handshake tells version, cipher and certificate, and a certificate nobody trusts does not end it', async (t) => {
  const summary = summaryOf(await handshake(t, await serveTls(t, () => {})));
  assert.equal(summary.version, 'TLSv1.3');
  assert.match(summary.cipher ?? '', /^TLS_/);
  assert.equal(summary.alpn, null);
  assert.equal(summary.authorized, false);
  assert.equal(summary.authorizationError, 'DEPTH_ZERO_SELF_SIGNED_CERT');
  assert.equal(summary.certificate?.subject, 'CN=mail.portolan.test, O=Portolan test');
  assert.equal(summary.certificate?.issuer, 'CN=mail.portolan.test, O=Portolan test');
  assert.deepEqual(summary.certificate?.names.slice(0, 3), ['mail.portolan.test', '*.portolan.test', '127.0.0.1']);
  assert.match(summary.certificate?.validFrom ?? '', /^20\d\d-\d\d-\d\dT.*Z$/);
  assert.ok((summary.certificate?.validTo ?? '') > '2050');
  assert.match(summary.certificate?.fingerprint ?? '', /^[0-9a-f]{64}$/);
});

test('a certificate that is trusted is authorized for its own names and addresses, and for no others', async (t) => {
  const { port } = await serveTls(t, () => {});
  const names = ['mail.portolan.test', 'any.portolan.test', '127.0.0.1', '::1'];
  const others = ['mail.other.test', 'portolan.test', 'a.b.portolan.test', '127.0.0.2'];
  const judged = await judgedByTrusting(fileURLToPath(new URL('mail.crt', CERTIFICATES)), port, [...names, ...others]);
  const wrong = { authorized: false, authorizationError: 'ERR_TLS_CERT_ALTNAME_INVALID' };
  assert.deepEqual(judged, [
    ...names.map((name) => ({ name, authorized: true, authorizationError: null })),
    ...others.map((name) => ({ name, ...wrong })),
  ]);
});

test('the server is asked for the name, unless it is an address', async (t) => {
  const asked: unknown[] = [];
  const endpoint = await serveTls(t, (socket) => asked.push(socket.servername));
  summaryOf(await handshake(t, endpoint, 'other.portolan.test'));
  summaryOf(await handshake(t, endpoint, '127.0.0.1'));
  await turns(10);
  assert.deepEqual(asked, ['other.portolan.test', false]);
});

test('bytes go both ways inside TLS', async (t) => {
  const endpoint = await serveTls(t, (socket) => socket.pipe(socket));
  const { connection } = await handshake(t, endpoint);
  assert.ok(connection !== null);
  connection.write('hello');
  const [echo] = await connection
    .iterator({ destroyOnReturn: false })
    .next()
    .then(({ value }) => [value]);
  assert.equal(String(echo), 'hello');
});

test('one alternative name that pretends to be two stays one', async (t) => {
  const summary = summaryOf(await handshake(t, await serveTls(t, () => {}, ODD_NAMES)));
  assert.equal(summary.certificate?.names.length, 2);
  assert.equal(summary.certificate?.names[0], 'odd.portolan.test');
  assert.ok(!summary.certificate?.names.includes('two.portolan.test'));
});

test('a server that speaks in clear is a problem, told by its code', async (t) => {
  const endpoint = await serve(t, (socket) => socket.write('220 mail.portolan.test ESMTP\r\n'));
  assert.match(problemOf(await handshake(t, endpoint)), /^ERR_SSL_/);
});

test('a server that hangs up or breaks off is a problem', async (t) => {
  const hangsUp = await serve(t, (socket) => socket.once('data', () => socket.end()));
  assert.notEqual(problemOf(await handshake(t, hangsUp)), '');
  const breaksOff = await serve(t, (socket) => socket.once('data', () => socket.resetAndDestroy()));
  assert.equal(problemOf(await handshake(t, breaksOff)), 'ECONNRESET');
});

test('a connection that is gone already is a problem at once', async (t) => {
  const connection = await dialTcp(await serve(t, () => {}), { timeoutMs: 2000 });
  connection.destroy();
  const clock = new FakeClock();
  const deadline = new Deadline(1000, clock);
  assert.equal(problemOf(await upgradeToTls(connection, { name: 'x.test', deadline })), 'closed during the handshake');
  assert.equal(clock.pending, 0);
});

test('a connection whose other end has hung up is a problem at once', async (t) => {
  const endpoint = await serve(t, (socket) => socket.end());
  const connection = await dialTcp(endpoint, { timeoutMs: 2000 });
  t.after(() => connection.destroy());
  await new Promise((resolve) => connection.resume().once('end', resolve));
  const startedAt = performance.now();
  problemOf(await upgradeToTls(connection, { name: 'x.test', deadline: new Deadline(2000) }));
  assert.ok(performance.now() - startedAt < 1000);
});

test('a server that says nothing is a problem at the deadline, and leaves no timer', async (t) => {
  const connection = await dialTcp(await serve(t, () => {}), { timeoutMs: 2000 });
  const clock = new FakeClock();
  const upgrading = upgradeToTls(connection, { name: 'x.test', deadline: new Deadline(1000, clock) });
  await turns();
  clock.advance(1000);
  assert.equal(problemOf(await upgrading), 'no answer to the handshake');
  assert.equal(clock.pending, 0);
  connection.destroy();
});

test('a connection that is no socket can be upgraded or fail as well', async () => {
  const deadline = new Deadline(2000);
  const garbage = new ScriptedConnection(['await', Buffer.from('not TLS at all\r\n')]);
  assert.match(problemOf(await upgradeToTls(garbage, { name: 'x.test', deadline })), /^ERR_SSL_/);
  const reset = new ScriptedConnection(['await', 'reset']);
  assert.notEqual(problemOf(await upgradeToTls(reset, { name: 'x.test', deadline })), '');
  const ended = new ScriptedConnection(['await', 'end']);
  assert.notEqual(problemOf(await upgradeToTls(ended, { name: 'x.test', deadline })), '');
  const destroyed = new ScriptedConnection([]);
  destroyed.destroy();
  assert.notEqual(problemOf(await upgradeToTls(destroyed, { name: 'x.test', deadline })), '');
});

test('a name that cannot be asked for is a problem, not an exception', async (t) => {
  const endpoint = await serveTls(t, () => {});
  for (const name of ['', 'a\0b', `${'x'.repeat(300)}.test`, 'ünïcode.test', '..']) {
    const outcome = await handshake(t, endpoint, name);
    assert.ok(outcome.connection !== null || outcome.problem !== '');
  }
});
