import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rtsp } from '../../src/protocols/rtsp.js';

const OPTIONS =
  'RTSP/1.0 200 OK\r\nCSeq: 1\r\nPublic: OPTIONS, DESCRIBE, PLAY\r\nServer: GStreamer RTSP server\r\n' +
  'Date: Sat, 21 Nov 2026 17:59:42 GMT\r\n\r\n';

function told(reply: string) {
  return rtsp.recognizeReply?.(reply, 'rtsp/options') ?? null;
}

test('a server tells its methods and its name', () => {
  assert.equal(told(OPTIONS)?.text, 'RTSP/1.0 200');
  assert.equal(told(OPTIONS)?.extra?.['methods'], 'OPTIONS, DESCRIBE, PLAY');
  assert.equal(told(OPTIONS)?.extra?.['server'], 'GStreamer RTSP server');
  assert.match(told(OPTIONS)?.subject ?? '', /^server: GStreamer RTSP server$/m);
  assert.equal(rtsp.frame(OPTIONS), OPTIONS.length);
});

test('refusals speak for the protocol as well', () => {
  const refusal = 'RTSP/1.0 401 Unauthorized\r\nWWW-Authenticate: Digest realm="IP Camera(1)", nonce="2"\r\n\r\n';
  assert.equal(told(refusal)?.extra?.['realm'], 'IP Camera(1)');
  assert.notEqual(told('RTSP/1.0 400 Bad Request\r\n\r\n'), null);
});

test('a server that refuses a tunnel through HTTP is one of RTSP', () => {
  assert.notEqual(told('HTTP/1.0 503 Service Unavailable\r\nServer: GStreamer RTSP Server\r\n\r\n'), null);
  for (const other of [
    'HTTP/1.0 200 OK\r\nServer: nginx\r\n\r\n',
    'SIP/2.0 200 OK\r\n\r\n',
    '',
    'RTSP/1.0',
    'RTSP/1.0 x',
  ]) {
    assert.equal(told(other), null, other);
  }
});

test('the server is asked for its root under the name that it was reached by', () => {
  const { bytes } = rtsp.inquiries[0]!;
  const context = { host: '2001:db8::1', port: 8554, secure: false, clientName: '[192.0.2.1]', said: [] };
  const request = typeof bytes === 'string' ? bytes : (bytes(context) ?? '');
  assert.match(request, /^DESCRIBE rtsp:\/\/\[2001:db8::1\]:8554\/ RTSP\/1\.0\r\n(?:[^\r\n]+\r\n)+\r\n$/);
});
