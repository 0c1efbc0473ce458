import assert from 'node:assert/strict';
import { test } from 'node:test';
import { poppassd } from '../../src/protocols/poppassd.js';

test('a server asks who one is', () => {
  const greeting = '200 poppassd v1.8.5 hello, who are you?\r\n';
  const told = poppassd.recognize(greeting);
  assert.equal(told?.confidence, 0.9);
  assert.equal(poppassd.frame(greeting), greeting.length);
});

test('the first servers did not give their name', () => {
  const greeting = '200 mail.example.org hello, who are you?\r\n';
  const told = poppassd.recognize(greeting);
  assert.equal(told?.confidence, 0.9);
  assert.equal(poppassd.frame(greeting), greeting.length);
});

test('a server of news says 200 too', () => {
  for (const other of ['200 news.example.org ready\r\n', '500 Username required.\r\n'])
    assert.equal(poppassd.recognize(other), null);
});
