import assert from 'node:assert/strict';
import { test } from 'node:test';
import { undecided } from '../../src/identify/candidates.js';
import { identify } from '../../src/identify/identify.js';
import { compileSignatures, matchSignatures } from '../../src/identify/signatures.js';
import { PROTOCOLS } from '../../src/protocols/index.js';

const GREETING = '220 mail.example.org Dovecot ready.\r\n';
const entry = { ambiguous: true, pattern: '^220 (\\S+) Dovecot ready', product: 'Dovecot', captures: { hostname: 1 } };
const signatures = compileSignatures([
  { protocol: 'smtp', signatures: [{ id: 'smtp/shared', ...entry }] },
  { protocol: 'lmtp', signatures: [{ id: 'lmtp/shared', ...entry }] },
]);
const knowledge = { signatures, protocols: PROTOCOLS, registryName: null };

test('a form that two protocols share names neither of them', () => {
  assert.equal(matchSignatures(signatures, 'greeting', GREETING), null);
  const candidates = undecided(GREETING, knowledge).map(({ name }) => name);
  assert.deepEqual(candidates.slice(0, 2), ['lmtp', 'smtp']);
});

test('it names the product once the protocol is known', () => {
  for (const protocol of ['lmtp', 'smtp']) {
    const settled = { protocol, method: 'probe', request: 'question', text: '250 ok\r\n' } as const;
    const service = identify({ port: 0, transport: 'tcp', greeting: GREETING, settled, secure: false }, knowledge);
    assert.deepEqual([service?.name, service?.product], [protocol, 'Dovecot']);
    assert.equal(service?.evidence.at(-1)?.rule, `${protocol}/shared`);
  }
});

test('a system that the protocol itself names is told where no signature tells another', () => {
  const settled = { protocol: 'ftp', method: 'probe', request: 'question', text: '' } as const;
  const replies = [{ request: 'ftp/syst', text: '215 Windows_NT\r\n' }];
  const finding = {
    port: 0,
    transport: 'tcp',
    greeting: '220 FTP ready\r\n',
    settled,
    replies,
    secure: false,
  } as const;
  assert.equal(identify(finding, knowledge)?.os, 'Windows');
});
