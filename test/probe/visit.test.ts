import assert from 'node:assert/strict';
import test from 'node:test';
import { PROBE_CONNECT_TIMEOUT_MS } from '../../src/defaults.js';
import type { Connection } from '../../src/net/dial.js';
import { PretendedConnection, PretendedServer } from '../helpers/pretended-server.js';
import { turns } from '../helpers/turn.js';

const silent = () => new PretendedServer(() => {});

/** Connections that are on their way until they are let in. */
function slowDialer() {
  const waiting: ((connection: Connection) => void)[] = [];
  return { waiting, redial: () => new Promise<Connection>((resolve) => waiting.push(resolve)) };
}

test('a further connection is dialled with the time that is left, and no more than a connect may take', async () => {
  const server = silent();
  const given: number[] = [];
  const redial = async (timeoutMs: number) => {
    given.push(timeoutMs);
    return server.connect();
  };
  const visit = server.visit({ redial });
  assert.ok(await visit.open());
  server.clock.advance(2900);
  assert.ok(await visit.open());
  server.clock.advance(100);
  assert.equal(await visit.open(), null);
  assert.deepEqual(given, [PROBE_CONNECT_TIMEOUT_MS, 100]);
});

test('without a dialer the first connection is all there is', async () => {
  assert.equal(await silent().visit({ redial: undefined }).open(), null);
});

test('a dialer that fails, at once or later, gives no connection', async () => {
  const thrown = () => {
    throw new Error('thrown');
  };
  for (const redial of [thrown, () => Promise.reject(new Error('refused'))]) {
    const server = silent();
    assert.equal(await server.visit({ redial }).open(), null);
    assert.equal(server.clock.pending, 0);
  }
});

test('a dialer that never answers is waited for until the deadline, and what it brings later is closed', async () => {
  const server = silent();
  const { waiting, redial } = slowDialer();
  const visit = server.visit({ redial });
  assert.equal(await server.clock.drive(visit.open()), null);
  assert.equal(server.clock.now(), 3000);
  const late = new PretendedConnection();
  waiting[0]!(late);
  await turns();
  assert.equal(late.destroyed, true);
  late.emit('error', new Error('long after'));
  assert.equal(server.clock.pending, 0);
});

test('the end of a visit gives up what is on its way, at once, and closes it when it comes', async () => {
  const server = silent();
  const { waiting, redial } = slowDialer();
  const visit = server.visit({ redial });
  const opening = visit.open();
  await turns();
  visit.end();
  assert.equal(await opening, null);
  assert.equal(server.clock.now(), 0);
  const late = new PretendedConnection();
  waiting[0]!(late);
  await turns();
  assert.equal(late.destroyed, true);
  assert.equal(server.clock.pending, 0);
  assert.equal(await visit.open(), null);
  assert.equal(waiting.length, 1);
});

test('who dials is told whether anybody still waits', async () => {
  const server = silent();
  let ask = () => false;
  const redial = (_timeoutMs: number, isWanted: () => boolean) => {
    ask = isWanted;
    return new Promise<Connection>(() => {});
  };
  const visit = server.visit({ redial });
  const opening = visit.open();
  assert.equal(ask(), true);
  server.clock.advance(3000);
  assert.equal(ask(), false);
  await opening;
});

test('every connection is closed in the end, those that are let go before at once', async () => {
  const server = silent();
  const visit = server.visit();
  const first = visit.take(server.connections[0]!);
  const [second, third] = [await visit.open(), await visit.open()];
  visit.drop(first);
  visit.keepOnly(third);
  assert.deepEqual(
    server.connections.map(({ destroyed }) => destroyed),
    [true, true, false],
  );
  assert.equal(second?.isOpen, false);
  visit.end();
  assert.ok(server.isLeft);
});

test('an error of a connection that was let go disturbs nobody', async () => {
  const server = silent();
  const visit = server.visit();
  visit.take(server.connections[0]!);
  visit.end();
  server.connections[0]!.emit('error', new Error('reset'));
  await turns();
});

test('requests are made with the name that the user gave, the port, and our address as a literal', () => {
  const visit = silent().visit({ name: 'server.example', port: 8080 });
  assert.deepEqual(visit.context(true, []), {
    host: 'server.example',
    port: 8080,
    secure: true,
    clientName: '[127.0.0.1]',
    said: [],
  });
});

test('all connections of a visit are in one transcript', async () => {
  const server = new PretendedServer((connection, index) => connection.say(`hello ${index}\r\n`));
  const visit = server.visit();
  const talks = [visit.take(server.connections[0]!), (await visit.open())!];
  for (const talk of talks) await talk.read({ frame: (text) => text.indexOf('\n') + 1 });
  assert.deepEqual(
    visit.transcript.entries.map(({ connection, text }) => [connection, text]),
    [
      [1, 'hello 0\r\n'],
      [2, 'hello 1\r\n'],
    ],
  );
});
