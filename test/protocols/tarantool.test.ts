import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tarantool } from '../../src/protocols/tarantool.js';

test('the greeting tells which interface it is', () => {
  const greeting =
    'Tarantool 2.6.0 (Binary) 10af8339-88a0-4221-a977-57cb67c0e46b  \n3VDIXU57Glp1ig42krZFqFI+TxtBkgxlgBIQcUNkX9c=                   \n';
  const told = tarantool.recognize(greeting);
  assert.deepEqual(told?.extra, { interface: 'Binary' });
  assert.equal(tarantool.frame(greeting), greeting.length);
});

test('the name alone is no greeting', () => {
  for (const other of ['Tarantool\n', 'tarantool 2.6.0 (Binary)\n']) assert.equal(tarantool.recognize(other), null);
});
