import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { lookup, type TopicEntry } from '../../src/reference/index.js';
import { mailFinding, mailFindings } from '../../src/reference/mail-findings.js';
import { SUCCESSOR_OF } from '../scripts/obsolete-rfcs.js';

const HAN = /\p{Script=Han}/u;
/** Characters that still read at a glance in a terminal. */
const LONGEST_SENTENCE = 240;

const english = mailFindings('en');
const chinese = mailFindings('zh-CN');
/** Settings and names of files, which are the same in every language. */
const settings = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, setting]) => setting);

test('every finding has an id of its own, a grade and a source that is in force', () => {
  assert.ok(english.length >= 60);
  assert.equal(new Set(english.map(({ id }) => id)).size, english.length);
  for (const { id, grade, references } of english) {
    assert.match(id, /^[a-z0-9]+(?:-[a-z0-9]+)+$/);
    assert.ok(['wrong', 'weak', 'note'].includes(grade), id);
    assert.ok(references.length > 0, id);
    for (const reference of references) {
      const [, number] = /^RFC (\d+)(?: section \d+(?:\.\d+)*)?$/.exec(reference) ?? [];
      assert.ok(number !== undefined, `${id}: ${reference}`);
      assert.equal(SUCCESSOR_OF[`RFC${number}`], undefined, `${id}: ${reference}`);
    }
  }
});

test('what is milder for relays is milder', () => {
  const grades = ['note', 'weak', 'wrong'];
  for (const { id, grade } of english.filter(({ id }) => id.endsWith('-on-relay') && id !== 'auth-on-relay')) {
    const ofClients = mailFinding(id.replace(/-on-relay$/, ''));
    assert.ok(ofClients && grades.indexOf(grade) < grades.indexOf(ofClients.grade), id);
  }
});

test('a finding is one sentence, and how to mend it', () => {
  for (const { id, sentence, mend } of english) {
    assert.match(sentence, /^[A-Z][^.!?]*(?:\.\d[^.!?]*)*\.$/, `${id}: ${sentence}`);
    assert.ok(sentence.length <= LONGEST_SENTENCE, `${id}: ${sentence.length} characters`);
    assert.match(mend, /[.]$/, id);
    assert.doesNotMatch(sentence + mend, HAN, id);
  }
  for (const { id, sentence, mend } of chinese) {
    assert.match(sentence, /^[^。！？]*。$/, `${id}: ${sentence}`);
    assert.match(mend, /。$/, id);
  }
});

test('the Chinese is Chinese, with a blank beside Latin words and full-width marks', () => {
  for (const { id, sentence, mend } of chinese) {
    for (const text of [sentence, mend]) {
      assert.match(text, HAN, id);
      assert.doesNotMatch(text, /\p{Script=Han}[A-Za-z0-9,;:()`]|[A-Za-z0-9,;:()`]\p{Script=Han}/u, id);
    }
  }
});

test('both languages name the same settings', () => {
  for (const [at, { id, mend }] of english.entries()) {
    assert.deepEqual(settings(chinese[at]!.mend).sort(), settings(mend).sort(), id);
  }
});

test('a finding is asked for by its id, in the language asked for', () => {
  const told = mailFinding('smtp-auth-in-clear');
  assert.equal(told?.grade, 'wrong');
  assert.match(told.mend, /smtpd_tls_auth_only = yes/);
  assert.match(mailFinding('smtp-auth-in-clear', 'zh-CN')?.sentence ?? '', HAN);
  for (const { id, ...finding } of english) assert.deepEqual(mailFinding(id), finding);
  for (const id of ['', 'SMTP-AUTH-IN-CLEAR', 'constructor', '__proto__']) assert.equal(mailFinding(id), undefined);
});

test('what is given out is frozen', () => {
  const told = mailFinding('smtp-auth-in-clear');
  assert.throws(() => (told!.references as string[]).push('RFC 1'), TypeError);
});

test('the file has nothing that nobody reads', () => {
  const data = JSON.parse(readFileSync(new URL('../../data/mail/findings.json', import.meta.url), 'utf8'));
  for (const entry of data) {
    assert.deepEqual(Object.keys(entry), ['id', 'grade', 'sentence', 'mend', 'references']);
    for (const text of [entry.sentence, entry.mend]) assert.deepEqual(Object.keys(text), ['en', 'zh']);
  }
});

test('a finding is looked up by its id, and no service is taken for one', () => {
  const [entry, ...others] = lookup('smtp-auth-in-clear').matches;
  assert.equal(others.length, 0);
  assert.ok(entry?.kind === 'topic');
  assert.match(entry.description, /^A finding of the mail probe \(wrong\)\. .*smtpd_tls_auth_only/);
  const [inChinese] = lookup('topic:SMTP-Auth-In-Clear', { language: 'zh-CN' }).matches;
  assert.match((inChinese as TopicEntry).description, /^邮件探测的一项发现（错误）。/);
  for (const name of ['ms-sql-s', 'http-alt', 'smtp-auth', 'references']) {
    assert.ok(!lookup(name).matches.some((each) => each.kind === 'topic' && each.name === name), name);
  }
  for (const { id } of english) assert.equal(lookup(id).matches[0]?.kind, 'topic', id);
});
