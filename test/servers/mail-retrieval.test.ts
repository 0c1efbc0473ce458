import assert from 'node:assert/strict';
import { test } from 'node:test';
import { requireDaemon } from './helpers/availability.js';
import { documentOf, type ProbeDocument, portolan } from './helpers/cli.js';
import { startCourier } from './helpers/courier.js';
import { startCyrus } from './helpers/cyrus.js';
import { startDovecot } from './helpers/dovecot.js';
import { assertFaults, faultsOf, startMailLab } from './helpers/mail-lab.js';
import { DESTINATIONS, makeNetwork } from './helpers/namespace.js';
import { stoppedAfter } from './helpers/stopped-after.js';

/** What lets everybody in who comes with an old program. */
const PERMISSIVE = [
  'disable_plaintext_auth = no',
  'auth_mechanisms = plain login cram-md5 apop',
  'ssl_min_protocol = TLSv1',
  'ssl_cipher_list = ALL:@SECLEVEL=0',
];

test('servers of mailboxes with the faults that real ones have', async (context) => {
  const needs = ['dovecot', 'dovecot delivery', 'cyrus', 'courier'] as const;
  const lab = await startMailLab(context, { needs, ports: [110, 143, 993, 995, 4190] });
  if (!lab) return;
  const [clear, plain, chatty, careless, broken] = [
    lab.site('clear', 'other name'),
    lab.site('plain'),
    lab.site('chatty', 'no intermediate'),
    lab.site('careless', 'self-signed'),
    lab.site('broken', 'expires soon'),
  ];
  await Promise.all([
    stoppedAfter(context, startDovecot({ ...clear, sieve: true, settings: PERMISSIVE })),
    stoppedAfter(context, startDovecot({ registeredOn: plain.registeredOn, tls: false, sieve: true })),
    stoppedAfter(context, startCyrus({ ...chatty, settings: ['allowplaintext: yes'] })),
    // What is meant for port 143 alone, set for both.
    stoppedAfter(context, startCourier({ ...careless, settings: ['IMAP_STARTTLS=YES', 'POP3_TLS_REQUIRED=0'] })),
    // A file that it may not write.
    stoppedAfter(context, startCourier({ ...broken, settings: ['TLS_CACHEFILE=/nonexistent/cache'] })),
  ]);

  await context.test('Dovecot: passwords in clear, TLS of old, a certificate for another name', async () => {
    const found = await lab.probe({ targets: clear.hostname, tlsVersions: true });
    const everywhere = ['wrong certificate-name-mismatch', 'weak tls-old-accepted', 'note obsolete-mechanisms'];
    assertFaults(found, {
      110: [...everywhere, 'wrong pop3-login-in-clear', 'note apop-offered'],
      143: [...everywhere, 'wrong imap-login-in-clear'],
      993: everywhere,
      995: [...everywhere, 'note apop-offered'],
      4190: [...everywhere, 'wrong sieve-login-in-clear'],
    });
    for (const { verdict, tls, tlsVersions } of [110, 143, 993, 995, 4190].map(found.at)) {
      assert.deepEqual([verdict.code, verdict.evidence], ['certificate', 'ERR_TLS_CERT_ALTNAME_INVALID']);
      assert.deepEqual(
        [tls?.chainError, tls?.matchesName, tls?.certificate?.names],
        [null, false, ['mail.elsewhere.test']],
      );
      assert.deepEqual(tlsVersions, { TLSv1: true, 'TLSv1.1': true, 'TLSv1.2': true, 'TLSv1.3': true });
    }
  });

  await context.test('Dovecot without TLS, so that nobody can log in', async () => {
    const found = await lab.probe({ targets: plain.hostname });
    const missing = ['wrong starttls-missing'];
    assertFaults(found, { 110: missing, 143: missing, 4190: missing });
    assert.deepEqual(found.hosts.flatMap(faultsOf), ['note retrieval-tls-port-missing']);
    assert.deepEqual(
      [110, 143, 4190].map((port) => found.at(port).startTls),
      Array(3).fill('not-offered'),
    );
  });

  await context.test('Cyrus: passwords in clear, its version told, a chain without its intermediate', async () => {
    const found = await lab.probe({ targets: chatty.hostname });
    const everywhere = ['wrong certificate-chain-incomplete', 'note greeting-reveals-version'];
    assertFaults(found, {
      110: [...everywhere, 'wrong pop3-login-in-clear', 'note apop-offered'],
      143: [...everywhere, 'wrong imap-login-in-clear'],
      993: everywhere,
      995: [...everywhere, 'note apop-offered'],
      4190: [...everywhere, 'wrong sieve-login-in-clear'],
    });
    const { tls, service, offers } = found.at(110);
    assert.deepEqual([tls?.authorized, tls?.matchesName, tls?.chain], [false, true, []]);
    assert.deepEqual([service?.product, service?.version], ['Cyrus IMAP', '3.6.1']);
    assert.ok(offers?.protocol === 'pop3' && offers.apopTimestamp?.endsWith(`@${chatty.hostname}>`));
  });

  await context.test('Courier: a certificate that it signed itself, STARTTLS offered inside TLS', async () => {
    const found = await lab.probe({ targets: careless.hostname });
    const [signed, login] = ['wrong certificate-self-signed', 'note obsolete-mechanisms'];
    assertFaults(found, {
      110: [signed, login, 'note pop3-user-in-clear'],
      143: [signed],
      993: [signed, 'weak starttls-inside-tls'],
      995: [signed, login],
    });
    assert.equal(found.at(143).tls?.chainError, 'DEPTH_ZERO_SELF_SIGNED_CERT');
    assert.equal(found.at(143).verdict.code, 'certificate');
  });

  await context.test('Courier that cannot begin TLS says go ahead, and then that it failed', async () => {
    const found = await lab.probe({ targets: broken.hostname });
    const { verdict, startTls, tls } = found.at(143);
    assert.deepEqual([verdict.code, verdict.phase, startTls, tls], ['tls-failed', 'tls', 'failed', null]);
    const failed = ['wrong tls-handshake-failed'];
    assertFaults(found, {
      ...{ 143: failed, 993: failed, 995: failed },
      110: [...failed, 'note pop3-user-in-clear'],
    });
  });
});

test('Dovecot that lets passwords in in clear is found out across a network', async (context) => {
  if (!(['dovecot', 'openssl', 'network namespaces'] as const).every((name) => requireDaemon(context, name))) return;
  const network = makeNetwork();
  context.after(() => network.remove());
  const namespace = network.router;
  const [permissive, usual] = await Promise.all([
    stoppedAfter(context, startDovecot({ namespace, settings: [...PERMISSIVE, 'listen = *'] })),
    stoppedAfter(context, startDovecot({ namespace, settings: ['listen = *'] })),
  ]);
  const targets = [permissive, usual].flatMap(({ ports }) => [ports.pop3, ports.imap]);
  const args = ['probe', ...targets.map((port) => `${DESTINATIONS.alive}:${port}`), '--json'];
  const { results } = documentOf<ProbeDocument>(await portolan(args, { namespace: network.name }));
  const faults = results.map(({ port, findings }) => {
    const about = findings.filter(({ id }) => id.includes('login-in-clear')).map(({ id }) => id);
    return [targets.indexOf(port), ...about];
  });
  assert.deepEqual(faults.sort(), [[0, 'pop3-login-in-clear'], [1, 'imap-login-in-clear'], [2], [3]]);
});
