import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ServiceOrigin } from '../../src/mail/domain/types.js';
import type { MailOffers } from '../../src/mail/offers/types.js';
import { mailProtocolOf, roleOf } from '../../src/mail/roles.js';

const offering = (auth: string[]) => ({ auth }) as unknown as MailOffers;
const origin = (kind: 'mx' | 'srv', service: ServiceOrigin['service']): ServiceOrigin => ({
  ...{ domain: 'portolan.test', kind, name: 'mail.portolan.test', preference: 10, service },
});

test('what a service is for follows from its protocol and its port', () => {
  const rows = [
    ['smtp', 25, 'relay'],
    ['smtp', 587, 'submission'],
    ['smtp', 465, 'submission'],
    ['smtp', 2525, 'submission'],
    ['smtp', 40_000, 'relay'],
    ['pop3', 110, 'retrieval'],
    ['imap', 40_000, 'retrieval'],
    ['sieve', 4190, 'filters'],
  ] as const;
  for (const [protocol, port, role] of rows) assert.equal(roleOf(protocol, port, null, [null, null]), role);
});

test('at an unusual port an SMTP server that lets people log in takes their mail; at port 25 it stays a relay', () => {
  assert.equal(roleOf('smtp', 40_000, null, [offering([]), offering(['PLAIN'])]), 'submission');
  assert.equal(roleOf('smtp', 40_000, null, [offering([]), null]), 'relay');
  assert.equal(roleOf('smtp', 25, null, [offering(['PLAIN']), null]), 'relay');
});

test('the record by which a service is asked tells where the port does not', () => {
  assert.equal(roleOf('smtp', 40_000, origin('mx', null), [offering(['PLAIN']), null]), 'relay');
  assert.equal(
    roleOf('smtp', 587, origin('mx', null), [null, null]),
    'submission',
    'an exchanger may have this port too',
  );
  assert.equal(roleOf('smtp', 40_000, origin('srv', 'submission'), [null, null]), 'submission');
});

test('only the four protocols of mail have offers that are read', () => {
  assert.deepEqual(['smtp', 'pop3', 'imap', 'sieve', 'lmtp', 'http', undefined].map(mailProtocolOf), [
    'smtp',
    'pop3',
    'imap',
    'sieve',
    null,
    null,
    null,
  ]);
});
