import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import test, { type TestContext } from 'node:test';
import { MAX_POLICY_BYTES } from '../../src/defaults.js';
import { PortolanError } from '../../src/errors.js';
import { downloadPolicy, type PolicyDownload, type PolicyOptions } from '../../src/net/policy-download.js';
import type { Resolver } from '../../src/net/resolve.js';
import { AUTHORITY, MAIL, SIGNED, withoutChain } from '../helpers/certificate.js';
import { FakeClock } from '../helpers/fake-clock.js';
import { closedPort, serve } from '../helpers/server.js';

const HOST = 'mta-sts.portolan.test';
const POLICY = 'version: STSv1\r\nmode: testing\r\nmx: mail.portolan.test\r\nmax_age: 86400\r\n';
const ROOTS = [AUTHORITY];
const resolve: Resolver = async () => [{ address: '127.0.0.1', family: 4 }];

/** A server of HTTPS that ends with its test. */
async function serveHttps(t: TestContext, answer: RequestListener, certificate = SIGNED.mtaSts): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer(certificate, answer);
  server.on('connection', (socket: Socket) => sockets.add(socket.on('error', () => {})));
  server.on('tlsClientError', () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  return (server.address() as AddressInfo).port;
}

function get(port: number, options: Partial<PolicyOptions> = {}, host = HOST): Promise<PolicyDownload> {
  return downloadPolicy(host, { resolve, roots: ROOTS, port, timeoutMs: 5000, ...options });
}

const plain = { 'content-type': 'text/plain' };

function policy(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, plain).end(POLICY);
}

test('a policy is asked for at its place, by its host, on one connection that is closed', async (t) => {
  const seen: string[] = [];
  const port = await serveHttps(t, (request, response) => {
    seen.push(`${request.method} ${request.url} ${request.headers.host} ${request.headers.connection}`);
    policy(request, response);
  });
  assert.deepEqual(await get(port), { text: POLICY });
  assert.deepEqual(seen, [`GET /.well-known/mta-sts.txt ${HOST}:${port} close`]);
});

test('a host in Unicode is asked for in ASCII, and what is no host name is not asked for', async () => {
  const asked: string[] = [];
  const note: Resolver = async (name) => {
    asked.push(name);
    return [];
  };
  await get(1, { resolve: note }, 'mta-sts.pörtolan.test');
  assert.deepEqual(await get(1, { resolve: note }, 'mta sts'), { fault: 'unresolvable' });
  assert.deepEqual(asked, ['mta-sts.xn--prtolan-90a.test']);
});

test('media type and its parameters are read as they are written', async (t) => {
  const types = ['text/plain; charset=utf-8', 'TEXT/PLAIN ;charset="x"', 'text/html', 'text/plaintext', ''];
  const port = await serveHttps(t, (_request, response) => {
    const type = types.shift();
    response.writeHead(200, type ? { 'content-type': type } : {}).end(POLICY);
  });
  assert.deepEqual(await get(port), { text: POLICY });
  assert.deepEqual(await get(port), { text: POLICY });
  for (let count = 0; count < 3; count += 1) assert.deepEqual(await get(port), { fault: 'wrong-media-type' });
});

for (const [status, fault] of [
  [301, 'redirected'],
  [307, 'redirected'],
  [304, 'redirected'],
  [404, 'not-found'],
  [410, 'not-found'],
  [204, 'server-error'],
  [403, 'server-error'],
  [503, 'server-error'],
] as const) {
  test(`status ${status} is no policy, whatever comes with it`, async (t) => {
    let requests = 0;
    const port = await serveHttps(t, (_request, response) => {
      requests += 1;
      response.writeHead(status, { ...plain, location: '/policy' }).end(POLICY);
    });
    assert.deepEqual(await get(port), { fault });
    assert.equal(requests, 1);
  });
}

for (const [title, certificate, expected] of [
  ['of an authority that is trusted', SIGNED.mtaSts, { text: POLICY }],
  ['for a wildcard that fits', SIGNED.wildcard, { text: POLICY }],
  ['for another name', SIGNED.right, { fault: 'certificate' }],
  ['that expired', SIGNED.expired, { fault: 'certificate' }],
  ['that nobody signed', MAIL, { fault: 'certificate' }],
  ['without its intermediate', withoutChain(SIGNED.mtaSts), { fault: 'certificate' }],
] as const) {
  test(`a certificate ${title} is ${'text' in expected ? 'believed' : 'not believed'}`, async (t) => {
    assert.deepEqual(await get(await serveHttps(t, policy, certificate)), expected);
  });
}

