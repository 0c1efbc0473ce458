import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openvpn } from '../../src/protocols/openvpn.js';

test('the server begins a session with ours', () => {
  const told = openvpn.recognizeReply?.(
    '\x00\x1a@)\xc1y6~\xf4w\xf5\x01\x00\x00\x00\x00portolan\x00\x00\x00\x00',
    'openvpn/reset',
  );
  assert.equal(told?.confidence, 0.95);
});

test('another session is not ours', () => {
  const told = openvpn.recognizeReply?.(
    '\x00\x1a@)\xc1y6~\xf4w\xf5\x01\x00\x00\x00\x00somebody\x00\x00\x00\x00',
    'openvpn/reset',
  );
  assert.equal(told?.confidence, undefined);
});

test('another kind of packet is no answer', () => {
  const told = openvpn.recognizeReply?.(
    '\x00\x1a8)\xc1y6~\xf4w\xf5\x01\x00\x00\x00\x00portolan\x00\x00\x00\x00',
    'openvpn/reset',
  );
  assert.equal(told?.confidence, undefined);
});

test('a packet is an answer to its own request alone', () => {
  for (const other of [
    '\x00\x1a@)\xc1y6~\xf4w\xf5\x01\x00\x00\x00\x00portolan\x00\x00\x00\x00',
    'HTTP/1.0 200 OK\r\n\r\n',
  ]) {
    assert.equal(openvpn.recognizeReply?.(other, 'http/get'), null);
  }
});
