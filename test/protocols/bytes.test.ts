import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import * as bytes from '../../src/protocols/bytes.js';

test('numbers are read in both orders of their bytes', () => {
  const text = '\x01\x02\x03\xff';
  assert.equal(bytes.uint8(text, 3), 255);
  assert.equal(bytes.uint16(text, 1), 0x0203);
  assert.equal(bytes.uint16le(text, 1), 0x0302);
  assert.equal(bytes.uint24(text, 0), 0x010203);
  assert.equal(bytes.uint24le(text, 0), 0x030201);
  assert.equal(bytes.uint32(text, 0), 0x010203ff);
  assert.equal(bytes.uint32le(text, 0), 0xff030201);
});

test('a number that is not whole inside the text is none', () => {
  const readers = [
    bytes.uint8,
    bytes.uint16,
    bytes.uint16le,
    bytes.uint24,
    bytes.uint24le,
    bytes.uint32,
    bytes.uint32le,
  ];
  for (const read of readers) {
    assert.ok(Number.isNaN(read('', 0)), read.name);
    assert.ok(Number.isNaN(read('abcd', -1)), read.name);
    assert.ok(Number.isNaN(read('abcd', 4)), read.name);
  }
  assert.ok(Number.isNaN(bytes.uint32('abc', 0)));
});

test('what is written is read back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xff_ff_ff_ff }), (value) => {
      assert.equal(bytes.uint32(bytes.asUint32(value), 0), value);
      assert.equal(bytes.uint32le(bytes.asUint32le(value), 0), value);
      assert.equal(bytes.uint16(bytes.asUint16(value), 0), value % 0x1_00_00);
    }),
  );
});

test('a text is taken whole or not at all', () => {
  assert.equal(bytes.take('abcd', 1, 2), 'bc');
  assert.equal(bytes.take('abcd', 4, 0), '');
  for (const [at, length] of [
    [1, 4],
    [-1, 2],
    [1, -1],
    [Number.NaN, 1],
    [0, Number.NaN],
  ] as const) {
    assert.equal(bytes.take('abcd', at, length), null);
  }
});

test('a string ends at its NUL', () => {
  assert.equal(bytes.cString('ab\0cd\0', 3), 'cd');
  assert.equal(bytes.cString('\0', 0), '');
  assert.equal(bytes.cString('ab', 0), null);
  assert.equal(bytes.cString('ab\0', -1), null);
});

test('only printable ASCII is shown as it is, and no more than asked for', () => {
  assert.equal(bytes.printable('a\x1b[31m\xe9~\r\n'), 'a.[31m.~..');
  assert.equal(bytes.printable('abcdef', 3), 'abc');
});

test('hexadecimal digits are bytes, with or without blanks', () => {
  assert.equal(bytes.fromHex('00 ff 41'), '\0\xffA');
  assert.equal(bytes.fromHex('00ff41'), '\0\xffA');
});

test('a frame is as long as its head says, and any bytes are harmless', () => {
  const frame = bytes.lengthFrame(4, (text) => bytes.uint32(text, 0));
  assert.equal(frame('\0\0\0\x06abcd'), 6);
  assert.equal(frame('\0\0\0\x06a'), 0);
  assert.equal(frame('\0\0\0'), 0);
  assert.equal(frame('\0\0\0\x03abc'), 0);
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const length = frame(text);
      assert.ok(length >= 0 && length <= text.length);
      if (length > 0) assert.equal(frame(`${text}more`), length);
    }),
  );
});
