import assert from 'node:assert/strict';
import { test } from 'node:test';
import { printer } from '../../src/protocols/printer.js';

test('an unknown request is told', () => {
  const told = printer.recognizeReply?.('print.example.org: lpd: Illegal service request\n', 'http/get');
  assert.equal(told?.confidence, 0.95);
});

test('a queue may be empty', () => {
  const told = printer.recognizeReply?.('no entries\n', 'printer/queue');
  assert.equal(told?.confidence, 0.9);
});

test('states of a queue are answers to its own request alone', () => {
  for (const other of ['no entries\n', 'lp is ready\n', 'HTTP/1.0 200 OK\r\n\r\n']) {
    assert.equal(printer.recognizeReply?.(other, 'http/get'), null);
  }
});
