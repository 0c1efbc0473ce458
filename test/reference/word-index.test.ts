import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { SearchDocument } from '../../src/reference/search-document.js';
import { WordIndex, wordsOf } from '../../src/reference/word-index.js';

/** A document with names and a text. */
function document(names: readonly string[], text = ''): SearchDocument {
  const made = new SearchDocument({ kind: 'port', number: 1, tier: 0 });
  for (const name of names) made.addName(name, 't');
  made.addText(text, 't');
  return made;
}

const DOCUMENTS = [
  document(['smtp'], 'Simple Mail Transfer'),
  document(['pop3', 'pop-3'], 'Post Office Protocol - Version 3'),
  document(['pop2'], 'Post Office Protocol - Version 2'),
  document(['smtps', '邮件'], '发送邮件 mail'),
];
const index = new WordIndex(DOCUMENTS);
const prefixed = (prefix: string) => [...index.withPrefix(prefix)].map(({ name, document }) => `${name} ${document}`);

test('a name is found whole and in small letters', () => {
  assert.deepEqual(
    index.withName('smtp').map(({ document }) => document),
    [0],
  );
  assert.deepEqual(index.withName('smt'), []);
  assert.deepEqual(index.withName('constructor'), []);
  assert.equal(index.withName('邮件')[0]?.document, 3);
});

test('the beginning of a name finds all that begin so, by name', () => {
  assert.deepEqual(prefixed('smtp'), ['smtp 0', 'smtps 3']);
  assert.deepEqual(prefixed('pop'), ['pop-3 1', 'pop2 2', 'pop3 1']);
  assert.deepEqual(prefixed('邮'), ['邮件 3']);
  assert.deepEqual(prefixed('zz'), []);
  assert.equal(prefixed('').length, 6);
});

test('several words find the documents that have all of them', () => {
  assert.deepEqual(index.withWords(['post', 'office']), [1, 2]);
  assert.deepEqual(index.withWords(['office', '3']), [1]);
  assert.deepEqual(index.withWords(['mail']), [0, 3]);
  assert.deepEqual(index.withWords(['mail', 'office']), []);
  assert.deepEqual(index.withWords(['offic']), []);
  assert.deepEqual(index.withWords([]), []);
});

test('parts of words find the documents in which all of them occur', () => {
  assert.deepEqual([...index.withParts(['ffic'], DOCUMENTS)], [1, 2]);
  assert.deepEqual([...index.withParts(['ffic', 'rsion 3'], DOCUMENTS)], [1]);
  assert.deepEqual([...index.withParts(['送邮'], DOCUMENTS)], [3]);
  assert.deepEqual([...index.withParts(['zz'], DOCUMENTS)], []);
});

test('a part never reaches from one document into the next', () => {
  assert.deepEqual([...index.withParts(['transfer\t\n'], DOCUMENTS)], []);
  assert.deepEqual([...index.withParts(['transfer\tpop3'], DOCUMENTS)], []);
});

test('a word is known when it occurs anywhere, a part of one is not', () => {
  for (const word of ['smtp', 'office', '发送邮件', '3']) assert.ok(index.hasWord(word), word);
  for (const word of ['offic', '邮', '', 'constructor']) assert.ok(!index.hasWord(word), word);
});

test('a misspelt word is near to one that occurs', () => {
  assert.deepEqual(index.nearWords('ofifce', 1), ['office']);
  assert.deepEqual(index.nearWords('smtpp', 2), ['smtp', 'smtps']);
  assert.deepEqual(index.nearWords('zzqqxxjj', 1), []);
});

test('words are letters and digits of any script, in small letters', () => {
  assert.deepEqual(wordsOf('Post Office-3, 邮件 naïve_x'), ['post', 'office', '3', '邮件', 'naïve', 'x']);
  assert.deepEqual(wordsOf(' - '), []);
});

test('an index of nothing finds nothing', () => {
  const empty = new WordIndex([]);
  assert.deepEqual([...empty.withName('a'), ...empty.withPrefix('a'), ...empty.withWords(['a'])], []);
  assert.deepEqual([...empty.withParts(['a'], []), ...empty.nearWords('a', 3)], []);
});

const word = fc.string({ unit: fc.constantFrom(...'abc文'), minLength: 1, maxLength: 3 });
const texts = fc.array(fc.array(word, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 12 });

test('words, parts and beginnings find what a plain search through all documents finds', () => {
  fc.assert(
    fc.property(texts, fc.array(word, { minLength: 1, maxLength: 3 }), (all, wanted) => {
      const documents = all.map(([name = '', ...words]) => document([name], words.join(' ')));
      const made = new WordIndex(documents);
      const places = (fits: (words: readonly string[]) => boolean) =>
        all.flatMap((words, place) => (fits(words) ? [place] : []));
      assert.deepEqual(
        made.withWords(wanted),
        places((words) => wanted.every((one) => words.includes(one))),
      );
      assert.deepEqual(
        [...made.withParts(wanted, documents)],
        places((words) => wanted.every((one) => words.some((word) => word.includes(one)))),
      );
      const [prefix = ''] = wanted;
      assert.deepEqual(
        [...made.withPrefix(prefix)].map(({ document: place }) => place).sort((a, b) => a - b),
        places(([name = '']) => name.startsWith(prefix)),
      );
    }),
    { numRuns: 300 },
  );
});
