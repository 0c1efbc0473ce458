import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serveScript } from '../helpers/scripted.js';
import { connectTo } from './client.js';

test('the server says its lines, waits for the client, and hangs up behind the last step', async (t) => {
  const server = await serveScript(t, 'S: 220 ready\nC: NOOP\nS: 250 fine\nC: QUIT\nS: 221 bye');
  const client = await connectTo(t, server);
  assert.equal(await client.until('\n'), '220 ready\r\n');
  assert.equal(await client.ask('noop', '\n'), '250 fine\r\n');
  assert.equal(await client.ask('QUIT', '\n'), '221 bye\r\n');
  await client.closed();
  await server.settled();
  assert.deepEqual(server.problems, []);
  const [log] = server.connections;
  assert.deepEqual(log?.lines, ['noop', 'QUIT']);
  assert.deepEqual(
    log?.dialogue.map(({ from, text }) => `${from}: ${text}`),
    ['server: 220 ready\r\n', 'client: noop', 'server: 250 fine\r\n', 'client: QUIT', 'server: 221 bye\r\n'],
  );
  assert.equal(log?.endedBy, 'server');
});

test('a client that asks in another order is answered all the same', async (t) => {
  const server = await serveScript(
    t,
    'S: hello\nwhen C: A\n  S: a\nwhen C: B\n  S: b\nwhen C: QUIT\n  S: bye\n  close',
  );
  const client = await connectTo(t, server);
  await client.until('\n');
  for (const [line, reply] of Object.entries({ B: 'b', A: 'a', b: 'b', QUIT: 'bye' })) {
    assert.equal(await client.ask(line, '\n'), `${reply}\r\n`);
  }
  await server.settled();
  assert.deepEqual(server.problems, []);
});

test('answers come while the script waits for a line, and it goes on when the line comes', async (t) => {
  const server = await serveScript(t, 'when C: NOOP\n  S: fine\nC: USER *\nS: hello {1}\nC: QUIT\nclose');
  const client = await connectTo(t, server);
  assert.equal(await client.ask('NOOP', '\n'), 'fine\r\n');
  assert.equal(await client.ask('USER anna', '\n'), 'hello anna\r\n');
  assert.equal(await client.ask('NOOP', '\n'), 'fine\r\n');
  client.send('QUIT\r\n');
  await client.closed();
  assert.deepEqual(server.problems, []);
});

test('placeholders hold what the client said, and who it is', async (t) => {
  const server = await serveScript(
    t,
    'when C: {tag} LOGIN * *\n  S: {tag} OK {2}, {1}: {line}\n  raw "\\{1} {connection} {host} {port}\\r\\n."',
  );
  const client = await connectTo(t, server);
  assert.equal(
    await client.ask('A.17 login anna secret', '.'),
    `A.17 OK secret, anna: A.17 login anna secret\r\n{1} 1 127.0.0.1 ${server.port}\r\n.`,
  );
});

test('bytes beyond ASCII go out as they are written, and come back readable', async (t) => {
  const server = await serveScript(t, 'S: ähm \\xff\\x00\\t\\\\\nwhen C: *\n  S: {line}');
  const client = await connectTo(t, server);
  assert.equal(await client.until('\n'), 'Ã¤hm \xff\0\t\\\r\n');
  assert.equal(await client.ask('Ã¼ber', '\n'), 'Ã¼ber\r\n');
  await client.ask('\xff', '\n');
  assert.deepEqual(server.connections[0]?.lines, ['über', '\xff']);
});

test('a state decides which answer is given', async (t) => {
  const server = await serveScript(
    t,
    'when C: PASS *\n  state open\n  S: +OK\nwhen in open C: STAT\n  S: +OK 1 33\nwhen C: *\n  S: -ERR',
  );
  const client = await connectTo(t, server);
  assert.equal(await client.ask('STAT', '\n'), '-ERR\r\n');
  assert.equal(await client.ask('PASS x', '\n'), '+OK\r\n');
  assert.equal(await client.ask('STAT', '\n'), '+OK 1 33\r\n');
});

test('rounds are counted, and said in one piece', async (t) => {
  const server = await serveScript(t, 'S: 250-first\nrepeat 3\n  S: 250-X{n}\nS: 250 last\nC: QUIT');
  const client = await connectTo(t, server);
  await client.until('250 last\r\n');
  assert.deepEqual(client.pieces, ['250-first\r\n250-X1\r\n250-X2\r\n250-X3\r\n250 last\r\n']);
});

test('a body is read to its end, and a literal by its length', async (t) => {
  const server = await serveScript(
    t,
    'when C: DATA\n  S: 354\n  read until .\n  S: 250\nwhen C: * APPEND *\n  S: +\n  read {literal}\n  read line\n  S: {1} OK',
  );
  const client = await connectTo(t, server);
  await client.ask('DATA', '354');
  assert.equal(await client.ask('QUIT\r\n..\r\n.', '250'), '250\r\n');
  await client.ask('a1 APPEND INBOX {9}', '+');
  assert.equal(await client.ask('QUIT\r\nfoo', ' OK\r\n'), 'a1 OK\r\n');
});

test('a tag lasts until the next one, whatever comes in between', async (t) => {
  const server = await serveScript(
    t,
    'when C: {tag} LOGIN \\{*}\n  S: +\n  read {literal}\n  read line\n  S: +\n  read {literal}\n  C: *\n  S: {tag} OK {line}\n' +
      'when C: NOOP\n  S: {tag}',
  );
  const client = await connectTo(t, server);
  await client.ask('a1 LOGIN {4}', '+');
  await client.ask('anna {6}', '+');
  assert.equal(await client.ask('secret and more', '\n'), 'a1 OK  and more\r\n');
  assert.equal(await client.ask('NOOP', '\n'), 'NOOP\r\n');
});

test('a pattern takes upper for lower case, unless it is exact', async (t) => {
  const server = await serveScript(t, 'when C exactly: PASS Secret\n  S: right\nwhen C: pass *\n  S: wrong');
  const client = await connectTo(t, server);
  assert.equal(await client.ask('PASS secret', '\n'), 'wrong\r\n');
  assert.equal(await client.ask('PASS Secret', '\n'), 'right\r\n');
});

test('a connection may have its own script, with the answers of all', async (t) => {
  const server = await serveScript(
    t,
    'S: hello\nwhen C: *\n  S: common\n\nconnection 2:\n  S: 421 busy\n  close\n\nconnection 3-\n  when C: A\n    S: own',
  );
  const first = await connectTo(t, server);
  assert.equal(await first.until('\n'), 'hello\r\n');
  const second = await connectTo(t, server);
  assert.equal(await second.closed(), '421 busy\r\n');
  for (const _ of [3, 4]) {
    const client = await connectTo(t, server);
    assert.equal(await client.until('\n'), 'hello\r\n');
    assert.equal(await client.ask('A', '\n'), 'own\r\n');
    assert.equal(await client.ask('B', '\n'), 'common\r\n');
  }
  assert.deepEqual(
    server.connections.map(({ number }) => number),
    [1, 2, 3, 4],
  );
});

test('a busy server turns away who comes while others are there', async (t) => {
  const server = await serveScript(t, 'S: hello\nwhen C: QUIT\n  close\nbusy 1\n  S: too many\n  close');
  const first = await connectTo(t, server);
  await first.until('\n');
  const second = await connectTo(t, server);
  assert.equal(await second.closed(), 'too many\r\n');
  first.send('QUIT\r\n');
  await first.closed();
  await server.settled();
  const third = await connectTo(t, server);
  assert.equal(await third.until('\n'), 'hello\r\n');
});
