import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import test, { type TestContext } from 'node:test';
import { createServer } from 'node:tls';
import { Deadline } from '../../src/net/deadline.js';
import { dialTcp, type Endpoint } from '../../src/net/dial.js';
import { speaksTls, type TlsOutcome, upgradeToTls } from '../../src/net/tls.js';
import { MAIL } from '../helpers/certificate.js';
import { serve, serveTls } from '../helpers/server.js';

/** Milliseconds for one handshake. */
const PATIENCE_MS = 200;
/** Milliseconds that a busy test machine may add. */
const SLACK_MS = 1500;
/** Bytes that a handshake may cost. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Runs a handshake that must end in time and cost little; then an honest one, which must be none the worse for it. */
async function endure(t: TestContext, endpoint: Endpoint): Promise<TlsOutcome> {
  const startedAt = performance.now();
  const before = process.memoryUsage.rss();
  const outcome = await handshake(t, endpoint, PATIENCE_MS);
  assert.ok(performance.now() - startedAt < PATIENCE_MS + SLACK_MS);
  assert.ok(process.memoryUsage.rss() - before < MOST_BYTES);
  const honest = await handshake(t, await serveTls(t, () => {}), 5000);
  assert.ok(honest.connection !== null);
  return outcome;
}

async function handshake(t: TestContext, endpoint: Endpoint, timeoutMs: number): Promise<TlsOutcome> {
  const connection = await dialTcp(endpoint, { timeoutMs: 2000 });
  connection.on('error', () => {});
  t.after(() => connection.destroy());
  return upgradeToTls(connection, { name: 'mail.portolan.test', deadline: new Deadline(timeoutMs) });
}

/** Writes without end from the client's first message on, as fast as it is taken. */
function flooding(t: TestContext, first: Uint8Array, again: Uint8Array): Promise<Endpoint> {
  return serve(t, (socket) => {
    const pour = () => {
      while (!socket.destroyed && socket.write(again));
      if (!socket.destroyed) socket.once('drain', pour);
    };
    socket.once('data', () => {
      socket.write(first);
      pour();
    });
  });
}

function record(type: number, ...body: number[]): Buffer {
  return Buffer.from([type, 3, 3, body.length >> 8, body.length & 255, ...body]);
}

const many = (one: Buffer) => Buffer.concat(Array<Buffer>(4000).fill(one));
const NOTHING = Buffer.alloc(0);
const full = (...start: number[]) => record(22, ...start, ...Array<number>(16_000 - start.length).fill(0));

const FLOODS: readonly (readonly [what: string, first: Buffer, again: Buffer])[] = [
  ['a hello that never ends', full(2, 0xff, 0xff, 0xff), full()],
  ['records without content', NOTHING, many(record(22))],
  ['requests for a new handshake', NOTHING, many(record(22, 0, 0, 0, 0))],
  ['warnings', NOTHING, many(record(21, 1, 100))],
  ['changes of cipher', NOTHING, many(record(20, 1))],
  ['clear text', NOTHING, Buffer.alloc(65_536, 'A')],
];

for (const [what, first, again] of FLOODS) {
  test(`a flood of ${what} ends the handshake in time, for little memory`, async (t) => {
    const outcome = await endure(t, await flooding(t, first, again));
    assert.ok(outcome.connection === null && outcome.problem !== '');
  });
}

for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
  test(`a megabyte of certificates in ${maxVersion} is refused, and speaks TLS`, async (t) => {
    const server = createServer({
      ...MAIL,
      cert: MAIL.cert.repeat(1 + Math.ceil(1_048_576 / MAIL.cert.length)),
      maxVersion,
    });
    const sockets = new Set<Socket>();
    server.on('tlsClientError', () => {});
    server.on('connection', (socket: Socket) => sockets.add(socket.on('error', () => {})));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    t.after(() => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    const outcome = await endure(t, { address: '127.0.0.1', family: 4, port: (server.address() as AddressInfo).port });
    assert.ok(outcome.connection === null);
    assert.equal(outcome.problem, 'ERR_SSL_EXCESSIVE_MESSAGE_SIZE');
    assert.equal(speaksTls(outcome.problem), true);
  });
}

test('a hello that drips byte by byte ends with the deadline', async (t) => {
  const endpoint = await serve(t, (socket) => {
    const bytes = record(22, 2, 0, 0, 200, 3, 3);
    let next = 0;
    const drip = setInterval(() => {
      if (next < bytes.length) socket.write(bytes.subarray(next, ++next));
    }, 20);
    socket.once('close', () => clearInterval(drip));
  });
  const outcome = await endure(t, endpoint);
  assert.ok(outcome.connection === null);
  assert.equal(outcome.problem, 'the handshake did not end in time');
});
