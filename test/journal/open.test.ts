import assert from 'node:assert/strict';
import { existsSync, linkSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { openJournal } from '../../src/journal/index.js';
import { sealed } from '../../src/journal/seal.js';
import { folderFor, headerOf, PLAN, readAgain, verdict, written } from './samples.js';

const POSIX = { skip: process.platform === 'win32' };
const code = 'ERR_JOURNAL';
const TARGETS = PLAN.targets ?? [];

test('a journal is begun in a new file, or in an empty one', async (t) => {
  const path = join(folderFor(t), 'scan.journal');
  await written(path, [[verdict(1)]]);
  assert.deepEqual((await readAgain(path)).verdicts, [verdict(1)]);
  writeFileSync(`${path}.empty`, '');
  await written(`${path}.empty`, [[verdict(2)]]);
  assert.deepEqual((await readAgain(`${path}.empty`)).verdicts, [verdict(2)]);
});

test('a file that holds something else is left as it is', async (t) => {
  const path = join(folderFor(t), 'notes.txt');
  for (const text of ['my notes', 'my notes\n', '{"type":"meta"}\n', '{"type":"journey","version":1', '\0\0\0']) {
    writeFileSync(path, text);
    const message = `"${path}": holds something else; a journal is begun in a new file`;
    await assert.rejects(openJournal({ journal: path, header: headerOf() }), { code, message });
    await assert.rejects(openJournal({ resume: [path], header: headerOf() }), {
      code,
      message: `"${path}": is no journal`,
    });
    assert.equal(readFileSync(path, 'utf8'), text);
    assert.equal(existsSync(`${path}.lock`), false);
  }
});

test('a journal is not begun over another one', async (t) => {
  const path = join(folderFor(t), 'scan.journal');
  await written(path, [[verdict(1)]]);
  const before = readFileSync(path);
  const message = `"${path}": is a journal already; resume goes on from it`;
  await assert.rejects(openJournal({ journal: path, header: headerOf() }), { code, message });
  assert.deepEqual(readFileSync(path), before);
});

test('a scan goes on in the same file, and says so there', async (t) => {
  const path = join(folderFor(t), 'scan.journal');
  await written(path, [[verdict(1), verdict(2, { state: 'unknown', reason: 'no-descriptor' })]]);
  const resumed = await openJournal({ resume: [path], header: headerOf() });
  const asked = [1, 2, 3].filter((port) => !resumed.recorded.isSettled('192.0.2.1', port));
  assert.deepEqual(asked, [2, 3]);
  resumed.append([verdict(2), verdict(3)]);
  await resumed.close();
  const { verdicts, recorded } = await readAgain(path);
  assert.deepEqual(verdicts, [verdict(1), verdict(2), verdict(3)]);
  assert.equal(recorded.settledCount, 3);
  const mark = readFileSync(path, 'utf8')
    .split('\n')
    .find((line) => line.includes('"resumed"'));
  assert.equal(JSON.parse(mark ?? '').settled, 1);
});

test('what is written while the recorded is read again is not taken for recorded', async (t) => {
  const path = join(folderFor(t), 'scan.journal');
  await written(path, [[verdict(1)]]);
  const resumed = await openJournal({ resume: [path], header: headerOf() });
  resumed.append([verdict(2)]);
  const replayed = [];
  for await (const verdicts of resumed.recorded.verdicts()) replayed.push(...verdicts);
  assert.deepEqual(replayed, [verdict(1)]);
  await resumed.close();
});

test('a scan that was killed before its first line was whole begins anew', async (t) => {
  const path = join(folderFor(t), 'scan.journal');
  await written(path, []);
  const header = readFileSync(path);
  for (const length of [0, 1, 20, 100, header.length - 1]) {
    for (const options of [{ journal: path }, { resume: [path] }]) {
      writeFileSync(path, header.subarray(0, length));
      const journal = await openJournal({ ...options, header: headerOf() });
      journal.append([verdict(1)]);
      await journal.close();
      assert.deepEqual((await readAgain(path)).verdicts, [verdict(1)]);
    }
  }
});

test('a file that is not there cannot be gone on from', async (t) => {
  const path = join(folderFor(t), 'scan.journal');
  const message = `"${path}": no such file; resume goes on from a journal, and journal begins one`;
  await assert.rejects(openJournal({ resume: [path], header: headerOf() }), { code, message });
  assert.equal(existsSync(path), false);
});

test('a place where nothing can be written is told in one line', async (t) => {
  const folder = folderFor(t);
  const journal = join(folder, 'none', 'scan.journal');
  const message = `"${journal}": cannot be written: its folder does not exist`;
  await assert.rejects(openJournal({ journal, header: headerOf() }), { code: 'ERR_OUTPUT', message });
  mkdirSync(join(folder, 'folder'));
  const problem = 'is no file of its own; a journal is one';
  await assert.rejects(openJournal({ journal: join(folder, 'folder'), header: headerOf() }), { code, problem });
  assert.equal(existsSync(join(folder, 'folder.lock')), false);
});

test('a device is no journal', { skip: !existsSync('/dev/full') }, async () => {
  const problem = 'is no file of its own; a journal is one';
  await assert.rejects(openJournal({ journal: '/dev/full', header: headerOf() }), { code, problem });
});

test('a journal of another plan is refused, with the difference', async (t) => {
  const path = join(folderFor(t), 'scan.journal');
  await written(path, [[verdict(1)]]);
  const differences = [
    [{ targets: [...TARGETS, '192.0.2.99'] }, 'it does not have the target 192.0.2.99'],
    [{ targets: TARGETS.slice(1) }, 'its target 192.0.2.0/28 is none of this one'],
    [{ ports: '1-1000' }, 'its ports are 1-100, not 1-1000'],
    [{ portsGiven: false }, 'its ports are 1-100, not (1-100)'],
    [{ excludePorts: '22' }, 'it leaves out the ports -, this one 22'],
    [{ family: 4 }, 'it asks IPv4, IPv6, this one IPv4'],
    [{ exclude: ['192.0.2.7\u001b[31m'] }, 'only one of the two leaves out 192.0.2.7?[31m'],
  ] as const;
  for (const [plan, difference] of differences) {
    const message = `"${path}": is the journal of another scan: ${difference}`;
    await assert.rejects(openJournal({ resume: [path], header: headerOf(plan) }), { code, message });
  }
});

test('the order of targets, and how often each is named, make no other plan', async (t) => {
  const path = join(folderFor(t), 'scan.journal');
  await written(path, [[verdict(1)]]);
  const targets = [...TARGETS].reverse();
  const journal = await openJournal({ resume: [path], header: headerOf({ targets: [...targets, ...targets] }) });
  assert.equal(journal.recorded.settledCount, 1);
  await journal.close();
});

test('plans with long lists of targets are told apart, and their headers stay short', async (t) => {
  const path = join(folderFor(t), 'scan.journal');
  const targets = Array.from({ length: 50_000 }, (_, index) => `host-${index}.example.org`);
  await written(path, [[verdict(1)]], { header: headerOf({ targets }) });
  assert.ok(readFileSync(path).length < 50_000);
  assert.equal((await readAgain(path, { ...PLAN, targets })).recorded.settledCount, 1);
  const problem = 'is the journal of another scan: it has 50000 targets, this one 49999';
  await assert.rejects(readAgain(path, { ...PLAN, targets: targets.slice(1) }), { problem });
  const other = [...targets.slice(1), 'other.example.org'];
  await assert.rejects(readAgain(path, { ...PLAN, targets: other }), { problem: 'is the journal of another scan' });
});

test('a journal of a later format is not guessed at', async (t) => {
  const path = join(folderFor(t), 'scan.journal');
  writeFileSync(path, sealed({ type: 'journal', version: 2 }));
  const problem = 'is a journal of another version of portolan (format 2)';
  await assert.rejects(openJournal({ resume: [path], header: headerOf() }), { code, problem });
});

test('a line that never ends does not fill the memory', async (t) => {
  const path = join(folderFor(t), 'scan.journal');
  await written(path, [[verdict(1)]]);
  writeFileSync(path, Buffer.concat([readFileSync(path), Buffer.alloc(17_000_000, 32)]));
  await assert.rejects(readAgain(path), { code, problem: 'line 3 is damaged' });
});

test('a link to a journal is the journal', POSIX, async (t) => {
  const folder = folderFor(t);
  const path = join(folder, 'scan.journal');
  await written(path, [[verdict(1)]]);
  symlinkSync('scan.journal', join(folder, 'link'));
  linkSync(path, join(folder, 'second'));
  const resume = [join(folder, 'link'), path];
  const journal = await openJournal({ resume, header: headerOf() });
  assert.equal(existsSync(`${path}.lock`), true);
  journal.append([verdict(2)]);
  await journal.close();
  assert.equal((await readAgain(path)).verdicts.length, 2);
});

test('the addresses that names stood for are known again', async (t) => {
  const path = join(folderFor(t), 'scan.journal');
  const journal = await openJournal({ journal: path, header: headerOf() });
  journal.appendNames({ 'mail.example.org': ['192.0.2.25', '2001:db8::25'] });
  journal.append([verdict(1)]);
  journal.appendNames({ 'mail.example.org': ['192.0.2.26'], 'www.example.org': [] });
  await journal.close();
  const { recorded, verdicts } = await readAgain(path);
  assert.deepEqual(verdicts, [verdict(1)]);
  const names = [...recorded.names].map(([name, addresses]) => [name, ...addresses]);
  assert.deepEqual(names, [['mail.example.org', '192.0.2.25', '2001:db8::25', '192.0.2.26'], ['www.example.org']]);
});

test('targets that are read as they come make a plan of their own', async (t) => {
  const path = join(folderFor(t), 'scan.journal');
  await written(path, [[verdict(1)]], { header: headerOf({ targets: null }) });
  assert.equal((await readAgain(path, { ...PLAN, targets: null })).recorded.settledCount, 1);
  const problem = 'is the journal of another scan: only one of the two reads its targets as they come';
  await assert.rejects(readAgain(path), { code, problem });
});
