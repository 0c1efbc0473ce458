import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { type TestContext, test } from 'node:test';
import { requireDaemon } from './helpers/availability.js';
import { documentOf, type ProbeDocument, portolan, type ScanDocument } from './helpers/cli.js';
import { startDovecot } from './helpers/dovecot.js';
import { onceLogged } from './helpers/logged.js';
import { startPostfix } from './helpers/postfix.js';
import { stoppedAfter } from './helpers/stopped-after.js';

/** A loopback address that nobody else uses: a mail server on the machine itself may hold the ports of 127.0.0.1. */
const MAIL_HOST = '127.0.0.25';
const SERVICES = { 25: 'smtp', 110: 'pop3', 143: 'imap', 465: 'submissions', 993: 'imaps', 995: 'pop3s' } as const;
const SECURE = [465, 993, 995];

/** False, with the test skipped, where something already listens on all addresses. */
async function requireFreePorts(context: TestContext, ports: readonly string[]): Promise<boolean> {
  for (const port of ports) {
    const server = createServer().listen(Number(port), MAIL_HOST);
    try {
      await once(server, 'listening');
    } catch (error) {
      if (process.env['CI'] === 'true') throw error;
      context.skip(`needs port ${port} of ${MAIL_HOST}: ${(error as Error).message}`);
      return false;
    } finally {
      server.close();
    }
  }
  return true;
}

test('a mail host on the registered ports, TLS from the first byte among them', async (context) => {
  if (!(['postfix', 'dovecot', 'openssl'] as const).every((name) => requireDaemon(context, name))) return;
  if (!(await requireFreePorts(context, Object.keys(SERVICES)))) return;
  const [postfix, dovecot] = await Promise.all([
    stoppedAfter(context, startPostfix({ smtps: true, registeredOn: MAIL_HOST })),
    stoppedAfter(context, startDovecot({ registeredOn: MAIL_HOST })),
  ]);

  await context.test('a scan of the group @mail names every service by what it says', async () => {
    const result = await portolan(['scan', MAIL_HOST, '-p', '@mail', '--json', '--open']);
    assert.equal(result.status, 0, result.stderr);
    const { results, summary } = documentOf<ScanDocument>(result);
    assert.deepEqual(Object.fromEntries(results.map(({ port, service }) => [port, service?.name])), SERVICES);
    for (const { port, service, tls, banner } of results) {
      assert.equal(service?.method, 'banner', String(port));
      assert.equal(service.product, port === 25 || port === 465 ? 'Postfix' : 'Dovecot');
      assert.ok(banner?.endsWith('\r\n'));
      assert.equal(tls !== null, SECURE.includes(port), String(port));
      if (tls !== null) assert.deepEqual(tls.certificate?.names, ['mail.portolan.test']);
    }
    assert.equal(summary.closed, summary.asked - results.length);
  });

  await context.test('a probe without ports asks the mail ports, TLS first where that is the rule', async () => {
    const result = await portolan(['probe', MAIL_HOST, '--json']);
    assert.equal(result.status, 0, result.stderr);
    const { results } = documentOf<ProbeDocument>(result);
    assert.deepEqual(Object.fromEntries(results.map(({ port, service }) => [port, service?.name])), {
      ...SERVICES,
      // Nobody listens there.
      587: undefined,
      4190: undefined,
    });
    for (const found of results.filter(({ state }) => state === 'open')) {
      const inside = SECURE.includes(found.port);
      assert.deepEqual([found.secure, found.startTls], inside ? [true, 'not-tried'] : [false, 'done']);
      assert.deepEqual(
        [found.tls?.authorized, found.tls?.authorizationError],
        [false, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
        String(found.port),
      );
      assert.ok((found.capabilities?.length ?? 0) > 0);
    }
    assert.equal(results.find(({ port }) => port === 587)?.state, 'closed');
  });

  await context.test('every conversation ended with a goodbye', async () => {
    const smtp = await onceLogged(postfix, / quit=1 commands=\d+$/, 4);
    assert.equal(
      smtp.filter((line) => /lost connection|SSL_accept error|improper/.test(line)).length,
      0,
      smtp.join('\n'),
    );
    const login = await onceLogged(dovecot, /Aborted login by logging out/, 8);
    assert.equal(login.length, 8, login.join('\n'));
  });

  await context.test('while nothing may be sent, no TLS is started, and the names are guesses', async () => {
    const ports = SECURE.join(',');
    const result = await portolan([
      'scan',
      MAIL_HOST,
      '-p',
      ports,
      '--identify',
      'listen',
      '--json',
      '--probe-timeout',
      '500ms',
    ]);
    const { results } = documentOf<ScanDocument>(result);
    assert.deepEqual(
      results.map(({ port, service, banner, tls }) => [port, service?.method, banner, tls]),
      SECURE.map((port) => [port, 'port', null, null]),
    );
  });
});
