import assert from 'node:assert/strict';
import { createHash, X509Certificate } from 'node:crypto';
import test from 'node:test';
import { rootCertificates } from 'node:tls';
import fc from 'fast-check';
import { detailsOf, tlsaOf } from '../../src/net/certificate-details.js';
import { derOf, EVERYTHING, INTERMEDIATE, MAIL, SIGNED } from '../helpers/certificate.js';

const detailsIn = (pem: string) => detailsOf(derOf(pem)[0] ?? Buffer.alloc(0));
const digest = (algorithm: string, bytes: Buffer) => createHash(algorithm).update(bytes).digest('hex');

test('a certificate with every extension tells them all', () => {
  const [raw = Buffer.alloc(0)] = derOf(EVERYTHING.cert);
  const key = new X509Certificate(raw).publicKey.export({ type: 'spki', format: 'der' });
  assert.deepEqual(detailsOf(raw), {
    pem: EVERYTHING.cert,
    sha1: digest('sha1', raw),
    md5: digest('md5', raw),
    publicKey: key.toString('base64'),
    publicKeySha256: digest('sha256', key),
    keyUsage: ['digitalSignature', 'keyAgreement', 'keyCertSign', 'decipherOnly'],
    extendedKeyUsage: ['serverAuth', 'clientAuth', 'OCSPSigning', '1.3.6.1.4.1.311.20.2.2'],
    basicConstraints: { isAuthority: true, pathLength: 2 },
    subjectKeyIdentifier: '00112233',
    authorityKeyIdentifier: '00112233',
    crlUris: ['http://crl.portolan.test/a.crl', 'http://crl.portolan.test/b.crl', 'ldap://ldap.portolan.test/cn=b'],
    ocspUris: ['http://ocsp.portolan.test/', 'http://ocsp2.portolan.test/'],
    issuerUris: ['http://ca.portolan.test/ca.crt'],
    mustStaple: true,
    policies: ['1.3.6.1.4.1.44947.1.1.1', '2.23.140.1.2.2', '2.23.140.1.1'],
    validation: 'extended',
    transparencyTimestamps: 2,
    otherExtensions: [
      { id: '2.5.29.18', isCritical: false },
      { id: '1.2.3.4', isCritical: true },
    ],
  });
});

test('what a certificate does not have is null, an empty list, false or 0', () => {
  const { pem, sha1, md5, publicKey, publicKeySha256, ...extensions } = detailsIn(MAIL.cert);
  assert.ok(pem && sha1 && md5 && publicKey && publicKeySha256);
  assert.deepEqual(extensions, {
    ...{ keyUsage: null, extendedKeyUsage: null, basicConstraints: { isAuthority: false, pathLength: null } },
    ...{
      subjectKeyIdentifier: extensions.subjectKeyIdentifier,
      authorityKeyIdentifier: extensions.authorityKeyIdentifier,
    },
    ...{ crlUris: [], ocspUris: [], issuerUris: [], mustStaple: false, policies: [], validation: null },
    ...{ transparencyTimestamps: 0, otherExtensions: [] },
  });
  assert.deepEqual(detailsIn(SIGNED.right.cert).basicConstraints, { isAuthority: false, pathLength: null });
  assert.deepEqual(detailsIn(SIGNED.right.cert).extendedKeyUsage, ['serverAuth']);
  assert.deepEqual(detailsIn(INTERMEDIATE).basicConstraints, { isAuthority: true, pathLength: 0 });
});

test('what the runtime tells of the authorities of the world is the same', () => {
  for (const pem of rootCertificates) {
    const known = new X509Certificate(pem);
    const told = detailsOf(known.raw);
    assert.equal(told.pem, known.toString());
    assert.equal(told.sha1, known.fingerprint.replaceAll(':', '').toLowerCase());
    assert.equal(told.basicConstraints?.isAuthority ?? false, known.ca);
    assert.equal(told.publicKey, known.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'));
    const uris = [...(known.infoAccess ?? '').matchAll(/^OCSP - URI:(.*)$/gm)].map(([, uri]) => uri);
    assert.deepEqual(told.ocspUris, uris);
    assert.ok(told.keyUsage === null || told.keyUsage.includes('keyCertSign'), known.subject);
  }
});

test('the record for DANE is that of the key', () => {
  const details = detailsIn(SIGNED.ec.cert);
  const key = new X509Certificate(derOf(SIGNED.ec.cert)[0]!).publicKey.export({ type: 'spki', format: 'der' });
  assert.equal(tlsaOf(details), `3 1 1 ${digest('sha256', key)}`);
  assert.equal(tlsaOf({ ...details, publicKeySha256: null }), null);
});

test('bytes that are no certificate, cut or changed ones have details of some kind, and never an exception', () => {
  const [raw = Buffer.alloc(0)] = derOf(EVERYTHING.cert);
  for (let cut = 0; cut < raw.length; cut += 3) assert.equal(detailsOf(raw.subarray(0, cut)).publicKey, null);
  const damaged = fc
    .array(fc.tuple(fc.nat(raw.length - 1), fc.nat(255)), { maxLength: 8 })
    .map((changes) => changes.reduce((all, [at, byte]) => all.fill(byte, at, at + 1), Buffer.from(raw)));
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), damaged), (bytes) => {
      const told = detailsOf(bytes);
      assert.deepEqual(JSON.parse(JSON.stringify(told)), told);
      assert.ok(told.transparencyTimestamps >= 0);
    }),
    { numRuns: 500 },
  );
});

test('extensions without number, and one without end, take time as they are long', () => {
  const many = (count: number) => {
    const extension = Buffer.from('3009060355040304020500', 'hex');
    const list = wrap(0x30, Buffer.concat(Array.from({ length: count }, () => extension)));
    const empty = Buffer.from('3000', 'hex');
    const fields = Buffer.concat([Buffer.from('020101', 'hex'), empty, empty, empty, empty, empty, wrap(0xa3, list)]);
    return wrap(0x30, wrap(0x30, fields));
  };
  assert.equal(detailsOf(many(3)).otherExtensions.length, 3);
  const began = performance.now();
  assert.equal(detailsOf(many(20_000)).otherExtensions.length, 20_000);
  assert.ok(performance.now() - began < 2000);
});

/** An element with a length of three bytes. */
function wrap(tag: number, content: Buffer): Buffer {
  const length = Buffer.alloc(5);
  length.writeUInt32BE(content.length, 1);
  length.set([tag, 0x83]);
  return Buffer.concat([length, content]);
}
