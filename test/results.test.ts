import assert from 'node:assert/strict';
import test from 'node:test';
import { bannerOf, decodeBytes, resultOf } from '../src/results.js';

/** UTF-8 as the stages before the records keep it: one character a byte. */
const raw = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

function resultFor(greeting: string, port = 25) {
  const host = { target: '127.0.0.1', address: '127.0.0.1', family: 4 } as const;
  const reply = { text: greeting, end: 'complete' } as const;
  return resultOf({
    host,
    port,
    state: 'open',
    reason: 'accepted',
    attempts: 1,
    rttMs: 0.25,
    at: new Date(0),
    inspection: { greeting: reply, secure: false, settled: null, protocol: null, tls: null },
  });
}

test('bytes are UTF-8 where they can be, else Latin-1', () => {
  assert.equal(decodeBytes(raw('Grüße, 端口 ⚓')), 'Grüße, 端口 ⚓');
  assert.equal(decodeBytes('Gr\xfc\xdfe'), 'Grüße');
  assert.equal(decodeBytes('plain \0 \r\n'), 'plain \0 \r\n');
  assert.equal(decodeBytes(raw('\ufeffx')), '\ufeffx');
  assert.equal(decodeBytes(''), '');
});

test('evidence and names of a greeting in UTF-8 are decoded like its banner', () => {
  const { banner, service } = resultFor(raw('220 mäil.example.org ESMTP Postfix (Debian)\r\n'));
  assert.equal(banner, '220 mäil.example.org ESMTP Postfix (Debian)\r\n');
  assert.deepEqual([service?.hostname, service?.os], ['mäil.example.org', 'Debian']);
  assert.equal(service?.evidence[0]?.text, '220 mäil.example.org ESMTP Postfix (Debian');
});

test('a greeting whose bytes are no UTF-8 keeps them beside its text', () => {
  assert.deepEqual(bannerOf('caf\xe9'), { banner: 'caf\ufffd', bannerBase64: 'Y2Fm6Q==' });
  assert.deepEqual(bannerOf(raw('café')), { banner: 'café' });
});
