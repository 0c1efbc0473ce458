import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { MAX_REPLY_BYTES, MAX_STEPS } from '../../src/defaults.js';
import { converse, Talk, Transcript } from '../../src/net/converse.js';
import { Deadline } from '../../src/net/deadline.js';
import { type Connection, dialTcp, type Endpoint } from '../../src/net/dial.js';
import { smtp } from '../../src/protocols/smtp.js';
import type { Findings, Reply, Step } from '../../src/protocols/types.js';
import { ScriptedConnection } from '../helpers/connection.js';
import { serveLines, smtpAnswer } from '../helpers/line-server.js';
import { serve } from '../helpers/server.js';
import { turns } from '../helpers/turn.js';

const SETTINGS = { clientName: '[127.0.0.1]', secure: false, startTls: true };
const GREETING = '220 mail.portolan.test ESMTP\r\n';

interface Talking {
  readonly talk: Talk;
  readonly transcript: Transcript;
}

function talkOver(connection: Connection, timeoutMs: number): Talking {
  const transcript = new Transcript();
  const deadline = new Deadline(timeoutMs);
  return { talk: new Talk(connection, { name: 'mail.portolan.test', deadline, transcript }), transcript };
}

async function talkTo(t: TestContext, endpoint: Endpoint, timeoutMs = 2000): Promise<Talking> {
  const connection = await dialTcp(endpoint, { timeoutMs: 2000 });
  t.after(() => connection.destroy());
  return talkOver(connection, timeoutMs);
}

const smtpTalk = (talk: Talk, greeting: Reply | null = null) =>
  converse(talk, smtp, smtp.converse!(SETTINGS), { greeting });

test('a conversation runs to its end and upgrades to TLS, and the goodbye follows', async (t) => {
  const server = await serveLines(t, { greeting: GREETING, answer: smtpAnswer });
  const { talk } = await talkTo(t, server.endpoint);
  const { result: findings, exchanges } = await smtpTalk(talk);
  await talk.leave(smtp);
  assert.deepEqual(
    exchanges.map(({ command, secure }) => [command, secure]),
    [
      [null, false],
      ['EHLO [127.0.0.1]', false],
      ['STARTTLS', false],
      ['EHLO [127.0.0.1]', true],
    ],
  );
  assert.equal(findings?.greeting, GREETING);
  assert.deepEqual(findings?.capabilities, ['SIZE 1000', 'STARTTLS', 'HELP']);
  assert.equal(findings?.startTls, 'done');
  assert.deepEqual(findings?.secureCapabilities, ['SIZE 1000', 'AUTH PLAIN', 'HELP']);
  assert.equal(talk.tls?.version, 'TLSv1.3');
  assert.equal(talk.injected, '');
  assert.deepEqual(server.lines, ['EHLO [127.0.0.1]', 'STARTTLS', 'tls:EHLO [127.0.0.1]', 'tls:QUIT']);
  assert.deepEqual(server.early, [], 'nothing is sent before the server has answered');
});

test('the transcript holds both sides in order, with times that only grow', async (t) => {
  const server = await serveLines(t, { greeting: GREETING, answer: smtpAnswer });
  const { talk, transcript } = await talkTo(t, server.endpoint);
  await smtpTalk(talk);
  await talk.leave(smtp);
  const said = transcript.entries.map(({ from, text }) => `${from} ${text.split('\r\n', 1)[0]}`);
  assert.deepEqual(said.slice(0, 5), [
    'server 220 mail.portolan.test ESMTP',
    'client EHLO [127.0.0.1]',
    'server 250-mail.portolan.test',
    'client STARTTLS',
    'server 220 go ahead',
  ]);
  assert.match(said[5] ?? '', /^tls TLSv1\.3 TLS_/);
  assert.deepEqual(said.slice(-2), ['client QUIT', 'server 221 bye']);
  const times = transcript.entries.map(({ atMs }) => atMs);
  assert.deepEqual(
    times,
    times.toSorted((first, second) => first - second),
  );
});

test('a greeting that was read already answers the first read, and only that', async (t) => {
  const server = await serveLines(t, { greeting: '', answer: smtpAnswer });
  const { talk } = await talkTo(t, server.endpoint);
  const { result: findings } = await smtpTalk(talk, { text: GREETING, end: 'complete' });
  assert.equal(findings?.greeting, GREETING);
  assert.equal(findings?.startTls, 'done');
});

test('a line that would break out of itself is refused, and nothing is sent', async () => {
  const connection = new ScriptedConnection([]);
  const { talk, transcript } = talkOver(connection, 100);
  for (const line of ['a\rb', 'a\nb', 'a\0b', 'NOOP\r\nQUIT']) assert.throws(() => talk.send(line), TypeError);
  assert.equal(connection.sent, '');
  assert.deepEqual(transcript.entries, []);
  talk.send('NOOP');
  assert.equal(connection.sent, 'NOOP\r\n');
});

test('what could not be sent any more is not in the transcript', async () => {
  const connection = new ScriptedConnection([]);
  const { talk, transcript } = talkOver(connection, 100);
  talk.close();
  talk.send('NOOP');
  assert.deepEqual(transcript.entries, []);
  assert.deepEqual(await talk.read({ frame: smtp.frame }), { text: '', end: 'closed' });
});

test('a conversation that never ends is ended', async (t) => {
  const server = await serveLines(t, { greeting: '', answer: () => '250 fine\r\n' });
  let resumed = 0;
  function* endless(): Generator<Step, Findings, Reply> {
    for (;;) {
      yield { do: 'send', line: 'NOOP' };
      resumed += 1;
    }
  }
  const { talk } = await talkTo(t, server.endpoint);
  assert.equal((await converse(talk, smtp, endless())).result, null);
  assert.equal(resumed, MAX_STEPS);
});

