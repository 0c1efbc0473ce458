import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hylafax } from '../../src/protocols/hylafax.js';

test('the greeting tells host and version', () => {
  const greeting = '220 fax.example.org server (HylaFAX (tm) Version 6.0.7) ready.\r\n';
  const told = hylafax.recognize(greeting);
  assert.equal(told?.hostname, 'fax.example.org');
  assert.equal(hylafax.frame(greeting), greeting.length);
});

test('a server of files is not one of faxes', () => {
  for (const other of ['220 fax.example.org FTP server ready.\r\n', '220 x server (HylaFAX)\r\n'])
    assert.equal(hylafax.recognize(other), null);
});
