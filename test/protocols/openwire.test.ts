import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openwire } from '../../src/protocols/openwire.js';

test('the properties name the product', () => {
  const greeting =
    '\x00\x00\x00I\x01ActiveMQ\x00\x00\x00\x0c\x01\x00\x00\x00.\x00\x00\x00\x02\x00\x0cProviderName\t\x00\x08ActiveMQ\x00\x0fProviderVersion\t\x00\x065.17.2';
  const told = openwire.recognize(greeting);
  assert.equal(told?.subject, 'provider: ActiveMQ 5.17.2');
  assert.equal(openwire.frame(greeting), greeting.length);
});

test('older brokers have none', () => {
  const greeting = '\x00\x00\x00\x15\x01ActiveMQ\x00\x00\x00\x0c\x01\x00\x00\x00\x00\x00\x00\x00';
  const told = openwire.recognize(greeting);
  assert.equal(told?.subject, 'provider: - -');
  assert.equal(openwire.frame(greeting), greeting.length);
});

test('another kind of message or an impossible length is not taken', () => {
  for (const other of ['\x00\x00\x00\x15\x02ActiveMQ', '\xff\x00\x00\x00\x01ActiveMQ', 'ActiveMQ'])
    assert.equal(openwire.recognize(other), null);
});
