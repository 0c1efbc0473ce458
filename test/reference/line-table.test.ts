import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { LineTable } from '../../src/reference/line-table.js';

/** Questions that are answered by a search through the text; those after them by an index. */
const SEARCHED = 50;

const TEXT = [
  '# ports',
  '25\tt\tsmtp',
  '25\tu\tsmtp',
  '110\tt\tpop3',
  '6000-6063\ttu\tx11',
  '#26\tt\tno',
  '2525\tt\tother',
];

/** A table that answers by its index from now on. */
function indexed(text: string): LineTable {
  const table = new LineTable(text);
  for (let question = 0; question < SEARCHED; question++) table.linesOf(0);
  return table;
}

for (const [how, make] of [
  ['Searched', (text: string) => new LineTable(text)],
  ['Indexed', indexed],
] as const) {
  test(`${how}, a table finds all lines of a number in their order`, () => {
    const table = make(TEXT.join('\n'));
    assert.deepEqual(table.linesOf(25), ['25\tt\tsmtp', '25\tu\tsmtp']);
    assert.deepEqual(table.linesOf(110), ['110\tt\tpop3']);
    assert.deepEqual(table.linesOf(2525), ['2525\tt\tother']);
  });

  test(`${how}, a table takes neither ranges, comments nor parts of numbers for a number`, () => {
    const table = make(TEXT.join('\n'));
    for (const number of [2, 5, 26, 252, 525, 6000, 6063, 0, 65_535])
      assert.deepEqual(table.linesOf(number), [], `${number}`);
  });

  test(`${how}, a table finds its first and its last line, with and without a line end`, () => {
    for (const text of ['1\ta\n2\tb', '1\ta\n2\tb\n']) {
      assert.deepEqual(make(text).linesOf(1), ['1\ta']);
      assert.deepEqual(make(text).linesOf(2), ['2\tb']);
    }
    assert.deepEqual(make('').linesOf(1), []);
  });
}

test('ranges and all lines are told without comments', () => {
  const table = new LineTable(TEXT.join('\n'));
  assert.deepEqual(table.rangeLines(), ['6000-6063\ttu\tx11']);
  assert.deepEqual(
    table.all(),
    TEXT.filter((line) => !line.startsWith('#')),
  );
  assert.deepEqual(new LineTable('1-2\ta\n3-4\tb\n5-6\tc').rangeLines(), ['1-2\ta', '3-4\tb', '5-6\tc']);
});

const number = fc.integer({ min: 0, max: 130 });
const field = fc.string({ unit: fc.constantFrom(...'0123456789-\t#ax 文') });
const line = fc.oneof(
  fc.tuple(number, field).map(([first, rest]) => `${first}\t${rest}`),
  fc.tuple(number, number, field).map(([first, last, rest]) => `${first}-${last}\t${rest}`),
  field.map((text) => `#${text}`),
);

test('the first answers, which are searched, equal the later ones, which are indexed', () => {
  fc.assert(
    fc.property(fc.array(line), fc.array(number, { maxLength: SEARCHED }), (lines, numbers) => {
      const text = lines.join('\n');
      const [early, late] = [new LineTable(text), indexed(text)];
      for (const one of numbers) assert.deepEqual(early.linesOf(one), late.linesOf(one), `${one} in ${text}`);
    }),
  );
});
