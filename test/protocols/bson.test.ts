import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bsonCommand, bsonString, bsonValues } from '../../src/protocols/bson.js';
import { asUint32le } from '../../src/protocols/bytes.js';

function documentOf(elements: string): string {
  return `${asUint32le(elements.length + 5)}${elements}\0`;
}

function double(value: number): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value, true);
  return String.fromCharCode(...new Uint8Array(view.buffer));
}

test('a command is a document with a one and what else is given', () => {
  assert.equal(bsonCommand('x'), '\x0c\0\0\0\x10x\0\x01\0\0\0\0');
  assert.deepEqual(
    [...bsonValues(bsonCommand('buildInfo', bsonString('$db', 'admin')), 0)],
    [
      ['buildInfo', '1'],
      ['$db', 'admin'],
    ],
  );
});

test('values inside documents and arrays have a path', () => {
  const inner = documentOf(bsonString('running', 'OpenSSL 3.0'));
  const list = documentOf(bsonString('0', 'enterprise'));
  const text = documentOf(`\x03openssl\0${inner}\x04modules\0${list}\x08debug\0\0\x08ok\0\x01`);
  assert.deepEqual(Object.fromEntries(bsonValues(text, 0)), {
    ...{ 'openssl.running': 'OpenSSL 3.0', 'modules.0': 'enterprise', debug: 'false', ok: 'true' },
  });
});

test('whole numbers are read in every form, other values passed over', () => {
  const text = documentOf(
    `\x10int\0${asUint32le(-3)}\x01double\0${double(-1024)}\x01half\0${double(0.5)}\x09date\0${'x'.repeat(8)}\x0anull\0\x01zero\0${double(0)}`,
  );
  assert.deepEqual(Object.fromEntries(bsonValues(text, 0)), { int: '-3', double: '-1024', zero: '0' });
  fc.assert(
    fc.property(fc.maxSafeInteger(), (value) => {
      assert.equal(bsonValues(documentOf(`\x01n\0${double(value)}`), 0).get('n'), String(value));
    }),
  );
});

test('what is read stays within bounds, whatever is sent', () => {
  let deep = documentOf('');
  for (let depth = 0; depth < 50; depth += 1) deep = documentOf(`\x03a\0${deep}`);
  assert.equal(bsonValues(deep, 0).size, 0);
  const many = documentOf(Array.from({ length: 2000 }, (_, index) => `\x08${index}\0\x01`).join(''));
  assert.equal(bsonValues(many, 0).size, 500);
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(8), (text, at) => {
      for (const value of bsonValues(documentOf(text) + text, at).values()) assert.equal(typeof value, 'string');
    }),
  );
});
