import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { MAX_STEPS } from '../../src/defaults.js';
import { PROTOCOLS } from '../../src/protocols/index.js';
import type { Reply, ReplyEnd, Step } from '../../src/protocols/types.js';
import { EXAMPLES } from './examples.js';
import { anyBytes } from './hostile-text.js';
import { talk } from './talk.js';

const end = fc.constantFrom<ReplyEnd>('complete', 'complete', 'complete', 'timeout', 'closed', 'too-long', 'failed');
const reply: fc.Arbitrary<Reply> = fc.record({ text: anyBytes, end });

for (const protocol of PROTOCOLS) {
  const { name, farewell, converse, serverFirst } = protocol;
  if (converse === null) continue;
  const greeting = EXAMPLES[name]?.text ?? '';

  test(`${name} ends politely when the server understands nothing`, () => {
    const { said } = talk(protocol, [greeting, ...Array<string>(12).fill('500 what?\r\n')]);
    assert.equal(said.at(-1) ?? null, farewell);
  });

  test(`${name} says nothing to a server that did not greet`, () => {
    if (!serverFirst) return;
    for (const ending of ['timeout', 'closed', 'too-long', 'failed'] as const) {
      const { said, findings } = talk(protocol, [{ text: greeting.slice(0, 6), end: ending }]);
      assert.deepEqual(said, []);
      assert.equal(findings.greeting, greeting.slice(0, 6));
      assert.equal(findings.ready, false);
    }
  });

  test(`${name} stops talking once a reply is not complete`, () => {
    const { said } = talk(protocol, [greeting, { text: '', end: 'timeout' }, 'late\r\n']);
    assert.ok(said.length <= 1);
  });

  test(`${name} comes to an end whatever the replies are`, () => {
    fc.assert(
      fc.property(fc.array(reply, { maxLength: 12 }), fc.boolean(), fc.boolean(), (replies, secure, startTls) => {
        const conversation = converse({ clientName: 'client.example', secure, startTls });
        let step: IteratorResult<Step, unknown> = conversation.next();
        let count = 0;
        for (; !step.done; count += 1) {
          assert.ok(count < Math.min(12, MAX_STEPS));
          if (step.value.do === 'starttls') assert.ok(startTls && !secure);
          step = conversation.next(replies[count] ?? { text: greeting, end: 'complete' });
        }
      }),
    );
  });
}
