import assert from 'node:assert/strict';
import test from 'node:test';
import { parseCsv, parseCsvRows } from '../../scripts/data/csv.js';

test('quoted fields keep commas, quotes and line breaks', () => {
  assert.deepEqual(parseCsv('a,"b, ""c""\nd",e\r\nf,,\r\n'), [
    ['a', 'b, "c"\nd', 'e'],
    ['f', '', ''],
  ]);
});

test('the last record needs no line break', () => {
  assert.deepEqual(parseCsv('a,b\nc,d'), [
    ['a', 'b'],
    ['c', 'd'],
  ]);
  assert.deepEqual(parseCsv('a,'), [['a', '']]);
  assert.deepEqual(parseCsv(''), []);
});

test('columns are read by their names', () => {
  assert.deepEqual(parseCsvRows('\ufeffx,y\n1,2\n'), [{ x: '1', y: '2' }]);
});

test('a broken quote is an error', () => {
  assert.throws(() => parseCsv('a,"b"c\n'), /unexpected character/);
});
