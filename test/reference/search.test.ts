import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { type Entry, lookup, search } from '../../src/reference/index.js';
import { fitsOf, labelOf } from './labels.js';

const summary = (text: string, options = {}) => search(text, options).map(({ entry, fit }) => `${fit} ${keyOf(entry)}`);

/** `25/tcp`, `6` for an IP protocol, the name of what has no number. */
function keyOf(entry: Entry): string {
  if (entry.kind === 'port') return `${entry.port}/${entry.transport}`;
  return entry.kind === 'protocol' ? `${entry.number}` : entry.name;
}

test('an exact name comes before its beginnings', () => {
  const [first, second, third] = summary('smtp');
  assert.deepEqual([first, second], ['name 25/tcp', 'name 25/udp']);
  assert.match(third ?? '', /^(?:name SMTP|alias|prefix|words|part)/);
});

test('aliases, words and keywords are searched', () => {
  assert.equal(summary('rdp', { kind: 'port' })[0], 'alias 3389/tcp');
  assert.deepEqual(summary('Post  Office', { kind: 'port' }).slice(0, 2), ['words 110/tcp', 'words 110/udp']);
  assert.equal(summary('encapsulating security', { kind: 'protocol' })[0], 'prefix 50');
  assert.equal(summary('gre')[0], 'name 47');
});

test('the limit and the kind hold', () => {
  assert.equal(search('service', { limit: 3 }).length, 3);
  assert.ok(search('ip', { kind: 'protocol', limit: 300 }).every(({ entry }) => entry.kind === 'protocol'));
  assert.deepEqual(search('  '), []);
  assert.deepEqual(search('zzqqxxjj'), []);
});

test('no entry is found twice', () => {
  const keys = search('http', { limit: 1000 }).map(({ entry }) => keyOf(entry));
  assert.equal(new Set(keys).size, keys.length);
});

test('fits come in their order: name, alias, prefix, words, part; beginnings of rare names among the words', () => {
  const ORDER = ['name', 'alias', 'prefix', 'words', 'part', 'near'];
  const fitsIn = (text: string) => search(text, { limit: 1000 }).map(({ fit }) => ORDER.indexOf(fit));
  for (const text of ['smtp', 'rdp', 'dns', 'time', 'post office', 'remote desktop', 'postgre', '邮件']) {
    const fits = fitsIn(text);
    const rare = fits.map((fit, place) => (fit === 2 && fits.slice(0, place).includes(3) ? 3 : fit));
    assert.deepEqual(rare, rare.toSorted(), text);
  }
});

const TOP: [string, string][] = [
  ['smtp', 'name 25/tcp'],
  ['SMTP', 'name 25/tcp'],
  ['gre', 'name protocol 47'],
  ['postgres', 'alias 5432/tcp'],
  ['mongo', 'alias 27017/tcp'],
  ['wireguard', 'alias 51820/udp'],
  ['postgre', 'prefix 5432/tcp'],
  ['telne', 'prefix 23/tcp'],
  ['remote desktop', 'words 3389/tcp'],
  ['secure shell', 'words 22/tcp'],
  ['file transfer', 'words 21/tcp'],
  ['network time', 'words 123/tcp'],
  ['database', 'words 5432/tcp'],
  ['vpn', 'words 1723/tcp'],
  ['mail server', 'words 25/tcp'],
  ['web server', 'words 80/tcp'],
  ['encapsulating security', 'prefix protocol 50'],
  ['telent', 'near 23/tcp'],
  ['remote desktpo', 'near 3389/tcp'],
];
for (const [text, top] of TOP) {
  test(`the likely answer to ${JSON.stringify(text)} is on top: ${top}`, () => {
    assert.equal(fitsOf(search(text))[0], top);
  });
}

test('of equally good answers the one that people meet more often comes first', () => {
  const places = fitsOf(search('post office', { kind: 'port' })).map((label) => label.replace(/^\w+ /, ''));
  assert.deepEqual(places.slice(0, 4), ['110/tcp', '110/udp', '109/tcp', '109/udp']);
});

test('words that stand together come before words that are scattered', () => {
  const matches = fitsOf(search('file transfer', { limit: 1000 })).filter((label) => label.startsWith('words'));
  const texts = search('file transfer', { limit: 1000 })
    .filter(({ fit }) => fit === 'words')
    .map(({ entry }) => JSON.stringify(entry).toLowerCase().includes('file transfer'));
  assert.ok(matches.length > 2);
  assert.equal(texts[0], true);
});

