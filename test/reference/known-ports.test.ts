import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { lookup, lookupPort, lookupPortRange, useDataCopy } from '../../src/reference/index.js';
import { mayBeKnown } from '../../src/reference/known-ports.js';

/** Questions after which all data is gone through once. */
const FIRST = 50;
let folder = 0;

/** As in a new process: whatever was read and answered is forgotten, since other data may be in use. */
function startAfresh(): void {
  folder += 1;
  useDataCopy(`/nonexistent/${folder}`);
}

function startAfterManyQuestions(): void {
  startAfresh();
  for (let question = 0; question <= FIRST; question++) mayBeKnown(0);
}

test('the first questions are answered with yes, the later ones exactly', () => {
  startAfresh();
  for (let question = 1; question <= FIRST; question++) assert.equal(mayBeKnown(784), true);
  assert.equal(mayBeKnown(784), false);
  for (const port of [0, 25, 443, 3000, 6001, 8443, 51_820]) assert.equal(mayBeKnown(port), true, `${port}`);
});

test('the first answers about ports equal those after many questions', () => {
  const port = fc.oneof(fc.integer({ min: 0, max: 65_535 }), fc.integer({ min: 0, max: 1023 }));
  fc.assert(
    fc.property(fc.array(port, { minLength: 1, maxLength: 8 }), fc.constantFrom('en', 'zh-CN'), (ports, language) => {
      startAfresh();
      const early = ports.map((one) => lookupPort(one, undefined, { language }));
      startAfterManyQuestions();
      const late = ports.map((one) => lookupPort(one, undefined, { language }));
      assert.deepEqual(late, early);
    }),
    { numRuns: 60 },
  );
});

test('the first answers about ranges equal those after many questions', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 65_500 }), fc.integer({ min: 0, max: 35 }), (first, more) => {
      startAfresh();
      const early = lookupPortRange(first, first + more, null);
      startAfterManyQuestions();
      assert.deepEqual(lookupPortRange(first, first + more, null), early);
    }),
    { numRuns: 40 },
  );
});

test('a transport that nobody registered is answered alike, early and late', () => {
  for (const port of [25, 784, 60_000]) {
    startAfresh();
    const early = lookupPort(port, 'dccp');
    startAfterManyQuestions();
    assert.deepEqual(lookupPort(port, 'dccp'), early);
  }
});

test('a port is known wherever there is anything to say of it', () => {
  startAfterManyQuestions();
  const said = lookup('0-65535').matches.filter((entry) => entry.kind === 'port' && entry.status === 'assigned');
  assert.ok(said.length > 10_000);
  for (const entry of said) if (entry.kind === 'port') assert.ok(mayBeKnown(entry.port), `${entry.port}`);
});
