import assert from 'node:assert/strict';
import { constants } from 'node:crypto';
import { EventEmitter } from 'node:events';
import test, { type TestContext } from 'node:test';
import type { TLSSocket, TlsOptions } from 'node:tls';
import fc from 'fast-check';
import { Talk } from '../../src/net/converse.js';
import { Deadline } from '../../src/net/deadline.js';
import { dialTcp } from '../../src/net/dial.js';
import { ticketSeconds, watchTickets } from '../../src/net/session.js';
import { cipherBits, isInOrder } from '../../src/net/tls-details.js';
import type { TlsDetails, TlsSummary } from '../../src/types.js';
import { AUTHORITY, certificatesIn, EVERYTHING, OCSP, SIGNED } from '../helpers/certificate.js';
import { serveTls } from '../helpers/server.js';

interface Asked {
  /** What the server has stapled. Default nothing. */
  readonly response?: Buffer;
  readonly withChain?: boolean;
  readonly alpn?: readonly string[];
  /** Lines that are read before TLS is looked at again. Default 2. */
  readonly lines?: number;
}

/** What a talk with a server of TLS that says two lines, the second when asked, has shown in the end. */
async function shown(t: TestContext, options: TlsOptions, asked: Asked = {}): Promise<TlsSummary> {
  const { response = null, withChain = true, alpn = [], lines = 2 } = asked;
  const speak = (socket: TLSSocket) => {
    socket.write('220 ready\r\n');
    socket.once('data', () => socket.write('221 bye\r\n'));
  };
  const connection = await dialTcp(await serveTls(t, speak, options, response), { timeoutMs: 2000 });
  const talk = new Talk(connection, {
    ...{ name: 'mail.portolan.test', deadline: new Deadline(5000) },
    tls: { withChain, roots: [AUTHORITY] },
  });
  t.after(() => talk.close());
  assert.equal((await talk.startTls(alpn)).end, 'complete');
  for (let line = 0; line < lines; line += 1) {
    if (line > 0) talk.send('QUIT');
    assert.equal((await talk.read({ frame: (text) => text.indexOf('\n') + 1 })).end, 'complete');
  }
  return talk.tls ?? assert.fail();
}

const details = async (...args: Parameters<typeof shown>): Promise<TlsDetails> =>
  (await shown(...args)).details ?? assert.fail();
const OLD: TlsOptions = { ...SIGNED.right, maxVersion: 'TLSv1.2' };
const NO_TICKET = { secureOptions: constants.SSL_OP_NO_TICKET };

test('details are told of the handshake and of every certificate, where they are asked for', async (t) => {
  const summary = await shown(t, SIGNED.right, { alpn: ['imap'] });
  const { certificate, chain = [] } = summary;
  assert.deepEqual(summary.details, {
    ...{ cipherBits: 256, alpnOffered: ['imap'], chainInOrder: true, stapledResponse: null },
    tlsa: `3 1 1 ${certificate?.details?.publicKeySha256}`,
    ...{ sessionTicket: true, sessionTicketSeconds: summary.details?.sessionTicketSeconds },
  });
  assert.ok((summary.details?.sessionTicketSeconds ?? 0) > 0);
  const sent = [certificate, ...chain].map((each) => each?.details?.pem);
  assert.deepEqual(sent, certificatesIn(SIGNED.right.cert));
});

test('no details are told where they are not asked for', async (t) => {
  const summary = await shown(t, { ...SIGNED.right }, { withChain: false, response: OCSP.good });
  assert.ok(!('details' in summary) && !('chain' in summary));
  assert.ok(summary.certificate !== null && !('details' in summary.certificate));
});

for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
  test(`a stapled response is told, and that there is none, in ${maxVersion}`, async (t) => {
    const server: TlsOptions = { ...EVERYTHING, maxVersion };
    const { stapledResponse } = await details(t, server, { response: OCSP.revoked });
    assert.equal(stapledResponse?.status, 'revoked');
    assert.equal((await details(t, server)).stapledResponse, null);
    const odd = await details(t, server, { response: Buffer.from('no response') });
    assert.deepEqual(odd.stapledResponse, { status: null, thisUpdate: null, nextUpdate: null });
  });
}

test('a ticket of TLS 1.2 is known with the handshake, and so is that there is none', async (t) => {
  const given = await details(t, OLD, { lines: 0 });
  assert.equal(given.sessionTicket, true);
  assert.ok((given.sessionTicketSeconds ?? 0) > 0);
  const none = await details(t, { ...OLD, ...NO_TICKET }, { lines: 0 });
  assert.deepEqual([none.sessionTicket, none.sessionTicketSeconds], [false, null]);
});

test('in TLS 1.3 a ticket is not known to be missing before two replies', async (t) => {
  assert.equal((await details(t, SIGNED.right, { lines: 0 })).sessionTicket, null);
  assert.equal((await details(t, SIGNED.right, { lines: 2 })).sessionTicket, true);
});

