import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { alignColumns, pad, printable, wrap } from '../../src/report/text.js';

test('control characters are shown, not obeyed', () => {
  assert.equal(printable('a\u001b[31mred\u0007\r\n\t\0'), 'a\\x1b[31mred\\x07\\r\\n\\t\\0');
  assert.equal(printable('\u007f\u009b2J'), '\\x7f\\x9b2J');
  assert.equal(printable('\u202eevil\u2066\u200b\ufeff\u2028'), '\\u202eevil\\u2066\\u200b\\ufeff\\u2028');
  assert.equal(printable('\ud800x\u{e0041}'), '\\ud800x\\u{e0041}');
});

test('ordinary text is left alone', () => {
  for (const text of ['220 mail.example.org ESMTP', 'FORTÉ', '邮件', '\\x1b', '😀'])
    assert.equal(printable(text), text);
});

test('no text reaches the terminal with a character that it obeys', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      assert.doesNotMatch(printable(text), /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
    }),
  );
});

test('columns are aligned by what the terminal shows', () => {
  assert.deepEqual(
    alignColumns([
      ['邮', 'x'],
      ['abc', 'y'],
    ]),
    ['邮   x', 'abc  y'],
  );
  assert.equal(pad('邮', 4), '邮  ');
});

test('long cells are wrapped within their column', () => {
  const lines = alignColumns(
    [
      ['a', 'one two three four five six seven'],
      ['b', 'short'],
    ],
    { width: 24, indent: 2 },
  );
  assert.deepEqual(lines, ['  a  one two three four', '     five six seven', '  b  short']);
  for (const line of lines) assert.ok(stringWidth(line) <= 24);
});

test('a word longer than the width is broken', () => {
  assert.deepEqual(wrap('abcdef', 3), ['abc', 'def']);
});
