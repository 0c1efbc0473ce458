import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { Deadline } from '../../src/net/deadline.js';
import { type ReadRule, ReplyReader } from '../../src/net/reader.js';
import { ScriptedConnection } from '../helpers/connection.js';
import { FakeClock } from '../helpers/fake-clock.js';
import { turns } from '../helpers/turn.js';

const LINE: ReadRule = { frame: (text) => text.indexOf('\n') + 1 };
const NEVER: ReadRule = { frame: () => 0 };
const soon = () => new Deadline(2000);
const bytes = (text: string) => Buffer.from(text, 'latin1');

test('a reply that comes in pieces is read whole, and what follows is kept for the next read', async () => {
  const reader = new ReplyReader(
    new ScriptedConnection([bytes('220 he'), bytes('llo\r\n250'), bytes(' next\r\n')]),
    100,
  );
  assert.deepEqual(await reader.read(LINE, soon()), { text: '220 hello\r\n', end: 'complete' });
  assert.deepEqual(await reader.read(LINE, soon()), { text: '250 next\r\n', end: 'complete' });
});

test('replies are the same however their bytes fall into packets', async () => {
  const lines = fc.array(fc.stringMatching(/^[a-z ]{0,6}$/), { maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(lines, fc.nat(), async (all, seed) => {
      const stream = bytes(all.map((line) => `${line}\n`).join(''));
      const cut = seed % (stream.length + 1);
      const packets = [stream.subarray(0, cut), stream.subarray(cut)].filter(({ length }) => length > 0);
      const reader = new ReplyReader(new ScriptedConnection([...packets, 'end']), 1000);
      for (const line of all) assert.deepEqual(await reader.read(LINE, soon()), { text: `${line}\n`, end: 'complete' });
      assert.deepEqual(await reader.read(LINE, soon()), { text: '', end: 'closed' });
    }),
    { numRuns: 50 },
  );
});

test('every byte stays what it was', async () => {
  const all = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
  const reader = new ReplyReader(new ScriptedConnection([all, 'end']), 1000);
  const { text } = await reader.read(NEVER, soon());
  assert.deepEqual(Buffer.from(text, 'latin1'), all);
});

test('a peer that hangs up ends the read with what came until then', async () => {
  const reader = new ReplyReader(new ScriptedConnection([bytes('220-half'), 'end']), 100);
  assert.deepEqual(await reader.read(LINE, soon()), { text: '220-half', end: 'closed' });
  assert.deepEqual(await reader.read(LINE, soon()), { text: '', end: 'closed' });
});

test('a reset ends the read with what came until then', async () => {
  const reader = new ReplyReader(new ScriptedConnection([bytes('220-half'), 'reset']), 100);
  assert.deepEqual(await reader.read(LINE, soon()), { text: '220-half', end: 'closed' });
});

test('a connection that is destroyed or read out already is closed at once', async () => {
  const destroyed = new ScriptedConnection([]);
  destroyed.destroy();
  assert.equal((await new ReplyReader(destroyed, 100).read(LINE, soon())).end, 'closed');
  const ended = new ScriptedConnection(['end']);
  ended.resume();
  await turns(5);
  assert.equal((await new ReplyReader(ended, 100).read(LINE, soon())).end, 'closed');
});

test('the deadline ends the read with what came until then, and leaves no timer', async () => {
  const clock = new FakeClock();
  const reader = new ReplyReader(new ScriptedConnection([bytes('220-half')]), 100);
  const reading = reader.read(LINE, new Deadline(500, clock));
  await turns(5);
  clock.advance(499);
  await turns();
  assert.equal(clock.pending, 1);
  clock.advance(1);
  assert.deepEqual(await reading, { text: '220-half', end: 'timeout' });
  assert.equal(clock.pending, 0);
});

test('a byte that arrives with the deadline counts', async () => {
  const clock = new FakeClock();
  const connection = new ScriptedConnection([]);
  const reading = new ReplyReader(connection, 100).read(LINE, new Deadline(500, clock));
  await turns();
  connection.receive('220 late\r\n');
  clock.advance(500);
  assert.deepEqual(await reading, { text: '220 late\r\n', end: 'complete' });
});

test('bytes that never stop do not put off the deadline', async () => {
  const connection = new ScriptedConnection([]);
  const keepOn = () => {
    connection.receive('x');
    if (!connection.destroyed) setImmediate(keepOn);
  };
  keepOn();
  const startedAt = performance.now();
  const { end } = await new ReplyReader(connection, 1_000_000).read(LINE, new Deadline(50));
  connection.destroy();
  assert.equal(end, 'timeout');
  assert.ok(performance.now() - startedAt < 1000);
});

test('quiet ends the read only where the rule says so, and each byte begins it anew', async () => {
  const clock = new FakeClock();
  const connection = new ScriptedConnection([]);
  const rule: ReadRule = { frame: () => 0, quietMs: (text) => (text === '' ? undefined : 100) };
  const reading = new ReplyReader(connection, 100).read(rule, new Deadline(1000, clock));
  clock.advance(300);
  connection.receive('a');
  await turns();
  clock.advance(99);
  connection.receive('b');
  await turns();
  clock.advance(99);
  await turns();
  clock.advance(1);
  assert.deepEqual(await reading, { text: 'ab', end: 'timeout' });
});

test('no more than the cap is kept, and the peer is made to wait', async () => {
  const connection = new ScriptedConnection([]);
  const reader = new ReplyReader(connection, 10);
  for (let count = 0; count < 5; count += 1) connection.receive('12345678');
  await turns();
  assert.equal(connection.isPaused(), true);
  assert.deepEqual(await reader.read(LINE, soon()), { text: '1234567812', end: 'too-long' });
  assert.equal(connection.isPaused(), false);
});

test('the end is noticed after a read that hit the cap', async () => {
  const connection = new ScriptedConnection([bytes('12345678'), bytes('1'), 'end']);
  const reader = new ReplyReader(connection, 5);
  assert.equal((await reader.read(LINE, soon())).end, 'too-long');
  assert.deepEqual(await reader.read(LINE, soon()), { text: '1', end: 'closed' });
});

test('a detached reader hands over what was left and listens no more, but for errors', async () => {
  const connection = new ScriptedConnection([bytes('220 go ahead\r\ninjected')]);
  const reader = new ReplyReader(connection, 100);
  await reader.read(LINE, soon());
  assert.equal(reader.detach(), 'injected');
  assert.equal(reader.detach(), '');
  for (const event of ['data', 'end', 'close']) assert.equal(connection.listenerCount(event), 0, event);
  connection.destroy(new Error('late'));
  await turns();
});

test('a drip of single bytes is framed a bounded number of times', async () => {
  let frames = 0;
  const rule: ReadRule = {
    frame: () => {
      frames += 1;
      return 0;
    },
  };
  const connection = new ScriptedConnection(Array.from({ length: 4000 }, () => bytes('\n')));
  const startedAt = performance.now();
  const reply = await new ReplyReader(connection, 3000).read(rule, soon());
  const elapsedMs = performance.now() - startedAt;
  assert.equal(reply.end, 'too-long');
  assert.equal(reply.text.length, 3000);
  assert.ok(frames < 100 + elapsedMs / 4, `${frames} in ${elapsedMs} ms`);
});