test('text injected behind the go-ahead for TLS is kept apart and never taken as an answer', async (t) => {
  const injected = '250-evil.portolan.test\r\n250 AUTH PLAIN LOGIN\r\n';
  const server = await serveLines(t, {
    greeting: GREETING,
    answer: (line, secure) =>
      line === 'STARTTLS' ? { text: `220 go ahead\r\n${injected}`, after: 'starttls' } : smtpAnswer(line, secure),
  });
  const { talk, transcript } = await talkTo(t, server.endpoint);
  const { result: findings } = await smtpTalk(talk);
  assert.equal(talk.injected, injected);
  assert.deepEqual(findings?.secureCapabilities, ['SIZE 1000', 'AUTH PLAIN', 'HELP']);
  assert.ok(transcript.entries.every(({ text }) => !text.includes('evil')));
});

test('a failed upgrade ends the talk: nothing more is sent in clear, and reading finds it closed', async (t) => {
  const server = await serveLines(t, {
    greeting: GREETING,
    answer: (line, secure) =>
      line === 'STARTTLS' ? { text: '220 go ahead\r\n', after: 'garbage' } : smtpAnswer(line, secure),
  });
  const { talk, transcript } = await talkTo(t, server.endpoint);
  const { result: findings } = await smtpTalk(talk);
  assert.equal(findings?.startTls, 'failed');
  assert.deepEqual(findings?.capabilities, ['SIZE 1000', 'STARTTLS', 'HELP']);
  assert.equal(findings?.secureCapabilities, null);
  assert.equal(talk.tls, null);
  assert.match(transcript.entries.at(-1)?.text ?? '', /^ERR_SSL_/);
  assert.deepEqual(await talk.read({ frame: smtp.frame }), { text: '', end: 'closed' });
  await talk.leave(smtp);
  await server.closed();
  assert.ok(!server.lines.includes('QUIT'));
});

test('a server that hangs up behind its go-ahead costs no waiting', async (t) => {
  const server = await serveLines(t, {
    greeting: GREETING,
    answer: (line, secure) =>
      line === 'STARTTLS' ? { text: '220 go ahead\r\n', after: 'close' } : smtpAnswer(line, secure),
  });
  const startedAt = performance.now();
  const { talk } = await talkTo(t, server.endpoint, 5000);
  const { result: findings } = await smtpTalk(talk);
  assert.equal(findings?.startTls, 'failed');
  assert.ok(performance.now() - startedAt < 2000);
});

test('leaving says goodbye, waits for the answer and closes', async (t) => {
  const server = await serveLines(t, { greeting: '', answer: smtpAnswer });
  const { talk, transcript } = await talkTo(t, server.endpoint);
  await talk.leave(smtp);
  await server.closed();
  assert.deepEqual(server.lines, ['QUIT']);
  assert.equal(transcript.entries.at(-1)?.text, '221 bye\r\n');
});

test('a server that ignores the goodbye is left at the deadline', async (t) => {
  const server = await serveLines(t, { greeting: '', answer: () => undefined });
  const { talk } = await talkTo(t, server.endpoint, 50);
  const startedAt = performance.now();
  await talk.leave(smtp);
  assert.ok(performance.now() - startedAt < 900);
  await server.closed();
  assert.deepEqual(server.lines, ['QUIT']);
});

test('a reply is kept up to the cap, and the conversation ends there', async (t) => {
  const endpoint = await serve(t, (socket) => socket.write('220-'.padEnd(2 * MAX_REPLY_BYTES, 'x')));
  const { talk } = await talkTo(t, endpoint);
  const { result: findings } = await smtpTalk(talk);
  assert.equal(findings?.greeting.length, MAX_REPLY_BYTES);
  assert.equal(findings?.ready, false);
});

test('an error of the connection long after the talk disturbs nobody', async () => {
  const connection = new ScriptedConnection([]);
  const { talk } = talkOver(connection, 100);
  await talk.startTls();
  connection.destroy(new Error('late'));
  await turns();
});

test('several conversations write into one transcript, each line with the number of its connection', async () => {
  const transcript = new Transcript();
  const deadline = new Deadline(100);
  const [first, second] = ['one', 'two'].map(() => new ScriptedConnection([Buffer.from('hello\r\n')]));
  const talks = [first!, second!].map((connection) => new Talk(connection, { name: 'x.test', deadline, transcript }));
  for (const talk of talks) await talk.read({ frame: smtp.frame });
  talks[0]!.send('NOOP');
  assert.deepEqual(
    transcript.entries.map(({ from, connection }) => [from, connection]),
    [
      ['server', 1],
      ['server', 2],
      ['client', 1],
    ],
  );
});

test('bytes are sent as they are, one a character', async () => {
  const connection = new ScriptedConnection([]);
  const { talk, transcript } = talkOver(connection, 100);
  talk.write('\0\xff\r\n');
  assert.equal(connection.sent, '\0\xff\r\n');
  assert.equal(transcript.entries[0]?.text, '\0\xff\r\n');
});

test('a talk is open until one side has ended it', async () => {
  const connection = new ScriptedConnection([Buffer.from('220 x\r\n'), 'end']);
  const { talk } = talkOver(connection, 100);
  assert.equal(talk.isOpen, true);
  await turns(5);
  assert.equal(talk.isOpen, false);
  const { talk: other } = talkOver(new ScriptedConnection([]), 100);
  other.close();
  assert.equal(other.isOpen, false);
});
