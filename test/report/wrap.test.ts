import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { ANSI } from '../../src/report/text.js';
import { columnsOf, wrapText } from '../../src/report/wrap.js';

const BOLD = '\u001b[1m';
const NORMAL = '\u001b[22m';

test('a text that fits stays as it is, without blanks around it', () => {
  assert.deepEqual(wrapText('port 25', 7), ['port 25']);
  assert.deepEqual(wrapText('  port 25 ', 80), ['port 25']);
  assert.deepEqual(wrapText('', 10), ['']);
  assert.deepEqual(wrapText('   ', 2), ['']);
});

test('a line breaks at blanks, which are lost there', () => {
  assert.deepEqual(wrapText('simple mail transfer', 11), ['simple mail', 'transfer']);
  assert.deepEqual(wrapText('simple   mail', 6), ['simple', 'mail']);
  assert.deepEqual(wrapText('simple  mail transfer', 12), ['simple  mail', 'transfer']);
});

test('a word longer than a line is broken', () => {
  assert.deepEqual(wrapText('abcdefgh', 3), ['abc', 'def', 'gh']);
  assert.deepEqual(wrapText('a bcdefgh i', 3), ['a', 'bcd', 'efg', 'h i']);
});

test('Chinese breaks between characters, each of two columns', () => {
  assert.deepEqual(wrapText('简单邮件传输', 8), ['简单邮件', '传输']);
  assert.deepEqual(wrapText('简单邮件传输', 7), ['简单邮', '件传输']);
  assert.deepEqual(wrapText('使用 SMTP 协议', 10), ['使用 SMTP', '协议']);
});

test('a closing mark never begins a line, an opening one never ends it', () => {
  assert.deepEqual(wrapText('简单邮件。传输', 8), ['简单邮', '件。传输']);
  assert.deepEqual(wrapText('简单邮（件传）输', 8), ['简单邮', '（件传）', '输']);
  assert.deepEqual(wrapText('说“端口”是', 6), ['说“端', '口”是']);
});

test('an accent stays upon its letter', () => {
  assert.deepEqual(wrapText('nai\u0308ve', 3), ['nai\u0308', 've']);
  assert.equal(columnsOf('nai\u0308ve'), 5);
});

test('marks of a terminal take no column and stay whole', () => {
  assert.equal(columnsOf(ANSI.bold('port')), 4);
  assert.deepEqual(wrapText(ANSI.bold('port 25'), 7), [ANSI.bold('port 25')]);
  assert.deepEqual(wrapText(ANSI.bold('abcdefgh'), 3), [`${BOLD}abc`, 'def', `gh${NORMAL}`]);
  assert.deepEqual(wrapText(ANSI.bold('端口号'), 2), [`${BOLD}端`, '口', `号${NORMAL}`]);
});

test('a wide character that is wider than the line stands alone', () => {
  assert.deepEqual(wrapText('端a口', 1), ['端', 'a', '口']);
  assert.deepEqual(wrapText('端口', 0), ['端', '口']);
});

const blank = fc.constantFrom(' ', '  ');
const letters = fc.string({ unit: fc.constantFrom(...'abcXYZ019-_/.'), minLength: 1, maxLength: 12 });
const accents = fc.array(fc.constantFrom('e\u0301', 'é', 'ü', 'n\u0303', 'o'), { minLength: 1, maxLength: 6 });
const chinese = fc.string({ unit: fc.constantFrom(...'端口邮件传输协议'), minLength: 1, maxLength: 10 });
const marks = fc.constantFrom('，', '。', '）', '（', '“', '”', ',', ')', '(', '、', '：');
const words = fc.oneof(
  letters,
  accents.map((parts) => parts.join('')),
  chinese,
  marks,
  blank,
);
const plain = fc.array(words, { maxLength: 20 }).map((parts) => parts.join(''));
/** Nobody puts a blank into the ends of a marked text. */
const styled = fc
  .tuple(plain, plain, plain)
  .map(([before, text, after]) => `${before}${text.trim() === '' ? '' : ANSI.bold(text.trim())}${after}`);
const width = fc.integer({ min: 1, max: 40 });

test('no line is wider than the width, but for one wide character', () => {
  fc.assert(
    fc.property(fc.oneof(plain, styled), width, (text, columns) => {
      for (const line of wrapText(text, columns)) {
        const size = stringWidth(line);
        assert.ok(size <= columns || (columns === 1 && size === 2), `${JSON.stringify(line)} is ${size} wide`);
      }
    }),
    { numRuns: 1000 },
  );
});

test('nothing is lost but blanks', () => {
  const solid = (text: string) => text.replaceAll(/\s/g, '');
  fc.assert(
    fc.property(fc.oneof(plain, styled), width, (text, columns) => {
      assert.equal(solid(wrapText(text, columns).join('')), solid(text));
    }),
    { numRuns: 1000 },
  );
});

test('no line is empty, begins or ends with a blank, or breaks a mark of a terminal', () => {
  fc.assert(
    fc.property(fc.oneof(plain, styled), fc.integer({ min: 2, max: 40 }), (text, columns) => {
      const lines = wrapText(text, columns);
      for (const line of lines) {
        assert.equal(line, line.trim());
        assert.doesNotMatch(line.replaceAll(BOLD, '').replaceAll(NORMAL, ''), /\u001b/);
        assert.ok(stringWidth(line) > 0 || lines.length === 1, JSON.stringify(lines));
      }
    }),
    { numRuns: 1000 },
  );
});

test('closing marks never begin a line and opening ones never end it, where the word and its marks fit', () => {
  const opening = fc.constantFrom('', '（', '“', '《');
  const closing = fc.constantFrom('', '，', '。', '）', '”', '》', '）。', '”，');
  const unit = fc
    .tuple(opening, fc.constantFrom('端', '口', '邮', 'SMTP', '25'), closing)
    .map((parts) => parts.join(''));
  const text = fc.array(fc.oneof(unit, unit, blank), { maxLength: 30 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, fc.integer({ min: 16, max: 40 }), (sentence, columns) => {
      const lines = wrapText(sentence, columns);
      for (const line of lines.slice(1)) assert.doesNotMatch(line, /^[，。）”》]/, lines.join('\n'));
      for (const line of lines.slice(0, -1)) assert.doesNotMatch(line, /[（“《]$/, lines.join('\n'));
    }),
    { numRuns: 1000 },
  );
});

test('a word that is broken takes a character along, so that a closing mark begins no line', () => {
  assert.deepEqual(wrapText('端”SMTP”SMTP”25，', 16), ['端”SMTP”SMTP”2', '5，']);
  assert.deepEqual(wrapText('abcdefgh，', 8), ['abcdefg', 'h，']);
  assert.deepEqual(wrapText('SMTP”“SMTP“端）。', 16), ['SMTP”“SMTP', '“端）。']);
  assert.deepEqual(wrapText('端abcdefghijklm（n', 16), ['端abcdefghijklm', '（n']);
});

test('a width of columns is the one that string-width tells', () => {
  fc.assert(
    fc.property(fc.oneof(plain, styled), (text) => assert.equal(columnsOf(text), stringWidth(text))),
    { numRuns: 1000 },
  );
});
