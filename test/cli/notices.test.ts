import assert from 'node:assert/strict';
import test from 'node:test';
import { scanEn } from '../../src/cli/messages/en/scan.js';
import { scanZh } from '../../src/cli/messages/zh-cn/scan.js';

const REMARKS = ['refusals-limited', 'went-silent', 'answers-again', 'accepts-everything'] as const;

test('every notice is one plain line that begins with its host, in both languages', () => {
  for (const remark of REMARKS) {
    for (const patient of [true, false]) {
      const english = scanEn.notice(remark, '192.0.2.1', patient);
      const chinese = scanZh.notice(remark, '192.0.2.1', patient);
      assert.match(english, /^192\.0\.2\.1 [a-z][^\n]+$/);
      assert.match(chinese, /^192\.0\.2\.1 [^\n]*\p{Script=Han}[^\n]*$/u);
    }
  }
});

test('a limit on refusals names the option that waits for them, unless they are waited for', () => {
  assert.match(scanEn.notice('refusals-limited', 'x', false), /--patient/);
  assert.doesNotMatch(scanEn.notice('refusals-limited', 'x', true), /--patient/);
});
