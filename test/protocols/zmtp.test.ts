import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zmtp } from '../../src/protocols/zmtp.js';

test('the usual signature is sure', () => {
  const greeting = '\xff\x00\x00\x00\x00\x00\x00\x00\x01\x7f';
  const told = zmtp.recognize(greeting);
  assert.equal(told?.confidence, 0.95);
  assert.equal(zmtp.frame(greeting), greeting.length);
});

test('another length in it is not', () => {
  const greeting = '\xff\x00\x00\x00\x00\x00\x00\x01\x00\x7f';
  const told = zmtp.recognize(greeting);
  assert.equal(told?.confidence, 0.5);
  assert.equal(zmtp.frame(greeting), greeting.length);
});

test('options of Telnet are no signature', () => {
  for (const other of ['\xff\xfd\x18\xff\xfd ', '\xff\x00\x00\x00\x00\x00\x00\x00\x01'])
    assert.equal(zmtp.recognize(other), null);
});
