import assert from 'node:assert/strict';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import fc from 'fast-check';
import { openJournal } from '../../src/journal/index.js';
import { anyBatches, byPair, folderFor, headerOf, NOON, readAgain, verdict, winnersOf, written } from './samples.js';

const shard = (index: number) => ({ header: headerOf({}, { shard: { index, count: 3 } }) });

test('journals of shards are one journal together', async (t) => {
  const path = join(folderFor(t), 'shard');
  const ports = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  for (const index of [1, 2, 3]) {
    const own = ports.filter((port) => port % 3 === index - 1);
    await written(`${path}${index}`, [own.map((port) => verdict(port))], shard(index));
  }
  const paths = [1, 2, 3].map((index) => path + index);
  const { recorded, verdicts } = await readAgain(paths);
  assert.equal(recorded.settledCount, 9);
  assert.deepEqual(
    byPair(verdicts),
    ports.map((port) => verdict(port)),
  );

  const journal = await openJournal({ resume: paths, header: headerOf() });
  journal.append([verdict(10)]);
  await journal.close();
  assert.equal((await readAgain(paths)).recorded.settledCount, 10);
  assert.equal((await readAgain(paths.slice(1))).recorded.settledCount, 6);
});

test('a new journal can go on from others, which stay as they are', async (t) => {
  const path = join(folderFor(t), 'scan');
  await written(`${path}1`, [[verdict(1)]]);
  const before = readFileSync(`${path}1`);
  const journal = await openJournal({ journal: `${path}2`, resume: [`${path}1`], header: headerOf() });
  assert.equal(journal.recorded.isSettled('192.0.2.1', 1), true);
  journal.append([verdict(2)]);
  await journal.close();
  assert.deepEqual(readFileSync(`${path}1`), before);
  assert.deepEqual((await readAgain(`${path}2`)).verdicts, [verdict(2)]);
  assert.deepEqual((await readAgain([`${path}1`, `${path}2`])).verdicts, [verdict(1), verdict(2)]);
});

test('of several verdicts on one pair the latest counts, whichever journal it is in', async (t) => {
  const path = join(folderFor(t), 'scan');
  const late = verdict(1, { state: 'filtered', reason: 'no-answer', rttMs: null, at: NOON + 10 });
  await written(`${path}1`, [[late, verdict(2)]]);
  await written(`${path}2`, [[verdict(1), verdict(3)]]);
  for (const paths of [
    [`${path}1`, `${path}2`],
    [`${path}2`, `${path}1`],
  ]) {
    const { recorded, verdicts } = await readAgain(paths);
    assert.deepEqual(byPair(verdicts), [late, verdict(2), verdict(3)]);
    assert.deepEqual([recorded.settledCount, recorded.stateOf('192.0.2.1', 1)], [3, 'filtered']);
  }
});

test('a failure of our own never takes the place of an answer', async (t) => {
  const path = join(folderFor(t), 'scan');
  const failed = (at: number) => verdict(1, { state: 'unknown', reason: 'no-route', at });
  await written(path, [[failed(NOON - 5)], [verdict(1)], [failed(NOON + 5)], [failed(NOON + 6)]]);
  const { recorded, verdicts } = await readAgain(path);
  assert.deepEqual(verdicts, [verdict(1)]);
  assert.deepEqual([recorded.settledCount, recorded.stateOf('192.0.2.1', 1)], [1, 'closed']);
});

test('journals that were put together by hand are read', async (t) => {
  const path = join(folderFor(t), 'scan');
  await written(`${path}1`, [[verdict(1)]]);
  await written(`${path}2`, [[verdict(2)]]);
  appendFileSync(`${path}1`, readFileSync(`${path}2`));
  assert.deepEqual((await readAgain(`${path}1`)).verdicts, [verdict(1), verdict(2)]);
});

test('any journals together say what counts of all their verdicts, in any order, copies included', async (t) => {
  const folder = folderFor(t);
  let count = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(anyBatches, { minLength: 1, maxLength: 4 }), fc.boolean(), async (journals, isCopied) => {
      // No two moments are the same, so that only the moment decides.
      let moment = NOON;
      const exact = journals.map((batches) =>
        batches.map((batch) =>
          batch.map(({ result: _result, ...each }) => {
            moment += 1;
            return { ...each, at: moment };
          }),
        ),
      );
      const paths = [];
      for (const batches of exact) {
        paths.unshift(join(folder, `${count++}`));
        await written(paths[0] as string, batches);
      }
      if (isCopied) {
        paths.push(join(folder, `${count++}`));
        await written(paths.at(-1) as string, exact[0] ?? []);
      }
      const { recorded, verdicts } = await readAgain(paths);
      const expected = winnersOf(exact.flat(2));
      assert.deepEqual(byPair(verdicts), expected);
      assert.equal(recorded.settledCount, expected.length);
      for (const { address, port, state } of expected) assert.equal(recorded.stateOf(address, port), state);
    }),
    { numRuns: 40 },
  );
});
