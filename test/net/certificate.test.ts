import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import test, { type TestContext } from 'node:test';
import type { PeerCertificate } from 'node:tls';
import fc from 'fast-check';
import { signatureAlgorithm, summarizeCertificate } from '../../src/net/certificate.js';
import { Deadline } from '../../src/net/deadline.js';
import { dialTcp } from '../../src/net/dial.js';
import { upgradeToTls } from '../../src/net/tls.js';
import { EXPIRED, MAIL, RSA } from '../helpers/certificate.js';
import { serveTls } from '../helpers/server.js';

/** What a handshake with a server of this certificate shows. */
async function shown(t: TestContext, certificate: typeof MAIL) {
  const connection = await dialTcp(await serveTls(t, () => {}, certificate), { timeoutMs: 2000 });
  t.after(() => connection.destroy());
  const outcome = await upgradeToTls(connection, { name: 'mail.portolan.test', deadline: new Deadline(2000) });
  assert.ok(outcome.connection !== null);
  return outcome.summary;
}

test('a certificate tells its RSA key, its serial number and how it was signed', async (t) => {
  const { certificate } = await shown(t, RSA);
  assert.deepEqual(certificate?.key, { type: 'rsa', bits: 2048, curve: null });
  assert.equal(certificate?.serialNumber, 'abcdef');
  assert.equal(certificate?.signatureAlgorithm, 'sha384WithRSAEncryption');
});

test('a certificate tells the curve of its key', async (t) => {
  const { certificate } = await shown(t, MAIL);
  assert.deepEqual(certificate?.key, { type: 'ec', bits: null, curve: 'prime256v1' });
  assert.equal(certificate?.signatureAlgorithm, 'ecdsa-with-SHA256');
  assert.match(certificate?.serialNumber ?? '', /^[0-9a-f]+$/);
});

test('an expired certificate ends no handshake, and its validity is told', async (t) => {
  const { authorized, authorizationError, certificate } = await shown(t, EXPIRED);
  assert.equal(authorized, false);
  assert.match(authorizationError ?? '', /^(?:CERT_HAS_EXPIRED|DEPTH_ZERO_SELF_SIGNED_CERT)$/);
  assert.equal(certificate?.validFrom, '2020-01-01T00:00:00.000Z');
  assert.equal(certificate?.validTo, '2020-02-01T00:00:00.000Z');
  assert.equal(certificate?.signatureAlgorithm, 'ecdsa-with-SHA384');
});

test('no certificate is none', () => {
  assert.equal(summarizeCertificate(undefined), null);
  assert.equal(summarizeCertificate({} as PeerCertificate), null);
});

test('a name of a certificate that holds separators and quotes is one name', () => {
  const subjectaltname = [
    'DNS:good.example',
    'DNS:"a.example\\u002c DNS:bank.example"',
    'DNS:"b.example, DNS:bank.example"',
    'IP Address:0:0:0:0:0:0:0:1',
    'email:x@y.example',
    'URI:"http://x/a\\u002cb"',
    'DirName:CN=x',
    'DNS:"quote\\"d.example"',
    'DNS:"not \\JSON"',
    'DNS:last.example',
  ].join(', ');
  const odd = { fingerprint256: 'AB', raw: Buffer.from(''), subjectaltname } as PeerCertificate;
  assert.deepEqual(summarizeCertificate(odd)?.names, [
    'good.example',
    'a.example, DNS:bank.example',
    'b.example, DNS:bank.example',
    '0:0:0:0:0:0:0:1',
    'quote"d.example',
    '"not \\JSON"',
    'last.example',
  ]);
});

test('a certificate of which nothing can be read is summed up all the same', () => {
  const odd = { fingerprint256: 'AB:CD', raw: Buffer.from('no certificate'), valid_from: 'one day' } as PeerCertificate;
  assert.deepEqual(summarizeCertificate(odd), {
    ...{ subject: '', issuer: '', names: [], validFrom: 'one day', validTo: '', serialNumber: '' },
    ...{ key: null, signatureAlgorithm: null, fingerprint: 'abcd' },
  });
});

test('the algorithm of a signature is read from any bytes, and from a cut or changed certificate, without an exception', () => {
  const { raw } = new X509Certificate(RSA.cert);
  assert.equal(signatureAlgorithm(raw), 'sha384WithRSAEncryption');
  for (let cut = 0; cut < raw.length; cut += 1) assert.equal(signatureAlgorithm(raw.subarray(0, cut)), null);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), fc.nat(raw.length - 1), fc.nat(255), (bytes, at, value) => {
      signatureAlgorithm(bytes);
      const changed = Buffer.from(raw);
      changed[at] = value;
      const name = signatureAlgorithm(changed);
      assert.ok(name === null || name.length > 0);
    }),
  );
});

test('an algorithm without a name is told by the bytes of its identifier', () => {
  const certificate = Buffer.from([0x30, 8, 0x30, 0, 0x30, 4, 0x06, 2, 0x2a, 0x03]);
  assert.equal(signatureAlgorithm(certificate), '2a03');
});
