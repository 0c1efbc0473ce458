import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findFaults } from '../../../src/mail/findings/index.js';
import type { MailFacts } from '../../../src/mail/types.js';
import { tls } from '../../helpers/probe-records.js';
import { factsOf } from './facts.js';

const ids = (facts: MailFacts) => findFaults(facts).map(({ id }) => id);
const evidenceOf = (facts: MailFacts, id: string) => findFaults(facts).find((fault) => fault.id === id)?.evidence;
const RELAY: Partial<MailFacts> = { role: 'relay', port: 25 };
const NO_AUTH = { secure: '250-mail.example.org\n250 SIZE 10240000\n' };

test('a relay with a certificate that nobody vouches for gets a note, whatever the name on it', () => {
  const own = tls({ chainError: 'DEPTH_ZERO_SELF_SIGNED_CERT', matchesName: false, authorized: false });
  assert.deepEqual(ids(factsOf('smtp', NO_AUTH, { ...RELAY, tls: own })), ['certificate-self-signed-on-relay']);
});

test('to a client both are told, the name and the signature', () => {
  const own = tls({ chainError: 'DEPTH_ZERO_SELF_SIGNED_CERT', matchesName: false, authorized: false });
  assert.deepEqual(ids(factsOf('imap', {}, { tls: own })), ['certificate-name-mismatch', 'certificate-self-signed']);
});

test('the date of the certificate is told once, not as a fault of its chain too', () => {
  const { certificate } = tls();
  const old = tls({
    chainError: 'CERT_HAS_EXPIRED',
    certificate: { ...certificate!, validTo: '2026-11-21T11:00:00Z' },
  });
  assert.deepEqual(ids(factsOf('imap', {}, { tls: old })), ['certificate-expired']);
  assert.deepEqual(evidenceOf(factsOf('imap', {}, { tls: old }), 'certificate-expired'), [
    'valid to 2026-11-21 11:00 UTC',
  ]);
  const young = tls({
    chainError: 'CERT_NOT_YET_VALID',
    certificate: { ...certificate!, validFrom: '2026-12-01T00:00:00Z' },
  });
  assert.deepEqual(ids(factsOf('imap', {}, { tls: young })), ['certificate-not-yet-valid']);
});

test('at a relay the dates of the certificate are a weakness, since most senders do not look', () => {
  const { certificate } = tls();
  const dated = (changes: object) => tls({ certificate: { ...certificate!, ...changes } });
  const relay = (changes: object) => findFaults(factsOf('smtp', NO_AUTH, { ...RELAY, tls: dated(changes) }));
  assert.deepEqual(relay({ validTo: '2026-11-21T11:00:00Z' }), [
    { id: 'certificate-expired-on-relay', evidence: ['valid to 2026-11-21 11:00 UTC'] },
  ]);
  assert.deepEqual(relay({ validFrom: '2026-12-01T00:00:00Z' }), [
    { id: 'certificate-not-yet-valid-on-relay', evidence: ['valid from 2026-12-01 00:00 UTC'] },
  ]);
});

test('a certificate expires soon from fourteen days on, to the second', () => {
  const { certificate } = tls();
  const until = (validTo: string) =>
    ids(factsOf('imap', {}, { tls: tls({ certificate: { ...certificate!, validTo } }) }));
  assert.deepEqual(until('2026-12-05T12:00:01Z'), []);
  assert.deepEqual(until('2026-12-05T12:00:00Z'), ['certificate-expires-soon']);
  assert.deepEqual(until('2026-11-21T12:00:00Z'), ['certificate-expires-soon']);
  assert.deepEqual(until('2026-11-21T11:59:59Z'), ['certificate-expired']);
  assert.deepEqual(until('a date that is none'), []);
});

