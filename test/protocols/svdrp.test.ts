import assert from 'node:assert/strict';
import { test } from 'node:test';
import { svdrp } from '../../src/protocols/svdrp.js';

test('the greeting tells host and version', () => {
  const greeting = '220 vdr SVDRP VideoDiskRecorder 2.6.0; Sat Nov 21 17:50:18 2026; UTF-8\r\n';
  const told = svdrp.recognize(greeting);
  assert.equal(told?.hostname, 'vdr');
  assert.equal(svdrp.frame(greeting), greeting.length);
});

test('a server of files is not a recorder', () => {
  for (const other of ['220 vdr FTP ready\r\n', '220 SVDRP\r\n']) assert.equal(svdrp.recognize(other), null);
});
