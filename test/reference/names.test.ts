import assert from 'node:assert/strict';
import { join } from 'node:path';
import test from 'node:test';
import { type Entry, lookup, search, useDataCopy } from '../../src/reference/index.js';

const NO_COPIES = join(import.meta.dirname, 'no-such-folder');
/** More than the questions that are answered from the files' texts before indexes are made. */
const MANY = 60;

const NAMES = [
  'smtp',
  'SMTP',
  'email',
  'DNS',
  'tcp',
  'ospf',
  'IPv6-ICMP',
  '邮件',
  '传输控制协议',
  'UPnP',
  'Happy 99',
  'STARTTLS',
  'base64',
  'unassigned',
  'no-such-name',
  'a"b',
  'x\\',
];

const keyOf = (entry: Entry): string => {
  if (entry.kind === 'port') return `${entry.port}/${entry.transport}`;
  return entry.kind === 'protocol' ? `proto:${entry.number}` : `${entry.kind}:${entry.name}`;
};
const found = (query: string): readonly string[] => lookup(query).matches.map(keyOf);
const partHits = (text: string) => search(text, { limit: 10_000 }).filter(({ fit }) => fit === 'part');

test('the first question for a name is answered as one after many others is', () => {
  const early = NAMES.map((name) => {
    useDataCopy(NO_COPIES);
    const answer = found(name);
    useDataCopy(null);
    return answer;
  });
  for (let count = 0; count < MANY; count++) found('smtp');
  assert.deepEqual(NAMES.map(found), early);
});

test('a protocol is found by keyword before alias, also at the first question', () => {
  for (const name of ['tcp', 'TCP', 'esp', 'ipip', 'ip-encap', 'ipv6-auth']) {
    useDataCopy(NO_COPIES);
    const early = found(`proto:${name}`);
    useDataCopy(null);
    for (let count = 0; count < MANY; count++) found('proto:udp');
    assert.deepEqual(found(`proto:${name}`), early, name);
    assert.equal(early.length <= 1, true, name);
  }
});

test('a part of a word is found in Latin, Chinese and mixed words', () => {
  assert.equal(search('ostscr')[0]?.fit, 'part');
  assert.deepEqual(new Set(partHits('ostscr').map(({ entry }) => keyOf(entry))), new Set(['170/tcp', '170/udp']));
  assert.ok(search('传送协').length > 0);
});

test('a part with signs is found only where it stands as it is', () => {
  const texts = (text: string) => search(text).map(({ entry }) => JSON.stringify(entry).toLowerCase());
  assert.ok(texts('net-ass').length > 0);
  assert.ok(texts('net-ass').every((text) => text.includes('net-ass')));
  assert.ok(texts('+ok').some((text) => text.includes('"+ok"')));
  assert.deepEqual(search('net+-+ass'), []);
});

test('signs alone are searched too', () => {
  assert.ok(search('(').length > 0);
  assert.deepEqual(partHits('⁂'), []);
});
