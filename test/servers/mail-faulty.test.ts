import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startExim } from './helpers/exim.js';
import { assertFaults, faultsOf, startMailLab } from './helpers/mail-lab.js';
import { startOpensmtpd } from './helpers/opensmtpd.js';
import { startPostfix } from './helpers/postfix.js';
import { stoppedAfter } from './helpers/stopped-after.js';

const RELAY_TEST = { ownHost: true, from: 'somebody@portolan.test', to: 'anybody@elsewhere.test' } as const;

/** As it is set up by who wants to be done with "Relay access denied". Nothing takes mail out of its queue, or would send it. */
const OPEN_RELAY = [
  'mynetworks = 0.0.0.0/0',
  'smtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination',
  'smtpd_recipient_restrictions =',
  'default_transport = smtp',
  'relay_transport = smtp',
];
/** AUTH is offered to who has not asked for TLS. */
const AUTH_IN_CLEAR = ['smtpd_tls_security_level=may', 'smtpd_tls_auth_only=no'];

test('mail servers with the faults that real ones have', async (context) => {
  const needs = ['postfix', 'exim', 'opensmtpd'] as const;
  const lab = await startMailLab(context, { needs, ports: [25, 465, 587] });
  if (!lab) return;
  const [open, bare, old, broken] = [
    lab.site('open', 'expired'),
    lab.site('bare'),
    lab.site('old', 'rsa 1024'),
    lab.site('broken', 'rsa'),
  ];
  const greeting = 'smtpd_banner = $myhostname ESMTP $mail_name ($mail_version)';
  await Promise.all([
    stoppedAfter(
      context,
      startPostfix({
        ...{ ...open, submission: true, settings: [...OPEN_RELAY, greeting, 'message_size_limit = 0'] },
        serviceSettings: { submission: AUTH_IN_CLEAR },
      }),
    ),
    stoppedAfter(
      context,
      startPostfix({
        ...{ ...bare, tls: false, submission: true, hostname: 'localhost' },
        serviceSettings: { submission: ['smtpd_tls_security_level=none'] },
      }),
    ),
    stoppedAfter(
      context,
      startExim({
        ...{ ...old, submission: true, offersLogin: 'yes', onRecipient: ['accept'] },
        settings: ['tls_require_ciphers = NORMAL:-VERS-ALL:+VERS-TLS1.1:+VERS-TLS1.0'],
      }),
    ),
    stoppedAfter(context, startOpensmtpd({ ...broken, submission: true })),
  ]);

  await context.test(
    'Postfix: an open relay, AUTH in clear, its version told, a certificate that has expired',
    async () => {
      const found = await lab.probe({ targets: open.hostname, relayTest: RELAY_TEST });
      const everywhere = ['wrong open-relay', 'note greeting-reveals-version', 'note size-zero'];
      assertFaults(found, {
        25: [...everywhere, 'weak certificate-expired-on-relay'],
        587: [...everywhere, ...['wrong certificate-expired', 'wrong smtp-auth-in-clear', 'note obsolete-mechanisms']],
      });
      assert.deepEqual(found.hosts.flatMap(faultsOf), ['note submissions-missing']);
      const { relayTest, tls, verdict, transcript } = found.at(25);
      assert.deepEqual(relayTest, { ...addresses, outcome: 'accepted', reply: '250 2.1.5 Ok' });
      // Senders of mail take what they get; a client that logs in must not.
      assert.deepEqual([verdict.code, found.at(587).verdict.code], ['ready', 'certificate']);
      assert.deepEqual([tls?.authorized, tls?.chainError, tls?.matchesName], [false, 'CERT_HAS_EXPIRED', true]);
      const said = transcript.filter(({ from }) => from === 'client').map(({ text }) => text.trimEnd());
      assert.deepEqual(said.slice(-4), [
        'MAIL FROM:<somebody@portolan.test>',
        'RCPT TO:<anybody@elsewhere.test>',
        'RSET',
        'QUIT',
      ]);
    },
  );

  await context.test('Postfix without TLS, under no name of its own, asks for passwords', async () => {
    const found = await lab.probe({ targets: bare.hostname, relayTest: RELAY_TEST });
    assertFaults(found, {
      25: ['weak starttls-missing-on-relay', 'weak greeting-name-invalid'],
      587: [
        'wrong starttls-missing',
        'wrong smtp-auth-in-clear',
        'weak greeting-name-invalid',
        'note obsolete-mechanisms',
      ],
    });
    assert.equal(found.at(25).relayTest?.outcome, 'refused');
  });

  await context.test(
    'Exim of old: TLS 1.1 at best, a short key, AUTH for everybody in clear, an open relay',
    async () => {
      const found = await lab.probe({ targets: old.hostname, tlsVersions: true, relayTest: RELAY_TEST });
      const everywhere = [
        ...['wrong tls-old-only', 'wrong open-relay', 'weak certificate-weak-key'],
        ...['note obsolete-mechanisms', 'note greeting-reveals-version'],
      ];
      assertFaults(found, {
        25: [...everywhere, 'wrong smtp-auth-in-clear', 'note auth-on-relay'],
        465: everywhere,
        587: [...everywhere, 'wrong smtp-auth-in-clear'],
      });
      for (const { tlsVersions, tls } of [25, 465, 587].map(found.at)) {
        assert.deepEqual(tlsVersions, { TLSv1: true, 'TLSv1.1': true, 'TLSv1.2': false, 'TLSv1.3': false });
        assert.deepEqual([tls?.version, tls?.certificate?.key], ['TLSv1.1', { type: 'rsa', bits: 1024, curve: null }]);
      }
    },
  );

  await context.test('the same server without a test whether it relays is not called an open relay', async () => {
    const found = await lab.probe({ targets: old.hostname, ports: '25' });
    assert.equal(found.at(25).relayTest, null);
    assert.ok(!faultsOf(found.at(25)).includes('wrong open-relay'));
  });

  await context.test('OpenSMTPD that breaks off every handshake with an alert', async () => {
    const found = await lab.probe({ targets: broken.hostname });
    for (const port of [25, 587]) {
      const { verdict, startTls, offers, tls } = found.at(port);
      assert.deepEqual(verdict, { code: 'tls-alert', phase: 'tls', evidence: 'internal_error', earlier: null });
      assert.deepEqual([startTls, tls], ['failed', null]);
      // What it said before stands.
      assert.ok(offers?.protocol === 'smtp' && offers.size === 36_700_160 && offers.dsn);
      assert.deepEqual(faultsOf(found.at(port)), ['wrong tls-handshake-failed']);
    }
    assert.deepEqual([found.at(465).state, found.at(465).verdict.code], ['open', 'tls-alert']);
    assert.deepEqual(faultsOf(found.at(465)), ['wrong tls-handshake-failed']);
  });
});

const { from, to } = RELAY_TEST;
const addresses = { from, to };
