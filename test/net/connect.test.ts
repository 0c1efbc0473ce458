import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import type { Socket } from 'node:net';
import test, { type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Connecting } from '../../src/net/connect.js';
import type { DialError, Endpoint } from '../../src/net/dial.js';
import { outcomeOfError } from '../../src/net/outcome.js';
import { closedPort, serve } from '../helpers/server.js';
import { silenceAvailable, silentPort } from '../helpers/silent-port.js';

type End = { readonly socket: Socket; readonly at: number; readonly error?: DialError };

/** Connects as the prober does, and waits for what becomes of it. */
function connectTo(t: TestContext, endpoint: Endpoint): { socket: Connecting<string>; end: Promise<End> } {
  let socket: Connecting<string> | undefined;
  const end = new Promise<End>((resolve) => {
    socket = new Connecting<string>('attempt', {
      connected: (attempt, connected, at) => resolve({ socket: connected, at, ...checked(attempt) }),
      failed: (attempt, failed, error, at) => resolve({ socket: failed, at, error, ...checked(attempt) }),
    });
  });
  const made = socket ?? assert.fail();
  t.after(() => made.destroy());
  made.begin(endpoint);
  process.nextTick(() => made.markLeft());
  return { socket: made, end };
}

function checked(attempt: string): object {
  assert.equal(attempt, 'attempt');
  return {};
}

test('a listener is connected to, and the time of it is told', async (t) => {
  const before = performance.now();
  const { end } = connectTo(t, await serve(t, () => {}));
  const { error, socket, at } = await end;
  assert.equal(error, undefined);
  assert.equal(socket.remoteAddress, '127.0.0.1');
  assert.ok(at >= before && at <= performance.now());
});

test('a refusal is the target’s, not ours', async (t) => {
  const { error } = await connectTo(t, await closedPort()).end;
  assert.deepEqual(outcomeOfError(error), { state: 'closed', reason: 'refused', local: null });
});

test('what fails before it has left this machine is ours', { skip: process.platform === 'win32' }, () => {
  const script = `
    const { Connecting } = await import('./src/net/connect.ts');
    const { openSync } = await import('node:fs');
    try { for (;;) openSync('package.json', 'r'); } catch {}
    const failed = (_attempt, _socket, { code, local }) => console.log(JSON.stringify({ code, local }));
    const socket = new Connecting('attempt', { connected() {}, failed });
    socket.begin({ address: '127.0.0.1', family: 4, port: 9 });
    process.nextTick(() => socket.markLeft());`;
  const output = execFileSync(
    'sh',
    ['-c', 'ulimit -n 200 && exec "$0" --import tsx --input-type=module -e "$1"', process.execPath, script],
    { cwd: fileURLToPath(new URL('../..', import.meta.url)), encoding: 'utf8' },
  );
  assert.deepEqual(JSON.parse(output), { code: 'EMFILE', local: true });
});

test('a connection that is reset at once was accepted all the same', async (t) => {
  const endpoint = await serve(t, (socket) => socket.resetAndDestroy());
  for (let count = 0; count < 20; count += 1) assert.equal((await connectTo(t, endpoint).end).error, undefined);
});

test('an attempt that was given up tells nothing any more, and only the first time that it had no answer', {
  skip: !silenceAvailable,
}, async (t) => {
  const { socket, end } = connectTo(t, await silentPort(t));
  let isTold = false;
  void end.then(() => {
    isTold = true;
  });
  assert.deepEqual([socket.giveUp(), socket.giveUp()], [true, false]);
  await new Promise<void>((resolve) => socket.once('close', () => resolve()));
  assert.equal(isTold, false);
});

test('an answer cannot be given up any more', async (t) => {
  const { socket, end } = connectTo(t, await serve(t, () => {}));
  await end;
  assert.equal(socket.giveUp(), false);
  assert.equal(socket.destroyed, false);
});
