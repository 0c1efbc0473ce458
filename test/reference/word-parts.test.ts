import assert from 'node:assert/strict';
import test from 'node:test';
import { WordParts } from '../../src/reference/word-parts.js';

const WORDS = new Map([
  ['smtp', [0, 3]],
  ['smtps', [1]],
  ['mtp', [2]],
  ['邮件服务器', [4]],
  ['web服务器', [5]],
  ['naïve', [0]],
]);
const parts = new WordParts(WORDS);
const placesOf = (part: string) =>
  [...parts.marksOf(part, 6).entries()].flatMap(([place, mark]) => (mark ? [place] : []));

test('a part marks the places of every word that has it', () => {
  assert.deepEqual(placesOf('mtp'), [0, 1, 2, 3]);
  assert.deepEqual(placesOf('mtps'), [1]);
  assert.deepEqual(placesOf('服务'), [4, 5]);
  assert.deepEqual(placesOf('zz'), []);
});

test('Latin letters are found in words of several scripts too', () => {
  assert.deepEqual(placesOf('eb'), [5]);
  assert.deepEqual(placesOf('ve'), [0]);
  assert.deepEqual(placesOf('b服'), [5]);
  assert.deepEqual(placesOf('ï'), [0]);
});

test('a part never reaches from one word into the next', () => {
  assert.deepEqual(placesOf('smtpsmtps'), []);
  assert.deepEqual(placesOf('p\ns'), []);
});

test('without words nothing is marked', () => {
  assert.deepEqual([...new WordParts(new Map()).marksOf('a', 2)], [0, 0]);
});