test('an authority that is not trusted vouches for nothing', async (t) => {
  const port = await serveHttps(t, policy);
  assert.deepEqual(await get(port, { roots: [] }), { fault: 'certificate' });
  assert.deepEqual(await get(port, { roots: undefined }), { fault: 'certificate' });
});

test('what is larger than a policy can be is not read on', async (t) => {
  const port = await serveHttps(t, (request, response) => {
    if (request.headers.host?.startsWith('mta')) response.writeHead(200, plain);
    const chunk = 'x'.repeat(16_384);
    const more = () => response.write(chunk, () => setImmediate(more));
    more();
  });
  assert.deepEqual(await get(port), { fault: 'too-large' });
  const exact = await serveHttps(t, (_request, response) => {
    response.writeHead(200, plain).end('x'.repeat(MAX_POLICY_BYTES));
  });
  assert.deepEqual(await get(exact), { text: 'x'.repeat(MAX_POLICY_BYTES) });
});

test('an answer that breaks off is none', async (t) => {
  const port = await serveHttps(t, (_request, response) => {
    response.writeHead(200, { ...plain, 'content-length': 500 }).write(POLICY, () => response.destroy());
  });
  assert.deepEqual(await get(port), { fault: 'cut-off' });
  const early = await serveHttps(t, (request) => request.socket.destroy());
  assert.deepEqual(await get(early), { fault: 'cut-off' });
  const garbage = await serveHttps(t, (request) => request.socket.end('SSH-2.0-x\r\n\r\n'));
  assert.deepEqual(await get(garbage), { fault: 'cut-off' });
  const headers = await serveHttps(t, (request) => {
    request.socket.end(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`);
  });
  assert.deepEqual(await get(headers), { fault: 'cut-off' });
});

test('a server without TLS is told from one that is not there', async (t) => {
  const inClear = await serve(t, (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  assert.deepEqual(await get(inClear.port), { fault: 'tls-failed' });
  const rude = await serve(t, (socket) => socket.once('data', () => socket.resetAndDestroy()));
  assert.deepEqual(await get(rude.port), { fault: 'tls-failed' });
  assert.deepEqual(await get((await closedPort()).port), { fault: 'unreachable' });
});

test('another address is tried where the first refuses', async (t) => {
  const port = await serveHttps(t, policy);
  const addresses = ['127.0.0.2', '127.0.0.1'].map((address) => ({ address, family: 4 }) as const);
  assert.deepEqual(await get(port, { resolve: async () => addresses }), { text: POLICY });
});

test('a host without address is not asked', async () => {
  assert.deepEqual(await get(1, { resolve: async () => [] }), { fault: 'unresolvable' });
  const failing = async () => {
    throw new PortolanError('ERR_RESOLVE', { value: HOST, problem: 'no such host name' });
  };
  assert.deepEqual(await get(1, { resolve: failing }), { fault: 'unresolvable' });
});

for (const [title, serveIt] of [
  ['for TLS', async (t, reached) => (await serve(t, (socket) => void socket.once('data', reached))).port],
  ['for an answer', (t, reached) => serveHttps(t, reached)],
  [
    'for its rest',
    (t, reached) =>
      serveHttps(t, (_request, response) => void response.writeHead(200, plain).write('version', reached)),
  ],
] as readonly [string, (t: TestContext, reached: () => void) => Promise<number>][]) {
  test(`one deadline ends it where it waits ${title}`, async (t) => {
    const clock = new FakeClock();
    const { promise, resolve: reached } = withResolvers();
    const download = get(await serveIt(t, reached), { timeoutMs: 1000, clock });
    await promise;
    clock.advance(999);
    assert.equal(clock.pending, 1);
    clock.advance(1);
    assert.deepEqual(await download, { fault: 'timeout' });
    assert.equal(clock.pending, 0);
  });
}

test('the same deadline ends it where it waits for addresses', async () => {
  const clock = new FakeClock();
  const download = get(1, { resolve: () => new Promise(() => {}), timeoutMs: 1000, clock });
  clock.advance(1000);
  assert.deepEqual(await download, { fault: 'timeout' });
});

function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

test('it can be stopped, before it begins and on the way', async (t) => {
  const hung = await serveHttps(t, () => controller.abort());
  const controller = new AbortController();
  assert.deepEqual(await get(hung, { signal: controller.signal }), { fault: 'stopped' });
  assert.deepEqual(await get(hung, { signal: controller.signal }), { fault: 'stopped' });
});
