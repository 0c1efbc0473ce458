import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {
  elementAt,
  elementsIn,
  GENERALIZED_TIME,
  holding,
  INTEGER,
  identifierOf,
  instead,
  membersOf,
  momentOf,
  numberOf,
  OBJECT_IDENTIFIER,
  SEQUENCE,
  tagged,
} from '../../src/net/der.js';
import { derOf, EVERYTHING } from '../helpers/certificate.js';

const bytes = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex');
const element = (hex: string) => elementAt(bytes(hex)) ?? undefined;
const identifier = (hex: string) => identifierOf({ tag: OBJECT_IDENTIFIER, content: bytes(hex), whole: bytes('') });
const moment = (text: string) =>
  momentOf({ tag: GENERALIZED_TIME, content: Buffer.from(text, 'latin1'), whole: bytes('') });

test('an element is its tag, its content and both together, whatever comes behind', () => {
  const { tag, content, whole } = elementAt(bytes('02 01 05 ff ff')) ?? assert.fail();
  assert.deepEqual([tag, Buffer.from(content), Buffer.from(whole)], [INTEGER, bytes('05'), bytes('02 01 05')]);
});

test('lengths of one byte and of up to four more are read, those left open and longer ones are not', () => {
  assert.equal(element(`04 81 80 ${'00'.repeat(128)}`)?.content.length, 128);
  assert.equal(element(`04 84 00000001 ff`)?.content.length, 1);
  assert.equal(element('30 80 02 01 05 00 00'), undefined);
  assert.equal(element('04 85 0000000001 ff'), undefined);
});

test('what is cut off, and tags above 30, are no elements', () => {
  for (const hex of ['', '02', '02 02 05', '04 82 01', '04 84 ffffffff 00', '1f 81 00 00']) {
    assert.equal(element(hex), undefined, hex);
  }
});

test('elements are read up to the first that is not whole', () => {
  const elements = elementsIn(bytes('02 01 05  04 00  02 05 01'));
  assert.deepEqual(
    elements.map(({ tag }) => tag),
    [2, 4],
  );
  assert.equal(tagged(elements, 4), elements[1]);
  assert.equal(tagged(elements, 5), undefined);
});

test('members are those of a sequence, or of the tag asked for', () => {
  assert.equal(membersOf(bytes('30 03 02 01 05'))?.length, 1);
  assert.equal(membersOf(bytes('31 03 02 01 05')), null);
  assert.equal(membersOf(bytes('a3 03 02 01 05'), holding(3))?.length, 1);
  assert.equal(membersOf(undefined), null);
  assert.deepEqual([holding(0), instead(6), SEQUENCE], [0xa0, 0x86, 0x30]);
});

test('integers are numbers as far as those are exact', () => {
  const number = (hex: string) => numberOf(element(hex));
  assert.equal(number('02 01 00'), 0);
  assert.equal(number('02 03 01 51 80'), 86_400);
  assert.equal(number('02 07 1f ff ff ff ff ff ff'), Number.MAX_SAFE_INTEGER);
  for (const hex of ['02 00', '02 01 ff', '02 07 20 00 00 00 00 00 00', '04 01 05', `02 7f ${'7f'.repeat(127)}`]) {
    assert.equal(number(hex), null, hex);
  }
  assert.equal(numberOf(undefined), null);
});

test('object identifiers are told in numbers, and what is none in the digits of its bytes', () => {
  assert.equal(identifier('551d25'), '2.5.29.37');
  assert.equal(identifier('2b06010401d679020402'), '1.3.6.1.4.1.11129.2.4.2');
  assert.equal(identifier('00'), '0.0');
  assert.equal(identifier('8837'), '2.999');
  assert.equal(identifier('2a ffffffffffffffff7f'), `1.2.${2n ** 63n - 1n}`);
  assert.equal(identifier('2a80'), '2a80');
  assert.equal(identifier(''), '');
  assert.equal(identifier('01'.repeat(65)), '01'.repeat(65));
});

test('moments are told in ISO 8601, and what is none is not told', () => {
  assert.equal(moment('20261121214223Z'), '2026-11-21T21:42:23.000Z');
  for (const text of ['20261321214223Z', '20261121214223', '202611212142Z', '2026112121422xZ', '20261121214223+0000']) {
    assert.equal(moment(text), null, text);
  }
  assert.equal(momentOf(element('17 0d 3236313132313231343232335a')), null);
});

test('no bytes break the reader, and its elements are parts of them', () => {
  const [certificate = Buffer.alloc(0)] = derOf(EVERYTHING.cert);
  const damaged = fc
    .array(fc.tuple(fc.nat(certificate.length - 1), fc.nat(255)), { maxLength: 8 })
    .map((changes) => changes.reduce((all, [at, byte]) => all.fill(byte, at, at + 1), Buffer.from(certificate)));
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), damaged), (raw) => {
      const elements = elementsIn(raw);
      assert.deepEqual(
        Buffer.concat(elements.map(({ whole }) => whole)),
        Buffer.from(
          raw.subarray(
            0,
            elements.reduce((sum, { whole }) => sum + whole.length, 0),
          ),
        ),
      );
      for (const each of elements) {
        assert.equal(typeof identifierOf(each), 'string');
        numberOf(each);
        momentOf(each);
        membersOf(each.whole, each.tag);
      }
    }),
  );
});
