import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import test, { type TestContext } from 'node:test';
import { faked, outcomeOf } from './helpers/scan-outcome.js';
import { serve } from './helpers/server.js';
import { serveTlsOrClear } from './helpers/tls-servers.js';

async function listen(t: TestContext, greeting: string): Promise<number> {
  const server = createServer((socket) => void socket.on('error', () => {}).end(greeting));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  return (server.address() as { port: number }).port;
}

test('the greeting is read in the slot that found the port, and names service, product and host', async (t) => {
  const port = await listen(t, '220 mail.example.org ESMTP Postfix (Debian/GNU)\r\n');
  const { results } = await outcomeOf({ targets: '127.0.0.1', ports: String(port) });
  const [{ service, banner, state } = assert.fail()] = results;
  assert.equal(state, 'open');
  assert.equal(banner, '220 mail.example.org ESMTP Postfix (Debian/GNU)\r\n');
  assert.deepEqual(
    [service?.name, service?.method, service?.product, service?.hostname, service?.os],
    ['smtp', 'banner', 'Postfix', 'mail.example.org', 'Debian'],
  );
  assert.match(service?.evidence[0]?.rule ?? '', /^smtp\/postfix/);
});

test('a greeting that is not UTF-8 keeps its exact bytes', async (t) => {
  const greeting = Buffer.from('220 caf\xe9 ESMTP\r\n', 'latin1');
  const server = createServer((socket) => void socket.on('error', () => {}).end(greeting));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const { port } = server.address() as { port: number };
  const { results } = await outcomeOf({ targets: '127.0.0.1', ports: String(port) });
  assert.deepEqual(Buffer.from(results[0]?.bannerBase64 ?? '', 'base64'), greeting);
});

test('a server that waits for its client is asked, on any port, and names itself', async (t) => {
  const page = 'HTTP/1.1 200 OK\r\nServer: nginx/1.22.1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';
  const { port } = await serve(t, (socket) => socket.once('data', () => socket.end(page)));
  const { results } = await outcomeOf({ targets: '127.0.0.1', ports: String(port) });
  const [{ service, banner } = assert.fail()] = results;
  assert.deepEqual(
    [service?.name, service?.method, service?.product, service?.version],
    ['http', 'probe', 'nginx', '1.22.1'],
  );
  assert.ok((service?.confidence ?? 0) >= 0.8);
  assert.ok(!banner);
});

test('mail inside TLS on any port is named as what it is', async (t) => {
  const { endpoint } = await serveTlsOrClear(t, {
    inside: (socket) => socket.write('220 mail.example.org ESMTP Postfix (Debian/GNU)\r\n'),
  });
  const { results } = await outcomeOf({ targets: '127.0.0.1', ports: String(endpoint.port) });
  assert.deepEqual([results[0]?.service?.name, results[0]?.service?.product], ['submissions', 'Postfix']);
  assert.equal(results[0]?.tls?.version, 'TLSv1.3');
});

test('silent open ports are looked at side by side, within the time for one', async (t) => {
  const silent = await Promise.all(Array.from({ length: 20 }, () => serve(t, () => {})));
  const ports = silent.map(({ port }) => port).join();
  const startedAt = performance.now();
  const { results } = await outcomeOf({ targets: '127.0.0.1', ports, probeTimeoutMs: 1500 });
  assert.equal(results.length, 20);
  assert.ok(results.every(({ service }) => service === null || service.method === 'port'));
  assert.ok(performance.now() - startedAt < 2 * 1500 + 2000);
});

test('an open port that says nothing keeps the registry name as a guess', async () => {
  const { results } = await faked(() => 'open', { targets: '192.0.2.1', ports: '80' });
  assert.deepEqual([results[0]?.service?.name, results[0]?.service?.method], ['http', 'port']);
});

test('a scan keeps the beginning of a long greeting, says so, and identifies by the whole', async (t) => {
  const lines = Array.from({ length: 60 }, (_, index) => `220-${'x'.repeat(50)} ${index}\r\n`);
  const greeting = `220-mail.example.org ESMTP Postfix\r\n${lines.join('')}220 end\r\n`;
  const port = await listen(t, greeting);
  const { results } = await outcomeOf({ targets: '127.0.0.1', ports: String(port) });
  assert.equal(results[0]?.service?.product, 'Postfix');
  assert.equal(results[0]?.banner, greeting.slice(0, 1024));
  assert.equal(results[0]?.bannerTruncated, true);
});
