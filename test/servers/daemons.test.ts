import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { requireDaemon } from './helpers/availability.js';
import { startDovecot } from './helpers/dovecot.js';
import { startOpenssh } from './helpers/openssh.js';
import { accepts, greetingOf, HOST } from './helpers/ports.js';
import { startPostfix } from './helpers/postfix.js';
import type { RunningServer } from './helpers/running-server.js';
import { stoppedAfter } from './helpers/stopped-after.js';
import { startVsftpd } from './helpers/vsftpd.js';

test('Postfix greets with its name', async (context) => {
  if (!requireDaemon(context, 'postfix')) return;
  const server = await stoppedAfter(context, startPostfix());
  assert.equal(await greetingOf(server.port), '220 mail.portolan.test ESMTP Postfix');
  assert.match(server.version ?? '', /^\d+\.\d+/);
});

test('Postfix greets with another banner, and over TLS on its second port', async (context) => {
  if (!requireDaemon(context, 'postfix') || !requireDaemon(context, 'openssl')) return;
  const server = await stoppedAfter(context, startPostfix({ banner: '$myhostname ready', smtps: true }));
  assert.equal(await greetingOf(server.ports.smtp), '220 mail.portolan.test ready');
  assert.equal(await greetingOf(server.ports.smtps, { tls: true }), '220 mail.portolan.test ready');
});

test('Dovecot greets over POP3 and IMAP, in clear and over TLS', async (context) => {
  if (!requireDaemon(context, 'dovecot') || !requireDaemon(context, 'openssl')) return;
  const server = await stoppedAfter(context, startDovecot());
  const { pop3, imap, pop3s, imaps } = server.ports;
  assert.match(await greetingOf(pop3), /^\+OK Dovecot .*ready\.$/);
  assert.match(await greetingOf(imap), /^\* OK \[CAPABILITY IMAP4rev1 .*STARTTLS.*\] Dovecot .*ready\.$/);
  assert.match(await greetingOf(pop3s, { tls: true }), /^\+OK Dovecot .*ready\.$/);
  assert.match(await greetingOf(imaps, { tls: true }), /^\* OK \[CAPABILITY IMAP4rev1 .*\] Dovecot .*ready\.$/);
});

test('Dovecot without TLS offers none and greets as it is told', async (context) => {
  if (!requireDaemon(context, 'dovecot')) return;
  const server = await stoppedAfter(context, startDovecot({ tls: false, greeting: 'ready' }));
  assert.equal(await greetingOf(server.ports.pop3), '+OK ready');
  assert.doesNotMatch(await greetingOf(server.ports.imap), /STARTTLS/);
});

test('OpenSSH greets with its version', async (context) => {
  if (!requireDaemon(context, 'openssh')) return;
  const server = await stoppedAfter(context, startOpenssh());
  const greeting = await greetingOf(server.port);
  assert.ok(greeting.startsWith(`SSH-2.0-OpenSSH_${server.version}`), greeting);
});

test('vsftpd greets with its version', async (context) => {
  if (!requireDaemon(context, 'vsftpd')) return;
  const server = await stoppedAfter(context, startVsftpd());
  assert.equal(await greetingOf(server.port), `220 (vsFTPd ${server.version})`);
});

test('vsftpd can greet like a server of any other kind', async (context) => {
  if (!requireDaemon(context, 'vsftpd')) return;
  const server = await stoppedAfter(context, startVsftpd({ banner: 'files.portolan.test ready' }));
  assert.equal(await greetingOf(server.port), '220 files.portolan.test ready');
});

for (const [name, start] of [
  ['postfix', () => startPostfix()],
  ['dovecot', () => startDovecot({ tls: false })],
  ['openssh', () => startOpenssh()],
  ['vsftpd', () => startVsftpd()],
] as const) {
  test(`a stopped ${name} leaves no listener and no folder, even with a client still connected`, async (context) => {
    if (!requireDaemon(context, name)) return;
    const server: RunningServer = await start();
    const client = connect({ host: HOST, port: server.port });
    context.after(() => client.destroy());
    client.on('error', () => {});
    await once(client, 'data');
    assert.ok(existsSync(server.folder));
    await Promise.all([server.stop(), server.stop()]);
    for (const port of Object.values(server.ports)) assert.equal(await accepts(port), false);
    assert.equal(existsSync(server.folder), false);
  });
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGKILL'] as const) {
  test(`a test process that gets ${signal} takes its daemons along`, async (context) => {
    if (!requireDaemon(context, 'postfix')) return;
    const script = fileURLToPath(new URL('helpers/start-and-wait.ts', import.meta.url));
    const child = spawn(process.execPath, ['--import', 'tsx', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    context.after(() => child.kill('SIGKILL'));
    const [line] = await once(child.stdout, 'data');
    const { port, folder } = JSON.parse(String(line));
    assert.equal(await accepts(port), true);
    child.kill(signal);
    await once(child, 'exit');
    const deadline = Date.now() + 5000;
    while ((existsSync(folder) || (await accepts(port))) && Date.now() < deadline) await pause(10);
    assert.equal(await accepts(port), false);
    assert.equal(existsSync(folder), false);
  });
}
