import assert from 'node:assert/strict';
import test from 'node:test';
import { readTsvData } from '../../src/reference/files.js';
import { lookupPort } from '../../src/reference/index.js';
import { parseRange } from '../../src/reference/lists.js';

/** Columns of each file whose rows begin with ports and letters, and which of them are English, Chinese and the source. */
const FILES = [
  { name: 'uses', columns: 6, english: 3 },
  { name: 'practice', columns: 5, english: 2 },
  { name: 'risks', columns: 5, english: 2 },
].map((file) => ({ ...file, rows: readTsvData(`overlay/${file.name}.tsv`) }));
const TWINS = readTsvData('overlay/twins.tsv');
const LETTERS = /^(?=.)t?u?s?d?$/;
const HAN = /\p{Script=Han}/u;

/** `80u` for every port and letter of a row. */
function* pairsOf([ports = '', letters = '']: readonly string[]): Generator<string> {
  const { first, last } = parseRange(ports);
  for (let port = first; port <= last; port++) for (const letter of letters) yield `${port}${letter}`;
}

/** Names that IANA registered for a port and transport letter. */
function registeredNames(port: number, letter: string): readonly string[] {
  return lookupPort(port).find(({ transport }) => transport.startsWith(letter))?.names ?? [];
}

for (const { name, columns, english, rows } of FILES) {
  test(`every row of ${name}.tsv has its columns, ports and letters, in order`, () => {
    let previous = 0;
    for (const row of rows) {
      const { first, last } = parseRange(row[0] ?? '');
      assert.equal(row.length, columns, row.join(' '));
      assert.match(row[0] ?? '', /^\d+(-\d+)?$/);
      assert.ok(first >= previous && last >= first && last <= 65_535, row[0]);
      assert.match(row[1] ?? '', LETTERS, row[0]);
      previous = first;
    }
  });

  test(`every row of ${name}.tsv says the same in two languages and names its source`, () => {
    for (const row of rows) {
      const [text = '', chinese = '', source = ''] = row.slice(english);
      assert.match(text, /^[A-Za-z0-9].*\.$/, row[0]);
      assert.doesNotMatch(text + source, HAN, row[0]);
      assert.match(chinese, /[。）]$/, row[0]);
      assert.match(chinese, HAN, row[0]);
      assert.notEqual(source, '', row[0]);
    }
  });

  test(`Chinese in ${name}.tsv stands apart from Latin words and has its own punctuation`, () => {
    for (const row of rows) {
      const chinese = row[english + 1] ?? '';
      assert.doesNotMatch(chinese, /\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9+]\p{Script=Han}/u, chinese);
      assert.doesNotMatch(chinese, /\p{Script=Han}[,;:.()?!]|[,;:()]\p{Script=Han}/u, chinese);
    }
  });
}

test('uses cover at least 220 ports and name each use once, never by the registered name', () => {
  const [{ rows }] = FILES as [(typeof FILES)[number]];
  const seen = new Set<string>();
  for (const row of rows) {
    const names = (row[2] ?? '').split(',');
    for (const name of names) {
      assert.match(name, /^[a-z0-9][a-z0-9.+-]*$/, row[0]);
      const { first } = parseRange(row[0] ?? '');
      for (const letter of row[1] ?? '') {
        assert.ok(!seen.has(`${row[0]} ${letter} ${name}`), `${row[0]} ${name}`);
        seen.add(`${row[0]} ${letter} ${name}`);
        assert.ok(!registeredNames(first, letter).includes(name), `${row[0]} ${name}`);
      }
    }
  }
  assert.ok(new Set(rows.map(([ports]) => ports)).size >= 220);
});

test('a port and transport has at most one risk and one remark on practice', () => {
  for (const { rows } of FILES.slice(1)) {
    const pairs = rows.flatMap((row) => [...pairsOf(row)]);
    assert.deepEqual(
      pairs.filter((pair, index) => pairs.indexOf(pair) !== index),
      [],
    );
  }
});

test('only a registered transport can be registered and not used', () => {
  const rows = FILES.find(({ name }) => name === 'practice')?.rows ?? [];
  assert.ok(rows.length >= 60);
  for (const pair of rows.flatMap((row) => [...pairsOf(row)])) {
    assert.notEqual(registeredNames(Number.parseInt(pair, 10), pair.slice(-1)).length, 0, pair);
  }
});

test('every twin is written once, with a command where one changes to TLS', () => {
  const seen = new Set<string>();
  let previous = 0;
  for (const [from = '', to = '', letters = '', relation = '', command = '', source = '', ...rest] of TWINS) {
    const row = `${from} ${to} ${letters}`;
    assert.deepEqual(rest, [], row);
    for (const port of [from, to]) assert.ok(/^\d+$/.test(port) && Number(port) <= 65_535, row);
    assert.ok(Number(from) * 65_536 + Number(to) >= previous, row);
    previous = Number(from) * 65_536 + Number(to);
    assert.match(letters, LETTERS, row);
    assert.match(relation, /^(tls|upgrade)$/, row);
    assert.equal(command !== '', relation === 'upgrade', row);
    assert.ok(relation === 'upgrade' || from !== to, row);
    assert.notEqual(source, '', row);
    for (const letter of letters) {
      const [pair, back] = [`${from} ${to} ${letter}`, `${to} ${from} ${letter}`];
      assert.ok(!seen.has(pair) && (from === to || !seen.has(back)), row);
      seen.add(pair);
    }
  }
});

test('the twins that mail, web and directory are known for are there', () => {
  const twinsOf = (port: string) => TWINS.filter(([from]) => from === port).map(([, to]) => to);
  assert.deepEqual(twinsOf('25'), ['25', '465', '587']);
  assert.deepEqual(twinsOf('110'), ['110', '995']);
  assert.deepEqual(twinsOf('143'), ['143', '993']);
  assert.deepEqual(twinsOf('80'), ['443']);
  assert.deepEqual(twinsOf('389'), ['389', '636']);
});
