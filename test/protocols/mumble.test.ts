import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mumble } from '../../src/protocols/mumble.js';

test('the first message tells release and system', () => {
  const greeting = '\x00\x00\x00\x00\x002\x08\x84\x86\x04\x12\x071.3.4-4\x1a\x03X11"\x1eDebian GNU/Linux 12 (bookworm)';
  const told = mumble.recognize(greeting);
  assert.equal(told?.subject, 'version: 1.3.4-4');
  assert.equal(told?.os, 'Linux');
  assert.deepEqual(told?.extra, { system: 'Debian GNU/Linux 12 (bookworm)' });
  assert.equal(mumble.frame(greeting), greeting.length);
});

test('a message that is cut, or another one, is not taken', () => {
  for (const other of [
    '\x00\x00\x00\x00\x002\x08\x84\x86\x04\x12\x071.3.4-4\x1a',
    '\x00\x01\x00\x00\x002\x08\x84\x86\x04\x12\x071.3.4-4\x1a\x03X11"\x1eDebian GNU/Linux 12 (bookworm)',
    '\x00\x00\x00\x00\x00\x02\x08\x01',
    '\x00\x00\x00\x00\x00\x06\x08\x84\x86\x04\x12@',
  ])
    assert.equal(mumble.recognize(other), null);
});
