import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { openJournal } from '../../src/journal/index.js';
import { folderFor, headerOf, verdict, written } from './samples.js';

const LINUX = { skip: process.platform !== 'linux' };
const code = 'ERR_JOURNAL';

/** A process that does nothing until it is told to end. */
async function idleProcess() {
  const child = spawn(process.execPath, ['-e', 'console.log(); process.stdin.resume()']);
  await once(child.stdout, 'data');
  const ended = once(child, 'exit');
  return {
    pid: child.pid as number,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

test('two scans at a time do not write to one journal', async (t) => {
  const path = join(folderFor(t), 'scan.journal');
  const first = await openJournal({ journal: path, header: headerOf() });
  const message = `"${path}": another scan is writing to it (process ${process.pid})`;
  await assert.rejects(openJournal({ resume: [path], header: headerOf() }), { code, message });
  first.append([verdict(1)]);
  await first.close();
  assert.equal(existsSync(`${path}.lock`), false);
  const second = await openJournal({ resume: [path], header: headerOf() });
  assert.equal(second.recorded.settledCount, 1);
  await second.close();
});

test('a journal of another process is left alone while that lives, and free once it was killed', async (t) => {
  const path = join(folderFor(t), 'scan.journal');
  await written(path, [[verdict(1)]]);
  const other = await idleProcess();
  t.after(() => other.kill());
  writeFileSync(`${path}.lock`, JSON.stringify({ pid: other.pid, host: hostname(), began: null }));
  const message = `"${path}": another scan is writing to it (process ${other.pid})`;
  await assert.rejects(openJournal({ resume: [path], header: headerOf() }), { code, message });
  await other.kill();
  const journal = await openJournal({ resume: [path], header: headerOf() });
  assert.equal(JSON.parse(readFileSync(`${path}.lock`, 'utf8')).pid, process.pid);
  await journal.close();
});

test('a lock does not outlive its process although another one has its number by now', LINUX, async (t) => {
  const path = join(folderFor(t), 'scan.journal');
  const other = await idleProcess();
  t.after(() => other.kill());
  for (const pid of [other.pid, process.pid]) {
    writeFileSync(`${path}.lock`, JSON.stringify({ pid, host: hostname(), began: 'boot/1' }));
    await written(`${path}`, []);
    assert.equal(existsSync(`${path}.lock`), false);
    writeFileSync(path, '');
  }
});

test('a lock of another machine is believed', async (t) => {
  const path = join(folderFor(t), 'scan.journal');
  writeFileSync(`${path}.lock`, JSON.stringify({ pid: 1, host: `not-${hostname()}`, began: null }));
  const problem = `another scan seems to be writing to it; if none is, remove ${JSON.stringify(`${path}.lock`)}`;
  await assert.rejects(openJournal({ journal: path, header: headerOf() }), { code, problem });
  assert.equal(existsSync(path), false);
});

test('a lock that was cut off by a kill is taken over', async (t) => {
  const path = join(folderFor(t), 'scan.journal');
  for (const text of ['', '{"pid":', '{"pid":-1,"host":"x"}', 'null']) {
    writeFileSync(`${path}.lock`, text);
    writeFileSync(path, '');
    await written(path, [[verdict(1)]]);
    assert.equal(existsSync(`${path}.lock`), false);
  }
});
