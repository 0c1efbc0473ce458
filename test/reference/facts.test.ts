import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { PortolanError } from '../../src/errors.js';
import { inLanguage, portFacts } from '../../src/reference/facts.js';
import { useDataCopy } from '../../src/reference/index.js';
import { append, listOf, parseRange } from '../../src/reference/lists.js';

const risks = portFacts('overlay/risks.tsv');
const explained = portFacts('overlay/explained.tsv');

test('a fact is found by port and transport', () => {
  const [fact, ...others] = risks.of(23, 't');
  assert.deepEqual(others, []);
  assert.deepEqual([fact?.first, fact?.last, fact?.letters], [23, 23, 't']);
  assert.match(fact?.fields[0] ?? '', /^Telnet/);
  assert.deepEqual(risks.of(23, 'u'), []);
  assert.deepEqual(risks.of(784, 't'), []);
});

test('a fact about several ports is found at each of them, and not beside them', () => {
  for (const port of [512, 513, 514])
    assert.deepEqual([risks.of(port, 't')[0]?.first, risks.of(port, 't')[0]?.last], [512, 514]);
  assert.deepEqual(
    [...risks.of(511, 't'), ...risks.of(515, 't')].filter(({ first }) => first === 512),
    [],
  );
});

test('every fact is found at its first and last port', () => {
  for (const facts of [risks, explained]) {
    assert.ok(facts.all().length > 50);
    for (const fact of facts.all()) {
      for (const letter of fact.letters) {
        assert.ok(facts.of(fact.first, letter).some(({ fields }) => fields[0] === fact.fields[0]));
        assert.ok(facts.of(fact.last, letter).some(({ fields }) => fields[0] === fact.fields[0]));
      }
    }
  }
});

test('the first answers equal the later ones', () => {
  const port = fc.oneof(
    fc.integer({ min: 0, max: 65_535 }),
    fc.constantFrom(...risks.all().flatMap(({ first, last }) => [first, last])),
  );
  let folder = 0;
  fc.assert(
    fc.property(fc.array(port, { maxLength: 40 }), fc.constantFrom('t', 'u'), (ports, letter) => {
      // Other data forgets what was read, as a new process does.
      useDataCopy(`/nonexistent/${++folder}`);
      const early = ports.map((one) => risks.of(one, letter));
      for (let question = 0; question < 50; question++) risks.of(0, letter);
      assert.deepEqual(
        ports.map((one) => risks.of(one, letter)),
        early,
      );
    }),
  );
});

test('a missing file is told as damage of the installation', () => {
  const missing = portFacts('overlay/nosuch.tsv');
  assert.throws(
    () => missing.of(25, 't'),
    (error) => error instanceof PortolanError && error.code === 'ERR_DATA' && error.message.includes('nosuch.tsv'),
  );
});

test('where the Chinese text is missing the English one is given', () => {
  assert.equal(inLanguage('zh-CN', 'port', '端口'), '端口');
  assert.equal(inLanguage('zh-CN', 'port', ''), 'port');
  assert.equal(inLanguage('zh-CN', 'port', undefined), 'port');
  assert.equal(inLanguage('en', 'port', '端口'), 'port');
});

test('lists and ranges are read as the files write them', () => {
  assert.deepEqual(listOf(''), []);
  assert.deepEqual(listOf('a, b,c'), ['a', 'b', 'c']);
  assert.deepEqual(listOf('邮件、电子邮件', '、'), ['邮件', '电子邮件']);
  assert.deepEqual(parseRange('6000-6063'), { first: 6000, last: 6063 });
  assert.deepEqual(parseRange('25'), { first: 25, last: 25 });
  const index = new Map<string, number[]>();
  for (const value of [1, 2]) append(index, 'key', value);
  assert.deepEqual(index.get('key'), [1, 2]);
});
