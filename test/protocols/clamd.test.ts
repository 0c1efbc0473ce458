import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clamd } from '../../src/protocols/clamd.js';

test('the version is an answer to any kind of request', () => {
  const told = clamd.recognizeReply?.('ClamAV 1.4.6\n', 'irc/version');
  assert.equal(told?.confidence, 0.95);
});

test('what it does not know is told', () => {
  const told = clamd.recognizeReply?.('UNKNOWN COMMAND\n', 'http/get');
  assert.equal(told?.confidence, 0.8);
});

test('almost the same words are not taken', () => {
  for (const other of [
    'HTTP/1.0 200 OK\r\n\r\n',
    'UNKNOWN COMMAND\r\n',
    'UNKNOWN COMMAND GET\n',
    '+PONG\r\n',
    'PONG\r\n',
  ]) {
    assert.equal(clamd.recognizeReply?.(other, 'http/get'), null);
  }
});
