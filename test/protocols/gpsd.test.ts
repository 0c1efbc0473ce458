import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gpsd } from '../../src/protocols/gpsd.js';

test('the first object tells the release', () => {
  const greeting = '{"class":"VERSION","release":"3.22","rev":"3.22","proto_major":3,"proto_minor":14}\r\n';
  const told = gpsd.recognize(greeting);
  assert.equal(told?.confidence, 0.98);
  assert.equal(gpsd.frame(greeting), greeting.length);
});

test('another object is no greeting', () => {
  for (const other of ['{"class":"TPV"}\r\n', '{"QMP": {}}\r\n']) assert.equal(gpsd.recognize(other), null);
});
