import assert from 'node:assert/strict';
import test from 'node:test';
import { ConnectionTurns } from '../../src/net/turns.js';
import { quietConnection } from '../helpers/fake-dialer.js';
import { turns } from '../helpers/turn.js';

const always = () => true;

/** Opens connections one by one, and remembers them. */
function opener() {
  const opened: ReturnType<typeof quietConnection>[] = [];
  const open = async () => {
    opened.push(quietConnection());
    return opened.at(-1)!;
  };
  return { opened, open };
}

test('a connection keeps its place until it is closed', async () => {
  const { opened, open } = opener();
  const queue = new ConnectionTurns({ atOnce: 2 });
  const taken = ['a', 'b', 'c'].map((host) => queue.take(host, open, always));
  await turns(10);
  assert.equal(opened.length, 2);
  opened[0]!.destroy();
  assert.equal(await taken[2], opened[2]);
});

test('a host has no more places than allowed, and others need not wait for it', async () => {
  const { opened, open } = opener();
  const queue = new ConnectionTurns({ atOnce: 10, perHost: 1 });
  const [, second, other] = ['a', 'a', 'b'].map((host) => queue.take(host, open, always));
  assert.equal(await other, opened[1]);
  assert.equal(opened.length, 2);
  opened[0]!.destroy();
  assert.equal(await second, opened[2]);
});

test('it is crowded for a host while somebody waits for a place that it has', async () => {
  const { opened, open } = opener();
  const queue = new ConnectionTurns({ atOnce: 3, perHost: 1 });
  await queue.take('a', open, always);
  assert.deepEqual([queue.isCrowded('a'), queue.isCrowded('b')], [false, false]);
  const waiting = queue.take('a', open, always);
  await turns(5);
  assert.deepEqual([queue.isCrowded('a'), queue.isCrowded('b')], [true, false]);
  opened[0]!.destroy();
  await waiting;
  assert.equal(queue.isCrowded('a'), false);
});

test('a connection that was broken off before anybody had it keeps no place', async () => {
  const queue = new ConnectionTurns({ atOnce: 1, perHost: 1 });
  const gone = quietConnection();
  gone.destroy();
  await turns(5);
  assert.equal(await queue.take('a', async () => gone, always), gone);
  const { opened, open } = opener();
  assert.equal(await queue.take('a', open, always), opened[0]);
});

test('a dialer that fails, at once or later, keeps no place', async () => {
  const queue = new ConnectionTurns({ atOnce: 1, perHost: 1 });
  await assert.rejects(
    queue.take('a', () => Promise.reject(new Error('refused')), always),
    /refused/,
  );
  const thrown = () => {
    throw new Error('thrown');
  };
  await assert.rejects(queue.take('a', thrown, always), /thrown/);
  const { opened, open } = opener();
  assert.equal(await queue.take('a', open, always), opened[0]);
});

test('who does not want a connection any more when its turn has come gets none', async () => {
  const { opened, open } = opener();
  const queue = new ConnectionTurns({ atOnce: 1 });
  let isWanted = true;
  await queue.take('a', open, always);
  const waiting = queue.take('a', open, () => isWanted);
  isWanted = false;
  opened[0]!.destroy();
  await assert.rejects(waiting);
  assert.equal(opened.length, 1);
});
