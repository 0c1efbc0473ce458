import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPassing, verdictOf } from '../../src/mail/verdict.js';
import { check, inputOf } from './verdict-input.js';

const EHLO = '250-mail.example.org\r\n250 STARTTLS\r\n';

test('a port that does not take the connection has the verdict of its state', () => {
  const connect = (state: 'closed' | 'filtered' | 'unreachable' | 'unknown', reason: string) =>
    verdictOf({ ...inputOf('smtp', {}), state, reason, protocol: null, greeting: null, exchanges: [] });
  const at = { phase: 'connect', earlier: null } as const;
  assert.deepEqual(connect('closed', 'refused'), { ...at, code: 'refused', evidence: 'refused' });
  assert.deepEqual(connect('filtered', 'no-answer'), { ...at, code: 'timed-out', evidence: 'no-answer' });
  assert.deepEqual(connect('unreachable', 'prohibited'), { ...at, code: 'unreachable', evidence: 'prohibited' });
  assert.deepEqual(connect('unknown', 'no-descriptor'), { ...at, code: 'not-asked', evidence: 'no-descriptor' });
});

test('a service that takes us as a client is ready, and its welcome is the evidence', () => {
  check('smtp', {
    whole: { said: [['EHLO c', EHLO]], code: 'ready', phase: 'done', evidence: '220 mail.example.org ESMTP' },
  });
  check('pop3', { whole: { said: [['CAPA', '+OK\r\n.\r\n']], code: 'ready', evidence: '+OK ready' } });
  check('sieve', { whole: { code: 'ready', evidence: 'OK "ready"' } });
  const preauth = '* PREAUTH logged in\r\n';
  check('imap', {
    whole: { said: [['a1 CAPABILITY', '* CAPABILITY IMAP4rev1\r\na1 OK done\r\n']], code: 'ready' },
    preauth: { greeting: preauth, code: 'ready', evidence: preauth.trim() },
  });
});

test('a verdict that may be another one later is worth one more try', () => {
  const passing = ['temporarily-refused', 'greylisted', 'rate-limited', 'closed-early'] as const;
  for (const code of passing) assert.ok(isPassing(code), code);
  const lasting = [
    'ready',
    'refused',
    'timed-out',
    'blocked-by-policy',
    'tls-alert',
    'certificate',
    'no-greeting',
  ] as const;
  for (const code of lasting) assert.ok(!isPassing(code), code);
});
