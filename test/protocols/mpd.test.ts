import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mpd } from '../../src/protocols/mpd.js';

test('the version in the greeting is that of the protocol', () => {
  const greeting = 'OK MPD 0.23.5\n';
  const told = mpd.recognize(greeting);
  assert.equal(told?.confidence, 0.98);
  assert.deepEqual(told?.extra, { protocolVersion: '0.23.5' });
  assert.equal(mpd.frame(greeting), greeting.length);
});

test('other words that begin with OK are not of MPD', () => {
  for (const other of ['OK\n', 'OK MPD\n', 'ok MPD 0.23.5\n', 'ACK [5@0] {} unknown command\n'])
    assert.equal(mpd.recognize(other), null);
});
