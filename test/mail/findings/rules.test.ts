import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findFaults } from '../../../src/mail/findings/index.js';
import type { Pop3Offers, SmtpOffers } from '../../../src/mail/offers/types.js';
import type { MailFacts, VerdictCode } from '../../../src/mail/types.js';
import { service } from '../../helpers/probe-records.js';
import { factsOf, withoutTls } from './facts.js';

const ids = (facts: MailFacts) => findFaults(facts).map(({ id }) => id);
const evidenceOf = (facts: MailFacts, id: string) => findFaults(facts).find((fault) => fault.id === id)?.evidence;
const verdict = (code: VerdictCode, phase: MailFacts['verdict']['phase'] = 'capabilities') => ({
  verdict: { code, phase, evidence: null, earlier: null },
});
const RELAY: Partial<MailFacts> = { role: 'relay', port: 25 };
const NO_AUTH = { secure: '250-mail.example.org\n250 SIZE 10240000\n' };

for (const protocol of ['smtp', 'pop3', 'imap', 'sieve'] as const) {
  test(`nothing is held against a right ${protocol} service`, () => {
    assert.deepEqual(ids(factsOf(protocol)), []);
  });

  test(`a ${protocol} service that put us off, hung up or was not understood has no STARTTLS to miss`, () => {
    const codes: VerdictCode[] = ['temporarily-refused', 'greylisted', 'rate-limited', 'closed-early', 'timed-out'];
    for (const code of [...codes, 'blocked-by-policy', 'protocol-error'] as const) {
      const facts = { ...withoutTls(factsOf(protocol)), ...verdict(code) };
      assert.deepEqual(ids(facts), [], code);
      assert.deepEqual(ids({ ...facts, offers: null }), [], code);
    }
  });
}

test('what is missing is said in one line, with what is announced instead', () => {
  const clear = {
    smtp: '250-mail.example.org\n250-SIZE 10240000\n250-AUTH GSSAPI\n250 AUTH=GSSAPI\n',
    pop3: '+OK\nTOP\nSASL SCRAM-SHA-256\n.\n',
    imap: '* CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=GSSAPI\na1 OK done\n',
  } as const;
  const missing = (protocol: MailFacts['protocol'], words: Parameters<typeof factsOf>[1]) =>
    evidenceOf(withoutTls(factsOf(protocol, words)), 'starttls-missing');
  assert.deepEqual(missing('smtp', { clear: clear.smtp }), ['250-mail.example.org', 'no STARTTLS among: SIZE, AUTH']);
  assert.deepEqual(missing('pop3', { clear: clear.pop3 }), ['no STLS among: TOP, SASL']);
  assert.deepEqual(missing('imap', { clear: clear.imap }), [
    'no STARTTLS among: IMAP4rev1, LOGINDISABLED, AUTH=GSSAPI',
  ]);
  assert.deepEqual(missing('sieve', { greeting: '"SIEVE" "fileinto"\n"SASL" ""\nOK\n' }), [
    'no STARTTLS among: SIEVE, SASL',
  ]);
  assert.deepEqual(missing('smtp', { clear: '250 mail.example.org\n' }), ['250 mail.example.org', 'no STARTTLS']);
  const relay = { ...withoutTls(factsOf('smtp', { clear: clear.smtp })), ...RELAY };
  assert.deepEqual(evidenceOf(relay, 'starttls-missing-on-relay')?.at(-1), 'no STARTTLS among: SIZE, AUTH');
});

test('a server that knows no way to ask what it can do is cited with that', () => {
  const answering = (facts: MailFacts, reply: string): MailFacts => ({
    ...facts,
    exchanges: facts.exchanges.map((each) => (each.command === null ? each : { ...each, reply })),
  });
  const { offers: popOffers, ...pop3 } = withoutTls(factsOf('pop3'));
  const { offers: smtpOffers, ...smtp } = withoutTls(factsOf('smtp'));
  const withoutCapa = { ...pop3, offers: { ...(popOffers as Pop3Offers), capa: false, capabilities: [] } };
  const withoutEhlo = { ...smtp, offers: { ...(smtpOffers as SmtpOffers), hello: 'HELO', capabilities: [] } as const };
  assert.deepEqual(evidenceOf(answering(withoutCapa, '-ERR unknown command\r\n'), 'starttls-missing'), [
    'CAPA -> -ERR unknown command',
  ]);
  assert.deepEqual(evidenceOf(answering(withoutEhlo, '500 unknown\r\n'), 'starttls-missing'), ['EHLO -> 500 unknown']);
  // An exchange that was not kept.
  assert.deepEqual(evidenceOf({ ...withoutEhlo, exchanges: [] }, 'starttls-missing'), ['no STARTTLS']);
});

