import assert from 'node:assert/strict';
import { test } from 'node:test';
import { requireAllServers, startAllServers } from './helpers/all-servers.js';
import { requireDaemon } from './helpers/availability.js';
import { documentOf, portolan, type ScanDocument } from './helpers/cli.js';
import { type CollectedScan, collectScan } from './helpers/collect.js';
import { startDovecot } from './helpers/dovecot.js';
import { onceLogged } from './helpers/logged.js';
import { HOST } from './helpers/ports.js';
import { startPostfix } from './helpers/postfix.js';
import { stoppedAfter } from './helpers/stopped-after.js';
import { startVsftpd } from './helpers/vsftpd.js';

/** Name, product and so on of the service on this port. Every piece of evidence must be in what the server said. */
function serviceAt(found: CollectedScan, port: number) {
  const { service, banner, state } = found.at(port);
  assert.equal(state, 'open');
  assert.ok(service, `port ${port} has no service; its banner is ${JSON.stringify(banner)}`);
  const { name, method, product, version, hostname, os, evidence, confidence } = service;
  assert.ok(evidence.length > 0);
  for (const { text } of evidence) assert.notEqual(text, '');
  // What was asked later is evidence as well.
  if (method === 'banner') assert.ok(banner?.includes(evidence[0]!.text), evidence[0]!.text);
  return { name, method, product, version, hostname, os, confidence, rule: evidence[0]?.rule };
}

test('a scan names real servers by what they say', async (context) => {
  if (!requireAllServers(context)) return;
  const { postfix, dovecot, openssh, vsftpd } = await startAllServers(context);
  const clear = [postfix.port, dovecot.ports.pop3, dovecot.ports.imap, openssh.port, vsftpd.port];
  const ports = clear.join(',');
  const found = await collectScan({ targets: HOST, ports });
  const said = { method: 'banner', confidence: 0.95, version: null, hostname: null, os: null } as const;

  await context.test('Postfix is smtp, with its product and host name', () => {
    const expected = { ...said, name: 'smtp', product: 'Postfix', hostname: postfix.hostname, rule: 'smtp/postfix' };
    assert.deepEqual(serviceAt(found, postfix.port), expected);
    assert.equal(found.at(postfix.port).banner, `220 ${postfix.hostname} ESMTP Postfix\r\n`);
  });

  await context.test(
    'Dovecot is pop3 and imap, with its product, and without a host name that it does not tell',
    () => {
      for (const name of ['pop3', 'imap'] as const) {
        const { os, rule, ...rest } = serviceAt(found, dovecot.ports[name]);
        const { os: _os, ...expected } = { ...said, name, product: 'Dovecot' };
        assert.deepEqual(rest, expected);
        // The distribution's package may put its own name into the greeting.
        assert.equal(rule, os === null ? `${name}/dovecot` : `${name}/dovecot-distribution`);
      }
    },
  );

  await context.test('OpenSSH is ssh, with its version and the distribution', () => {
    const { version, os, rule, ...rest } = serviceAt(found, openssh.port);
    assert.deepEqual(rest, { name: 'ssh', method: 'banner', product: 'OpenSSH', hostname: null, confidence: 0.95 });
    assert.ok(version?.startsWith(openssh.version ?? 'unknown'), `${version} is not ${openssh.version}`);
    const banner = found.at(openssh.port).banner ?? '';
    assert.equal(os, /Debian|Ubuntu/.exec(banner)?.[0] ?? null);
    assert.equal(rule, os === null ? 'ssh/openssh' : 'ssh/openssh-distribution');
  });

  await context.test('vsftpd is ftp and not smtp, with its version', () => {
    const expected = { ...said, name: 'ftp', product: 'vsftpd', version: vsftpd.version, rule: 'ftp/vsftpd' };
    assert.deepEqual(serviceAt(found, vsftpd.port), expected);
  });

  await context.test('the summary and the host record agree, and it took no longer than the servers', () => {
    assert.equal(found.summary.open, clear.length);
    assert.equal(found.summary.complete, true);
    assert.deepEqual(Object.keys(found.hosts[0]?.states ?? {}), ['open']);
    assert.ok(found.summary.durationMs < 2500, `${found.summary.durationMs} ms`);
  });

  await context.test('each server was left politely', async () => {
    const lines = await onceLogged(postfix, /disconnect from .* quit=1 commands=1$/);
    assert.ok(!lines.some((line) => /lost connection|improper command/.test(line)), lines.join('\n'));
    const goodbyes = await onceLogged(dovecot, /Aborted login by logging out/, 2);
    assert.equal(goodbyes.length, 2, goodbyes.join('\n'));
  });

  await context.test('the command line tells the same, as JSON and as a table', async () => {
    const result = await portolan(['scan', HOST, '-p', ports, '--json']);
    assert.equal(result.status, 0, result.stderr);
    const { results } = documentOf<ScanDocument>(result);
    const services = Object.fromEntries(results.map(({ port, service }) => [port, service]));
    assert.deepEqual(services, Object.fromEntries(found.results.map(({ port, service }) => [port, service])));
    const table = (await portolan(['scan', HOST, '-p', ports])).stdout;
    assert.match(table, new RegExp(`${postfix.port}/tcp +open +smtp +.*Postfix.*${postfix.hostname}`));
    assert.match(table, new RegExp(`${vsftpd.port}/tcp +open +ftp +.*vsftpd ${vsftpd.version}`));
  });
});

