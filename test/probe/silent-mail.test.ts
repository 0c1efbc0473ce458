import assert from 'node:assert/strict';
import test from 'node:test';
import { probePort } from '../../src/probe/probe-port.js';
import { hintOf, probeOptions } from '../helpers/probe-options.js';
import { serve } from '../helpers/server.js';
import { serveTlsOrClear } from '../helpers/tls-servers.js';

/** The first byte of a record of a handshake. */
const HANDSHAKE = 0x16;

for (const [protocol, port] of [
  ['smtp', 587],
  ['pop3', 110],
  ['imap', 143],
  ['sieve', 4190],
] as const) {
  test(`a silent port of ${protocol} gets one connection, and behind its time one handshake`, async (t) => {
    const heard: Buffer[] = [];
    let connections = 0;
    const endpoint = await serve(t, (socket) => {
      connections += 1;
      socket.on('data', (chunk: Buffer) => heard.push(chunk));
    });
    const options = probeOptions({ hint: hintOf(protocol), port, greetMs: 100, timeoutMs: 600 });
    const report = await probePort(endpoint, options);
    assert.deepEqual(report.inspection?.greeting, { text: '', end: 'timeout' });
    assert.equal(report.tlsProblem, 'no answer to the handshake');
    assert.equal(connections, 1);
    assert.equal(Buffer.concat(heard)[0], HANDSHAKE);
  });
}

test('a server that speaks TLS from the first byte where it should begin in clear is found, and talked to inside', async (t) => {
  const server = await serveTlsOrClear(t, {
    inside: (socket) => {
      socket.write('220 mail.portolan.test ESMTP\r\n');
      socket.on('data', () => socket.write('250 mail.portolan.test\r\n'));
    },
  });
  const report = await probePort(server.endpoint, probeOptions({ hint: hintOf('smtp'), port: 587, greetMs: 100 }));
  assert.equal(report.inspection?.secure, true);
  assert.equal(report.findings?.ready, true);
  assert.deepEqual(server.begun, ['tls']);
});
