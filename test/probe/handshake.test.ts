import assert from 'node:assert/strict';
import test from 'node:test';
import { shakeHands } from '../../src/probe/handshake.js';
import { serveLines, smtpAnswer } from '../helpers/line-server.js';
import { hintOf, probeOptions } from '../helpers/probe-options.js';
import { serve, serveTls } from '../helpers/server.js';

const GREETING = '220 mail.portolan.test ESMTP\r\n';

test('a handshake behind STARTTLS offers no newer version than it was told to, and says goodbye', async (t) => {
  const server = await serveLines(t, { greeting: GREETING, answer: smtpAnswer });
  const options = probeOptions({ tls: { newest: 'TLSv1.2' } });
  const { tls, failure } = await shakeHands(server.endpoint, hintOf('smtp'), options);
  assert.deepEqual([tls?.version, failure], ['TLSv1.2', null]);
  await server.closed();
  assert.deepEqual(server.lines, ['EHLO [127.0.0.1]', 'STARTTLS', 'tls:QUIT']);
  assert.deepEqual([server.early, server.connections], [[], 1]);
});

test('a handshake at once waits for the greeting before it says goodbye', async (t) => {
  const said: string[] = [];
  const endpoint = await serveTls(t, (socket) => {
    socket.on('data', (chunk) => {
      said.push(String(chunk));
      socket.end('221 bye\r\n');
    });
    setImmediate(() => socket.write(GREETING));
  });
  const { tls } = await shakeHands(endpoint, hintOf('smtp', true), probeOptions());
  assert.equal(tls?.version, 'TLSv1.3');
  assert.deepEqual(said, ['QUIT\r\n']);
});

test('a server that hangs up on the handshake is not asked again, nor asked anything else', async (t) => {
  let connections = 0;
  const endpoint = await serve(t, (socket) => {
    connections += 1;
    socket.once('data', () => socket.end());
  });
  const { tls, failure } = await shakeHands(endpoint, hintOf('imap', true), probeOptions());
  assert.equal(tls, null);
  assert.match(failure ?? '', /closed|ECONNRESET/);
  assert.equal(connections, 1);
});

test('where it does not come to a handshake there is no failure of one', async (t) => {
  for (const greeting of ['421 busy\r\n', '554 no\r\n']) {
    const server = await serveLines(t, { greeting, answer: smtpAnswer });
    assert.deepEqual(await shakeHands(server.endpoint, hintOf('smtp'), probeOptions()), { tls: null, failure: null });
  }
});
