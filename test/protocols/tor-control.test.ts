import assert from 'node:assert/strict';
import { test } from 'node:test';
import { torControl } from '../../src/protocols/tor-control.js';

test('HTTP is refused in its own way', () => {
  const told = torControl.recognizeReply?.('HTTP/1.0 501 Tor ControlPort is not an HTTP proxy\r\n\r\n', 'http/get');
  assert.equal(told?.confidence, 0.98);
});

test('ways to log in are told', () => {
  const told = torControl.recognizeReply?.(
    '250-PROTOCOLINFO 1\r\n250-AUTH METHODS=COOKIE,SAFECOOKIE COOKIEFILE="/x"\r\n250-VERSION Tor="0.4.9.11"\r\n250 OK\r\n',
    'tor-control/protocolinfo',
  );
  assert.deepEqual(told?.extra, { authentication: 'COOKIE,SAFECOOKIE' });
});

test('its SOCKS port and servers of mail are something else', () => {
  for (const other of [
    'HTTP/1.0 501 Tor is not an HTTP Proxy\r\n\r\n',
    '514 Authentication required by policy\r\n',
    '250 OK\r\n',
  ]) {
    assert.equal(torControl.recognizeReply?.(other, 'http/get'), null);
  }
});
