import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TlsSummary } from '../../src/index.js';
import { requireAllServers, startAllServers } from './helpers/all-servers.js';
import { requireDaemon } from './helpers/availability.js';
import { documentOf, type ProbeDocument, portolan } from './helpers/cli.js';
import { probeOne } from './helpers/collect.js';
import { startDovecot } from './helpers/dovecot.js';
import { loggedOfUs, onceLogged } from './helpers/logged.js';
import { HOST } from './helpers/ports.js';
import { startPostfix } from './helpers/postfix.js';
import { stoppedAfter } from './helpers/stopped-after.js';

const IMPOLITE = /lost connection|improper command|SSL_accept error|Connection closed|Connection reset/;

/** The upgrade succeeded, and the certificate is reported as what it is: self-signed, for the server's own name. */
function assertSelfSigned(tls: TlsSummary | null, hostname = 'mail.portolan.test') {
  assert.match(tls?.version ?? '', /^TLSv1\.[23]$/);
  assert.equal(tls?.authorized, false);
  assert.equal(tls.authorizationError, 'DEPTH_ZERO_SELF_SIGNED_CERT');
  assert.equal(tls.certificate?.subject, `CN=${hostname}`);
  assert.equal(tls.certificate.issuer, `CN=${hostname}`);
  assert.deepEqual(tls.certificate.names, [hostname]);
  assert.ok(Date.parse(tls.certificate.validFrom) <= Date.now());
  assert.ok(Date.parse(tls.certificate.validTo) > Date.now());
  assert.match(tls.certificate.fingerprint, /^[0-9a-f]{64}$/);
}

/** Without what changes from run to run. */
const said = (transcript: readonly { from: string; text: string }[]) =>
  transcript.filter(({ from }) => from === 'client').map(({ text }) => text.trimEnd());

test('a probe of real servers lists what they offer, before and after TLS', async (context) => {
  if (!requireAllServers(context)) return;
  const { postfix, dovecot, openssh, vsftpd } = await startAllServers(context);

  await context.test('Postfix: extensions, STARTTLS, extensions inside TLS', async () => {
    const found = await probeOne({ targets: `${HOST}:${postfix.port}` });
    assert.deepEqual([found.state, found.service?.product, found.ready], ['open', 'Postfix', true]);
    assert.deepEqual([found.greetingEnd, found.banner], ['complete', `220 ${postfix.hostname} ESMTP Postfix\r\n`]);
    for (const extension of ['PIPELINING', 'STARTTLS', 'ENHANCEDSTATUSCODES', '8BITMIME', 'CHUNKING']) {
      assert.ok(found.capabilities?.includes(extension), extension);
    }
    assert.ok(found.capabilities?.some((line) => /^SIZE \d+$/.test(line)));
    assert.deepEqual([found.secure, found.startTls, found.injected], [false, 'done', null]);
    assertSelfSigned(found.tls);
    assert.ok(found.secureCapabilities?.includes('PIPELINING'));
    // RFC 3207 section 4.2: it must not be offered again.
    assert.ok(!found.secureCapabilities?.includes('STARTTLS'));
    assert.deepEqual(said(found.transcript), ['EHLO [127.0.0.1]', 'STARTTLS', 'EHLO [127.0.0.1]', 'QUIT']);
    await onceLogged(postfix, /disconnect from .* ehlo=2 starttls=1 quit=1 commands=4$/);
  });

  await context.test('Dovecot over POP3: CAPA, STLS, CAPA inside TLS', async () => {
    const found = await probeOne({ targets: `${HOST}:${dovecot.ports.pop3}` });
    assert.deepEqual([found.service?.name, found.service?.product], ['pop3', 'Dovecot']);
    assert.deepEqual([found.ready, found.startTls], [true, 'done']);
    for (const word of ['UIDL', 'TOP', 'STLS']) assert.ok(found.capabilities?.includes(word), word);
    assert.ok(found.secureCapabilities?.includes('UIDL'));
    assert.ok(!found.secureCapabilities?.includes('STLS'));
    assertSelfSigned(found.tls);
    assert.deepEqual(said(found.transcript), ['CAPA', 'STLS', 'CAPA', 'QUIT']);
  });

  await context.test('Dovecot over IMAP: CAPABILITY, STARTTLS, CAPABILITY and ID inside TLS', async () => {
    const found = await probeOne({ targets: `${HOST}:${dovecot.ports.imap}` });
    assert.deepEqual([found.service?.name, found.service?.product], ['imap', 'Dovecot']);
    assert.deepEqual([found.ready, found.startTls], [true, 'done']);
    for (const word of ['IMAP4rev1', 'IDLE', 'STARTTLS']) assert.ok(found.capabilities?.includes(word), word);
    assert.ok(found.secureCapabilities?.includes('IMAP4rev1'));
    assert.ok(!found.secureCapabilities?.includes('STARTTLS'));
    assertSelfSigned(found.tls);
    assert.deepEqual(
      said(found.transcript).map((line) => line.replace(/^\S+ /, '')),
      ['CAPABILITY', 'STARTTLS', 'CAPABILITY', 'ID NIL', 'LOGOUT'],
    );
  });

  await context.test('vsftpd: its features; OpenSSH: its identification', async () => {
    const ftp = await probeOne({ targets: `${HOST}:${vsftpd.port}` });
    assert.deepEqual([ftp.service?.product, ftp.ready, ftp.tls], ['vsftpd', true, null]);
    for (const feature of ['EPSV', 'PASV', 'SIZE']) assert.ok(ftp.capabilities?.includes(feature), feature);
    assert.deepEqual(said(ftp.transcript), ['FEAT', 'QUIT']);
    const ssh = await probeOne({ targets: `${HOST}:${openssh.port}` });
    assert.deepEqual([ssh.service?.product, ssh.greetingEnd, ssh.tls], ['OpenSSH', 'complete', null]);
  });

  await context.test('nobody was left without a goodbye', async () => {
    await onceLogged(dovecot, /Aborted login by logging out/, 2);
    for (const server of [postfix, dovecot]) {
      const impolite = loggedOfUs(server).filter((line) => IMPOLITE.test(line));
      assert.deepEqual(impolite, [], server.name);
    }
  });

  await context.test('the command line tells all of them in one call, as JSON and as text', async () => {
    const ports = [postfix.port, dovecot.ports.pop3, dovecot.ports.imap, openssh.port, vsftpd.port];
    const result = await portolan(['probe', HOST, '-p', ports.join(','), '--json']);
    assert.equal(result.status, 0, result.stderr);
    const { results, failures } = documentOf<ProbeDocument>(result);
    assert.deepEqual(failures, []);
    const products = Object.fromEntries(results.map(({ port, service }) => [port, service?.product]));
    const expected = ['Postfix', 'Dovecot', 'Dovecot', 'OpenSSH', 'vsftpd'];
    assert.deepEqual(products, Object.fromEntries(ports.map((port, index) => [port, expected[index]])));
    const text = await portolan(['probe', `${HOST}:${postfix.port}`]);
    assert.equal(text.status, 0, text.stderr);
    for (const part of ['Postfix', 'mail.portolan.test', 'PIPELINING', 'TLSv1.3']) {
      assert.ok(text.stdout.includes(part), `${part} is not in:\n${text.stdout}`);
    }
  });
});

