import assert from 'node:assert/strict';
import { test } from 'node:test';
import { redis } from '../../src/protocols/redis.js';

/** What INFO of these lines makes the server. */
function infoOf(...lines: readonly string[]) {
  const content = `# Server\r\n${lines.map((line) => `${line}\r\n`).join('')}`;
  return redis.recognizeReply?.(`$${content.length}\r\n${content}\r\n`, 'redis/info');
}

const info = redis.inquiries[0]!;

test('INFO tells name, version, program and system in one line', () => {
  const recognition = infoOf(
    'redis_version:7.0.15',
    'redis_mode:sentinel',
    'os:Linux 6.1.0-18-amd64 x86_64',
    'gcc_version:12.2.0',
    'executable:/usr/bin/redis-server',
  );
  assert.equal(recognition?.subject, 'server: redis 7.0.15 redis-server Linux 6.1.0-18-amd64 x86_64\n');
  assert.equal(recognition.os, 'Linux');
  assert.deepEqual(recognition.extra, { mode: 'sentinel' });
});

test('the version of the server itself wins over the one that it is compatible with', () => {
  const valkey = infoOf('redis_version:7.2.4', 'server_name:valkey', 'valkey_version:8.0.1', 'server_mode:standalone');
  assert.equal(valkey?.subject, 'server: valkey 8.0.1 - \n');
  assert.deepEqual(valkey.extra, { mode: 'standalone', compatibleWith: 'Redis 7.2.4' });
});

test('a managed service is no operating system', () => {
  const recognition = infoOf('redis_version:5.0.6', 'os:Amazon ElastiCache');
  assert.equal(recognition?.os, undefined);
  assert.match(recognition?.subject ?? '', /Amazon ElastiCache/);
});

test('INFO is framed by its length, an error by its line', () => {
  assert.equal(info.frame('$5\r\nhello\r\n'), 11);
  assert.equal(info.frame('$5\r\nhello'), 0);
  assert.equal(info.frame('-NOAUTH Authentication required.\r\n'), 34);
});

test('errors in the words of the family are recognised, whatever was asked', () => {
  for (const reply of [
    '+PONG\r\n',
    "-ERR wrong number of arguments for 'get' command\r\n",
    '-ERR unknown command `GET`, with args beginning with: `/`\r\n',
    "-ERR unknown command 'GET'\r\n",
    '-LOADING Redis is loading the dataset in memory\r\n',
  ]) {
    assert.equal(redis.recognizeReply?.(reply, 'http/get')?.confidence, 0.9, reply);
  }
  const locked = redis.recognizeReply?.('-NOAUTH Authentication required.\r\n', 'redis/ping');
  assert.equal(locked?.extra?.['access'], 'password required');
});

test('protected mode is said unasked', () => {
  for (const greeting of [
    '-DENIED Redis is running in protected mode because',
    '-DENIED Running in protected mode because',
  ]) {
    assert.equal(redis.recognize(greeting)?.extra?.['access'], 'protected mode');
  }
});

test('a server that is full says so unasked', () => {
  const recognition = redis.recognize('-ERR max number of clients reached\r\n');
  assert.equal(recognition?.extra?.['access'], 'too many connections');
  assert.equal(recognition.confidence, 0.95);
});

test('errors of POP3 and other words are not of Redis', () => {
  for (const reply of [
    '-ERR Unknown command.\r\n',
    '-ERR unknown command\r\n',
    '+OK\r\n',
    'PONG\r\n',
    '$5\r\nhello\r\n',
  ]) {
    assert.equal(redis.recognizeReply?.(reply, 'http/get'), null, reply);
  }
});
