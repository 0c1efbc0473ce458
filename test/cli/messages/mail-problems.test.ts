import assert from 'node:assert/strict';
import test from 'node:test';
import { mailEn } from '../../../src/cli/messages/en/mail.js';
import { mailZh } from '../../../src/cli/messages/zh-cn/mail.js';
import type { MtaStsProblem } from '../../../src/mail/domain/mta-sts.js';

/** Every word that there is, which the compiler checks. */
const POLICY_PROBLEMS: Readonly<Record<MtaStsProblem, true>> = {
  ...{ 'dns-failed': true, 'several-records': true, 'invalid-record': true },
  ...{ unresolvable: true, unreachable: true, timeout: true, stopped: true, 'tls-failed': true, certificate: true },
  ...{ redirected: true, 'not-found': true, 'server-error': true, 'wrong-media-type': true, 'too-large': true },
  ...{ 'cut-off': true, 'invalid-line': true, 'invalid-version': true, 'invalid-mode': true },
  ...{ 'invalid-max-age': true, 'invalid-mx': true },
};
const ADDRESS_PROBLEMS = ['no-such-name', 'no-address', 'failed', 'null-mx', 'address-literal', 'bad-name'];

test('each reason why there is no policy, or no address, has its own words in both languages', () => {
  for (const { domain } of [mailEn, mailZh]) {
    for (const [told, problems] of [
      [domain.mtaStsProblem, Object.keys(POLICY_PROBLEMS)],
      [domain.noAddress, ADDRESS_PROBLEMS],
    ] as const) {
      const texts = problems.map(told);
      assert.deepEqual(
        texts.filter((text, index) => text === problems[index]),
        [],
      );
      assert.equal(new Set(texts).size, texts.length);
    }
  }
});