test('Dovecot told to greet with a host name is identified with product and host name', async (context) => {
  if (!requireDaemon(context, 'dovecot')) return;
  for (const greeting of ['Dovecot ready on mail.portolan.test', 'mail.portolan.test Dovecot ready.']) {
    await context.test(greeting, async (subtest) => {
      const dovecot = await stoppedAfter(subtest, startDovecot({ tls: false, greeting }));
      const found = await collectScan({ targets: HOST, ports: Object.values(dovecot.ports).join(',') });
      for (const name of ['pop3', 'imap'] as const) {
        const { method, product, hostname } = serviceAt(found, dovecot.ports[name]);
        const expected = { method: 'banner', product: 'Dovecot', hostname: 'mail.portolan.test' };
        assert.deepEqual({ method, product, hostname }, expected, name);
      }
    });
  }
});

test('greetings that could come from SMTP as well as from FTP', async (context) => {
  if (!requireDaemon(context, 'postfix') || !requireDaemon(context, 'vsftpd')) return;
  const [postfix, vsftpd] = await Promise.all([
    stoppedAfter(context, startPostfix({ banner: '$myhostname ready' })),
    stoppedAfter(context, startVsftpd({ banner: 'files.portolan.test ready' })),
  ]);
  const ports = `${postfix.port},${vsftpd.port}`;

  await context.test('are guesses without evidence of who sent them while nothing may be sent', async () => {
    const found = await collectScan({ targets: HOST, ports, identify: 'listen' });
    for (const { port, hostname } of [
      { port: postfix.port, hostname: 'mail.portolan.test' },
      { port: vsftpd.port, hostname: 'files.portolan.test' },
    ]) {
      const service = serviceAt(found, port);
      assert.ok(service.confidence <= 0.5, JSON.stringify(service));
      assert.equal(service.hostname, hostname);
    }
    const lines = await onceLogged(postfix, /disconnect from/);
    // Not a single command, not even a goodbye.
    assert.match(lines.find((line) => line.includes('disconnect from')) ?? '', / commands=0\/0$/);
  });

  await context.test('are not read where identification is off', async () => {
    const found = await collectScan({ targets: HOST, ports, identify: 'off' });
    for (const port of [postfix.port, vsftpd.port]) {
      const { state, banner, service } = found.at(port);
      assert.deepEqual({ state, banner }, { state: 'open', banner: null });
      assert.ok(service === null || service.method === 'port', JSON.stringify(service));
    }
    assert.ok(found.summary.durationMs < 500, `${found.summary.durationMs} ms`);
  });

  await context.test('are settled by asking', async () => {
    const found = await collectScan({ targets: HOST, ports });
    const smtp = serviceAt(found, postfix.port);
    const ftp = serviceAt(found, vsftpd.port);
    assert.deepEqual([smtp.name, smtp.method, smtp.hostname], ['smtp', 'probe', 'mail.portolan.test']);
    assert.deepEqual([ftp.name, ftp.method, ftp.hostname], ['ftp', 'probe', 'files.portolan.test']);
    assert.ok(smtp.confidence >= 0.8 && ftp.confidence >= 0.8);
    const lines = await onceLogged(postfix, /disconnect from .* ehlo=1 noop=1 quit=1 commands=3$/);
    assert.ok(!lines.some((line) => /improper command/.test(line)), lines.join('\n'));
  });
});
