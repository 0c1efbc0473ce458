import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { Deadline } from '../../src/net/deadline.js';
import { dialTcp } from '../../src/net/dial.js';
import { secure } from '../../src/probe/secure.js';
import { Visit } from '../../src/probe/visit.js';
import { http } from '../../src/protocols/http.js';
import type { Protocol } from '../../src/protocols/types.js';
import { pretendedProtocol } from '../helpers/pretended-protocol.js';
import { probeOptions } from '../helpers/probe-options.js';
import { serve } from '../helpers/server.js';
import { serveTlsOrClear, type TlsServer, type TlsServerOptions } from '../helpers/tls-servers.js';

async function securing(
  t: TestContext,
  { endpoint }: Pick<TlsServer, 'endpoint'>,
  protocols: readonly Protocol[],
  timeoutMs = 3000,
) {
  const redial = (ms: number) => dialTcp(endpoint, { timeoutMs: ms });
  const connection = await redial(1000);
  const visit = new Visit(connection, probeOptions({ redial }), new Deadline(timeoutMs));
  t.after(() => visit.end());
  const first = visit.take(connection);
  return { first, secured: await secure(visit, first, protocols) };
}

const serving = (t: TestContext, options: Partial<TlsServerOptions>) =>
  serveTlsOrClear(t, { inside: () => {}, ...options });

test('a server that chooses HTTP/2 is asked once more for what we speak', async (t) => {
  const server = await serving(t, { tls: { ALPNProtocols: ['h2', 'http/1.1'] } });
  const { first, secured } = await securing(t, server, [http]);
  assert.equal(secured?.chosen, http);
  assert.equal(first.tls?.alpn, 'h2');
  assert.equal(secured.first, first);
  assert.equal(secured.talk?.tls?.alpn, 'http/1.1');
  assert.deepEqual(server.begun, ['tls', 'tls']);
});

test('a server that speaks nothing but HTTP/2 is known by that', async (t) => {
  const server = await serving(t, { tls: { ALPNProtocols: ['h2'] } });
  const { secured } = await securing(t, server, [http]);
  assert.deepEqual([secured?.chosen, secured?.talk, secured?.first.tls?.alpn], [http, null, 'h2']);
});

test('a server that chooses what we speak is asked once', async (t) => {
  const server = await serving(t, { tls: { ALPNProtocols: ['http/1.1'] } });
  const { first, secured } = await securing(t, server, [http]);
  assert.deepEqual([secured?.chosen, secured?.talk], [http, first]);
  assert.deepEqual(server.begun, ['tls']);
});

test('a server that knows nothing of such choices is met all the same', async (t) => {
  const { secured } = await securing(t, await serving(t, {}), [http]);
  assert.deepEqual([secured?.chosen, secured?.talk?.tls?.alpn], [null, null]);
  assert.equal(secured?.talk?.tls?.certificate?.subject, 'CN=mail.portolan.test, O=Portolan test');
});

test('a server that turns down every choice is met without one', async (t) => {
  const server = await serving(t, { tls: { ALPNProtocols: ['imap'] } });
  const { secured } = await securing(t, server, [http, pretendedProtocol('mqtt', { alpn: ['mqtt'] })]);
  assert.deepEqual([secured?.chosen, secured?.talk?.tls?.alpn], [null, null]);
  assert.deepEqual(server.begun, ['tls', 'tls']);
});

test('a server that sends an alert speaks TLS, though not with us', async (t) => {
  const alert = Buffer.from([21, 3, 3, 0, 2, 2, 40]);
  const endpoint = await serve(t, (socket) => socket.once('data', () => socket.end(alert)));
  const { first, secured } = await securing(t, { endpoint }, [http]);
  assert.deepEqual([secured?.talk, secured?.first, secured?.chosen], [null, first, null]);
  assert.match(first.tlsProblem ?? '', /ALERT/);
});

test('a server in clear, one that hangs up and one that is silent speak no TLS', async (t) => {
  const clear = await serve(t, (socket) => socket.once('data', () => socket.write('500 what?\r\n')));
  const closing = await serve(t, (socket) => socket.once('data', () => socket.end()));
  const silent = await serve(t, () => {});
  for (const endpoint of [clear, closing]) assert.equal((await securing(t, { endpoint }, [http])).secured, null);
  const startedAt = performance.now();
  assert.equal((await securing(t, { endpoint: silent }, [http], 60)).secured, null);
  assert.ok(performance.now() - startedAt < 1000);
});
