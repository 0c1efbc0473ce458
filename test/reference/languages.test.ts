import assert from 'node:assert/strict';
import test from 'node:test';
import { type Entry, lookup, lookupPort, lookupProtocol, type MailEntry } from '../../src/reference/index.js';
import { enhancedEntries } from '../../src/reference/mail-codes.js';
import { MAIL_PROTOCOLS, mailEntries } from '../../src/reference/mail-entries.js';
import { foundBy } from './labels.js';

const HAN = /\p{Script=Han}/u;
/** Fields that a person reads, in any kind of entry. */
const TEXTS = new Set(['description', 'explanation', 'title', 'meaning', 'text', 'belief']);

/** Every value below an entry with its path, such as `twins.0.port`. */
function* valuesOf(value: unknown, path: readonly string[] = []): Generator<[path: readonly string[], value: unknown]> {
  if (typeof value !== 'object' || value === null) yield [path, value];
  else for (const [key, member] of Object.entries(value)) yield* valuesOf(member, [...path, key]);
}

function shapeOf(entry: Entry): string[] {
  return [...valuesOf(entry)].map(([path]) => path.join('.'));
}

const QUERIES = ['25', '21/tcp', '443', '8443', '3000', '3389', '51820/udp', '585', 'proto:6', 'proto:0', 'smtp:EHLO'];
QUERIES.push('smtp:550', 'smtp:599', '5.7.1', '5.99.99', 'pop3:UIDL', 'imap:FETCH', '550 5.7.1 Relaying denied', '784');

for (const query of QUERIES) {
  const english = lookup(query).matches;
  const chinese = lookup(query, { language: 'zh-CN' }).matches;

  test(`${query} has the same fields and the same facts in both languages`, () => {
    assert.deepEqual(chinese.map(shapeOf), english.map(shapeOf));
    for (const [index, entry] of english.entries()) {
      const other = new Map([...valuesOf(chinese[index])].map(([path, value]) => [path.join('.'), value]));
      for (const [path, value] of valuesOf(entry)) {
        if (path.some((key) => TEXTS.has(key))) continue;
        assert.deepEqual(other.get(path.join('.')), value, path.join('.'));
      }
    }
  });

  test(`${query} has every text in the language asked for`, () => {
    for (const [path, value] of chinese.flatMap((entry) => [...valuesOf(entry)])) {
      if (!TEXTS.has(path.at(-1) ?? '') || value === '' || value === null) continue;
      // The registry's own words stay English where nobody translated them.
      if (path.length === 1 && path[0] === 'description' && !HAN.test(String(value))) continue;
      assert.match(String(value), HAN, path.join('.'));
    }
    for (const [path, value] of valuesOf(english)) {
      if (TEXTS.has(path.at(-1) ?? '')) assert.doesNotMatch(String(value), HAN, path.join('.'));
    }
  });
}

test('the descriptions of the ports that people meet most are translated', () => {
  for (const port of [20, 21, 22, 23, 25, 53, 69, 80, 110, 123, 143, 161, 389, 445, 993, 995, 3306, 3389]) {
    assert.match(lookupPort(port, 'tcp', { language: 'zh-CN' })[0]?.description ?? '', HAN, `${port}`);
  }
});

test('a description that nobody translated stays as the registry has it', () => {
  const [english] = lookupPort(6400, 'tcp');
  assert.notEqual(english?.description, '');
  assert.equal(lookupPort(6400, 'tcp', { language: 'zh-CN' })[0]?.description, english?.description);
});

test('English is the default', () => {
  for (const query of ['25', 'proto:6', 'smtp:550', 'topic:base64', '1-1024', 'post office'])
    assert.deepEqual(lookup(query), lookup(query, { language: 'en' }), query);
  assert.equal(lookupPort(25, 'tcp'), lookupPort(25, 'tcp', { language: 'en' }));
  assert.equal(lookupProtocol(6), lookupProtocol(6, { language: 'en' }));
});

test('the answer in one language changes nothing in the other', () => {
  const before = structuredClone(lookup('25').matches);
  lookup('25', { language: 'zh-CN' });
  assert.deepEqual(lookup('25').matches, before);
});

test('Chinese names are given in either language', () => {
  for (const language of ['en', 'zh-CN'] as const) {
    const [entry] = lookupPort(23, 'tcp', { language });
    assert.ok(entry?.chineseNames.includes('远程登录'));
    assert.ok(lookupProtocol(6, { language })?.chineseNames.includes('传输控制协议'));
  }
});

const CHINESE: [string, ...string[]][] = [
  ['邮件', '25/tcp', '25/udp'],
  ['远程登录', '23/tcp', '23/udp'],
  ['终端服务', '3389/tcp', '3389/udp'],
  ['域名', '53/tcp', '53/udp'],
  ['文件传输', '21/tcp', '21/udp'],
  ['网页', '80/tcp', '80/udp'],
  ['邮局', '110/tcp', '110/udp'],
  ['发送邮件', '25/tcp', '25/udp'],
  ['木马', 'topic Malware in port tables'],
];
for (const [words, ...top] of CHINESE) {
  test(`${words} is found in either language, the likely answer on top`, () => {
    assert.deepEqual(foundBy(words).slice(0, top.length), top);
    const places = lookup(words, { language: 'zh-CN' }).matches.map((entry) =>
      entry.kind === 'port' ? entry.port : entry.kind,
    );
    assert.deepEqual(
      places,
      lookup(words).matches.map((entry) => (entry.kind === 'port' ? entry.port : entry.kind)),
    );
  });
}

test('English words find the same in Chinese', () => {
  for (const query of ['post office', 'remote desktop', 'postgre', 'smtp', 'database']) {
    assert.deepEqual(foundBy(query, { language: 'zh-CN', kind: 'port' }), foundBy(query, { kind: 'port' }), query);
  }
});

test('every command, reply, code and keyword is explained in both languages', () => {
  for (const language of ['en', 'zh-CN'] as const) {
    const entries: readonly MailEntry[] = [
      ...MAIL_PROTOCOLS.flatMap((protocol) => mailEntries(protocol, language)),
      ...enhancedEntries(language),
    ];
    assert.ok(entries.length > 300);
    for (const { kind, name, title, description } of entries) {
      assert.equal(HAN.test(title), language === 'zh-CN', `${kind} ${name}: ${title}`);
      assert.equal(HAN.test(description), language === 'zh-CN', `${kind} ${name}: ${description}`);
    }
  }
});
