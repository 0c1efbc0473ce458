import { test } from 'node:test';
import { check, handshake, type Row } from './verdict-input.js';

const EHLO = '250-mail.example.org\r\n250 STARTTLS\r\n';
const CAPABILITY = '* CAPABILITY STARTTLS\r\na1 OK done\r\n';

test('an alert is named as RFC 8446 section 6 does, whatever OpenSSL calls it', () => {
  const alerts: Record<string, string> = {
    ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: 'handshake_failure',
    'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE': 'handshake_failure',
    ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: 'protocol_version',
    ERR_SSL_TLSV1_UNRECOGNIZED_NAME: 'unrecognized_name',
    ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: 'certificate_required',
    ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL: 'no_application_protocol',
  };
  const rows = Object.entries(alerts).map(([tlsProblem, evidence]): [string, Row] => [
    tlsProblem,
    {
      said: [
        ['EHLO c', EHLO],
        ['STARTTLS', '220 Go\r\n'],
      ],
      input: { startTls: 'failed', tlsProblem },
      ...{ code: 'tls-alert', phase: 'tls', evidence },
    },
  ]);
  check('smtp', Object.fromEntries(rows));
});

test('a handshake that fails otherwise is told by its reason', () => {
  for (const tlsProblem of ['ERR_SSL_WRONG_VERSION_NUMBER', 'closed during the handshake', 'ECONNRESET', null]) {
    const failed = { startTls: 'failed', tlsProblem } as const;
    const said: Row['said'] = [
      ['a1 CAPABILITY', CAPABILITY],
      ['a2 STARTTLS', 'a2 OK\r\n'],
    ];
    check('imap', { failed: { said, input: failed, code: 'tls-failed', phase: 'tls', evidence: tlsProblem } });
  }
});

test('a handshake that fails before the first byte leaves a service without a word', () => {
  const silent = { greeting: '', greetingEnd: 'failed' } as const;
  const problem = {
    port: 465,
    protocol: null,
    role: null,
    tlsProblem: 'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
  } as const;
  check('smtp', {
    alert: { ...silent, input: { ...problem, secure: true }, code: 'tls-alert', phase: 'tls' },
    'no TLS at all': {
      ...silent,
      input: { ...problem, tlsProblem: 'ECONNRESET' },
      ...{ code: 'tls-failed', evidence: 'ECONNRESET' },
    },
    'tried beside a silent server': {
      ...{ greeting: '', greetingEnd: 'timeout' },
      input: { ...problem, port: 25 },
      code: 'no-greeting',
    },
    'in clear after all': { input: { ...problem, protocol: 'smtp' }, said: [['EHLO c', EHLO]], code: 'ready' },
  });
});

test('an alert behind the handshake, before a word was said inside, tells why the server hung up', () => {
  const input = { tls: handshake(), tlsProblem: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED' } as const;
  const alert = { code: 'tls-alert', phase: 'tls', evidence: 'certificate_required' } as const;
  check('imap', {
    'from the first byte': {
      greeting: '',
      greetingEnd: 'closed',
      input: { ...input, port: 993, secure: true },
      ...alert,
    },
    'after STARTTLS': {
      said: [
        ['a1 CAPABILITY', CAPABILITY],
        ['a2 STARTTLS', 'a2 OK\r\n'],
        ['a3 CAPABILITY', '', 'closed', true],
      ],
      input: { ...input, startTls: 'done' },
      ...alert,
    },
  });
});

test('a certificate counts where a client has to verify it, and not for who relays (RFC 8314 section 5.4, RFC 7435)', () => {
  const tls = handshake({ authorized: false, authorizationError: 'CERT_HAS_EXPIRED' });
  const input = { startTls: 'done', tls } as const;
  const fault = { code: 'certificate', phase: 'tls', evidence: 'CERT_HAS_EXPIRED' } as const;
  check('smtp', {
    submission: { input: { ...input, role: 'submission' }, ...fault },
    relay: { input: { ...input, role: 'relay' }, code: 'ready' },
    'one that is fine': { input: { ...input, tls: handshake(), role: 'submission' }, code: 'ready' },
    'a refusal comes first': {
      input: { ...input, role: 'submission', secure: true },
      ...{ greeting: '421 Busy\r\n', code: 'temporarily-refused' },
    },
  });
  check('imap', { retrieval: { input, ...fault } });
  check('sieve', { filters: { input, ...fault } });
});
