import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { ProbeRecord } from '../../src/index.js';
import { startCourier } from './helpers/courier.js';
import { startCyrus } from './helpers/cyrus.js';
import { startDovecot } from './helpers/dovecot.js';
import { startExim } from './helpers/exim.js';
import { loggedOfUs, onceLogged } from './helpers/logged.js';
import { assertFaults, faultsOf, type MailSite, type Probed, startMailLab } from './helpers/mail-lab.js';
import { startOpensmtpd } from './helpers/opensmtpd.js';
import { startPostfix } from './helpers/postfix.js';
import { stoppedAfter } from './helpers/stopped-after.js';
import { startStunnel } from './helpers/stunnel.js';

const PORTS = [25, 110, 143, 465, 587, 993, 995, 4190];
const MODERN = 'NORMAL:-VERS-ALL:+VERS-TLS1.2:+VERS-TLS1.3';
// By default these three, as Debian has them, take TLS 1.0 still.
const POSTFIX = [
  'smtpd_tls_protocols = >=TLSv1.2',
  'message_size_limit = 31457280',
  'smtpd_discard_ehlo_keywords = etrn, vrfy',
];
const EXIM = [
  `tls_require_ciphers = ${MODERN}`,
  'smtp_banner = $smtp_active_hostname ESMTP',
  'message_size_limit = 20M',
  'dsn_advertise_hosts = *',
];
const COURIER = [`TLS_PRIORITY=${MODERN}`];
/** LOGIN never became a standard; mail programs of old know nothing else. */
const LOGIN = ['note obsolete-mechanisms'];

/** What a service is for, and how it was reached. */
const ROLES: Record<number, [role: ProbeRecord['role'], secure: boolean]> = {
  ...{ 25: ['relay', false], 587: ['submission', false], 465: ['submission', true] },
  ...{ 110: ['retrieval', false], 995: ['retrieval', true], 143: ['retrieval', false], 993: ['retrieval', true] },
  4190: ['filters', false],
};

