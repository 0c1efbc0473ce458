import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findFaults } from '../../../src/mail/findings/index.js';
import type { MailFacts } from '../../../src/mail/types.js';
import type { CertificateDetails, TlsDetails } from '../../../src/types.js';
import { CERTIFICATE, certificateDetails, tls, tlsDetails } from '../../helpers/probe-records.js';
import { factsOf } from './facts.js';

const ids = (facts: MailFacts) => findFaults(facts).map(({ id }) => id);
const shown = (certificate: Partial<CertificateDetails>, handshake: Partial<TlsDetails> = {}) =>
  tls({
    certificate: { ...CERTIFICATE, details: certificateDetails(certificate) },
    details: tlsDetails(handshake),
  });
const of = (...args: Parameters<typeof shown>) => ids(factsOf('imap', {}, { tls: shown(...args) }));

test('a certificate is for servers where it says so, says everything, or says nothing', () => {
  for (const extendedKeyUsage of [
    null,
    ['serverAuth'],
    ['clientAuth', 'serverAuth'],
    ['anyExtendedKeyUsage'],
    ['nsSGC'],
  ]) {
    assert.deepEqual(of({ extendedKeyUsage }), [], JSON.stringify(extendedKeyUsage));
  }
  for (const extendedKeyUsage of [[], ['clientAuth'], ['emailProtection', '1.2.3.4']]) {
    assert.deepEqual(of({ extendedKeyUsage }), ['certificate-wrong-usage'], JSON.stringify(extendedKeyUsage));
  }
});

test('the use of the certificate is told once, not as a fault of its chain too', () => {
  const wrong = shown({ extendedKeyUsage: ['clientAuth'] });
  const facts = (chainError: string) => factsOf('imap', {}, { tls: { ...wrong, chainError, authorized: false } });
  assert.deepEqual(ids(facts('INVALID_PURPOSE')), ['certificate-wrong-usage']);
  assert.deepEqual(ids(facts('CERT_UNTRUSTED')), ['certificate-wrong-usage', 'certificate-untrusted']);
  const right = { ...shown({ extendedKeyUsage: ['serverAuth'] }), chainError: 'INVALID_PURPOSE', authorized: false };
  assert.deepEqual(ids(factsOf('imap', {}, { tls: right })), ['certificate-untrusted']);
});

test('a demand for a stapled response is met by any that came', () => {
  const response = { status: 'good', thisUpdate: null, nextUpdate: null } as const;
  assert.deepEqual(of({ mustStaple: true }, { stapledResponse: response }), []);
  assert.deepEqual(of({ mustStaple: true }, { stapledResponse: null }), ['certificate-must-staple-unstapled']);
  assert.deepEqual(of({ mustStaple: false }, { stapledResponse: null }), []);
});

test('nothing is told of the order where there is no chain, or nothing is known of it', () => {
  assert.deepEqual(of({}, { chainInOrder: false }), ['certificate-chain-disordered']);
  assert.deepEqual(of({}, { chainInOrder: null }), []);
  assert.deepEqual(ids(factsOf('imap', {}, { tls: tls() })), []);
});

test('a key that senders find in DNS is taken whatever its certificate is for', () => {
  const record = { usage: 3, selector: 1, matchingType: 1, data: 'ab' };
  const dane: MailFacts['dane'] = {
    ...{ name: '_25._tcp.mail.example.org', records: [record], validated: true, matches: ['match'], outcome: 'pass' },
  };
  const wrong = shown({ extendedKeyUsage: ['clientAuth'], mustStaple: true });
  const relay: Partial<MailFacts> = { role: 'relay', port: 25, dane, tls: wrong };
  const secure = '250-mail.example.org\n250 SIZE 10240000\n';
  assert.deepEqual(ids(factsOf('smtp', { secure }, relay)), []);
  assert.deepEqual(ids(factsOf('smtp', { secure }, { ...relay, dane: null })), [
    'certificate-wrong-usage-on-relay',
    'certificate-must-staple-unstapled-on-relay',
  ]);
});
