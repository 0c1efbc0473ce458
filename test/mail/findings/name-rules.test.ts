import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findFaults } from '../../../src/mail/findings/index.js';
import type { MailFacts, NameFacts } from '../../../src/mail/types.js';
import { factsOf, PUBLIC_ADDRESS } from './facts.js';

const NAME = 'mail.example.org';

/** What is held against the names of an exchanger's address. */
function ids(names: Partial<NameFacts>, changes: Partial<MailFacts> = {}): string[] {
  const none = { reverseNames: [], confirmedNames: [], omittedNames: 0, greetingAddresses: null };
  const facts = factsOf('smtp', {}, { role: 'relay', port: 25, address: PUBLIC_ADDRESS, ...changes });
  return findFaults({ ...facts, names: { ...none, ...names } })
    .map(({ id }) => id)
    .filter((id) => id.startsWith('reverse-dns'));
}

test('an exchanger has a name in reverse that leads back', () => {
  assert.deepEqual(ids({}), ['reverse-dns-missing']);
  assert.deepEqual(ids({ reverseNames: [NAME] }), ['reverse-dns-unconfirmed']);
  assert.deepEqual(ids({ reverseNames: [NAME, 'x.example.org'], confirmedNames: [NAME] }), []);
  assert.deepEqual(ids({}, { role: 'submission' }), []);
});

test('names that are not looked at may lead back', () => {
  assert.deepEqual(ids({ reverseNames: [NAME], omittedNames: 1 }), []);
});

test('an address that no other mail server sees needs no name', () => {
  for (const address of ['127.0.0.1', '::1', '10.0.0.25', '192.168.1.25', 'fe80::25%eth0', 'fd00::25', '192.0.2.25']) {
    assert.deepEqual(ids({}, { address }), [], address);
    assert.deepEqual(ids({ reverseNames: [NAME] }, { address }), [], address);
  }
  assert.deepEqual(ids({}, { address: '192.0.0.9' }), ['reverse-dns-missing']);
});
