import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { getEventListeners, once } from 'node:events';
import { readdirSync } from 'node:fs';
import type { Socket } from 'node:net';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { type DialError, dialTcp } from '../../src/net/dial.js';
import { outcomeOfError } from '../../src/net/outcome.js';
import { closedPort, serve } from '../helpers/server.js';
import { silenceAvailable, silentPort } from '../helpers/silent-port.js';

const failureOf = async (work: Promise<unknown>): Promise<DialError> =>
  work.then(
    () => assert.fail('it connected'),
    (error: DialError) => error,
  );

/** Keeps the event loop busy, as a scan of thousands of ports does. */
function blockFor(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

test('a listener is connected to, and the connection knows its addresses', async (t) => {
  const endpoint = await serve(t, () => {});
  const connection = await dialTcp(endpoint, { timeoutMs: 2000 });
  t.after(() => connection.destroy());
  assert.equal(connection.remoteAddress, '127.0.0.1');
  assert.equal(connection.remotePort, endpoint.port);
  assert.equal(connection.localAddress, '127.0.0.1');
});

test('a port where nobody listens refuses, and that is no failure of ours', async () => {
  const error = await failureOf(dialTcp(await closedPort(), { timeoutMs: 2000 }));
  assert.equal(error.code, 'ECONNREFUSED');
  assert.deepEqual(outcomeOfError(error), { state: 'closed', reason: 'refused', local: null });
});

test('a connection that is reset before anybody looked was accepted all the same', async (t) => {
  const endpoint = await serve(t, (socket) => socket.resetAndDestroy());
  for (let count = 0; count < 20; count += 1) {
    const connection = await dialTcp(endpoint, { timeoutMs: 2000, signal: new AbortController().signal });
    if (!connection.closed) await once(connection, 'close');
    assert.equal(connection.destroyed, true);
  }
});

test('a refusal that waited while the event loop was busy is not called silence', {
  // Windows takes its time with a refusal.
  skip: process.platform === 'win32',
}, async () => {
  const endpoint = await closedPort();
  const work = failureOf(dialTcp(endpoint, { timeoutMs: 1 }));
  // The connect leaves at the next tick; its answer and the deadline then both wait for the loop.
  process.nextTick(blockFor, 30);
  assert.equal((await work).code, 'ECONNREFUSED');
});

test('an accept that waited while the event loop was busy is not called silence', async (t) => {
  const endpoint = await serve(t, () => {});
  const work = dialTcp(endpoint, { timeoutMs: 1 });
  process.nextTick(blockFor, 30);
  (await work).destroy();
});

test('silence ends at the deadline as ETIMEDOUT', { skip: !silenceAvailable }, async (t) => {
  const endpoint = await silentPort(t);
  const startedAt = performance.now();
  const error = await failureOf(dialTcp(endpoint, { timeoutMs: 60 }));
  const elapsedMs = performance.now() - startedAt;
  assert.equal(error.code, 'ETIMEDOUT');
  assert.deepEqual(outcomeOfError(error), { state: 'filtered', reason: 'no-answer', local: null });
  assert.ok(elapsedMs >= 58 && elapsedMs < 1000, `${elapsedMs} ms`);
});

test('an abort ends what is in flight as stopped', { skip: !silenceAvailable }, async (t) => {
  const endpoint = await silentPort(t);
  const controller = new AbortController();
  const works = Array.from({ length: 5 }, () =>
    failureOf(dialTcp(endpoint, { timeoutMs: 60_000, signal: controller.signal })),
  );
  await new Promise((resolve) => setImmediate(resolve));
  controller.abort();
  for (const error of await Promise.all(works)) {
    assert.equal(error.code, 'ECANCELED');
    assert.deepEqual(outcomeOfError(error), { state: 'unknown', reason: 'stopped', local: null });
  }
});

test('a signal that is aborted already opens nothing', async (t) => {
  let accepted = 0;
  const endpoint = await serve(t, () => {
    accepted += 1;
  });
  const error = await failureOf(dialTcp(endpoint, { timeoutMs: 2000, signal: AbortSignal.abort() }));
  assert.equal(error.code, 'ECANCELED');
  (await dialTcp(endpoint, { timeoutMs: 2000 })).destroy();
  assert.equal(accepted, 1);
});

test('an abort also ends a connection that is established', async (t) => {
  const endpoint = await serve(t, () => {});
  const controller = new AbortController();
  const connection = await dialTcp(endpoint, { timeoutMs: 2000, signal: controller.signal });
  controller.abort();
  assert.equal(connection.destroyed, true);
});

test('a signal gets one listener, however many connects it can stop', async (t) => {
  const endpoint = await serve(t, () => {});
  const refused = await closedPort();
  const { signal } = new AbortController();
  const options = { timeoutMs: 2000, signal };
  const connections = await Promise.all(Array.from({ length: 30 }, () => dialTcp(endpoint, options)));
  await Promise.all(Array.from({ length: 30 }, () => failureOf(dialTcp(refused, options))));
  assert.equal(getEventListeners(signal, 'abort').length, 1);
  for (const connection of connections) connection.destroy();
});

test('nothing of the attempt stays with the connection but an ear for its errors', async (t) => {
  const endpoint = await serve(t, () => {});
  const { signal } = new AbortController();
  const connection = (await dialTcp(endpoint, { timeoutMs: 2000, signal })) as Socket;
  assert.equal(connection.listenerCount('connect'), 0);
  assert.equal(connection.listenerCount('timeout'), 0);
  assert.equal(connection.listenerCount('error'), 1);
  assert.equal(connection.listenerCount('close'), 1, 'what lets go of the signal');
  connection.destroy();
});

test('a connect that fails on this machine is marked as local', { skip: process.platform === 'win32' }, () => {
  const script = `
    const { dialTcp } = await import('./src/net/dial.ts');
    const { openSync } = await import('node:fs');
    try { for (;;) openSync('package.json', 'r'); } catch {}
    await dialTcp({ address: '127.0.0.1', family: 4, port: 9 }, { timeoutMs: 5000 })
      .catch(({ code, local }) => console.log(JSON.stringify({ code, local })));`;
  const output = execFileSync(
    'sh',
    ['-c', 'ulimit -n 200 && exec "$0" --import tsx --input-type=module -e "$1"', process.execPath, script],
    { cwd: fileURLToPath(new URL('../..', import.meta.url)), encoding: 'utf8' },
  );
  assert.deepEqual(JSON.parse(output), { code: 'EMFILE', local: true });
});

test('a failed attempt settles when its descriptor is free again', {
  skip: process.platform !== 'linux',
}, async () => {
  const endpoint = await closedPort();
  const before = readdirSync('/proc/self/fd').length;
  await Promise.all(Array.from({ length: 50 }, () => failureOf(dialTcp(endpoint, { timeoutMs: 2000 }))));
  assert.equal(readdirSync('/proc/self/fd').length, before);
});

test('a port that cannot be is rejected, not thrown', async () => {
  const error = await failureOf(dialTcp({ address: '127.0.0.1', family: 4, port: 65_536 }, { timeoutMs: 2000 }));
  assert.equal(outcomeOfError(error).state, 'unknown');
});
