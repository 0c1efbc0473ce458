import assert from 'node:assert/strict';
import test from 'node:test';
import { PortolanError } from '../src/errors.js';

test('an error names the value, the problem and what was probably meant, on one line', () => {
  const error = new PortolanError('ERR_PORT_SPEC', {
    value: '80-22',
    problem: 'the range is reversed',
    suggestion: '22-80',
  });
  assert.equal(error.message, '"80-22": the range is reversed (did you mean 22-80?)');
  assert.equal(error.code, 'ERR_PORT_SPEC');
});

test('an error shows line breaks, controls and direction marks of its value instead of obeying them', () => {
  const error = new PortolanError('ERR_QUERY', { value: 'a\n\u001b[31m\u009b\u202e\u2028b', problem: 'no' });
  assert.equal(error.message, '"a\\n\\u001b[31m<U+009B><U+202E><U+2028>b": no');
});

test('an error cuts a long value between characters', () => {
  const { message } = new PortolanError('ERR_QUERY', { value: '😀'.repeat(500), problem: 'too long' });
  assert.equal(message, `"${'😀'.repeat(100)}…": too long`);
});

test('an error leaves out a suggestion that would garble its line', () => {
  const { message } = new PortolanError('ERR_QUERY', { value: 'x', problem: 'no', suggestion: 'a\nb' });
  assert.equal(message, '"x": no');
});
