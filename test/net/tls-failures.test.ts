import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import test, { type TestContext } from 'node:test';
import { createServer, type TlsOptions } from 'node:tls';
import { Deadline } from '../../src/net/deadline.js';
import { dialTcp, type Endpoint } from '../../src/net/dial.js';
import { refusesAlpn, speaksTls, type TlsOutcome, upgradeToTls } from '../../src/net/tls.js';
import { MAIL } from '../helpers/certificate.js';
import { serve } from '../helpers/server.js';

async function handshake(t: TestContext, endpoint: Endpoint, alpn: readonly string[] = []): Promise<TlsOutcome> {
  const connection = await dialTcp(endpoint, { timeoutMs: 2000 });
  connection.on('error', () => {});
  t.after(() => connection.destroy());
  return upgradeToTls(connection, { name: 'mail.portolan.test', deadline: new Deadline(5000), alpn });
}

async function problemOf(t: TestContext, endpoint: Endpoint, alpn?: readonly string[]): Promise<string> {
  const outcome = await handshake(t, endpoint, alpn);
  assert.ok(outcome.connection === null);
  return outcome.problem;
}

/** A server of TLS with settings of its own. */
async function serveWith(t: TestContext, options: TlsOptions): Promise<Endpoint> {
  const sockets = new Set<Socket>();
  const server = createServer({ ...MAIL, ...options });
  server.on('tlsClientError', () => {});
  server.on('connection', (socket: Socket) => sockets.add(socket.on('error', () => {})));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { address: '127.0.0.1', family: 4, port: (server.address() as AddressInfo).port };
}

/** Answers the first message of a client with these bytes. */
function answering(t: TestContext, ...bytes: number[]): Promise<Endpoint> {
  return serve(t, (socket) => void socket.once('data', () => socket.write(Uint8Array.from(bytes))));
}

const ALERTS: Readonly<Record<string, number>> = {
  ...{ unexpected_message: 10, handshake_failure: 40, bad_certificate: 42, access_denied: 49, decode_error: 50 },
  ...{ protocol_version: 70, insufficient_security: 71, internal_error: 80, inappropriate_fallback: 86 },
  ...{ missing_extension: 109, unrecognized_name: 112, certificate_required: 116, no_application_protocol: 120 },
};

for (const [name, code] of Object.entries(ALERTS)) {
  test(`a server that answers with the alert ${name} speaks TLS`, async (t) => {
    for (const version of [1, 3]) {
      const problem = await problemOf(t, await answering(t, 21, 3, version, 0, 2, 2, code));
      assert.equal(speaksTls(problem), true, problem);
      assert.equal(refusesAlpn(problem), name === 'no_application_protocol', problem);
    }
  });
}

const CLEAR: Readonly<Record<string, string>> = {
  'a mail server': '220 mail.portolan.test ESMTP\r\n',
  'a login server': 'SSH-2.0-OpenSSH_9.2p1\r\n',
  'a web server': 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n',
  'a store of keys': '-ERR unknown command\r\n',
  'a database': 'J\0\0\0\x0a5.5.5-10.11.6-MariaDB\0',
  'a server of zeros': '\0'.repeat(64),
  'a server of noise': 'x\x9d\xfe\x01\x02\x03\x04\x05',
  'a server that looks like SSL 2': '\x80\x2b\x01\0\x02\0\x12\0\0\0\x10',
};

for (const [what, text] of Object.entries(CLEAR)) {
  test(`${what} in clear does not speak TLS, whether it is asked or not`, async (t) => {
    const unasked = await serve(t, (socket) => socket.write(text, 'latin1'));
    const asked = await answering(t, ...Buffer.from(text, 'latin1'));
    for (const endpoint of [unasked, asked]) {
      const problem = await problemOf(t, endpoint);
      assert.equal(speaksTls(problem), false, problem);
    }
  });
}

test('a server that closes or breaks off at the first message may speak in clear', async (t) => {
  const closes = await serve(t, (socket) => void socket.once('data', () => socket.end()));
  const breaksOff = await serve(t, (socket) => void socket.once('data', () => socket.resetAndDestroy()));
  const closed = await serve(t, (socket) => void socket.end());
  for (const endpoint of [closes, breaksOff, closed]) {
    const problem = await problemOf(t, endpoint);
    assert.equal(speaksTls(problem), false, problem);
  }
});

test('a hello of SSL 3 speaks TLS, of a version that is not spoken here', async (t) => {
  const hello = [2, 0, 0, 38, 3, 0, ...Array<number>(32).fill(1), 0, 0, 0x2f, 0];
  const problem = await problemOf(t, await answering(t, 22, 3, 0, 0, hello.length, ...hello));
  assert.equal(problem, 'ERR_SSL_UNSUPPORTED_PROTOCOL');
  assert.equal(speaksTls(problem), true);
});

test('records that are no answer to a hello are no TLS that anybody speaks', async (t) => {
  for (const type of [22, 23, 24]) {
    const problem = await problemOf(t, await answering(t, type, 3, 3, 0, 8, ...Array<number>(8).fill(7)));
    assert.equal(speaksTls(problem), false, problem);
  }
});

for (const version of ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const) {
  test(`a server of ${version} only is spoken to`, async (t) => {
    const endpoint = await serveWith(t, {
      ...{ minVersion: version, maxVersion: version },
      ...(version === 'TLSv1.3' ? {} : { ciphers: 'DEFAULT@SECLEVEL=0' }),
    });
    const outcome = await handshake(t, endpoint);
    assert.ok(outcome.connection !== null);
    assert.equal(outcome.summary.version, version);
  });
}

test('a server that wants a certificate of ours speaks TLS: until 1.2 it refuses, in 1.3 it hangs up later', async (t) => {
  const wanting = { requestCert: true, rejectUnauthorized: true } as const;
  const problem = await problemOf(t, await serveWith(t, { ...wanting, maxVersion: 'TLSv1.2' }));
  assert.equal(speaksTls(problem), true, problem);
  const outcome = await handshake(t, await serveWith(t, { ...wanting, minVersion: 'TLSv1.3' }));
  assert.ok(outcome.connection !== null);
  assert.equal(outcome.summary.certificate?.subject, 'CN=mail.portolan.test, O=Portolan test');
  const [error] = await once(outcome.connection, 'error');
  assert.equal(error.code, 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED');
});

test('a server that speaks none of the protocols offered refuses them by name, and speaks TLS', async (t) => {
  const endpoint = await serveWith(t, { ALPNProtocols: ['other'] });
  const problem = await problemOf(t, endpoint, ['h2', 'http/1.1']);
  assert.equal(refusesAlpn(problem), true, problem);
  assert.equal(speaksTls(problem), true, problem);
  assert.ok((await handshake(t, endpoint)).connection !== null);
});

test('a server without any certificate speaks TLS and fails', async (t) => {
  const problem = await problemOf(t, await serveWith(t, { key: undefined, cert: undefined }));
  assert.equal(speaksTls(problem), true, problem);
});
