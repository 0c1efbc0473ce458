import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quassel } from '../../src/protocols/quassel.js';

test('the core chooses a protocol', () => {
  const told = quassel.recognizeReply?.('\x00\x00\x00\x02', 'quassel/offer');
  assert.deepEqual(told?.extra, { encryption: 'none' });
});

test('it may offer encryption', () => {
  const told = quassel.recognizeReply?.('\x01\x00\x00\x02', 'quassel/offer');
  assert.deepEqual(told?.extra, { encryption: 'offered' });
});

test('an unknown protocol is not taken', () => {
  const told = quassel.recognizeReply?.('\x00\x00\x00\x03', 'quassel/offer');
  assert.equal(told?.confidence, undefined);
});

test('four bytes are an answer to its own request alone', () => {
  for (const other of ['\x00\x00\x00\x02', 'HTTP/1.0 200 OK\r\n\r\n']) {
    assert.equal(quassel.recognizeReply?.(other, 'http/get'), null);
  }
});
