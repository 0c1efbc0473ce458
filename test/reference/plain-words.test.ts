import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { lookup } from '../../src/reference/index.js';
import { plainQuery } from '../../src/reference/plain-words.js';

const SAYINGS: [string, string][] = [
  ['port 110', 'port:110'],
  ['TCP port 110', '110/tcp'],
  ['端口110', 'port:110'],
  ['110 端口', 'port:110'],
  ['110号端口', 'port:110'],
  ['tcp 443', '443/tcp'],
  ['protocol 6', 'proto:6'],
  ['ip protocol 47', 'proto:47'],
  ['协议6', 'proto:6'],
  ['协议号 6', 'proto:6'],
  ['error 550', 'smtp:550'],
  ['SMTP error 550', 'smtp:550'],
  ['错误代码550', 'smtp:550'],
  ['SMTP端口', 'port:SMTP'],
  ['１１０', '110'],
  ['ｓｓｈ', 'ssh'],
  ['20~25', '20-25'],
  ['20–25', '20-25'],
];
for (const [said, meant] of SAYINGS) {
  test(`${said} is understood as ${meant}`, () => {
    assert.equal(plainQuery(said), meant);
    assert.deepEqual(lookup(said).matches, lookup(meant).matches);
    assert.ok(lookup(said).matches.length > 0);
  });
}

test('what is no such saying stays as it is', () => {
  for (const text of [
    'port number',
    'protocol number',
    'dynamic port',
    'reply code',
    'TCP port',
    'smtp',
    '550 5.7.1 x',
  ]) {
    assert.equal(plainQuery(text), text);
  }
});

test('any text has a plain form, and that is its own', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      assert.equal(plainQuery(plainQuery(text)), plainQuery(text));
    }),
  );
});
