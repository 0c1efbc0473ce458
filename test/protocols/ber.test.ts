import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { element, elementAt, elementsOf, headAt, objectIdentifier, SEQUENCE } from '../../src/protocols/ber.js';
import { fromHex } from '../../src/protocols/bytes.js';

test('what is written can be read again, and what stands behind it does not matter', () => {
  fc.assert(
    fc.property(fc.nat(255), fc.string({ unit: 'binary-ascii', maxLength: 400 }), fc.string(), (tag, content, rest) => {
      const text = element(tag, content);
      assert.deepEqual(elementAt(text + rest, 0), { tag, content, next: text.length });
      for (let cut = 0; cut < text.length; cut += 1) assert.equal(elementAt(text.slice(0, cut), 0), null);
    }),
  );
});

test('lengths of up to four bytes are read, longer and unknown ones are not', () => {
  assert.deepEqual(headAt(fromHex('30 84 00 00 00 05'), 0), { tag: SEQUENCE, start: 6, length: 5 });
  assert.deepEqual(headAt(fromHex('30 84 ff ff ff ff'), 0), { tag: SEQUENCE, start: 6, length: 0xffffffff });
  assert.equal(headAt(fromHex('30 80'), 0), null);
  assert.equal(headAt(fromHex('30 85 00 00 00 00 05'), 0), null);
  assert.equal(headAt(fromHex('30 82 01'), 0), null);
});

test('elements are read until one is not whole, and no more than asked for', () => {
  const text = element(4, 'a') + element(4, 'b') + element(4, 'c').slice(0, 2);
  assert.deepEqual(
    elementsOf(text).map(({ content }) => content),
    ['a', 'b'],
  );
  assert.equal(elementsOf(element(4, '').repeat(1000)).length, 256);
});

test('object identifiers are written in dots', () => {
  assert.equal(objectIdentifier(fromHex('2b 06 01 05 05 02')), '1.3.6.1.5.5.2');
  assert.equal(objectIdentifier(fromHex('2a 86 48 82 f7 12 01 02 02')), '1.2.840.48018.1.2.2');
  assert.equal(objectIdentifier(fromHex('88 37')), '2.999');
  assert.equal(objectIdentifier(''), null);
  assert.equal(objectIdentifier('\xff'.repeat(60)), null);
});

test('no bytes make the reading fail', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii' }), fc.integer({ min: -4, max: 40 }), (text, at) => {
      headAt(text, at);
      const found = elementAt(text, at);
      assert.ok(found === null || (found.next > at && found.next <= text.length));
      elementsOf(text);
      objectIdentifier(text);
    }),
  );
});
