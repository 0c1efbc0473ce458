import assert from 'node:assert/strict';
import { test } from 'node:test';
import { relp } from '../../src/protocols/relp.js';

test('what is no frame closes the session', () => {
  const told = relp.recognizeReply?.('0 serverclose 0\n', 'http/get');
  assert.equal(told?.confidence, 0.95);
});

test('a session is opened', () => {
  const told = relp.recognizeReply?.(
    '1 rsp 93 200 OK\nrelp_version=0\nrelp_software=librelp,1.11.0,http://librelp.adiscon.com\ncommands=syslog\n',
    'relp/open',
  );
  assert.equal(told?.text, '1 rsp 93 200 OK');
});

test('a frame that is not whole is not taken', () => {
  for (const other of ['HTTP/1.0 200 OK\r\n\r\n', '0 serverclose 0', '1 rsp 6']) {
    assert.equal(relp.recognizeReply?.(other, 'http/get'), null);
  }
});

test('a frame ends behind its data', () => {
  assert.equal(relp.frame('0 serverclose 0\nmore'), 16);
  assert.equal(relp.frame('1 rsp 6 200 OK\nmore'), 15);
  assert.equal(relp.frame('1 rsp 6 200 O'), 0);
});
