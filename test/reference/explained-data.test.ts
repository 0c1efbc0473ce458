import assert from 'node:assert/strict';
import test from 'node:test';
import { readTsvData } from '../../src/reference/files.js';
import { lookup, lookupPort, lookupProtocol } from '../../src/reference/index.js';

/** Columns of each file, and which of them are English and Chinese. */
const FILES = [
  { name: 'explained', columns: 7, english: [2], chinese: [4, 5], ports: true },
  { name: 'dissectors', columns: 6, english: [3], chinese: [4], ports: true },
  { name: 'history', columns: 5, english: [], chinese: [], ports: true },
  { name: 'notes', columns: 6, english: [1, 3], chinese: [2, 4], ports: false },
  { name: 'topics', columns: 7, english: [1, 4], chinese: [2, 5], ports: false },
  { name: 'protocols-explained', columns: 5, english: [1], chinese: [2, 3], ports: false },
].map((file) => ({ ...file, rows: readTsvData(`overlay/${file.name}.tsv`) }));
const HAN = /\p{Script=Han}/u;
/** Words that a document or server wrote so, and that are quoted. */
const QUOTED = /`[^`]*`/g;

function rowsOf(name: string): readonly string[][] {
  return FILES.find((file) => file.name === name)?.rows ?? [];
}

for (const { name, columns, english, chinese, ports, rows } of FILES) {
  test(`every row of ${name}.tsv has its columns and a source`, () => {
    for (const row of rows) {
      assert.equal(row.length, columns, row[0]);
      assert.notEqual(row.at(-1), '', row[0]);
      assert.ok(
        row.every((field) => field === field.trim()),
        row[0],
      );
    }
  });

  test(`English and Chinese of ${name}.tsv stay in their columns, Chinese apart from Latin words`, () => {
    for (const row of rows) {
      for (const column of english) assert.doesNotMatch(row[column] ?? '', HAN, row[0]);
      for (const column of chinese) {
        const text = (row[column] ?? '').replace(QUOTED, '');
        assert.doesNotMatch(text, /\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u, `${row[0]}: ${text}`);
        assert.doesNotMatch(text, /\p{Script=Han}[,;:()?!]|[,;:()]\p{Script=Han}/u, `${row[0]}: ${text}`);
      }
    }
  });

  if (ports) {
    test(`the rows of ${name}.tsv stand in order of their ports`, () => {
      const firsts = rows.map(([range = '']) => Number(range.split('-')[0]));
      assert.deepEqual(
        firsts,
        [...firsts].sort((a, b) => a - b),
      );
      for (const [range = '', letters = ''] of rows) {
        assert.match(range, /^\d+(-\d+)?$/);
        assert.match(letters, /^(?=.)[tusd]{1,4}$/, range);
      }
    });
  }
}

test('a port and transport is explained once, in two languages', () => {
  const seen = new Set<string>();
  for (const [ports, letters = '', english = '', , , chinese = ''] of rowsOf('explained')) {
    for (const letter of letters) {
      assert.ok(!seen.has(`${ports}${letter}`), `${ports}${letter}`);
      seen.add(`${ports}${letter}`);
    }
    assert.match(english, /\.$/, ports);
    assert.match(chinese, /。$/, ports);
  }
});

test('what IANA describes of an explained port is translated', () => {
  for (const [range = '', letters = '', , , translation] of rowsOf('explained')) {
    const entries = lookupPort(Number(range.split('-')[0]));
    const described = entries.filter(
      ({ transport, description }) => letters.includes(transport.charAt(0)) && description !== '',
    );
    assert.equal(translation !== '', described.length > 0, range);
  }
});

test('every IP protocol number is explained', () => {
  for (let number = 0; number <= 255; number++) {
    const [english, chinese] = (['en', 'zh-CN'] as const).map((language) => lookupProtocol(number, { language }));
    assert.ok(english?.explanation, `${number}`);
    assert.match(chinese?.explanation ?? '', HAN, `${number}`);
    assert.ok((chinese?.chineseNames.length ?? 0) > 0, `${number}`);
  }
});

test('no two topics share a word', () => {
  const owners = new Map<string, string>();
  for (const [key = '', english = '', chinese = '', words = ''] of rowsOf('topics')) {
    for (const word of new Set([key, english, chinese, ...words.split(',')].map((one) => one.toLowerCase()))) {
      assert.equal(owners.get(word), undefined, word);
      owners.set(word, key);
    }
  }
});

test('every note is about something that exists, and a belief is in both languages', () => {
  for (const [subjects = '', belief, chineseBelief, text] of rowsOf('notes')) {
    assert.equal(belief === '', chineseBelief === '', subjects);
    for (const subject of subjects.split(',')) {
      const { matches, notes } = lookup(subject.replace(/^ports:/, ''));
      const said = [...notes, ...matches.flatMap((match) => match.notes)];
      assert.ok(
        said.some((note) => note.text === text),
        subject,
      );
    }
  }
});
