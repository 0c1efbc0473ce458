import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import test, { type TestContext } from 'node:test';
import { faked, outcomeOf } from './helpers/scan-outcome.js';

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
