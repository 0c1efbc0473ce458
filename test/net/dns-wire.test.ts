import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { MalformedError, nameBytes, WireReader } from '../../src/net/dns-wire.js';

/** Bytes from texts and numbers. */
function bytes(...parts: readonly (string | number)[]): Buffer {
  return Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.of(part))));
}

function nameIn(message: Buffer, start = 0): string {
  return new WireReader(message, start).name();
}

test('a name is its labels, in lower case', () => {
  assert.equal(nameIn(bytes(4, 'Mail', 8, 'PORTOLAN', 4, 'test', 0)), 'mail.portolan.test');
  assert.equal(nameIn(bytes(0)), '.');
});

test('a name goes on where a pointer leads, and the reader behind the pointer', () => {
  const message = bytes(8, 'portolan', 4, 'test', 0, 4, 'mail', 0xc0, 0, 1, 2);
  const reader = new WireReader(message, 15);
  assert.equal(reader.name(), 'mail.portolan.test');
  assert.equal(reader.uint16(), 0x0102);
  assert.ok(reader.isAtEnd);
});

test('what is no part of a host name is told apart from what is', () => {
  assert.equal(nameIn(bytes(3, 'a.b', 1, '\\', 0)), 'a\\.b.\\\\');
  assert.equal(nameIn(bytes(4, '\x1b[2J', 2, '\r\n', 2, '\0 ', 1, '\xff', 0)), '\\027[2j.\\013\\010.\\000\\032.\\255');
});

test('a pointer that leads ahead, to itself or in a circle is malformed', () => {
  for (const message of [bytes(0xc0, 0), bytes(0xc0, 2, 0), bytes(1, 'a', 0xc0, 0), bytes(0xff, 0xff)]) {
    assert.throws(() => nameIn(message), MalformedError);
  }
  assert.throws(() => nameIn(bytes(0xc0, 2, 0xc0, 0), 2), MalformedError);
});

test('a chain of pointers ends after as many as a name can need', () => {
  const chain = Buffer.alloc(16_000);
  for (let at = 2; at < chain.length; at += 2) chain.writeUInt16BE(0xc000 | (at === 2 ? 0 : at - 2), at);
  assert.equal(nameIn(chain, 2 * 127), '.');
  assert.throws(() => nameIn(chain, 2 * 128), MalformedError);
});

test('a name has 255 bytes at most, wherever they stand', () => {
  const label = [63, 'a'.repeat(63)] as const;
  const longest = bytes(...label, ...label, ...label, 61, 'b'.repeat(61), 0);
  assert.equal(longest.length, 255);
  assert.equal(nameIn(longest).length, 253);
  assert.throws(() => nameIn(bytes(...label, ...label, ...label, 62, 'b'.repeat(62), 0)), MalformedError);
  assert.throws(() => nameIn(Buffer.concat([longest, bytes(1, 'c', 0xc0, 0)]), 255), MalformedError);
});

test('labels of the kinds that were never used are malformed', () => {
  for (const kind of [0x40, 0x80, 0xbf]) assert.throws(() => nameIn(bytes(kind, 'a'.repeat(200))), MalformedError);
});

test('nothing is read beyond the end', () => {
  const reader = new WireReader(bytes(1, 2, 3));
  assert.throws(() => reader.take(4), MalformedError);
  assert.throws(() => reader.part(4), MalformedError);
  assert.equal(reader.uint16(), 0x0102);
  assert.throws(() => reader.uint16(), MalformedError);
  assert.deepEqual(reader.rest(), bytes(3));
  assert.throws(() => reader.uint8(), MalformedError);
});

test('a part ends where it ends, though its names lead before it', () => {
  const reader = new WireReader(bytes(1, 'a', 0, 0xc0, 0, 9), 3);
  const part = reader.part(2);
  assert.equal(part.name(), 'a');
  assert.throws(() => part.uint8(), MalformedError);
  assert.equal(reader.uint8(), 9);
});

test('a name is read as it was written', () => {
  const label = fc.stringMatching(/^[a-z0-9_-]{1,63}$/);
  fc.assert(
    fc.property(fc.array(label, { minLength: 1, maxLength: 3 }), (labels) => {
      assert.equal(nameIn(nameBytes(labels.join('.'))), labels.join('.'));
    }),
  );
});

test('no bytes make a name of more than a name has, or anything thrown but that they are malformed', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(300), (noise, start) => {
      try {
        const name = nameIn(Buffer.from(noise), Math.min(start, noise.length));
        assert.ok(name.length <= 4 * 255 && /^[!-~]+$/.test(name) && !/[A-Z]/.test(name));
      } catch (error) {
        assert.ok(error instanceof MalformedError, `${error}`);
      }
    }),
    { numRuns: 3000 },
  );
});
