import assert from 'node:assert/strict';
import test from 'node:test';
import { scan } from '../../src/pipeline.js';
import { survive } from '../helpers/hostile.js';
import { serveLines, smtpAnswer } from '../helpers/line-server.js';
import { serve } from '../helpers/server.js';

const GREETING = '220 mail.portolan.test ESMTP\r\n';

test('a connection that is reset at once is open, and nothing more is known', async (t) => {
  const endpoint = await serve(t, (socket) => socket.resetAndDestroy());
  const { scanned, probed } = await survive(t, endpoint);
  assert.deepEqual(scanned.greeting, { text: '', end: 'closed' });
  assert.equal(probed.findings, null);
  for await (const record of scan({ targets: '127.0.0.1', ports: String(endpoint.port), probeTimeoutMs: 1000 })) {
    if (record.type === 'summary') assert.equal(record.open, 1);
  }
});

test('a reset in the middle of a talk keeps what was learned', async (t) => {
  const endpoint = await serve(t, (socket) => {
    socket.write(GREETING);
    socket.once('data', () => socket.resetAndDestroy());
  });
  const { probed } = await survive(t, endpoint);
  assert.equal(probed.findings?.greeting, GREETING);
  assert.deepEqual(probed.findings?.capabilities, []);
});

test('a server that answers in another protocol is asked no more than that protocol allows', async (t) => {
  const answers = [
    '* OK what\r\n',
    '+OK\r\n',
    'HTTP/1.1 400 Bad Request\r\n\r\n',
    '\r\n',
    'SSH-2.0-x\r\n',
    '250\r\n',
    '999 \r\n',
  ];
  for (const answer of answers) {
    const server = await serveLines(t, { greeting: GREETING, answer: () => answer });
    const { probed } = await survive(t, server.endpoint);
    assert.equal(probed.findings?.ready, true, answer);
    assert.deepEqual(probed.findings?.capabilities, [], answer);
    // Who gives no answer to EHLO has not said what it offers.
    assert.equal(probed.findings?.startTls, answer.startsWith('250') ? 'not-offered' : 'not-tried', answer);
    assert.ok(server.lines.length <= 4, server.lines.join());
    assert.deepEqual(server.early, []);
  }
});

test('a server that repeats what it hears is not taken for one that offers it', async (t) => {
  const server = await serveLines(t, { greeting: GREETING, answer: (line) => `${line}\r\n` });
  const { probed } = await survive(t, server.endpoint);
  assert.deepEqual(probed.findings?.capabilities, []);
  assert.equal(probed.inspection?.tls, null);
});

test('a talkative server that answers everything thrice is left politely and in time', async (t) => {
  const server = await serveLines(t, { greeting: GREETING, answer: () => '250-x\r\n250 y\r\n'.repeat(3) });
  const { probed } = await survive(t, server.endpoint);
  assert.equal(probed.findings?.ready, true);
  assert.deepEqual(server.lines.filter((line) => line === 'QUIT').length, 2, 'one for each visit');
});

test('a reply whose code changes on the way never becomes complete', async (t) => {
  const server = await serveLines(t, {
    greeting: GREETING,
    answer: (line) => (line.startsWith('EHLO') ? '250-STARTTLS\r\n550 no\r\n250-x\r\n' : '221 bye\r\n'),
  });
  const { probed } = await survive(t, server.endpoint);
  assert.deepEqual(probed.findings?.capabilities, []);
  assert.deepEqual(
    server.lines.filter((line) => line === 'STARTTLS'),
    [],
  );
});

test('an IMAP literal of impossible length ends at the deadline', async (t) => {
  const server = await serveLines(t, {
    greeting: '* OK ready\r\n',
    answer: (line) => (/CAPABILITY/.test(line) ? '* CAPABILITY {999999999999999}\r\na1 OK\r\n' : undefined),
  });
  const { probed } = await survive(t, server.endpoint);
  assert.deepEqual(probed.findings?.capabilities, []);
});

test('bytes injected behind the go-ahead, in the same packet, are no answer inside TLS', async (t) => {
  const injected = '250-mail.portolan.test\r\n250 AUTH PLAIN EXTERNAL\r\n'.repeat(10);
  const server = await serveLines(t, {
    greeting: GREETING,
    answer: (line, secure) =>
      line === 'STARTTLS' ? { text: `220 go ahead\r\n${injected}`, after: 'starttls' } : smtpAnswer(line, secure),
  });
  const { probed } = await survive(t, server.endpoint, { timeoutMs: 2000 });
  assert.equal(probed.injected, injected);
  assert.deepEqual(probed.findings?.secureCapabilities, ['SIZE 1000', 'AUTH PLAIN', 'HELP']);
});

test('bytes injected behind the go-ahead, a moment later, break the handshake and are no answer either', async (t) => {
  const endpoint = await serve(t, (socket) => {
    socket.write(GREETING);
    socket.on('data', (chunk: Buffer) => {
      if (chunk[0] === 0x16) socket.write('250-mail.portolan.test\r\n250 AUTH PLAIN EXTERNAL\r\n');
      else socket.write(/^EHLO/.test(String(chunk)) ? '250-x\r\n250 STARTTLS\r\n' : '220 go ahead\r\n');
    });
  });
  const { probed } = await survive(t, endpoint);
  assert.equal(probed.findings?.startTls, 'failed');
  assert.equal(probed.findings?.secureCapabilities, null);
  assert.ok(probed.transcript.every(({ text }) => !text.includes('EXTERNAL')));
});
