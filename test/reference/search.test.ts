import assert from 'node:assert/strict';
import test from 'node:test';
import { type Entry, search } from '../../src/reference/index.js';

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
  assert.equal(summary('encapsulating security', { kind: 'protocol' })[0], 'words 50');
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
