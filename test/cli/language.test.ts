import assert from 'node:assert/strict';
import test from 'node:test';
import { chooseLanguage } from '../../src/cli/language.js';

const languageIn = (environment: Record<string, string>, system?: string) =>
  chooseLanguage([], environment, () => system).language;

test('--lang is taken out of the command line wherever it stands', () => {
  for (const line of ['--lang zh-CN lookup 25', 'lookup --lang zh-CN 25', 'lookup 25 --lang=zh-CN']) {
    const choice = chooseLanguage(line.split(' '), { LANG: 'en_US.UTF-8' });
    assert.deepEqual(choice, { language: 'zh-CN', words: ['lookup', '25'], fault: null });
  }
});

test('--lang knows the usual spellings of both languages, in any case', () => {
  for (const value of ['zh-CN', 'zh', 'zh_CN', 'zh-Hans', 'ZH-cn', 'zh_Hans_CN']) {
    assert.equal(chooseLanguage(['--lang', value], {}).language, 'zh-CN', value);
  }
  assert.equal(chooseLanguage(['--lang', 'EN'], { LANG: 'zh_CN.UTF-8' }).language, 'en');
});

test('what stands behind -- is no option', () => {
  const words = ['lookup', '--', '--lang', 'zh'];
  assert.deepEqual(chooseLanguage(words, {}), { language: 'en', words, fault: null });
});

test('a wrong --lang is told in the language of the locale, with what is allowed', () => {
  const { language, fault } = chooseLanguage(['scan', '--lang', 'zh_TW'], { LANG: 'zh_CN.UTF-8' });
  assert.equal(language, 'zh-CN');
  assert.equal(fault?.message, '"zh_TW": --lang is one of en, zh-CN (did you mean zh-CN?)');
  assert.equal(fault?.code, 'ERR_OPTION');
});

test('--lang without a value, and --lang given twice, are faults', () => {
  for (const words of [['--lang'], ['--lang=']]) {
    assert.equal(chooseLanguage(words, {}).fault?.message, '--lang is one of en, zh-CN');
  }
  const twice = chooseLanguage(['--lang', 'en', '--lang', 'zh'], {}).fault;
  assert.equal(twice?.message, '"en zh": --lang can be given only once');
});

test('the locale is read by the precedence of POSIX; an empty variable counts as unset', () => {
  assert.equal(languageIn({ LC_ALL: 'zh_CN.UTF-8', LC_MESSAGES: 'en_US', LANG: 'en_US' }), 'zh-CN');
  assert.equal(languageIn({ LC_ALL: 'C', LC_MESSAGES: 'zh_CN', LANG: 'zh_CN' }), 'en');
  assert.equal(languageIn({ LC_ALL: '', LC_MESSAGES: 'zh_CN', LANG: 'en_US' }), 'zh-CN');
  assert.equal(languageIn({ LANG: 'zh_CN.GB18030' }), 'zh-CN');
});

test('every Chinese locale means Chinese, every other one English', () => {
  for (const locale of ['zh', 'zh_CN', 'zh_CN.UTF-8', 'zh_TW.UTF-8', 'zh-Hans-CN', 'zh_SG@pinyin']) {
    assert.equal(languageIn({ LANG: locale }), 'zh-CN', locale);
  }
  for (const locale of ['C', 'POSIX', 'C.UTF-8', 'en_US.UTF-8', 'de_DE', 'zha_CN', 'x', '.UTF-8']) {
    assert.equal(languageIn({ LANG: locale }), 'en', locale);
  }
});

test('LANGUAGE comes before the locale, unless that is the C locale', () => {
  assert.equal(languageIn({ LANGUAGE: 'zh_CN:en', LANG: 'en_US.UTF-8' }), 'zh-CN');
  assert.equal(languageIn({ LANGUAGE: 'en:zh_CN', LANG: 'zh_CN.UTF-8' }), 'en');
  assert.equal(languageIn({ LANGUAGE: 'de:zh_CN', LANG: 'de_DE.UTF-8' }), 'zh-CN');
  assert.equal(languageIn({ LANGUAGE: 'de', LANG: 'zh_CN.UTF-8' }), 'zh-CN');
  assert.equal(languageIn({ LANGUAGE: 'zh_CN', LANG: 'C.UTF-8' }), 'en');
  assert.equal(languageIn({ LANGUAGE: 'zh_CN' }), 'en');
});

test("the system's own locale is asked only where no variable names one and --lang is not given", () => {
  assert.equal(languageIn({}, 'zh-Hans-CN'), 'zh-CN');
  assert.equal(languageIn({}, 'en-US'), 'en');
  assert.equal(languageIn({}), 'en');
  const refuse = () => assert.fail('it was asked');
  assert.equal(chooseLanguage([], { LANG: 'en_US' }, refuse).language, 'en');
  assert.equal(chooseLanguage(['--lang', 'zh'], {}, refuse).language, 'zh-CN');
});
