import assert from 'node:assert/strict';
import test from 'node:test';
import { allTopics, lookupTopics } from '../../src/reference/topics.js';

const HAN = /\p{Script=Han}/u;
const namesOf = (...parameters: Parameters<typeof lookupTopics>) => lookupTopics(...parameters).map(({ name }) => name);

test('a topic is found by its key, its name in either language and its other words, in any case', () => {
  for (const word of ['port-ranges', 'Port ranges', 'PORT RANGE', '端口范围', ' 端口号范围 ']) {
    assert.deepEqual(namesOf(word), ['Port ranges'], word);
    assert.deepEqual(namesOf(word, { language: 'zh-CN' }), ['端口范围'], word);
  }
});

test('a part of a name finds no topic', () => {
  for (const word of ['port rang', 'ranges', '', 'constructor', 'nosuchtopic'])
    assert.deepEqual(namesOf(word), [], word);
});

test('a topic has its text in the language asked for', () => {
  const [english] = lookupTopics('base64');
  const [chinese] = lookupTopics('base64', { language: 'zh-CN' });
  assert.doesNotMatch(english?.description ?? '', HAN);
  assert.match(chinese?.description ?? '', HAN);
  assert.deepEqual(chinese?.references, english?.references);
  assert.equal(chinese?.notes.length, english?.notes.length);
  assert.match(chinese?.notes[0]?.text ?? '', HAN);
});

test('the name of one language is a further word of the other', () => {
  const english = allTopics('en');
  for (const [index, { name, aliases }] of allTopics('zh-CN').entries()) {
    const other = english[index];
    if (other === undefined || other.name === name) continue;
    assert.ok(aliases.includes(other.name), name);
    assert.ok(other.aliases.includes(name), other.name);
    assert.ok(!aliases.includes(name), name);
  }
});

test('every topic has a name, a description and frozen lists', () => {
  for (const language of ['en', 'zh-CN'] as const) {
    const names = allTopics(language).map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
    for (const topic of allTopics(language)) {
      assert.ok(topic.name !== '' && topic.description !== '', topic.name);
      assert.ok([topic, topic.aliases, topic.references, topic.notes].every(Object.isFrozen), topic.name);
      assert.deepEqual(lookupTopics(topic.name, { language }).includes(topic), true, topic.name);
    }
  }
});

test('there is a topic for what belongs to no single number', () => {
  for (const word of ['ephemeral ports', 'three-way handshake', 'EtherType', 'RFC 1700', 'netstat', '木马', '五元组']) {
    assert.equal(lookupTopics(word).length, 1, word);
  }
});
