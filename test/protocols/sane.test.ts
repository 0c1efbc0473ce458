import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sane } from '../../src/protocols/sane.js';

test('the version is put together', () => {
  const told = sane.recognizeReply?.('\x00\x00\x00\x00\x01\x01\x00\x03', 'sane-port/init');
  assert.deepEqual(told?.extra, { protocolVersion: '1.1.3', access: 'open' });
});

test('access may be denied', () => {
  const told = sane.recognizeReply?.('\x00\x00\x00\x0b\x01\x00\x00\x03', 'sane-port/init');
  assert.deepEqual(told?.extra, { protocolVersion: '1.0.3', access: 'denied' });
});

test('an unknown status is not taken', () => {
  const told = sane.recognizeReply?.('\x00\x00\x00\x0c\x01\x00\x00\x03', 'sane-port/init');
  assert.equal(told?.confidence, undefined);
});

test('eight bytes are an answer to its own request alone', () => {
  for (const other of ['\x00\x00\x00\x00\x01\x01\x00\x03', 'HTTP/1.0 200 OK\r\n\r\n']) {
    assert.equal(sane.recognizeReply?.(other, 'http/get'), null);
  }
});
