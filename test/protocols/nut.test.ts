import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nut } from '../../src/protocols/nut.js';

test('an error is one of a fixed list', () => {
  const told = nut.recognizeReply?.('ERR INVALID-ARGUMENT\nERR UNKNOWN-COMMAND\n', 'http/get');
  assert.equal(told?.confidence, 0.95);
});

test('the version is told', () => {
  const told = nut.recognizeReply?.('Network UPS Tools upsd 2.8.0 - http://www.networkupstools.org/\n', 'nut/ver');
  assert.equal(told?.confidence, 0.95);
});

test('errors of others are not taken', () => {
  for (const other of [
    'HTTP/1.0 200 OK\r\n\r\n',
    'ERR unknown command\r\n',
    'ERR UNKNOWN_COMMAND x\r\n',
    'ERROR\r\n',
  ]) {
    assert.equal(nut.recognizeReply?.(other, 'http/get'), null);
  }
});
