import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gopher } from '../../src/protocols/gopher.js';

test('a menu shows its lines', () => {
  const told = gopher.recognizeReply?.(
    'iWelcome\t\tnull.host\t1\r\n1Files\t/f\texample.org\t70\r\n.\r\n',
    'gopher/menu',
  );
  assert.equal(told?.subject, 'Welcome\nFiles');
});

test('an error without a menu is known by the foot of the page', () => {
  const told = gopher.recognizeReply?.(
    'Error: File or directory not found!\r\n___\r\n   Gophered by Gophernicus/3.1.1 on Debian/12 x86_64\r\n',
    'irc/version',
  );
  assert.equal(told?.confidence, 0.9);
});

test('a line without a port is none of a menu', () => {
  for (const other of ['HTTP/1.0 200 OK\r\n\r\n', 'a\tb\tc\td\r\n', 'iWelcome\t\tnull.host\r\n']) {
    assert.equal(gopher.recognizeReply?.(other, 'http/get'), null);
  }
});
