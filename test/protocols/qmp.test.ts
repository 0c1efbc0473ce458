import assert from 'node:assert/strict';
import { test } from 'node:test';
import { qmp } from '../../src/protocols/qmp.js';

test('the version is put together', () => {
  const greeting =
    '{"QMP": {"version": {"qemu": {"micro": 1, "minor": 2, "major": 7}, "package": "Debian 1:7.2+dfsg-7"}, "capabilities": ["oob"]}}\r\n';
  const told = qmp.recognize(greeting);
  assert.equal(told?.subject, 'QEMU 7.2.1 Debian 1:7.2+dfsg-7');
  assert.equal(qmp.frame(greeting), greeting.length);
});

test('a version that is not whole is left out', () => {
  const greeting = '{"QMP": {"version": {"qemu": {"micro": 1}}}}\r\n';
  const told = qmp.recognize(greeting);
  assert.equal(told?.subject, undefined);
  assert.equal(qmp.frame(greeting), greeting.length);
});

test('another object is no greeting', () => {
  for (const other of ['{"class":"VERSION"}\r\n', '{"QMP": 1}\r\n']) assert.equal(qmp.recognize(other), null);
});
