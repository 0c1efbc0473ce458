import assert from 'node:assert/strict';
import { test } from 'node:test';
import { epmd } from '../../src/protocols/epmd.js';

test('nodes are listed with their ports', () => {
  const told = epmd.recognizeReply?.(
    '\x00\x00\x11\x11name rabbit at port 25672\nname ejabberd at port 36277\n',
    'epmd/names',
  );
  assert.equal(told?.confidence, 0.95);
  assert.deepEqual(told?.extra, { nodes: 'rabbit (25672), ejabberd (36277)' });
});

test('an empty list is sure at the usual port', () => {
  const told = epmd.recognizeReply?.('\x00\x00\x11\x11', 'epmd/names');
  assert.equal(told?.confidence, 0.95);
});

test('at another port it is not', () => {
  const told = epmd.recognizeReply?.('\x00\x00\x11\x12', 'epmd/names');
  assert.equal(told?.confidence, 0.6);
});

test('no port is no list', () => {
  const told = epmd.recognizeReply?.('\x00\x01\x11\x11', 'epmd/names');
  assert.equal(told?.confidence, undefined);
});

test('a list is an answer to its own request alone', () => {
  for (const other of ['\x00\x00\x11\x11name rabbit at port 25672\n', 'HTTP/1.0 200 OK\r\n\r\n']) {
    assert.equal(epmd.recognizeReply?.(other, 'http/get'), null);
  }
});