test('what a device wrote over the greeting is no missing STARTTLS, no bad name and no missing EHLO', () => {
  const masked = factsOf(
    'smtp',
    { greeting: '220 ***********0*2******\n', clear: '250-mail.example.org\n250 SIZE 1\n' },
    RELAY,
  );
  assert.deepEqual(ids(withoutTls(masked)), ['starttls-stripped']);
  const stars = factsOf(
    'smtp',
    { ...NO_AUTH, greeting: '220-**********************\n220 mail.example.org ESMTP\n' },
    RELAY,
  );
  assert.deepEqual(ids(stars), ['greeting-name-invalid']);
});

test('a masked extension beside a STARTTLS that came through is no stripping', () => {
  const facts = factsOf('smtp', { clear: '250-mail.example.org\n250-XXXXXXXB\n250 STARTTLS\n', ...NO_AUTH }, RELAY);
  assert.ok(!ids(facts).includes('starttls-stripped'));
});

test('a server that is out of order for the moment has not refused TLS', () => {
  const passing = {
    smtp: '421 4.3.2 closing\r\n',
    imap: 'a2 NO [UNAVAILABLE] later\r\n',
    pop3: '-ERR [SYS/TEMP] later\r\n',
    sieve: 'BYE (TRYLATER) "later"\r\n',
  } as const;
  const lasting = {
    smtp: '454 4.7.0 TLS not available\r\n',
    imap: 'a2 NO no key\r\n',
    pop3: '-ERR no key\r\n',
    sieve: 'NO "no key"\r\n',
  } as const;
  for (const protocol of ['smtp', 'imap', 'pop3', 'sieve'] as const) {
    const answering = (reply: string): MailFacts => {
      const { exchanges, ...facts } = factsOf(protocol);
      const answered = exchanges
        .filter(({ secure }) => !secure)
        .map((each) => (/STARTTLS|STLS/.test(each.command ?? '') ? { ...each, reply } : each));
      return {
        ...facts,
        exchanges: answered,
        startTls: 'refused',
        secureOffers: null,
        tls: null,
        ...verdict('temporarily-refused'),
      };
    };
    assert.deepEqual(ids(answering(passing[protocol])), [], protocol);
    assert.deepEqual(
      evidenceOf(answering(lasting[protocol]), 'starttls-refused'),
      [lasting[protocol].trim()],
      protocol,
    );
  }
});

test('a server that wants a certificate of its clients may well; of other servers nobody can ask it', () => {
  const failed = (evidence: string | null, changes: Partial<MailFacts> = {}) =>
    ids({
      ...factsOf('smtp'),
      verdict: { code: 'tls-alert', phase: 'tls', evidence, earlier: null },
      startTls: 'failed',
      secureOffers: null,
      tls: null,
      ...changes,
    });
  for (const alert of ['certificate_required', 'bad_certificate', 'no_certificate']) {
    assert.deepEqual(failed(alert), ['tls-client-certificate-required'], alert);
    assert.deepEqual(failed(alert, RELAY), ['tls-handshake-failed'], alert);
  }
  assert.deepEqual(failed('handshake_failure'), ['tls-handshake-failed']);
  assert.deepEqual(failed('certificate_unknown'), ['tls-handshake-failed']);
  assert.deepEqual(failed(null), ['tls-handshake-failed']);
});

test('Dovecot on its own machine lets in whoever asks, and elsewhere is judged', () => {
  const clear = '* CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN\na1 OK done\n';
  const dovecot = service('imap', 'Dovecot');
  const from = (isOwnAddress: boolean, product = dovecot) =>
    ids(factsOf('imap', { clear }, { isOwnAddress, service: product }));
  assert.deepEqual(from(true), ['login-in-clear-on-own-host']);
  assert.deepEqual(from(false), ['imap-login-in-clear']);
  assert.deepEqual(from(true, service('imap', 'Cyrus IMAP')), ['imap-login-in-clear']);
});

test('capabilities may come and go with TLS where all of them depend on it', () => {
  const clear =
    '250-mail.example.org\n250-SIZE 1\n250-X-ANONYMOUSTLS\n250-AUTH GSSAPI\n250-X-EXPS GSSAPI\n250 STARTTLS\n';
  const secure = '250-mail.example.org\n250-SIZE 2\n250-REQUIRETLS\n250-AUTH PLAIN\n250 AUTH=PLAIN\n';
  assert.deepEqual(ids(factsOf('smtp', { clear, secure })), []);
});
