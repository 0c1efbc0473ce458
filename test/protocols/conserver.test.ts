import assert from 'node:assert/strict';
import { test } from 'node:test';
import { conserver } from '../../src/protocols/conserver.js';

test('a greeting that anything could say is settled by asking for help', () => {
  assert.equal(conserver.recognize('ok\r\n')?.confidence, 0.5);
  const { confirms } = conserver.questions[0]!;
  assert.ok(confirms('exit   disconnect\r\nhelp   this help message\r\n'));
  for (const other of ['ok\r\n', 'unknown command\r\n', 'help\r\n', '']) assert.equal(confirms(other), false);
});
