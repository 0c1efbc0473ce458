import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import test, { type TestContext } from 'node:test';
import { connect, type SecureContextOptions, TLSSocket } from 'node:tls';
import { MAX_CHAIN_CERTIFICATES } from '../../src/defaults.js';
import { certificatesSent } from '../../src/net/chain.js';
import { AUTHORITY, certificatesIn, derOf, INTERMEDIATE, SIGNED, withoutChain } from '../helpers/certificate.js';
import { serveTls } from '../helpers/server.js';

const [LEAF = ''] = certificatesIn(SIGNED.right.cert);
const [STRANGER = ''] = certificatesIn(SIGNED.ec.cert);

type Served = { readonly key: string; readonly cert: string };

/** A finished handshake with a server that sends this chain to a client that trusts the test authority. */
async function shakenHands(t: TestContext, chain: string, options: SecureContextOptions = {}): Promise<TLSSocket> {
  const served: Served = { key: SIGNED.right.key, cert: chain };
  const { port } = await serveTls(t, () => {}, { ...served, ...options } as Served);
  const socket = connect({ port, host: '127.0.0.1', ca: AUTHORITY, rejectUnauthorized: false });
  t.after(() => socket.destroy());
  await once(socket, 'secureConnect');
  return socket;
}

for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
  test(`what the server sent is told, without the root that this machine knows, in ${maxVersion}`, async (t) => {
    const socket = await shakenHands(t, LEAF + INTERMEDIATE, { maxVersion });
    assert.equal(socket.getProtocol(), maxVersion);
    assert.deepEqual(certificatesSent(socket), derOf(LEAF + INTERMEDIATE));
  });
}

test('a root that the server sent is told', async (t) => {
  const chain = LEAF + INTERMEDIATE + AUTHORITY;
  assert.deepEqual(certificatesSent(await shakenHands(t, chain)), derOf(chain));
});

test('a missing intermediate is missing', async (t) => {
  const { cert } = withoutChain(SIGNED.right);
  assert.deepEqual(certificatesSent(await shakenHands(t, cert)), derOf(LEAF));
});

test('strangers, repetitions and a wrong order are kept as they were sent', async (t) => {
  const chain = LEAF + AUTHORITY + STRANGER + INTERMEDIATE + INTERMEDIATE + LEAF;
  assert.deepEqual(certificatesSent(await shakenHands(t, chain)), derOf(chain));
});

test('certificates that name each other or themselves as issuers are an end like any other', async (t) => {
  const [careless = ''] = certificatesIn(SIGNED.noAuthority.cert).slice(1);
  const chain = LEAF + certificatesIn(SIGNED.selfSigned.cert)[0] + careless + AUTHORITY + AUTHORITY;
  assert.deepEqual(certificatesSent(await shakenHands(t, chain)), derOf(chain));
});

test('a chain of hundreds of certificates is cut', async (t) => {
  const socket = await shakenHands(t, LEAF + AUTHORITY.repeat(150));
  const sent = certificatesSent(socket);
  assert.equal(sent.length, MAX_CHAIN_CERTIFICATES);
  assert.deepEqual(sent[0], derOf(LEAF)[0]);
});

test('asked twice, the same is told, and the connection still knows its certificate', async (t) => {
  const socket = await shakenHands(t, LEAF + INTERMEDIATE);
  const sent = certificatesSent(socket);
  assert.equal(certificatesSent(socket), sent);
  assert.equal(socket.getPeerCertificate().subject.CN, 'mail.portolan.test');
  assert.equal(new X509Certificate(sent[0] ?? '').fingerprint256, socket.getPeerCertificate().fingerprint256);
});

test('a runtime that does not tell the chain as it came is asked for the sorted one', async (t) => {
  for (const broken of [() => undefined, () => assert.fail('cannot be read')]) {
    const socket = await shakenHands(t, LEAF + STRANGER + INTERMEDIATE);
    socket.getPeerX509Certificate = broken;
    assert.deepEqual(certificatesSent(socket), derOf(LEAF + INTERMEDIATE + AUTHORITY));
  }
});

test('a connection without certificate has an empty chain', async (t) => {
  const { port } = await serveTls(t, () => {}, { ciphers: 'aNULL:@SECLEVEL=0', maxVersion: 'TLSv1.2' } as never);
  const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false, ciphers: 'aNULL:@SECLEVEL=0' });
  t.after(() => socket.destroy());
  await once(socket, 'secureConnect');
  assert.deepEqual(certificatesSent(socket), []);
  assert.deepEqual(certificatesSent(new TLSSocket(socket)), []);
});
