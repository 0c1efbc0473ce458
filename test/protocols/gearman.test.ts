import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gearman } from '../../src/protocols/gearman.js';

test('a refusal is an answer to anything', () => {
  const told = gearman.recognizeReply?.('ERR UNKNOWN_COMMAND Unknown+server+commandGET\r\n', 'http/get');
  assert.equal(told?.confidence, 0.95);
});

test('a version is one to its own request', () => {
  const told = gearman.recognizeReply?.('OK 1.1.20+ds\n', 'gearman/version');
  assert.equal(told?.confidence, 0.95);
});

test('OK to another request says nothing', () => {
  for (const other of ['HTTP/1.0 200 OK\r\n\r\n', 'OK 1.1.20\n', 'ERR UNKNOWN-COMMAND\n', '-ERR unknown command\r\n']) {
    assert.equal(gearman.recognizeReply?.(other, 'http/get'), null);
  }
});
