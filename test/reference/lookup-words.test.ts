import assert from 'node:assert/strict';
import test from 'node:test';
import { PortolanError } from '../../src/errors.js';
import { type LookupOptions, lookup, lookupWords } from '../../src/reference/index.js';
import { labelOf } from './labels.js';

const answered = (words: readonly string[], options?: LookupOptions) =>
  lookupWords(words, options).map(({ query, matches }) => [query, ...matches.map(labelOf)]);
const queriesOf = (...words: string[]) => lookupWords(words).map(({ query }) => query);
const isQueryFault = (error: unknown) => error instanceof PortolanError && error.code === 'ERR_QUERY';

test('words that name nothing by themselves are one text', () => {
  assert.deepEqual(queriesOf('post', 'office'), ['post office']);
  assert.deepEqual(queriesOf('remote', 'desktop'), ['remote desktop']);
  assert.deepEqual(queriesOf('远程', '登录'), ['远程 登录']);
  assert.deepEqual(answered(['post', 'office'])[0]?.slice(1, 3), ['110/tcp', '110/udp']);
});

test('words that each name something are queries of their own', () => {
  assert.deepEqual(answered(['smtp', '443/tcp']), [
    ['smtp', '25/tcp', '25/udp', 'topic SMTP'],
    ['443/tcp', '443/tcp'],
  ]);
  assert.deepEqual(queriesOf('25', '110', '143'), ['25', '110', '143']);
  assert.deepEqual(queriesOf('550', '25'), ['550', '25']);
  assert.deepEqual(queriesOf('smtp:550', '5.7.1'), ['smtp:550', '5.7.1']);
});

test('a name beside an unknown one is two queries, of which one finds nothing', () => {
  assert.deepEqual(answered(['smtp', 'nosuchname']), [['smtp', '25/tcp', '25/udp', 'topic SMTP'], ['nosuchname']]);
  assert.deepEqual(queriesOf('telent', 'smpt'), ['telent', 'smpt']);
  assert.deepEqual(answered(['nosuchname', 'zzqqxxjj']), [['nosuchname'], ['zzqqxxjj']]);
});

test('one word is one query, in quotes too, and no word is none', () => {
  assert.deepEqual(queriesOf('smtp'), ['smtp']);
  assert.deepEqual(queriesOf('post office'), ['post office']);
  assert.deepEqual(queriesOf(), []);
});

const REPLIES = [
  '550 5.7.1 Relaying denied',
  '550 Relaying denied',
  '550-5.7.1 Relaying denied',
  '250-AUTH LOGIN PLAIN',
  '250-SIZE 35882577',
  '+OK POP3 ready',
  '-ERR [IN-USE] locked',
  'a1 OK done',
  '535 5.7.8 Error: authentication failed: 65536',
];
for (const line of REPLIES) {
  test(`the reply ${JSON.stringify(line)} is one query without its quotes`, () => {
    const [result, ...others] = lookupWords(line.split(' '));
    assert.deepEqual(others, []);
    assert.deepEqual(result, lookup(line));
    assert.ok(lookup(line).matches.length > 0);
  });
}

test('a command with its argument is one query without its quotes', () => {
  assert.deepEqual(answered(['EHLO', 'mail.example.org']), [['EHLO mail.example.org', 'smtp command EHLO']]);
  assert.deepEqual(answered(['MAIL', 'FROM:<a@b>']), [['MAIL FROM:<a@b>', 'smtp command MAIL FROM']]);
});

test('a malformed word is refused, wherever it stands', () => {
  for (const words of [
    ['65536'],
    ['smtp', '65536'],
    ['65536', 'smtp'],
    ['post', 'office', '80-22'],
    ['smtp', 'pop4:1'],
  ])
    assert.throws(() => lookupWords(words), isQueryFault, words.join(' '));
  assert.throws(() => lookupWords(['smtp', '']), isQueryFault);
});

test('the options hold for the words together and one by one', () => {
  assert.deepEqual(answered(['post', 'office'], { limit: 1 }), [['post office', '110/tcp']]);
  assert.deepEqual(answered(['smtp', 'gre'], { kind: 'protocol' })[1], ['gre', 'protocol 47']);
  assert.deepEqual(answered(['25', '53'], { kind: 'port', transport: 'udp' }), [
    ['25', '25/udp'],
    ['53', '53/udp'],
  ]);
  const [chinese] = lookupWords(['post', 'office'], { language: 'zh-CN' })[0]?.matches ?? [];
  assert.match(chinese?.kind === 'port' ? (chinese.explanation ?? '') : '', /\p{Script=Han}/u);
});

const ONE_TEXT: [words: string, found: string][] = [
  ['RETR 1', 'pop3 RETR'],
  ['AUTH LOGIN', 'smtp AUTH'],
  ['EHLO mail.example.org', 'smtp EHLO'],
  ['a1 SELECT INBOX', 'imap SELECT'],
  ['550 #5.1.0 Address rejected', 'smtp 550'],
  ['host mx.example.org[192.0.2.1] said: 550 5.1.1 <x@example.org>: Recipient address rejected', 'smtp 550'],
  ['Diagnostic-Code: smtp; 554 5.7.1 blocked', 'smtp 554'],
];
for (const [text, found] of ONE_TEXT) {
  test(`what a client or a bounce says is one text, without quotes too: ${text}`, () => {
    const results = lookupWords(text.split(' '));
    const [first] = results[0]?.matches ?? [];
    assert.equal(results.length, 1);
    assert.equal(first === undefined ? '' : `${first.kind} ${'name' in first ? first.name : ''}`, found);
  });
}

test('commands in a row are queries of their own', () => {
  assert.equal(lookupWords(['QUIT', 'STAT', 'EHLO']).length, 3);
});

test('only ports of the transport asked for are answered, and of a number nothing else', () => {
  const [result] = lookupWords(['25'], { transport: 'tcp' });
  assert.deepEqual(
    result?.matches.map((entry) => (entry.kind === 'port' ? entry.transport : entry.kind)),
    ['tcp'],
  );
});
