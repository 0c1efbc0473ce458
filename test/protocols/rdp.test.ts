import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromHex } from '../../src/protocols/bytes.js';
import { rdp } from '../../src/protocols/rdp.js';

function recognized(hex: string, request = 'ms-wbt-server/negotiate') {
  return rdp.recognizeReply?.(fromHex(hex), request) ?? null;
}

test('the server tells which security it chose', () => {
  const windows = recognized('03000013 0ed000001234 00 02 1f 0800 02000000');
  assert.equal(windows?.subject, 'security: CredSSP, flags 1f, reference 1234');
  assert.deepEqual(windows?.extra, { security: 'CredSSP' });
  const xrdp = recognized('03000013 0ed000001234 00 02 01 0800 01000000');
  assert.equal(xrdp?.subject, 'security: TLS, flags 01, reference 1234');
});

test('the server tells why it refuses', () => {
  const refusal = recognized('03000013 0ed000001234 00 03 00 0800 02000000');
  assert.deepEqual(refusal?.extra, { security: 'refused: TLS not allowed' });
  assert.deepEqual(recognized('03000013 0ed000001234 00 03 00 0800 63000000')?.extra, { security: 'refused: 99' });
});

test('a server that negotiates nothing has the security of RDP itself', () => {
  assert.deepEqual(recognized('0300000b 06d000001234 00')?.extra, { security: 'RDP' });
});

test('what is no connection confirm is not recognised', () => {
  for (const hex of [
    '',
    '0300',
    '03000013 0ee000001234 00 02 1f 0800 02000000',
    '03000013 0fd00000123400021f080002000000',
  ]) {
    assert.equal(recognized(hex), null, hex);
  }
  assert.equal(recognized('0300000b 06d000001234 00', 'http/get'), null);
});

test('a server that turns down the words of another protocol is asked in its own then', () => {
  const turnedDown = recognized('03000009 02f080 2180', 'http/get');
  assert.ok((turnedDown?.confidence ?? 0) >= 0.8);
  const connect = rdp.inquiries[0]!.bytes;
  assert.ok(typeof connect === 'function');
  const context = { host: 'x', port: 3389, secure: false, clientName: 'x' };
  assert.equal(connect({ ...context, said: [{ request: 'http/get', text: '' }] }), rdp.openings[0]?.bytes);
  assert.equal(connect({ ...context, said: [{ request: 'ms-wbt-server/negotiate', text: '' }] }), null);
  assert.equal(
    recognized('03000013 0ed000001234 00 02 01 0800 01000000', 'ms-wbt-server/connect')?.extra?.['security'],
    'TLS',
  );
});
