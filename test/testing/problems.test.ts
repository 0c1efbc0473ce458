import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serveScript } from '../helpers/scripted.js';
import { connectTo } from './client.js';

/** What a server notes of a client that sends some bytes at once, and then hangs up. */
async function problemsWith(t: Parameters<typeof connectTo>[0], script: string, bytes: string, await_ = '\n') {
  const server = await serveScript(t, script);
  const client = await connectTo(t, server);
  if (await_ !== '') await client.until(await_);
  client.send(bytes);
  client.socket.end();
  await client.closed();
  await server.settled();
  return server.connections[0]?.problems.map(({ code, scriptLine }) => `${code} ${scriptLine ?? '-'}`);
}

test('a line that the script does not expect ends the connection and is told', async (t) => {
  const server = await serveScript(t, 'S: hello\nC: EHLO *\nS: 250');
  const client = await connectTo(t, server);
  await client.until('\n');
  client.send('HELO x\r\n');
  assert.equal(await client.closed(), 'hello\r\n');
  await server.settled();
  assert.deepEqual(server.problems, [
    'connection 1, line 2 of the script: unexpected-line: the script has no answer to HELO x, it waits for EHLO *',
  ]);
});

test('the same behind the last step', async (t) => {
  const problems = await problemsWith(t, 'S: hello\nwhen C: NOOP\n  nothing', 'NOOP\r\nEHLO x\r\n');
  assert.deepEqual(problems, ['unexpected-line -']);
});

test('a client that hangs up too soon is noticed', async (t) => {
  assert.deepEqual(await problemsWith(t, 'S: hello\nC: *\nC: QUIT', 'A\r\n'), ['unfinished 3', 'no-farewell 3']);
  assert.deepEqual(await problemsWith(t, 'S: hello\nC: QUIT\nC: *', 'QUIT\r\n'), ['unfinished 3']);
});

test('a client says good-bye, in the words of its protocol', async (t) => {
  const script = 'S: hello\nwhen C: *\n  nothing';
  assert.deepEqual(await problemsWith(t, script, 'NOOP\r\n'), ['no-farewell -']);
  assert.deepEqual(await problemsWith(t, script, ''), ['no-farewell -']);
  for (const farewell of ['quit', 'QUIT ', 'LOGOUT', 'a1 Logout']) {
    assert.deepEqual(await problemsWith(t, script, `${farewell}\r\n`), [], farewell);
  }
});

test('a client that need not say good-bye is let go', async (t) => {
  assert.deepEqual(await problemsWith(t, 'S: hello\nsilence', 'NOOP\r\n'), []);
  assert.deepEqual(await problemsWith(t, 'S: hello\nwait 1h', '').catch(() => 'no such unit'), 'no such unit');
  assert.deepEqual(await problemsWith(t, 'S: hello\nwait 60m', ''), []);
  assert.deepEqual(await problemsWith(t, 'allow no-farewell\nS: hello\nwhen C: *\n  nothing', ''), []);
});

test('a client that does not wait for an answer is noticed', async (t) => {
  const script = 'S: hello\nwhen C: *\n  S: fine';
  assert.deepEqual(await problemsWith(t, script, 'NOOP\r\nQUIT\r\n'), ['pipelining -']);
  assert.deepEqual(await problemsWith(t, script, 'NOOP\r\nNOOP\r\nQUIT\r\n'), ['pipelining -', 'pipelining -']);
  assert.deepEqual(await problemsWith(t, `allow pipelining\n${script}`, 'NOOP\r\nQUIT\r\n'), []);
  assert.deepEqual(await problemsWith(t, 'S: hello\nC: A\nC: B\nC: QUIT', 'A\r\nB\r\nQUIT\r\n'), []);
  assert.deepEqual(await problemsWith(t, 'S: 354\nread until .\nS: 250\nC: QUIT', 'a\r\nb\r\n.\r\nQUIT\r\n'), [
    'pipelining 4',
  ]);
});

test('a client that does not wait for the greeting is noticed', async (t) => {
  const server = await serveScript(t, 'wait 20ms\nS: 220-first\nwait 20ms\nS: 220 last\nwhen C: *\n  close');
  const eager = await connectTo(t, server);
  eager.send('EHLO x\r\n');
  await eager.closed();
  const hasty = await connectTo(t, server);
  await hasty.until('220-first\r\n');
  hasty.send('EHLO x\r\n');
  await hasty.closed();
  const patient = await connectTo(t, server);
  await patient.until('220 last\r\n');
  patient.send('EHLO x\r\n');
  await patient.closed();
  await server.settled();
  assert.deepEqual(
    server.connections.map(({ problems }) => problems.map(({ text }) => text)),
    [
      ['sent before the server had said all that the client had to wait for: EHLO x'],
      ['sent before the server had said all that the client had to wait for: EHLO x'],
      [],
    ],
  );
});

test('lines of another shape are noticed, and taken', async (t) => {
  const script = 'allow pipelining\nS: hello\nwhen C: *\n  nothing';
  assert.deepEqual(await problemsWith(t, script, 'A\nQUIT\r\n'), ['bare-lf -']);
  assert.deepEqual(await problemsWith(t, `allow bare-lf\n${script}`, 'A\nQUIT\n'), []);
  const long = 'x'.repeat(200_000);
  assert.deepEqual(await problemsWith(t, script, `${long}\r\nQUIT\r\n`), ['long-line -']);
  assert.deepEqual(await problemsWith(t, script, long), ['long-line -', 'no-farewell -']);
});

test('a connection that is broken off is noticed', async (t) => {
  const server = await serveScript(t, 'S: hello\nC: QUIT');
  const client = await connectTo(t, server);
  await client.until('\n');
  client.socket.resetAndDestroy();
  await server.settled();
  assert.deepEqual(
    server.connections[0]?.problems.map(({ code }) => code),
    ['reset'],
  );
  assert.equal(server.connections[0]?.endedBy, 'client');
});

test('events tell what happens, in its order', async (t) => {
  const events: string[] = [];
  const server = await serveScript(t, 'S: hello\nC: QUIT', {
    onEvent: (event) => {
      const detail = event.type === 'said' ? event.said.text : event.type === 'problem' ? event.problem.code : '';
      events.push(`${event.connection.number} ${event.type} ${detail}`.trim());
    },
  });
  const client = await connectTo(t, server);
  await client.until('\n');
  client.send('NOOP\r\n');
  await client.closed();
  await server.settled();
  assert.deepEqual(events, ['1 open', '1 said hello', '1 said NOOP', '1 problem unexpected-line', '1 close']);
});

test('a log has an end, and says so', async (t) => {
  const server = await serveScript(t, 'S: hello\nwhen C: *\n  S: {line}');
  const client = await connectTo(t, server);
  const line = 'x'.repeat(60_000);
  for (let round = 0; round < 12; round += 1) await client.ask(line, '\r\n');
  assert.equal(server.connections[0]?.isCut, true);
  assert.ok((server.connections[0]?.lines.length ?? 99) < 12);
});
