import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import * as api from '../../src/testing/index.js';
import { PortolanError, parseScript, type ScriptOptions, startScript } from '../../src/testing/index.js';
import { MAIL } from '../helpers/certificate.js';
import { serveScript } from '../helpers/scripted.js';
import { connectTo } from './client.js';

const READY = new URL('../fixtures/scripts/smtp.txt', import.meta.url);

test('the package exports these values and no others', () => {
  assert.deepEqual(Object.keys(api).sort(), ['PortolanError', 'formatScript', 'parseScript', 'startScript']);
});

/** The code and the message by which a start fails. */
async function refusal(script: Parameters<typeof startScript>[0], options?: ScriptOptions): Promise<string> {
  try {
    const server = await startScript(script, options);
    await server.close();
  } catch (error) {
    assert.ok(error instanceof PortolanError);
    return `${error.code} ${error.message}`;
  }
  return 'none';
}

test('a script is a text, a file by its path or URL, or one that was read before', async (t) => {
  for (const source of ['S: 220 mail.portolan.test ESMTP', parseScript('S: 220 mail.portolan.test ESMTP')]) {
    const client = await connectTo(t, await serveScript(t, source));
    assert.equal(await client.until('\n'), '220 mail.portolan.test ESMTP\r\n');
  }
  for (const file of [READY, fileURLToPath(READY)]) {
    const client = await connectTo(t, await serveScript(t, { file }));
    assert.equal(await client.until('\n'), '220 mail.portolan.test ESMTP\r\n');
  }
});

test('a server listens at loopback, at a free port, and at IPv6 too', async (t) => {
  const server = await serveScript(t, 'S: {host} {port}');
  assert.equal(server.host, '127.0.0.1');
  const client = await connectTo(t, server);
  assert.equal(await client.closed(), `127.0.0.1 ${server.port}\r\n`);
  const six = await connectTo(t, await serveScript(t, 'S: {host}', { host: '::1' }));
  assert.equal(await six.closed(), '::1\r\n');
});

test('others than this machine may connect only where that is asked for', async () => {
  for (const host of ['0.0.0.0', '::', '192.0.2.1', 'mail.example.org', 'localhost', '', '127.0.0.1.example.org']) {
    assert.match(await refusal('S: x', { host }), /^ERR_OPTION "[^"]*": a scripted server listens at an address of/);
  }
  assert.match(await refusal('S: x', { host: 'localhost' }), /\(did you mean 127\.0\.0\.1\?\)$/);
  assert.match(await refusal('S: x', { host: 'mail.example.org', exposed: true }), /^ERR_OPTION/);
  assert.equal(await refusal('S: x', { host: '0.0.0.0', exposed: true }), 'none');
});

test('what a script lacks is told before anybody connects', async () => {
  assert.match(await refusal('S 220'), /^ERR_SCRIPT "S 220": line 1: no such step/);
  assert.match(
    await refusal({ file: '/no/such/script.txt' }),
    /^ERR_SCRIPT "\/no\/such\/script\.txt": cannot be read \(ENOENT\)$/,
  );
  const needy = 'when C: STLS\n  repeat 1\n    starttls';
  assert.match(await refusal(needy), /^ERR_SCRIPT the script begins TLS, for which the option "tls" has the key/);
  assert.match(await refusal('S: x', { implicitTls: true }), /^ERR_SCRIPT the script begins TLS/);
  const named = 'connection 2\n  starttls certificate=old';
  assert.match(
    await refusal(named, { tls: MAIL }),
    /^ERR_SCRIPT "old": the option "certificates" has none of this name$/,
  );
  assert.match(
    await refusal('starttls', { tls: { ...MAIL, key: 'x' } }),
    /^ERR_SCRIPT TLS cannot begin with these options: ERR_/,
  );
  assert.match(await refusal('starttls ciphers=NONE-SUCH', { tls: MAIL }), /TLS cannot begin with these options: ERR_/);
});

test('an error in a file names the file', async () => {
  const file = new URL('../fixtures/registered-names.tsv', import.meta.url);
  assert.match(await refusal({ file }), /^ERR_SCRIPT "registered-names\.tsv: .*: line \d+: no such step/);
});

test('a port that is taken is an error of the system', async (t) => {
  const { port } = await serveScript(t, 'S: x');
  await assert.rejects(startScript('S: x', { port }), { code: 'EADDRINUSE' });
});

test('close ends whatever is under way', async (t) => {
  for (const script of [
    'silence',
    'wait 60m',
    'C: *',
    'drip 60m\nS: x',
    'flood 16gb',
    'when C: *\n  close',
    'fail-handshake',
  ]) {
    const server = await serveScript(t, script);
    const client = await connectTo(t, server);
    // The server has taken it once it is among the connections.
    while (server.connections.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await server.close();
    await client.closed();
    await server.close();
    await assert.rejects(connectTo(t, server), { code: 'ECONNREFUSED' });
  }
});

test('a server ends with the block that uses it', async () => {
  const server = await startScript('S: x');
  await server[Symbol.asyncDispose]();
  await assert.rejects(startScriptClient(server.port), { code: 'ECONNREFUSED' });
});

async function startScriptClient(port: number): Promise<void> {
  const { connect } = await import('node:net');
  await new Promise((resolve, reject) => connect(port, '127.0.0.1').once('connect', resolve).once('error', reject));
}
