import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Schedule } from '../../src/testing/wire.js';
import { serveScript } from '../helpers/scripted.js';
import { connectTo } from './client.js';

/** A source of time that is always over at once, and what was asked of it. */
function instantly(): { readonly schedule: Schedule; readonly asked: number[] } {
  const asked: number[] = [];
  const schedule: Schedule = (ms, callback) => {
    asked.push(ms);
    const immediate = setImmediate(callback);
    return () => clearImmediate(immediate);
  };
  return { schedule, asked };
}

test('lines that follow one another come in one piece, and a wait parts them', async (t) => {
  const waits: [number, () => void][] = [];
  const server = await serveScript(t, 'S: 220-a\nS: 220-b\nwait 10m\nraw "220 c\\r\\n"\nC: QUIT', {
    schedule: (ms, callback) => {
      waits.push([ms, callback]);
      return () => {};
    },
  });
  const client = await connectTo(t, server);
  await client.until('b\r\n');
  assert.deepEqual(client.pieces, ['220-a\r\n220-b\r\n']);
  const [[ms, goOn] = [0, () => {}]] = waits;
  assert.equal(ms, 600_000);
  goOn();
  assert.equal(await client.until('c\r\n'), '220-a\r\n220-b\r\n220 c\r\n');
});

test('a text drips byte by byte, until the end of its block', async (t) => {
  const { schedule, asked } = instantly();
  const server = await serveScript(t, 'when C: A\n  drip 20ms\n  S: drop\nwhen C: B\n  S: all', { schedule });
  const client = await connectTo(t, server);
  assert.equal(await client.ask('A', '\n'), 'drop\r\n');
  assert.deepEqual(asked, [20, 20, 20, 20, 20]);
  assert.equal(await client.ask('B', '\n'), 'all\r\n');
  assert.equal(asked.length, 5);
});

test('what is set outside holds for the answers too', async (t) => {
  const { schedule, asked } = instantly();
  const server = await serveScript(t, 'pace 7ms\nS: x\ndrip 3ms\nwhen C: A\n  S: a\nwhen C: B\n  drip off\n  S: b', {
    schedule,
  });
  const client = await connectTo(t, server);
  await client.until('x\r\n');
  await client.ask('A', '\n');
  assert.deepEqual(asked, [7, 3, 3]);
  await client.ask('B', '\n');
  assert.deepEqual(asked, [7, 3, 3, 7]);
});

test('real time passes where none is handed in', async (t) => {
  const server = await serveScript(t, 'wait 30ms\nS: x\nC: QUIT');
  const client = await connectTo(t, server);
  await client.until('\n');
  assert.ok((server.connections[0]?.dialogue[0]?.atMs ?? 0) >= 29);
});

test('a flood has its size, and is said with the client', async (t) => {
  const server = await serveScript(t, 'flood 300kb "250-x\\r\\n"\nclose');
  const client = await connectTo(t, server);
  const text = await client.closed();
  assert.equal(text.length, 300 * 1024);
  assert.match(text, /^(?:250-x\r\n)+2?5?0?-?x?\r?$/);
  assert.equal((await connectTo(t, await serveScript(t, 'flood 10'))).socket.destroyed, false);
  assert.equal(server.connections[0]?.dialogue[0]?.text, '(flood of 307200 bytes)');
});

test('a flood that nobody reads takes no memory, and ends with the client', async (t) => {
  const server = await serveScript(t, 'flood 16gb');
  const client = await connectTo(t, server);
  await client.until('x');
  client.socket.pause();
  const before = process.memoryUsage().rss;
  for (let turn = 0; turn < 200; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  assert.ok(process.memoryUsage().rss - before < 64 * 1024 ** 2);
  client.socket.destroy();
  await server.settled();
  assert.equal(server.connections[0]?.endedBy, 'client');
  assert.deepEqual(server.problems, []);
});

test('garbage is the same each time, and another with another seed', async (t) => {
  const texts: string[] = [];
  for (const script of ['garbage 100kb', 'garbage 100kb seed 1', 'garbage 100kb seed 2']) {
    const client = await connectTo(t, await serveScript(t, script));
    texts.push(await client.closed());
  }
  assert.equal(texts[0]?.length, 100 * 1024);
  assert.equal(texts[0], texts[1]);
  assert.notEqual(texts[0], texts[2]);
  assert.equal(new Set(texts[0]).size, 256);
});

test('a server hangs up, breaks off, or only stops talking', async (t) => {
  const closing = await connectTo(t, await serveScript(t, 'S: bye\nclose'));
  assert.equal(await closing.closed(), 'bye\r\n');
  assert.equal(closing.error, null);

  const resetting = await connectTo(t, await serveScript(t, 'C: A\nreset'));
  resetting.send('A\r\n');
  assert.equal(await resetting.closed(), '');
  assert.equal(resetting.error, 'ECONNRESET');

  const server = await serveScript(t, 'S: bye\nhalf-close');
  const halfOpen = await connectTo(t, server);
  halfOpen.socket.allowHalfOpen = true;
  await halfOpen.until('bye\r\n');
  halfOpen.send('still here\r\n');
  halfOpen.socket.end();
  await halfOpen.closed();
  await server.settled();
  assert.deepEqual(server.connections[0]?.lines, ['still here']);
  assert.equal(server.connections[0]?.endedBy, 'server');
});

test('a silent server listens, and says nothing', async (t) => {
  const server = await serveScript(t, 'S: hello\nsilence');
  const client = await connectTo(t, server);
  await client.until('\n');
  client.send('A\r\nB\r\n');
  client.socket.end();
  assert.equal(await client.closed(), 'hello\r\n');
  await server.settled();
  assert.deepEqual(server.connections[0]?.lines, ['A', 'B']);
});

test('a million rounds that say nothing let others have their turn', async (t) => {
  const server = await serveScript(
    t,
    'connection 1\n  repeat 1000000\n    repeat 1000000\n      nothing\nconnection 2-\n  S: hi',
  );
  await connectTo(t, server);
  const other = await connectTo(t, server);
  assert.equal(await other.until('\n'), 'hi\r\n');
  await server.close();
});

test('a client that hangs up ends a wait', async (t) => {
  const server = await serveScript(t, 'S: hello\nwait 60m\nS: late');
  const client = await connectTo(t, server);
  await client.until('\n');
  client.socket.end();
  assert.equal(await client.closed(), 'hello\r\n');
  await server.settled();
});
