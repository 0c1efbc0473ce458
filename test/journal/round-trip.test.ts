import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import fc from 'fast-check';
import { PortolanError } from '../../src/errors.js';
import { type JournalVerdict, openJournal } from '../../src/journal/index.js';
import {
  anyBatches,
  byPair,
  folderFor,
  headerOf,
  NOON,
  openPort,
  PLAN,
  readAgain,
  verdict,
  winnersOf,
  written,
} from './samples.js';

const BATCHES = [
  [verdict(1), verdict(2), verdict(3), verdict(9, { rttMs: 1.5, at: NOON + 3 })],
  [openPort(25), verdict(7, { state: 'filtered', reason: 'no-answer', rttMs: null, attempts: 2 })],
  [verdict(80, { address: '2001:db8::1', target: '2001:db8::1', state: 'unreachable', reason: 'no-host' })],
  [openPort(26, { at: NOON + 5 }), verdict(5, { at: NOON + 9 })],
];

test('what is read is what was written, whatever it was', async (t) => {
  const folder = folderFor(t);
  let count = 0;
  await fc.assert(
    fc.asyncProperty(anyBatches, async (batches) => {
      // The order within a moment and a line is the journal's own, so what decides between equals is left out.
      const once = batches.map((batch, moment) => batch.map((each) => ({ ...each, at: each.at + 100 * moment })));
      const distinct = once.map((batch) => [...new Map(batch.map((each) => [pairOf(each), whole(each)])).values()]);
      const path = join(folder, `${count++}`);
      await written(path, distinct);
      const { recorded, verdicts } = await readAgain(path);
      const expected = winnersOf(distinct.flat());
      assert.deepEqual(byPair(verdicts), expected);
      assert.equal(recorded.settledCount, expected.length);
      for (const { address, port, state } of expected) assert.equal(recorded.stateOf(address, port), state);
      const failed = distinct.flat().filter((each) => !expected.some((other) => pairOf(other) === pairOf(each)));
      for (const { address, port } of failed) assert.equal(recorded.isSettled(address, port), false);
    }),
    { numRuns: 60 },
  );
});

test('a journal that was cut off at any byte says what its whole lines say', async (t) => {
  const path = join(folderFor(t), 'scan.journal');
  await written(path, BATCHES);
  const bytes = readFileSync(path);
  const cut = `${path}.cut`;
  let whole: JournalVerdict[] = [];
  for (let length = 0; length <= bytes.length; length++) {
    writeFileSync(cut, bytes.subarray(0, length));
    const { verdicts } = await readAgain(cut);
    if (bytes[length - 1] === 10) {
      assert.deepEqual(verdicts.slice(0, whole.length), whole);
      whole = verdicts;
    }
    assert.deepEqual(verdicts, whole, `${length} bytes`);
  }
  assert.equal(whole.length, BATCHES.flat().length);
});

test('a scan goes on behind a line that was cut off, wherever that was', async (t) => {
  const path = join(folderFor(t), 'scan.journal');
  await written(path, BATCHES);
  const bytes = readFileSync(path);
  for (let length = 0; length <= bytes.length; length += 43) {
    const cut = `${path}.${length}`;
    writeFileSync(cut, bytes.subarray(0, length));
    const before = (await readAgain(cut)).verdicts;
    const journal = await openJournal({ resume: [cut], header: headerOf() });
    assert.equal(journal.recorded.settledCount, before.length);
    journal.append([verdict(99)]);
    await journal.close();
    assert.deepEqual((await readAgain(cut)).verdicts, [...before, verdict(99)]);
  }
});

