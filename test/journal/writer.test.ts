import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { JOURNAL_SYNC_MS } from '../../src/defaults.js';
import { type JournalFiles, openJournal } from '../../src/journal/index.js';
import { folderFor, headerOf, readAgain, verdict } from './samples.js';

/** Takes so many bytes, and half of a write that has no room. */
function fullAfter(bytes: number): Partial<JournalFiles> {
  let left = bytes;
  return {
    writeSync(descriptor, text, offset) {
      const count = Math.min(left, text.length - offset);
      if (count === 0) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
      left -= count;
      return writeSync(descriptor, text, offset, count);
    },
  };
}

test('a verdict is with the system before the next one is taken', async (t) => {
  const path = join(folderFor(t), 'scan.journal');
  const journal = await openJournal({ journal: path, header: headerOf() });
  for (const port of [1, 2, 3]) {
    journal.append([verdict(port)]);
    assert.equal((await readAgain(path)).recorded.settledCount, port);
  }
  journal.append([]);
  await journal.close();
  assert.equal((await readAgain(path)).recorded.settledCount, 3);
});

test('a full disk ends the journal with an error, and what it took before stays whole', async (t) => {
  const path = join(folderFor(t), 'scan.journal');
  const error = { code: 'ERR_OUTPUT', message: `"${path}": cannot be written: no space left` };
  const journal = await openJournal({ journal: path, header: headerOf(), files: fullAfter(1500) });
  let taken = 0;
  assert.throws(() => {
    for (let port = 1; port <= 100; port++) {
      journal.append([verdict(port)]);
      taken = port;
    }
  }, error);
  assert.ok(taken > 1, `${taken} were taken`);
  assert.throws(() => journal.append([verdict(100)]), error);
  await assert.rejects(journal.close(), error);
  assert.equal(readFileSync(path).at(-1), 10);
  const { verdicts } = await readAgain(path);
  assert.deepEqual(
    verdicts.map(({ port }) => port),
    Array.from({ length: taken }, (_, index) => index + 1),
  );
  assert.equal(existsSync(`${path}.lock`), false);
});

test('a disk that is full from the beginning leaves no lock behind', async (t) => {
  const path = join(folderFor(t), 'scan.journal');
  await assert.rejects(openJournal({ journal: path, header: headerOf(), files: fullAfter(10) }), {
    code: 'ERR_OUTPUT',
  });
  assert.deepEqual([existsSync(`${path}.lock`), readFileSync(path).length], [false, 0]);
});

test('what was taken is brought to the disk once a while, however much it is', async (t) => {
  const path = join(folderFor(t), 'scan.journal');
  const scheduled: { ms: number; callback: () => void }[] = [];
  let syncs = 0;
  let finish = () => {};
  const files: Partial<JournalFiles> = {
    schedule(ms, callback) {
      scheduled.push({ ms, callback });
      return () => {};
    },
    fdatasync(_descriptor, done) {
      syncs += 1;
      finish = () => done(null);
    },
  };
  const journal = await openJournal({ journal: path, header: headerOf(), files });
  for (const port of [1, 2, 3]) journal.append([verdict(port)]);
  assert.deepEqual([scheduled.map(({ ms }) => ms), syncs], [[JOURNAL_SYNC_MS], 0]);
  scheduled[0]?.callback();
  journal.append([verdict(4)]);
  assert.deepEqual([scheduled.length, syncs], [1, 1]);
  finish();
  journal.append([verdict(5)]);
  assert.equal(scheduled.length, 2);
  await journal.close();
});

test('a disk that fails while it is written to ends the journal', async (t) => {
  const path = join(folderFor(t), 'scan.journal');
  let due = () => {};
  const failing = (code: string): Partial<JournalFiles> => ({
    schedule(_ms, callback) {
      due = callback;
      return () => {};
    },
    fdatasync: (_descriptor, done) => done(Object.assign(new Error('failed'), { code })),
  });
  const journal = await openJournal({ journal: path, header: headerOf(), files: failing('EIO') });
  due();
  const error = { code: 'ERR_OUTPUT', message: `"${path}": cannot be written: EIO` };
  assert.throws(() => journal.append([verdict(1)]), error);
  await assert.rejects(journal.close(), error);

  const other = await openJournal({ journal: `${path}.2`, header: headerOf(), files: failing('ENOTSUP') });
  due();
  other.append([verdict(1)]);
  await other.close();
});