test('without a ticket by the second reply there is none, also when the connection is gone', () => {
  let version: string | null = 'TLSv1.3';
  const socket = Object.assign(new EventEmitter(), { getProtocol: () => version });
  const tickets = watchTickets(socket as unknown as TLSSocket);
  socket.emit('secureConnect');
  version = null;
  assert.deepEqual(
    [0, 1, 2, 3].map((replies) => tickets(replies).sessionTicket),
    [null, null, false, false],
  );
});

test('a server without encryption is spoken to, and told by its cipher', async (t) => {
  const server: TlsOptions = { ...OLD, ciphers: 'NULL-SHA256:@SECLEVEL=0' };
  const { cipher, certificate, details: told } = await shown(t, server);
  assert.deepEqual([cipher, told?.cipherBits], ['NULL-SHA256', 0]);
  assert.ok(certificate !== null);
});

for (const honorCipherOrder of [true, false]) {
  test(`a server that has ciphers without encryption or certificate behind others takes the others, ${honorCipherOrder ? 'in its order' : 'in ours'}`, async (t) => {
    const server: TlsOptions = { ...OLD, ciphers: 'ALL:aNULL:eNULL:@SECLEVEL=0', honorCipherOrder };
    const { cipher, certificate } = await shown(t, server);
    assert.equal(cipher, 'ECDHE-RSA-AES256-GCM-SHA384');
    assert.ok(certificate !== null);
  });
}

test('a server that would rather show no certificate is not let', async (t) => {
  const server: TlsOptions = { ...OLD, ciphers: 'aNULL:ALL:@SECLEVEL=0', honorCipherOrder: true };
  assert.ok((await shown(t, server)).certificate !== null);
});

test('the name of a cipher tells how many bits its key has', () => {
  const bits: Readonly<Record<string, number | null>> = {
    ...{ TLS_AES_128_GCM_SHA256: 128, TLS_AES_256_GCM_SHA384: 256, TLS_AES_128_CCM_8_SHA256: 128 },
    ...{ TLS_CHACHA20_POLY1305_SHA256: 256, TLS_SHA256_SHA256: 0, 'AES128-SHA256': 128, 'AES256-SHA': 256 },
    ...{ 'ECDHE-RSA-AES128-GCM-SHA256': 128, 'ECDHE-RSA-AES256-SHA384': 256, 'DHE-RSA-CHACHA20-POLY1305': 256 },
    ...{ 'CAMELLIA256-SHA256': 256, 'ECDHE-ARIA128-GCM-SHA256': 128, 'AES128-CCM8': 128, 'DHE-RSA-SEED-SHA': 128 },
    ...{ 'NULL-SHA256': 0, 'ECDHE-RSA-NULL-SHA': 0, 'NULL-MD5': 0, 'RC4-MD5': 128, 'ECDHE-RSA-RC4-SHA': 128 },
    ...{ 'DES-CBC3-SHA': 112, TLS_RSA_WITH_3DES_EDE_CBC_SHA: 112, 'EDH-RSA-DES-CBC-SHA': 56, 'EXP-RC4-MD5': 40 },
    ...{ 'EXP1024-RC4-SHA': 56, odd: null, '': null },
  };
  for (const [name, expected] of Object.entries(bits)) assert.equal(cipherBits(name), expected, name);
});

test('certificates are in order where each is followed by its issuer', () => {
  const link = (subject: string, issuer: string) => ({ subject, issuer });
  const [leaf, between, root] = [link('CN=a', 'CN=B'), link('CN=b', 'CN=c'), link('CN=c', 'CN=c')];
  for (const chain of [[leaf], [leaf, between], [leaf, between, root], [root]]) assert.ok(isInOrder(chain));
  for (const chain of [
    [leaf, root],
    [leaf, root, between],
    [leaf, leaf],
    [leaf, between, between],
    [root, leaf],
  ]) {
    assert.ok(!isInOrder(chain));
  }
});

test('records of sessions are read as every runtime writes them, and none breaks it', () => {
  const record = Buffer.from('3011 020101 0400 a903020178 aa05 0403010203'.replaceAll(' ', ''), 'hex');
  const named = Buffer.concat([Buffer.from('\0nodejs:tls:session:1\0\0\x04host', 'latin1'), record]);
  assert.equal(ticketSeconds(record), 120);
  assert.equal(ticketSeconds(named), 120);
  assert.equal(ticketSeconds(Buffer.from('3000', 'hex')), null);
  const cuts = Array.from({ length: named.length - record.length }, (_, cut) => named.subarray(0, cut));
  for (const cut of cuts) assert.equal(ticketSeconds(cut), null);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(named.length - 1), fc.nat(255), (bytes, at, byte) => {
      ticketSeconds(Buffer.from(bytes));
      const changed = Buffer.from(named).fill(byte, at, at + 1);
      ticketSeconds(changed);
      ticketSeconds(changed.subarray(-record.length));
    }),
  );
});
