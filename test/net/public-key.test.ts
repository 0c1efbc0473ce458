import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import test from 'node:test';
import { rootCertificates } from 'node:tls';
import fc from 'fast-check';
import { publicKeyInfo } from '../../src/net/public-key.js';
import { derOf, EXPIRED, MAIL, ODD_NAMES, RSA, SIGNED } from '../helpers/certificate.js';

test('the key is that of the certificate, byte for byte', () => {
  const own = [MAIL, ODD_NAMES, EXPIRED, RSA, ...Object.values(SIGNED)].flatMap(({ cert }) => derOf(cert));
  const roots = rootCertificates.slice(0, 40).flatMap(derOf);
  for (const der of [...own, ...roots]) {
    const key = new X509Certificate(der).publicKey.export({ type: 'spki', format: 'der' });
    assert.deepEqual(publicKeyInfo(der), key);
  }
});

test('what is cut off or no certificate has no key', () => {
  const [der = Buffer.alloc(0)] = derOf(MAIL.cert);
  for (let length = 0; length < der.length; length += 7) assert.equal(publicKeyInfo(der.subarray(0, length)), null);
  const [signed = Buffer.alloc(0)] = [der.subarray(4)];
  assert.equal(publicKeyInfo(signed), null);
});

test('no bytes break it', () => {
  const [der = Buffer.alloc(0)] = derOf(SIGNED.right.cert);
  const damaged = fc
    .array(fc.tuple(fc.nat(120), fc.nat(255)), { maxLength: 8 })
    .map((changes) => changes.reduce((bytes, [at, byte]) => bytes.fill(byte, at, at + 1), Buffer.from(der)));
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array(), damaged), (bytes) => {
      const key = publicKeyInfo(bytes);
      assert.ok(key === null || Buffer.from(bytes).includes(key));
    }),
  );
});
