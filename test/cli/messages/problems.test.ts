import assert from 'node:assert/strict';
import test from 'node:test';
import { problemsZh, translatedProblems } from '../../../src/cli/messages/zh-cn/problems.js';
import { errorMessage } from '../../../src/errors.js';
import { problemTemplates } from '../../structure/problem-templates.js';
import { typescriptFiles } from '../../structure/source-files.js';

const { templates, hidden } = problemTemplates();
/** Texts that stand in the place of a value. */
const reasons = [...(typescriptFiles('src').get('cli/output-file.ts') ?? '').matchAll(/^ {2}E[A-Z]+: '(.+)',$/gm)].map(
  (match) => match[1] as string,
);
const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

test('every problem is written out where it is raised', () => {
  assert.deepEqual(hidden, []);
  assert.ok(templates.length > 80, `only ${templates.length} problems were found`);
});

test('every problem and every reason of the sources has a Chinese translation', () => {
  const missing = [...templates, ...reasons].filter((text) => !/\p{Script=Han}/u.test(problemsZh.problem(text)));
  assert.deepEqual(missing, []);
});

test('a translation has the placeholders of its original', () => {
  for (const text of translatedProblems) {
    assert.deepEqual(placeholders(problemsZh.problem(text)), placeholders(text), text);
  }
});

test('nothing is translated that no source says', () => {
  const said = new Set([...templates, ...reasons]);
  assert.deepEqual(
    translatedProblems.filter((text) => !said.has(text)),
    [],
  );
});

test('a message is put together as Chinese is written, reasons among its values translated', () => {
  const values = { reason: 'no space left' };
  const message = errorMessage({ value: 'x', problem: 'cannot be written: {reason}', values }, problemsZh);
  assert.equal(message, '"x"：无法写入：磁盘空间不足');
  const octets = { value: '010.0.0.1', problem: 'an octet is 0-255', suggestion: ['10.0.0.1', '8.0.0.1'] };
  assert.equal(errorMessage(octets, problemsZh), '"010.0.0.1"：地址中的每个数为 0-255（是否指 10.0.0.1 或 8.0.0.1？）');
});

test('a problem without translation stays as it is, whatever its name', () => {
  assert.equal(problemsZh.problem('constructor'), 'constructor');
});
