import assert from 'node:assert/strict';
import { createSocket, type RemoteInfo } from 'node:dgram';
import { once } from 'node:events';
import { test } from 'node:test';
import { dnsClient } from '../../src/net/dns-client.js';

test('a question is sent from an address of this machine, not from the one of the server', async (t) => {
  if (process.platform !== 'linux') return t.skip('only Linux has all of 127.0.0.0/8 without further ado');
  const server = createSocket('udp4');
  t.after(() => server.close());
  const asked = once(server, 'message') as Promise<[Buffer, RemoteInfo]>;
  server.bind(0, '127.0.0.2');
  await once(server, 'listening');
  const client = dnsClient({ servers: [{ address: '127.0.0.2', port: server.address().port }], timeoutMs: 200 });
  const answer = client.query('portolan.test', 'MX');
  const [, { address }] = await asked;
  assert.equal(address, '127.0.0.1');
  await answer;
});