test('every one of several words must occur', () => {
  assert.deepEqual(search('post zzqqxxjj'), []);
  assert.ok(search('post office', { limit: 1000 }).length < search('office', { limit: 1000 }).length);
});

test('case and blanks do not matter', () => {
  const plain = fitsOf(search('post office'));
  for (const text of ['POST OFFICE', ' post  office ', 'Post\tOffice'])
    assert.deepEqual(fitsOf(search(text)), plain, text);
});

test('an entry of another transport is never found', () => {
  for (const text of [
    'http',
    'smtp',
    'post office',
    'remote desktop',
    'syslog',
    'wireguard',
    'telent',
    '邮件',
    'x11',
  ]) {
    for (const transport of ['tcp', 'udp', 'sctp', 'dccp'] as const) {
      for (const { entry } of search(text, { transport, limit: 1000 })) {
        assert.equal(entry.kind === 'port' ? entry.transport : entry.kind, transport, text);
      }
    }
  }
});

test('a name that only one transport has does not bring the other', () => {
  assert.deepEqual(fitsOf(search('wireguard', { limit: 1 })), ['alias 51820/udp']);
  assert.ok(!fitsOf(search('wireguard', { transport: 'tcp' })).includes('alias 51820/tcp'));
  assert.equal(fitsOf(search('syslog', { kind: 'port' }))[0], 'name 514/udp');
  assert.equal(fitsOf(search('shell', { kind: 'port' }))[0], 'name 514/tcp');
});

test('each kind can be asked for alone', () => {
  for (const kind of ['port', 'protocol', 'smtp', 'pop3', 'imap', 'topic'] as const) {
    const matches = search('mail', { kind, limit: 1000 });
    assert.ok(matches.every(({ entry }) => entry.kind === kind));
  }
  assert.equal(fitsOf(search('quit', { kind: 'pop3' }))[0], 'name pop3 command QUIT');
  assert.equal(fitsOf(search('quit', { kind: 'smtp' }))[0], 'name smtp command QUIT');
});

const WORDS = [
  'post',
  'office',
  'mail',
  'http',
  'remote',
  'smtp',
  'x11',
  '邮件',
  '远程',
  'telent',
  'name',
  'server',
  'a',
  '1',
];
const text = fc.oneof(
  fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 3 }).map((words) => words.join(' ')),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const options = fc.record(
  {
    limit: fc.integer({ min: 1, max: 40 }),
    kind: fc.constantFrom('port', 'protocol', 'smtp', 'pop3', 'imap', 'topic'),
    transport: fc.constantFrom('tcp', 'udp', 'sctp', 'dccp'),
    language: fc.constantFrom('en', 'zh-CN'),
  },
  { requiredKeys: [] },
);

test('any text is answered by frozen entries of what was asked for, no more than the limit, each once', () => {
  fc.assert(
    fc.property(text, options, (wanted, asked) => {
      const matches = search(wanted, asked);
      assert.ok(matches.length <= (asked.limit ?? 20));
      for (const match of matches) {
        assert.ok(Object.isFrozen(match) && Object.isFrozen(match.entry));
        if (asked.kind !== undefined) assert.equal(match.entry.kind, asked.kind);
      }
      const labels = matches.map(({ entry }) => labelOf(entry));
      assert.equal(new Set(labels).size, labels.length);
    }),
    { numRuns: 200 },
  );
});

test('a smaller limit gives the first of the same answers', () => {
  fc.assert(
    fc.property(text, options, (wanted, { limit = 20, ...asked }) => {
      const all = fitsOf(search(wanted, { ...asked, limit: 1000 }));
      assert.deepEqual(fitsOf(search(wanted, { ...asked, limit })), all.slice(0, limit));
    }),
    {
      numRuns: 100,
      examples: [
        ['post office', { limit: 1 }],
        ['mail', { limit: 3, kind: 'topic' }],
      ],
    },
  );
});

test('a word with hyphens is one word, whose parts mean nothing apart', () => {
  assert.deepEqual(
    search('no-such-name', { limit: 5 }).filter(({ fit }) => fit !== 'near'),
    [],
  );
  assert.deepEqual(lookup('no-such-service').matches, []);
});
