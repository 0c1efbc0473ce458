import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lcdproc } from '../../src/protocols/lcdproc.js';

test('a command that it does not know is told', () => {
  const told = lcdproc.recognizeReply?.('huh? Invalid command "GET"\n', 'http/get');
  assert.equal(told?.confidence, 0.95);
});

test('the version is told', () => {
  const told = lcdproc.recognizeReply?.(
    'connect LCDproc 0.5.9 protocol 0.3 lcd wid 20 hgt 4 cellwid 5 cellhgt 8\n',
    'lcdproc/hello',
  );
  assert.equal(told?.confidence, 0.95);
});

test('other words are not taken', () => {
  for (const other of ['HTTP/1.0 200 OK\r\n\r\n', 'huh?\n', 'connect\n']) {
    assert.equal(lcdproc.recognizeReply?.(other, 'http/get'), null);
  }
});