test('a journal that was changed anywhere is refused, or says nothing that was not recorded', async (t) => {
  const path = join(folderFor(t), 'scan.journal');
  await written(path, BATCHES);
  const bytes = readFileSync(path);
  const known = new Set(BATCHES.flat().map((each) => JSON.stringify(byName(each))));
  const place = fc.nat(bytes.length - 1);
  const change = fc.record({ place, drop: fc.constantFrom(0, 1, 2, 40), put: fc.uint8Array({ maxLength: 3 }) });
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
      const changed = changes.reduce<Buffer>(
        (whole, { place, drop, put }) => Buffer.concat([whole.subarray(0, place), put, whole.subarray(place + drop)]),
        bytes,
      );
      writeFileSync(`${path}.changed`, changed);
      try {
        const { verdicts } = await readAgain(`${path}.changed`);
        for (const each of verdicts) assert.ok(known.has(JSON.stringify(byName(each))), JSON.stringify(each));
      } catch (error) {
        assert.ok(error instanceof PortolanError, String(error));
        refused += 1;
      }
    }),
    { numRuns: 300 },
  );
  assert.ok(refused > 100, `${refused} were refused`);
});

test('every digit of a line counts', async (t) => {
  const path = join(folderFor(t), 'scan.journal');
  await written(path, [[verdict(22)], [verdict(33)]]);
  writeFileSync(path, readFileSync(path, 'utf8').replace('"22"', '"23"'));
  await assert.rejects(readAgain(path), { code: 'ERR_JOURNAL', message: `"${path}": line 2 is damaged` });
});

test('a host with 65,535 closed ports takes two bytes a port where they come together', async (t) => {
  const path = join(folderFor(t), 'scan.journal');
  const ports = Array.from({ length: 65_535 }, (_, index) => verdict(index + 1, { rttMs: null }));
  await written(path, [ports]);
  assert.ok(readFileSync(path).length < 131_070);
  const { recorded, verdicts } = await readAgain(path);
  assert.deepEqual([recorded.settledCount, verdicts.length, verdicts.at(-1)?.port], [65_535, 65_535, 65_535]);
});

test('a remark on a host is read as it was written, and an absent host is known', async (t) => {
  const path = join(folderFor(t), 'scan.journal');
  const remark = (address: string, text: string, at = NOON) => ({ target: '192.0.2.0/28', address, remark: text, at });
  const remarks = [remark('192.0.2.3', 'absent'), remark('192.0.2.4', 'absent', NOON + 1)];
  await written(path, [[remark('192.0.2.1', 'went-silent'), ...remarks, verdict(1)]]);
  const { recorded, verdicts } = await readAgain(path);
  assert.deepEqual(verdicts, [verdict(1)]);
  const entries = [];
  for await (const each of recorded.entries()) entries.push(...each);
  assert.deepEqual(entries, [verdict(1), remark('192.0.2.1', 'went-silent'), ...remarks]);
  const brief = [];
  for await (const each of recorded.entries({ mayBeBrief: true })) brief.push(...each);
  assert.deepEqual(brief, entries.slice(1));
  const absent = ['192.0.2.1', '192.0.2.3', '192.0.2.4', '192.0.2.5'].filter((each) => recorded.of(each).isAbsent);
  assert.deepEqual(absent, ['192.0.2.3', '192.0.2.4']);
  assert.equal(recorded.settledCount, 1);
  assert.deepEqual([recorded.of('192.0.2.1').stateOf(1), recorded.of('192.0.2.1').stateOf(2)], ['closed', undefined]);
});

test('the lines of a journal are JSON', async (t) => {
  const path = join(folderFor(t), 'scan.journal');
  await written(path, BATCHES);
  const types = readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).type);
  assert.deepEqual([types[0], new Set(types)], ['journal', new Set(['journal', 'verdicts', 'result'])]);
  assert.equal(PLAN.ports, JSON.parse(readFileSync(path, 'utf8').split('\n', 1)[0] ?? '').plan.ports);
});

function pairOf({ address, port }: JournalVerdict): string {
  return `${address} ${port}`;
}

/** An open port's verdict whose record has the same moment. */
function whole(each: JournalVerdict): JournalVerdict {
  return each.result === undefined ? each : openPort(each.port, each);
}

function byName({ result, ...rest }: JournalVerdict): object {
  return { ...Object.fromEntries(Object.entries(rest).sort()), whole: result !== undefined };
}
