import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cvspserver } from '../../src/protocols/cvspserver.js';

test('what is no login is told', () => {
  const told = cvspserver.recognizeReply?.(
    'cvs [pserver aborted]: bad auth protocol start: GET / HTTP/1.0\r\n',
    'http/get',
  );
  assert.equal(told?.confidence, 0.95);
});

test('other words are not taken', () => {
  for (const other of ['HTTP/1.0 200 OK\r\n\r\n', 'cvs: unknown\r\n']) {
    assert.equal(cvspserver.recognizeReply?.(other, 'http/get'), null);
  }
});