test('keys are weak below 2048 bits of RSA and 224 of a curve', () => {
  const { certificate } = tls();
  const isWeak = (type: string, bits: number | null, curve: string | null) => {
    const summary = tls({ certificate: { ...certificate!, key: { type, bits, curve } } });
    return ids(factsOf('imap', {}, { tls: summary })).includes('certificate-weak-key');
  };
  for (const bits of [2048, 4096]) assert.equal(isWeak('rsa', bits, null), false, `${bits}`);
  for (const bits of [1024, 2047]) assert.equal(isWeak('rsa', bits, null), true, `${bits}`);
  assert.equal(isWeak('rsa-pss', 1024, null), true);
  assert.equal(isWeak('dsa', 1024, null), true);
  for (const type of ['ed25519', 'ed448']) assert.equal(isWeak(type, null, null), false, type);
  for (const curve of ['prime256v1', 'secp384r1', 'secp224r1', 'brainpoolP256r1', 'SM2']) {
    assert.equal(isWeak('ec', null, curve), false, curve);
  }
  for (const curve of ['prime192v1', 'secp160r1', 'sect163k1', 'P-192']) {
    assert.equal(isWeak('ec', null, curve), true, curve);
  }
});

test('how a root signed itself is of no matter', () => {
  const { certificate } = tls();
  const root = { ...certificate!, subject: 'CN=Root', issuer: 'CN=Root', signatureAlgorithm: 'sha1WithRSAEncryption' };
  assert.deepEqual(ids(factsOf('imap', {}, { tls: tls({ chain: [root] }) })), []);
  const between = { ...root, subject: 'CN=Intermediate' };
  assert.deepEqual(ids(factsOf('imap', {}, { tls: tls({ chain: [between] }) })), ['certificate-weak-signature']);
});

test("ciphers without encryption, without the server's name, or broken are weak", () => {
  const isWeak = (cipher: string) => ids(factsOf('imap', {}, { tls: tls({ cipher }) })).includes('tls-weak-cipher');
  for (const cipher of [
    'ECDHE-RSA-AES128-GCM-SHA256',
    'AES128-SHA',
    'DHE-RSA-AES256-SHA',
    'TLS_CHACHA20_POLY1305_SHA256',
    'CAMELLIA256-SHA',
    'ECDHE-ECDSA-AES256-CCM8',
  ]) {
    assert.equal(isWeak(cipher), false, cipher);
  }
  for (const cipher of [
    'RC4-MD5',
    'ECDHE-RSA-RC4-SHA',
    'DES-CBC3-SHA',
    'ECDHE-RSA-DES-CBC3-SHA',
    'NULL-SHA256',
    'ADH-AES256-GCM-SHA384',
    'AECDH-AES128-SHA',
    'EXP-RC4-MD5',
    'DES-CBC-SHA',
    'TLS_RSA_WITH_3DES_EDE_CBC_SHA',
    'TLS_DH_anon_WITH_AES_128_CBC_SHA',
    'IDEA-CBC-SHA',
  ]) {
    assert.equal(isWeak(cipher), true, cipher);
  }
});

test('a connection without certificate is told by its cipher', () => {
  const anonymous = tls({ certificate: null, matchesName: null, cipher: 'ADH-AES256-GCM-SHA384' });
  assert.deepEqual(ids(factsOf('imap', {}, { tls: anonymous })), ['tls-weak-cipher', 'certificate-missing']);
  assert.deepEqual(evidenceOf(factsOf('imap', {}, { tls: anonymous }), 'certificate-missing'), [
    'ADH-AES256-GCM-SHA384',
  ]);
});

test('old versions are told once: as all that there is, or as accepted too', () => {
  const versions = (old: boolean, recent: boolean) => ({
    TLSv1: old,
    'TLSv1.1': old,
    'TLSv1.2': recent,
    'TLSv1.3': recent,
  });
  const with_ = (version: string, tlsVersions: MailFacts['tlsVersions']) =>
    ids(factsOf('imap', {}, { tls: tls({ version }), tlsVersions }));
  assert.deepEqual(with_('TLSv1', null), ['tls-old-only']);
  assert.deepEqual(with_('TLSv1', versions(true, false)), ['tls-old-only']);
  assert.deepEqual(with_('TLSv1.3', versions(true, true)), ['tls-old-accepted']);
  assert.deepEqual(with_('TLSv1', versions(true, true)), ['tls-old-accepted']);
  assert.deepEqual(with_('TLSv1.3', { TLSv1: null, 'TLSv1.1': null, 'TLSv1.2': true, 'TLSv1.3': true }), []);
  assert.deepEqual(with_('TLSv1.2', versions(false, true)), []);
});
