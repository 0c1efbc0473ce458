import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PortolanError } from '../../src/errors.js';
import { compileSignatures, matchSignatures, withoutLineEnd } from '../../src/identify/signatures.js';

const good = { id: 'smtp/x', pattern: '^220 (x)', product: 'X', captures: { version: 1 } };

function idFor(request: string, text: string, protocol?: string): string | undefined {
  const file = {
    protocol: 'http',
    on: 'get',
    startsAt: 'server: ',
    signatures: [
      { id: 'http/a', pattern: '^server: a', product: 'A' },
      { id: 'http/b', pattern: '^title: b', startsAt: 'title: ', on: ['get', 'page'], product: 'B' },
      { id: 'http/c', pattern: '^c', on: 'redis/ping', product: 'C' },
      { id: 'http/d', pattern: '^server: d', on: 'greeting', product: 'D' },
    ],
  };
  return matchSignatures(compileSignatures([file]), request, text, protocol)?.signature.id;
}

test('a signature file of the right shape is accepted', () => {
  const { signatures } = compileSignatures([{ protocol: 'smtp', signatures: [good] }]);
  const [signature] = signatures;
  assert.deepEqual(
    [signature?.vendor, signature?.cpe, signature?.startsAt, signature?.on],
    [null, null, null, ['greeting']],
  );
});

test('several files may be of one protocol, and the first one wins', () => {
  const second = { ...good, id: 'smtp/y' };
  const set = compileSignatures([
    { protocol: 'smtp', signatures: [good] },
    { protocol: 'smtp', signatures: [second] },
  ]);
  assert.equal(matchSignatures(set, 'greeting', '220 x')?.signature.id, 'smtp/x');
});

test('a signature reads what answers its own request, of its own protocol or of another', () => {
  assert.equal(idFor('http/get', 'server: a'), 'http/a');
  assert.equal(idFor('http/page', 'server: a'), undefined);
  assert.equal(idFor('redis/ping', 'server: a\nc'), undefined);
  assert.equal(idFor('greeting', 'server: d'), 'http/d');
  assert.equal(idFor('http/get', 'server: a', 'http'), 'http/a');
  assert.equal(idFor('http/get', 'server: a', 'redis'), undefined);
});

test('a signature begins at the first line that begins as it says', () => {
  assert.equal(idFor('http/get', 'status: 200\nserver: a\ntitle: b'), 'http/a');
  assert.equal(idFor('http/page', 'status: 200\nserver: a\ntitle: b'), 'http/b');
  assert.equal(idFor('http/get', 'status: 200\nx-server: a'), undefined);
  assert.equal(idFor('http/get', 'server: x\nserver: a'), undefined);
});

for (const [what, file] of [
  ['not an object', 'smtp'],
  ['without a protocol', { signatures: [good] }],
  ['without signatures', { protocol: 'smtp' }],
  ['with a signature that is no object', { protocol: 'smtp', signatures: [null] }],
  ['with an id of another protocol', { protocol: 'ftp', signatures: [good] }],
  ['with the same id twice', { protocol: 'smtp', signatures: [good, good] }],
  ['with a pattern that is not anchored', { protocol: 'smtp', signatures: [{ ...good, pattern: '220 (x)' }] }],
  ['with a pattern that does not compile', { protocol: 'smtp', signatures: [{ ...good, pattern: '^220 (x' }] }],
  ['with flags other than i', { protocol: 'smtp', signatures: [{ ...good, flags: 'g' }] }],
  ['without a product', { protocol: 'smtp', signatures: [{ ...good, product: undefined }] }],
  ['with a capture of a group that is not there', { protocol: 'smtp', signatures: [{ ...good, captures: { os: 2 } }] }],
  ['with a capture of an unknown field', { protocol: 'smtp', signatures: [{ ...good, captures: { size: 1 } }] }],
  ['with a request that is no text', { protocol: 'smtp', on: 5, signatures: [good] }],
  ['with a signature for a request without a name', { protocol: 'smtp', signatures: [{ ...good, on: [''] }] }],
] as const) {
  test(`a signature file ${what} is an ERR_DATA`, () => {
    assert.throws(
      () => compileSignatures([file]),
      (error: unknown) => error instanceof PortolanError && error.code === 'ERR_DATA',
    );
  });
}

test('no byte of a letter in UTF-8 is taken for a blank', () => {
  assert.equal(withoutLineEnd('voil\xc3\xa0 \t\r\n'), 'voil\xc3\xa0');
  assert.equal(withoutLineEnd('\r\n'), '');
});
