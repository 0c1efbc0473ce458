import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dict } from '../../src/protocols/dict.js';

test('the banner tells host and capabilities', () => {
  const greeting = '220 dict.example.org dictd 1.13.0/rf on Linux 6.1 <auth.mime> <1.524.1795@dict.example.org>\r\n';
  const told = dict.recognize(greeting);
  assert.equal(told?.hostname, 'dict.example.org');
  assert.deepEqual(told?.extra, { capabilities: 'auth mime' });
  assert.equal(dict.frame(greeting), greeting.length);
});

test('a greeting of mail or files has no message id at its end', () => {
  for (const other of ['220 mail.example.org ESMTP\r\n', '220 <auth>\r\n', '420 busy\r\n'])
    assert.equal(dict.recognize(other), null);
});