test('mail hosts on which nothing is wrong', async (context) => {
  const needs = ['postfix', 'dovecot', 'dovecot delivery', 'exim', 'cyrus', 'courier', 'opensmtpd', 'stunnel'] as const;
  const lab = await startMailLab(context, { needs, ports: PORTS });
  if (!lab) return;
  const [mail, backup, third] = [lab.site('mail'), lab.site('backup'), lab.site('third')];
  const [opensmtpd, postfix] = await Promise.all([
    stoppedAfter(context, startOpensmtpd({ hostname: third.hostname })),
    stoppedAfter(context, startPostfix({ ...mail, smtps: true, submission: true, settings: POSTFIX })),
    stoppedAfter(context, startDovecot({ ...mail, sieve: true })),
    stoppedAfter(context, startExim({ ...backup, submission: true, settings: EXIM })),
    stoppedAfter(context, startCyrus({ ...backup, settings: ['serverinfo: off', 'allowapop: no'] })),
    stoppedAfter(context, startCourier({ ...third, settings: COURIER })),
  ]);
  // Debian 12's OpenSMTPD comes to no handshake of its own: its way to keep the key apart does not work with OpenSSL 3.
  await stoppedAfter(context, startStunnel({ ...third, smtpOn: third.registeredOn, to: opensmtpd.port }));

  await context.test('Postfix and Dovecot: no fault, the true extensions, one connection a service', async () => {
    const found = await lab.probe({ targets: mail.hostname });
    assertFaults(found, { ...withoutFault(PORTS), 465: LOGIN, 587: LOGIN });
    assertRight(found, mail);
    assert.deepEqual(productsOf(found), {
      ...on('Postfix', [25, 465, 587]),
      ...on('Dovecot', [110, 143, 993, 995, 4190]),
    });
    const clear = ['PIPELINING', 'SIZE', 'STARTTLS', 'ENHANCEDSTATUSCODES', '8BITMIME', 'DSN', 'SMTPUTF8', 'CHUNKING'];
    assert.deepEqual(keywordsOf(found.at(25)), [clear, clear.filter((word) => word !== 'STARTTLS')]);
    const { offers, secureOffers } = found.at(587);
    assert.ok(offers?.protocol === 'smtp' && secureOffers?.protocol === 'smtp');
    assert.deepEqual(
      [offers.size, offers.etrn, offers.auth, secureOffers.auth],
      [31_457_280, false, [], ['PLAIN', 'LOGIN']],
    );
    assert.deepEqual(authOf(found), {
      ...authInside(['PLAIN'], [110, 143, 993, 995, 4190]),
      ...authInside(['PLAIN', 'LOGIN'], [465, 587]),
      25: [[], []],
    });
    assert.equal(found.at(25).dane?.outcome, 'pass');
    assert.deepEqual([found.at(25).dane?.validated, found.at(25).dane?.matches], [true, ['match']]);
    for (const { transcript, port } of found.services) {
      assert.deepEqual([...new Set(transcript.map(({ connection }) => connection))], [1], String(port));
    }
    const lines = await onceLogged(postfix, / quit=1 commands=\d+$/, 3);
    assert.deepEqual(
      lines.filter((line) => /lost connection|improper|reject:|SSL_accept error/.test(line)),
      [],
    );
    assert.equal(loggedOfUs(postfix).filter((line) => / connect from /.test(line)).length, 3);
  });

  await context.test('Exim and Cyrus: no fault, the true extensions and versions of TLS', async () => {
    const found = await lab.probe({ targets: backup.hostname, tlsVersions: true });
    assertFaults(found, { ...withoutFault(PORTS), 465: LOGIN, 587: LOGIN });
    assertRight(found, backup);
    // Cyrus was told to keep its name to itself.
    assert.deepEqual(productsOf(found), { ...on('Exim', [25, 465, 587]), ...on(null, [110, 143, 993, 995, 4190]) });
    assertModern(found);
    const { secureOffers } = found.at(25);
    assert.ok(secureOffers?.protocol === 'smtp');
    assert.deepEqual([secureOffers.size, secureOffers.dsn, secureOffers.smtpUtf8], [20_971_520, true, true]);
    const { secureOffers: pop3 } = found.at(110);
    assert.ok(pop3?.protocol === 'pop3');
    assert.deepEqual([pop3.expire, pop3.loginDelay?.seconds, pop3.user], [{ days: 'NEVER', byUser: false }, 0, true]);
    const { offers: sieve } = found.at(4190);
    assert.ok(sieve?.protocol === 'sieve' && sieve.unauthenticate && sieve.extensions.includes('vnd.cyrus.snooze'));
    const { offers: imap, secureOffers: inside } = found.at(143);
    assert.ok(imap?.protocol === 'imap' && inside?.protocol === 'imap');
    assert.deepEqual([imap.loginDisabled, inside.loginDisabled, imap.versions], [true, false, ['IMAP4REV1']]);
  });

  await context.test(
    'OpenSMTPD behind stunnel, and Courier: what stunnel hides, and what Courier says and does not mean',
    async () => {
      const found = await lab.probe({ targets: third.hostname });
      assertFaults(found, {
        ...withoutFault([143, 993]),
        // stunnel answers the first EHLO by itself.
        25: ['note capabilities-appear-in-tls'],
        // Courier announces USER before TLS, though it refuses the command then.
        110: ['note pop3-user-in-clear', ...LOGIN],
        995: LOGIN,
      });
      assertRight(found, third);
      assert.deepEqual(productsOf(found), { ...on('OpenSMTPD', [25]), ...on('Courier', [110, 143, 993, 995]) });
      assert.deepEqual(keywordsOf(found.at(25)), [
        ['STARTTLS'],
        ['8BITMIME', 'ENHANCEDSTATUSCODES', 'SIZE', 'DSN', 'HELP'],
      ]);
      const { secureOffers: pop3 } = found.at(110);
      assert.ok(pop3?.protocol === 'pop3');
      assert.deepEqual([pop3.implementation, pop3.loginDelay?.seconds, pop3.utf8], ['Courier Mail Server', 10, true]);
      assert.deepEqual(authOf(found)[995], [['PLAIN', 'LOGIN'], []]);
    },
  );

  await context.test('versions of TLS are told also of servers that hang up where others send an alert', async () => {
    for (const [site, ports] of [
      [mail, '993,4190'],
      [third, '143,995'],
    ] as const) {
      const startedAt = performance.now();
      assertModern(await lab.probe({ targets: site.hostname, ports, tlsVersions: true }));
      assert.ok(performance.now() - startedAt < 5000, `${performance.now() - startedAt} ms`);
    }
  });

  await context.test('asked by address, what nobody looks at is no fault of theirs', async () => {
    const found = await lab.probe({ targets: mail.registeredOn, ports: '25,993' });
    assertFaults(found, { 25: [], 993: ['note certificate-name-unchecked'] });
  });
});

