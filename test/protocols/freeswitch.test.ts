import assert from 'node:assert/strict';
import { test } from 'node:test';
import { freeswitch } from '../../src/protocols/freeswitch.js';

test('a password is asked for', () => {
  const greeting = 'Content-Type: auth/request\n\n';
  const told = freeswitch.recognize(greeting);
  assert.deepEqual(told?.extra, { access: 'password required' });
  assert.equal(freeswitch.frame(greeting), greeting.length);
});

test('strangers are turned away', () => {
  const greeting = 'Content-Type: text/rude-rejection\n\n';
  const told = freeswitch.recognize(greeting);
  assert.deepEqual(told?.extra, { access: 'denied' });
  assert.equal(freeswitch.frame(greeting), greeting.length);
});

test('other fields are not of FreeSWITCH', () => {
  for (const other of ['Content-Type: text/html\n\n', 'HTTP/1.0 200 OK\r\nContent-Type: auth/request\n\n'])
    assert.equal(freeswitch.recognize(other), null);
});
