import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseServices, systemNames } from '../../src/reference/services-file.js';

test('a line is a name, port and protocol, aliases and a comment', () => {
  const text =
    '# services\nmail-in\t25/tcp\tpost  letters # not registered\r\n\n  web 80/tcp\nweb 80/udp # no TCP here';
  assert.deepEqual(parseServices(text), [
    { port: 25, transport: 'tcp', name: 'mail-in', aliases: ['post', 'letters'], line: 2 },
    { port: 80, transport: 'tcp', name: 'web', aliases: [], line: 4 },
    { port: 80, transport: 'udp', name: 'web', aliases: [], line: 5 },
  ]);
});

test('lines of another form and other protocols are passed over', () => {
  const text = [
    'name',
    'name 25',
    'name tcp/25',
    'name 65536/tcp',
    'name -1/tcp',
    'x 1/ddp',
    '25/tcp',
    '#a 1/tcp',
    'a #1/tcp',
  ];
  assert.deepEqual(parseServices(text.join('\n')), []);
});

test('protocols count in any case, the old comma is taken, and an alias counts once', () => {
  assert.deepEqual(parseServices('a 0/TCP b b\nc 65535,udp'), [
    { port: 0, transport: 'tcp', name: 'a', aliases: ['b'], line: 1 },
    { port: 65535, transport: 'udp', name: 'c', aliases: [], line: 2 },
  ]);
});

test('names are found by port, the first line before the others, and by name in any case', () => {
  const { namesOf, entriesOf } = systemNames(parseServices('one 7/tcp two\nthree 7/tcp one\none 9/udp'));
  assert.deepEqual(namesOf(7, 'tcp'), ['one', 'two', 'three']);
  assert.deepEqual(namesOf(7, 'udp'), []);
  assert.deepEqual(
    entriesOf('ONE').map(({ port, transport }) => `${port}/${transport}`),
    ['7/tcp', '7/tcp', '9/udp'],
  );
  assert.deepEqual(entriesOf('constructor'), []);
});

test('many lines of one port and one name take time in proportion', () => {
  const lines = Array.from({ length: 50_000 }, (_, index) => `one 7/tcp alias-${index}`);
  const { namesOf, entriesOf } = systemNames(parseServices(lines.join('\n')));
  assert.equal(namesOf(7, 'tcp').length, 50_001);
  assert.equal(entriesOf('One').length, 50_000);
});

test('any text is read without an error, and every entry is a port that exists', () => {
  const fragment = fc.constantFrom(
    'name ',
    '25/tcp',
    '/',
    '\t',
    '\n',
    '\r',
    '#',
    '99999/udp',
    ' alias',
    '\0',
    '\u2028',
  );
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fragment, { maxLength: 40 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      for (const { port, name, aliases, line } of parseServices(text)) {
        assert.ok(Number.isInteger(port) && port >= 0 && port <= 65_535 && line >= 1);
        for (const each of [name, ...aliases]) assert.match(each, /^[^ \t\r\n#]+$/);
      }
    }),
  );
});

test('what is written in the form of the file is read back', () => {
  const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9.*+-]{0,14}$/);
  const entry = fc.record({
    port: fc.nat(65_535),
    transport: fc.constantFrom('tcp' as const, 'udp' as const, 'sctp' as const, 'dccp' as const),
    name: word,
    aliases: fc.uniqueArray(word, { maxLength: 3 }),
  });
  fc.assert(
    fc.property(fc.array(entry), (entries) => {
      const lines = entries.map(({ port, transport, name, aliases }) =>
        [name, `${port}/${transport}`, ...aliases].join('  '),
      );
      const expected = entries.map((each, index) => ({ ...each, line: index + 1 }));
      assert.deepEqual(parseServices(lines.join('\n')), expected);
    }),
  );
});
