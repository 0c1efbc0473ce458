import assert from 'node:assert/strict';
import { test } from 'node:test';
import { spamd } from '../../src/protocols/spamd.js';

test('a pong is an answer', () => {
  const told = spamd.recognizeReply?.('SPAMD/1.5 0 PONG\r\n', 'spamd/ping');
  assert.equal(told?.confidence, 0.95);
});

test('a line that is no header is refused', () => {
  const told = spamd.recognizeReply?.('SPAMD/1.0 76 Bad header line: GET / HTTP/1.0\r\n', 'http/get');
  assert.equal(told?.confidence, 0.95);
});

test('what has no version and code is not taken', () => {
  for (const other of ['HTTP/1.0 200 OK\r\n\r\n', 'SPAMC/1.2\r\n', 'SPAMD/x\r\n']) {
    assert.equal(spamd.recognizeReply?.(other, 'http/get'), null);
  }
});
