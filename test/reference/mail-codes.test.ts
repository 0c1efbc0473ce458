import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {
  enhancedEntries,
  enhancedEntry,
  isEnhancedCode,
  isReplyCode,
  replyEntry,
} from '../../src/reference/mail-codes.js';

const HAN = /\p{Script=Han}/u;
const partsOf = (code: string) => replyEntry(code, 'en').parts.map(({ part, meaning }) => `${part} ${meaning}`);

test('a reply code is explained digit by digit', () => {
  const [first, second, third, ...others] = partsOf('550');
  assert.match(first ?? '', /^5 5yz: failed for good/);
  assert.match(second ?? '', /^5 x5z: about the state of the receiving mail system/);
  assert.match(third ?? '', /^0 xy0: /);
  assert.deepEqual(others, []);
});

test('the first digit tells success, more to come, failure for now and for good', () => {
  const meanings = ['250', '354', '451', '554'].map((code) => partsOf(code)[0] ?? '');
  for (const [index, meaning] of [/done/, /waits for more/, /for now/, /for good/].entries())
    assert.match(meanings[index] ?? '', meaning);
});

test('a known reply code has its title, meaning, standing and RFC', () => {
  const { kind, type, name, title, description, standing, references } = replyEntry('354', 'en');
  assert.deepEqual({ kind, type, name, standing }, { kind: 'smtp', type: 'reply', name: '354', standing: 'standard' });
  assert.ok(title !== '' && description !== '');
  assert.ok(references.some((reference) => reference.startsWith('RFC 5321')));
});

test('an unknown reply code says that it is unknown and explains each digit', () => {
  const { name, title, standing, references, parts, syntax, replies, example } = replyEntry('599', 'en');
  assert.deepEqual({ name, standing }, { name: '599', standing: 'private' });
  assert.equal(title, 'a reply code without a standard meaning');
  assert.deepEqual(references, ['RFC 5321 section 4.2.1']);
  assert.deepEqual(
    parts.map(({ part }) => part),
    ['5', '9', '9'],
  );
  assert.match(parts[0]?.meaning ?? '', /for good/);
  assert.match(parts[1]?.meaning ?? '', /not defined by SMTP/);
  assert.deepEqual([syntax, replies, example], [[], [], []]);
});

test('an enhanced status code is explained by class, subject and detail', () => {
  const entry = enhancedEntry('5.7.1', 'en');
  assert.deepEqual(
    entry?.parts.map(({ part }) => part),
    ['5.x.x', 'x.7.x', 'x.x.1'],
  );
  const meanings = entry?.parts.map(({ meaning }) => meaning).join('\n') ?? '';
  assert.match(meanings, /^Permanent failure.*\nSecurity or policy.*\nDelivery not authorized/);
  assert.equal(entry?.type, 'enhanced-status');
  assert.equal(entry?.standing, 'extension');
  assert.deepEqual(entry?.aliases, ['X.7.1']);
});

test('an enhanced status code names only the reply codes of its class', () => {
  for (const code of ['5.7.1', '4.2.2', '5.2.2', '4.4.1', '2.1.5', '4.7.0', '5.7.8']) {
    for (const { code: reply } of enhancedEntry(code, 'en')?.replies ?? []) assert.equal(reply[0], code[0], code);
  }
  const any = enhancedEntry('X.1.1', 'en')?.replies.map(({ code }) => code[0]);
  assert.ok(new Set(any).size > 1);
});

test('a class of X stands for any, in either case', () => {
  const entry = enhancedEntry('x.7.1', 'en');
  assert.equal(entry?.name, 'X.7.1');
  assert.deepEqual(entry?.aliases, []);
  assert.equal(entry?.title, enhancedEntry('5.7.1', 'en')?.title);
});

test('zeros in front of a number change nothing', () => {
  assert.deepEqual(enhancedEntry('5.007.001', 'en'), enhancedEntry('5.7.1', 'en'));
});

test('an enhanced status code that is not registered says so and explains what it can', () => {
  const unknown = enhancedEntry('5.99.99', 'en');
  assert.equal(unknown?.title, 'an enhanced status code that is not registered');
  assert.equal(unknown?.standing, 'private');
  assert.deepEqual(unknown?.references, ['RFC 3463']);
  assert.deepEqual(
    unknown?.parts.map(({ part }) => part),
    ['5.x.x', 'x.x.99'],
  );
  const ofSubject = enhancedEntry('4.7.999', 'en')?.parts.map(({ part }) => part);
  assert.deepEqual(ofSubject, ['4.x.x', 'x.7.x', 'x.x.999']);
});

test('only 200 to 599 are written like reply codes', () => {
  for (const code of ['200', '250', '421', '599']) assert.ok(isReplyCode(code), code);
  for (const text of ['', '199', '600', '25', '2500', '25O', ' 250', '250-', '0250'])
    assert.ok(!isReplyCode(text), text);
});

test('only classes 2, 4 and 5, or X, are written like enhanced status codes', () => {
  for (const code of ['2.0.0', '4.7.1', '5.1.10', 'X.7.30', 'x.7.1', '5.999.999'])
    assert.ok(isEnhancedCode(code), code);
  for (const text of [
    '',
    '1.0.0',
    '3.7.1',
    '6.1.1',
    '5.7',
    '5.7.1.1',
    '5.7.',
    '55.7.1',
    '5.1000.1',
    '5.7.1 ',
    'Y.7.1',
  ]) {
    assert.ok(!isEnhancedCode(text), text);
    assert.equal(enhancedEntry(text, 'en'), undefined, text);
  }
});

test('every registered code is explained in both languages', () => {
  for (const language of ['en', 'zh-CN'] as const) {
    const entries = enhancedEntries(language);
    assert.ok(entries.length > 60);
    for (const { name, title, description, parts } of entries) {
      const texts = [title, description, ...parts.map(({ meaning }) => meaning)];
      for (const text of texts) assert.equal(HAN.test(text), language === 'zh-CN', `${name}: ${text}`);
      assert.match(name, /^X\.\d+\.\d+$/);
      assert.equal(parts.length, 2, name);
    }
  }
});

test('any code has an entry that is frozen through and through', () => {
  fc.assert(
    fc.property(fc.integer({ min: 200, max: 599 }), fc.constantFrom('en', 'zh-CN'), (number, language) => {
      const entry = replyEntry(String(number), language);
      assert.equal(entry.name, String(number));
      assert.ok(entry.parts.length >= 2 && entry.title !== '' && entry.description !== '');
      assert.ok([entry, entry.parts, ...entry.parts].every(Object.isFrozen));
    }),
  );
});
