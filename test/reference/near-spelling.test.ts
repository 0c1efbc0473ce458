import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { candidate, nearestOf } from '../../src/reference/near-spelling.js';

const known = (...names: string[]) => names.map((name, order) => candidate(name, order, true));
const unknown = (...names: string[]) => names.map((name, order) => candidate(name, order, false));

test('a swap of two neighbours is nearer than any other slip', () => {
  assert.deepEqual(nearestOf(known('htp', 'htxt', 'http'), 'htpt', 5), ['http', 'htp', 'htxt']);
});

test('of equally near words the well-known and then the lower in order wins', () => {
  const candidates = [candidate('imapx', 0, false), candidate('imapy', 9, true), candidate('imapz', 5, true)];
  assert.deepEqual(nearestOf(candidates, 'imap', 3), ['imapz', 'imapy', 'imapx']);
});

test('a well-known word that was broken off is near', () => {
  assert.deepEqual(nearestOf(known('kerberos'), 'ker', 3), ['kerberos']);
  assert.deepEqual(nearestOf(known('kerberos'), 'ke', 3), []);
  assert.deepEqual(nearestOf(unknown('kerberos'), 'ker', 3), []);
});

test('two slips in a short word are too many, unless it is well known and begins alike', () => {
  assert.deepEqual(nearestOf(unknown('smtp'), 'sxxp', 3), []);
  assert.deepEqual(nearestOf(known('smtp'), 'sxxp', 3), ['smtp']);
  assert.deepEqual(nearestOf(known('smtp'), 'xmxp', 3), []);
});

test('the longer a word the more slips it may have', () => {
  assert.deepEqual(nearestOf(unknown('ab'), 'xb', 3), ['ab']);
  assert.deepEqual(nearestOf(unknown('ab'), 'xy', 3), []);
  assert.deepEqual(nearestOf(unknown('kerberos'), 'kxrbxros', 3), ['kerberos']);
  assert.deepEqual(nearestOf(unknown('kerberos'), 'kxrxxros', 3), []);
  assert.deepEqual(nearestOf(unknown('postgresql'), 'pxstxrexql', 3), ['postgresql']);
});

test('each word is given once, and no more than the limit', () => {
  const candidates = [...known('smtp'), ...unknown('smtp', 'smpts', 'smpd')];
  assert.deepEqual(
    nearestOf(candidates, 'smpt', 9).filter((name) => name === 'smtp'),
    ['smtp'],
  );
  assert.equal(nearestOf(candidates, 'smpt', 2).length, 2);
  assert.deepEqual(nearestOf(candidates, 'smpt', 0), []);
  assert.deepEqual(nearestOf([], 'smpt', 3), []);
});

const letter = fc.constantFrom(...'abcxyz019-文');
const word = fc.string({ unit: letter, minLength: 6, maxLength: 12 });

test('a word with one slip is always found', () => {
  fc.assert(
    fc.property(
      word,
      fc.nat({ max: 11 }),
      letter,
      fc.constantFrom('swap', 'drop', 'add', 'change'),
      (name, at, other, slip) => {
        const index = at % (name.length - 1);
        const [before, one, next, after] = [name.slice(0, index), name[index], name[index + 1], name.slice(index + 2)];
        const slips = {
          swap: `${before}${next}${one}${after}`,
          drop: `${before}${next}${after}`,
          add: `${before}${other}${one}${next}${after}`,
          change: `${before}${other}${next}${after}`,
        };
        assert.deepEqual(nearestOf(unknown(name), slips[slip], 1), [name]);
      },
    ),
  );
});

test('a word is nearest to itself, whatever else there is', () => {
  fc.assert(
    fc.property(fc.array(word), word, (others, name) => {
      const [nearest] = nearestOf(unknown(...others.filter((other) => other !== name), name), name, 1);
      assert.equal(nearest, name);
    }),
  );
});
