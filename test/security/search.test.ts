import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import test, { type TestContext } from 'node:test';
import { LADDER } from '../../src/protocols/index.js';
import { survive } from '../helpers/hostile.js';
import { serve } from '../helpers/server.js';
import { EXAMPLES } from '../protocols/examples.js';

const MEGABYTE = 1024 * 1024;
/** Much less than what is sent, much more than what may be kept. */
const MOST_GROWTH = 160 * MEGABYTE;
/** Milliseconds for one server: enough for all that a search tries. */
const TIMEOUT_MS = 2000;
/** One to listen, one for each opening and handshake, and as many once more inside TLS. */
const MOST_CONNECTIONS = 2 + 2 * LADDER.flat().reduce((sum, { openings }) => sum + Math.max(1, openings.length), 0);

/** A server that waits for the client, and what it saw: connections at all, and how many are open. */
async function waiting(t: TestContext, answer: (socket: Socket, bytes: Buffer) => void) {
  const seen = { connections: 0, open: 0 };
  const endpoint = await serve(t, (socket) => {
    seen.connections += 1;
    seen.open += 1;
    socket.once('close', () => {
      seen.open -= 1;
    });
    socket.on('data', (bytes) => answer(socket, bytes));
  });
  return { endpoint, seen };
}

/** Sends the same block again and again for as long as the other end takes it, at most a gigabyte. */
function flood(socket: Socket, block: string): void {
  const bytes = Buffer.from(block.repeat(Math.ceil(MEGABYTE / block.length)), 'latin1');
  let left = 1024;
  const more = () => {
    while (!socket.destroyed && left > 0 && socket.write(bytes)) left -= 1;
  };
  socket.removeAllListeners('data').on('data', () => {});
  socket.on('drain', more);
  more();
}

/** Sends one byte at a time, forever. */
function drip(socket: Socket, block: string): void {
  let place = 0;
  socket.removeAllListeners('data').on('data', () => {});
  const timer = setInterval(() => {
    socket.write(block.charAt(place % block.length), 'latin1');
    place += 1;
  }, 5);
  socket.once('close', () => clearInterval(timer));
}

const HOSTILE: readonly (readonly [what: string, answer: (socket: Socket, bytes: Buffer) => void])[] = [
  ['nothing at all', () => {}],
  ['a hangup', (socket) => void socket.end()],
  ['a reset', (socket) => void socket.resetAndDestroy()],
  ['what it was asked', (socket, bytes) => void socket.write(bytes)],
  ['a gigabyte of nonsense', (socket) => flood(socket, 'x')],
  ['a gigabyte of empty lines', (socket) => flood(socket, '\r\n')],
  ['a page that never ends', (socket) => flood(socket, 'HTTP/1.1 200 OK\r\n')],
  [
    'a page in chunks that never ends',
    (socket) => flood(socket, 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n'),
  ],
  ['a string of impossible length', (socket) => flood(socket, '$999999999\r\n')],
  ['records of TLS that never end', (socket) => flood(socket, '\x16\x03\x03\x40\x00')],
  ['single bytes', (socket) => drip(socket, 'HTTP/1.1 200 OK\r\nServer: \x1b[2J')],
  ['single NULs', (socket) => drip(socket, '\0')],
  ['escape sequences', (socket) => void socket.end('\x1b[2J\x1b]0;owned\x07\r\n')],
];

test('a server that waits for us and then misbehaves is a result, in time, with few connections', {
  concurrency: 4,
}, async (t) => {
  const before = process.memoryUsage().rss;
  const startedCpu = process.cpuUsage();
  const tests = HOSTILE.map(([what, answer]) =>
    t.test(`it answers every request with ${what}`, async (each) => {
      const { endpoint, seen } = await waiting(each, answer);
      const { scanned } = await survive(each, endpoint, { timeoutMs: TIMEOUT_MS });
      assert.equal(scanned.greeting.text, '');
      assert.ok(seen.connections <= 2 * MOST_CONNECTIONS, `${seen.connections} connections`);
    }),
  );
  await Promise.all(tests);
  const grown = process.memoryUsage().rss - before;
  assert.ok(grown < MOST_GROWTH, `${grown} bytes`);
  assert.ok(process.cpuUsage(startedCpu).user / 1000 < HOSTILE.length * TIMEOUT_MS, 'it is mostly waited');
});

test('a server that answers each request with the words of another protocol is one of them', async (t) => {
  const words = Object.values(EXAMPLES).map(({ text }) => text);
  const shuffled = [0, 1, 2].map(async (shift) => {
    let count = shift;
    const { endpoint } = await waiting(t, (socket) => {
      socket.write(words[count % words.length]!, 'latin1');
      count += 5;
    });
    const { scanned, probed } = await survive(t, endpoint, { timeoutMs: TIMEOUT_MS });
    for (const inspection of [scanned, probed.inspection]) {
      assert.ok(inspection?.settled === null || Object.keys(EXAMPLES).includes(inspection!.settled.protocol));
    }
  });
  await Promise.all(shuffled);
});

test('nothing is left open behind a server that says nothing', async (t) => {
  const { endpoint, seen } = await waiting(t, () => {});
  await survive(t, endpoint, { timeoutMs: 1200 });
  for (let turn = 0; turn < 50 && seen.open > 0; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  assert.equal(seen.open, 0);
});
