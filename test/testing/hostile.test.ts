import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import fc from 'fast-check';
import { readyScript, serveScript } from '../helpers/scripted.js';
import { connectTo } from './client.js';

const WORDS = [
  'EHLO x\r\n',
  'STARTTLS\r\n',
  'STLS\r\n',
  'a1 STARTTLS\r\n',
  'a1 LOGIN {5}\r\n',
  'DATA\r\n',
  '.\r\n',
  'QUIT\r\n',
  'a LOGOUT\r\n',
  '\n',
  '\0',
  '\x16\x03\x01\x02\x00\x01',
  '{99999999999}\r\n',
  'x'.repeat(70_000),
  '\r',
  'AUTH PLAIN AGEAYg==\r\n',
];
const bytes = fc.array(fc.oneof(fc.constantFrom(...WORDS), fc.string({ unit: 'binary', maxLength: 20 })), {
  maxLength: 8,
});

for (const name of ['smtp', 'pop3', 'imap', 'sieve'] as const) {
  test(`whatever a client sends, the ${name} server ends with it and serves the next one`, async (t) => {
    const server = await serveScript(t, readyScript(name));
    const property = fc.asyncProperty(bytes, fc.boolean(), async (pieces, isRude) => {
      const socket = connect(server.port, server.host);
      socket.on('error', () => {});
      await once(socket.resume(), 'connect');
      for (const piece of pieces) socket.write(piece, 'latin1');
      if (isRude) socket.resetAndDestroy();
      else socket.end();
      if (!socket.closed) await once(socket, 'close');
      await server.settled();
    });
    await fc.assert(property, { numRuns: 60 });
    const client = await connectTo(t, server);
    assert.ok((await client.until('\n')).includes('mail.portolan.test') || name === 'sieve');
  });
}

test('a client that talks without end, and reads nothing, is made to wait', async (t) => {
  const server = await serveScript(t, 'allow pipelining\nwait 60m');
  const client = await connectTo(t, server);
  client.socket.pause();
  const before = process.memoryUsage().rss;
  const line = Buffer.alloc(64 * 1024, 'NOOP\r\n');
  let taken = 0;
  for (let written = 0; written === taken && written < 500; written += 1) {
    client.socket.write(line, () => {
      taken += 1;
    });
    for (let turn = 0; turn < 200 && taken <= written; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  }
  assert.ok(taken > 0 && taken < 500, `the server took ${taken} pieces`);
  assert.ok(process.memoryUsage().rss - before < 64 * 1024 ** 2);
});
