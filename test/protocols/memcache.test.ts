import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memcache } from '../../src/protocols/memcache.js';

test('the version is recognised, a bare error only as one of several possibilities', () => {
  assert.equal(memcache.recognizeReply?.('VERSION 1.6.18\r\n', 'memcache/version')?.text, 'VERSION 1.6.18');
  assert.ok((memcache.recognizeReply?.('ERROR\r\n', 'redis/ping')?.confidence ?? 1) < 0.5);
});

test('a server that wants a password says so', () => {
  const recognition = memcache.recognizeReply?.('CLIENT_ERROR unauthenticated\r\n', 'memcache/version');
  assert.equal(recognition?.extra?.['access'], 'password required');
});

test('other words are not memcached', () => {
  for (const reply of ['VERSION', 'VERSION \r\n', 'ERROR 1\r\n', 'VERSION 1.0', '-ERR\r\n', 'ERROR: x\r\n']) {
    assert.equal(memcache.recognizeReply?.(reply, 'memcache/version'), null, reply);
  }
});

test('the version is asked again over a connection of its own, where another request found the server', () => {
  assert.deepEqual(
    memcache.inquiries.map(({ bytes, fresh }) => [bytes, fresh]),
    [['version\r\n', true]],
  );
});