/** Everything answered as what it is, with the certificate that its administrator meant it to show. */
function assertRight(found: Probed, { hostname, registeredOn, certificate }: MailSite) {
  const fingerprint = new X509Certificate(readFileSync(certificate.certificateFile)).fingerprint256;
  for (const service of found.services.filter(({ state }) => state === 'open')) {
    const { port, role, secure, tls, verdict, startTls, names, address } = service;
    assert.deepEqual([role, secure, address], [...ROLES[port]!, registeredOn], String(port));
    assert.deepEqual([verdict.code, verdict.earlier, startTls], ['ready', null, secure ? 'not-tried' : 'done']);
    assert.deepEqual([tls?.authorized, tls?.chainError, tls?.matchesName], [true, null, true]);
    assert.equal(tls?.certificate?.fingerprint, fingerprint.replaceAll(':', '').toLowerCase());
    assert.deepEqual(
      tls.chain?.map(({ subject }) => subject),
      ['CN=Portolan test intermediate'],
    );
    assert.deepEqual([names?.reverseNames, names?.confirmedNames], [[hostname], [hostname]]);
  }
  assert.deepEqual(found.hosts.flatMap(faultsOf), []);
}

function assertModern(found: Probed) {
  for (const { port, tlsVersions } of found.services) {
    const modern = { TLSv1: false, 'TLSv1.1': false, 'TLSv1.2': true, 'TLSv1.3': true };
    assert.deepEqual(tlsVersions, modern, String(port));
  }
}

const on = <Value>(value: Value, ports: readonly number[]) => Object.fromEntries(ports.map((port) => [port, value]));
const withoutFault = (ports: readonly number[]) => on([], ports);

/** By port: the mechanisms before and after an upgrade, where no password is asked for before. */
const authInside = (mechanisms: readonly string[], ports: readonly number[]) =>
  Object.fromEntries(ports.map((port) => [port, ROLES[port]![1] ? [mechanisms, []] : [[], mechanisms]]));

const answered = ({ services }: Probed) => services.filter(({ state }) => state === 'open');

function productsOf(found: Probed): Record<number, string | null | undefined> {
  return Object.fromEntries(answered(found).map(({ port, service }) => [port, service?.product]));
}

function authOf(found: Probed): Record<number, (readonly string[])[]> {
  return Object.fromEntries(
    answered(found).map(({ port, offers, secureOffers }) => [port, [offers?.auth ?? [], secureOffers?.auth ?? []]]),
  );
}

/** Keywords as announced, before and after the upgrade. */
function keywordsOf({ offers, secureOffers }: ProbeRecord): string[][] {
  return [offers, secureOffers].map((each) => each?.capabilities.map(({ keyword }) => keyword) ?? []);
}
