import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { AttemptOutcome } from '../../src/scan/prober.js';
import { AttemptWriter, OutcomeReader, OutcomeWriter, readAttempts } from '../../src/scan/worker-wire.js';
import type { Host } from '../../src/types.js';

/** As the code under test makes them. */
const PLAIN = { noNullPrototype: true };
const host: fc.Arbitrary<Host> = fc.oneof(
  fc.record({ target: fc.string(), address: fc.ipV4(), family: fc.constant(4 as const) }, PLAIN),
  fc.record({ target: fc.string(), address: fc.ipV6(), family: fc.constant(6 as const) }, PLAIN),
);
const someAttempt = {
  slot: fc.nat(),
  port: fc.integer({ min: 0, max: 65_535 }),
  timeoutMs: fc.double({ min: 0, max: 120_000, noNaN: true }),
  inspects: fc.boolean(),
};
const outcome: fc.Arbitrary<AttemptOutcome> = fc.oneof(
  fc.constantFrom('open' as const, 'self-connect' as const),
  fc.record(
    {
      state: fc.constantFrom('closed' as const, 'filtered' as const, 'unreachable' as const, 'unknown' as const),
      reason: fc.oneof(fc.constantFrom('refused', 'no-answer', 'ENOSYS'), fc.string()),
      local: fc.constantFrom(null, 'resource' as const, 'address' as const, 'route' as const),
    },
    PLAIN,
  ),
);

test('attempts arrive at a worker as they were sent, in their order, batch by batch', () => {
  const attempts = fc
    .array(host, { minLength: 1, maxLength: 4 })
    .chain((hosts) =>
      fc.array(fc.record({ ...someAttempt, target: fc.constantFrom(...hosts) }, PLAIN), { maxLength: 20 }),
    );
  fc.assert(
    fc.property(fc.array(attempts, { maxLength: 4 }), (batches) => {
      const writer = new AttemptWriter();
      for (const batch of batches) {
        for (const { slot, ...attempt } of batch) writer.add(slot, attempt);
        const sent = structuredClone(writer.take());
        assert.deepEqual(sent === undefined ? [] : readAttempts(sent), batch);
      }
    }),
  );
});

test('outcomes come back from a worker as they were told, in their order, batch by batch', () => {
  const told = fc.tuple(fc.nat(), outcome, fc.double({ min: 0, noNaN: true }));
  fc.assert(
    fc.property(fc.array(fc.array(told, { maxLength: 20 }), { maxLength: 4 }), (batches) => {
      const writer = new OutcomeWriter();
      const reader = new OutcomeReader();
      for (const batch of batches) {
        for (const one of batch) writer.add(...one);
        const sent = structuredClone(writer.take());
        const read: (typeof batch)[number][] = [];
        if (sent !== undefined) reader.read(sent, (...one) => read.push(one));
        assert.deepEqual(read, batch);
      }
    }),
  );
});

test('what an outcome means is sent once, however often it is told', () => {
  const writer = new OutcomeWriter();
  writer.add(1, { state: 'closed', reason: 'refused', local: null }, 1);
  writer.add(2, { state: 'closed', reason: 'refused', local: null }, 2);
  assert.equal(writer.take()?.meanings.length, 1);
  writer.add(3, { state: 'closed', reason: 'refused', local: null }, 3);
  assert.deepEqual(writer.take()?.meanings, []);
});
