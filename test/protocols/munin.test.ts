import assert from 'node:assert/strict';
import { test } from 'node:test';
import { munin } from '../../src/protocols/munin.js';

test('a node tells its name', () => {
  const greeting = '# munin node at node.example.org\n';
  const told = munin.recognize(greeting);
  assert.equal(told?.hostname, 'node.example.org');
  assert.equal(munin.frame(greeting), greeting.length);
});

test('another comment is no greeting', () => {
  for (const other of ['# munin\n', 'munin node at x\n']) assert.equal(munin.recognize(other), null);
});
