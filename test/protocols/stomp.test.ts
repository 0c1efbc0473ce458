import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stomp } from '../../src/protocols/stomp.js';

test('the server names itself', () => {
  const told = stomp.recognizeReply?.(
    'CONNECTED\nserver:RabbitMQ/3.10.8\nheart-beat:0,0\nversion:1.0\n\n\x00',
    'stomp/connect',
  );
  assert.equal(told?.subject, 'server: RabbitMQ/3.10.8');
  assert.deepEqual(told?.extra, { protocolVersion: '1.0' });
});

test('a server may want a password', () => {
  const told = stomp.recognizeReply?.(
    'ERROR\nmessage:Bad CONNECT\nversion:1.0,1.1,1.2\n\nAccess refused\n\x00',
    'stomp/connect',
  );
  assert.equal(told?.subject, 'server: -');
  assert.deepEqual(told?.extra, { protocolVersion: '1.0,1.1,1.2', access: 'password required' });
});

test('a frame without fields, or an error that does not end, is not taken', () => {
  for (const other of ['HTTP/1.0 200 OK\r\n\r\n', 'ERROR\r\n', 'ERROR\nmessage:x\n', 'CONNECTED\n']) {
    assert.equal(stomp.recognizeReply?.(other, 'http/get'), null);
  }
});