test('a probe settles an ambiguous greeting and then holds the whole conversation', async (context) => {
  if (!requireDaemon(context, 'postfix') || !requireDaemon(context, 'openssl')) return;
  const postfix = await stoppedAfter(context, startPostfix({ banner: '$myhostname ready' }));
  const found = await probeOne({ targets: `${HOST}:${postfix.port}` });
  assert.deepEqual([found.service?.name, found.service?.method, found.startTls], ['smtp', 'probe', 'done']);
  await onceLogged(postfix, /disconnect from .* ehlo=2 starttls=1 noop=1 quit=1 commands=5$/);
});

test('a greeting that Postfix holds back is awaited', async (context) => {
  if (!requireDaemon(context, 'postfix')) return;
  // A client that does not wait for its end is logged, and put off, by this restriction.
  const settings = ['smtpd_client_restrictions = sleep 1, reject_unauth_pipelining', 'smtpd_delay_reject = no'];
  const postfix = await stoppedAfter(context, startPostfix({ tls: false, settings }));
  const found = await probeOne({ targets: `${HOST}:${postfix.port}` });
  assert.deepEqual([found.greetingEnd, found.ready, found.service?.product], ['complete', true, 'Postfix']);
  const lines = await onceLogged(postfix, /disconnect from .* ehlo=1 quit=1 commands=2$/);
  assert.deepEqual(
    lines.filter((line) => IMPOLITE.test(line) || /reject:/.test(line)),
    [],
  );
});

test('a greeting in two lines, a second apart, is awaited whole, so that postscreen has nothing to hold against us', async (context) => {
  if (!requireDaemon(context, 'postfix')) return;
  const postfix = await stoppedAfter(context, startPostfix({ tls: false, postscreen: true }));
  const found = await probeOne({ targets: `${HOST}:${postfix.port}` });
  const line = `${postfix.hostname} ESMTP Postfix\r\n`;
  assert.deepEqual([found.greetingEnd, found.banner], ['complete', `220-${line}220 ${line}`]);
  assert.deepEqual([found.ready, found.service?.hostname], [true, postfix.hostname]);
  const lines = await onceLogged(postfix, /disconnect from .* ehlo=1 quit=1 commands=2$/);
  assert.ok(!lines.some((logged) => /PREGREET|HANGUP|improper/.test(logged)), lines.join('\n'));
});

test('servers without TLS are reported as not offering it', async (context) => {
  if (!requireDaemon(context, 'postfix') || !requireDaemon(context, 'dovecot')) return;
  const [postfix, dovecot] = await Promise.all([
    stoppedAfter(context, startPostfix({ tls: false })),
    stoppedAfter(context, startDovecot({ tls: false })),
  ]);
  for (const port of [postfix.port, dovecot.ports.pop3, dovecot.ports.imap]) {
    const found = await probeOne({ targets: `${HOST}:${port}` });
    assert.deepEqual([found.startTls, found.tls, found.secureCapabilities], ['not-offered', null, null], String(port));
    assert.ok((found.capabilities?.length ?? 0) > 0);
  }
});
