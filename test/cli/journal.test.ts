import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { folderFor } from '../journal/samples.js';
import { cli, cliIn, closedPort } from './run-cli.js';

test('a journal is written, and a scan that goes on from it asks nothing again', async (t) => {
  const path = join(folderFor(t), 'scan.journal');
  const scan = ['scan', '127.0.0.1', '-p', String(await closedPort())];
  assert.deepEqual(await codeOf(...scan, '--journal', path), 0);
  const { code, stdout } = await cli(...scan, '--resume', path, '--json');
  const { summary, results } = JSON.parse(stdout);
  assert.deepEqual([code, summary.resumed, summary.sent, summary.closed], [0, 1, 0, 1]);
  assert.deepEqual([results.length, results[0].state], [1, 'closed']);
  const table = await cli(...scan, '--resume', path);
  assert.match(table.stdout, /Of these, 1 had their answer in the journal\./);
  assert.match((await cliIn('zh_CN.UTF-8', ...scan, '--resume', path)).stdout, /其中 1 个的结果来自日志。/);
});

test('journals of shards are given one after the other', async (t) => {
  const folder = folderFor(t);
  const scan = ['scan', '127.0.0.1', '-p', `${await closedPort()},9`, '--identify', 'off'];
  const journals = [1, 2].map((index) => join(folder, `${index}`));
  for (const [index, path] of journals.entries()) await cli(...scan, '--shard', `${index + 1}/2`, '--journal', path);
  const words = journals.flatMap((path) => ['--resume', path]);
  const { summary } = JSON.parse((await cli(...scan, ...words, '--json')).stdout);
  assert.deepEqual([summary.resumed, summary.asked, summary.sent], [2, 2, 0]);
});

test('a journal that cannot be used is one line and a wrong call', async (t) => {
  const path = join(folderFor(t), 'scan.journal');
  const scan = ['scan', '127.0.0.1', '-p', String(await closedPort())];
  const complaint = async (...words: string[]) => {
    const { code, stdout, stderr } = await cli(...words);
    assert.deepEqual([code, stdout], [2, '']);
    return stderr;
  };
  const missing = 'no such file; resume goes on from a journal, and journal begins one';
  assert.equal(await complaint(...scan, '--resume', path), `portolan: "${path}": ${missing}\n`);
  await cli(...scan, '--journal', path);
  const existing = 'is a journal already; resume goes on from it';
  assert.equal(await complaint(...scan, '--journal', path), `portolan: "${path}": ${existing}\n`);
  const other = 'is the journal of another scan: its target 127.0.0.1 is none of this one';
  assert.equal(
    await complaint('scan', '127.0.0.2', ...scan.slice(2), '--resume', path),
    `portolan: "${path}": ${other}\n`,
  );
  assert.match(
    await complaint(...scan, '--journal', `${path}.2`, '--journal', path),
    /--journal can be given only once/,
  );
  writeFileSync(`${path}.txt`, 'mine');
  assert.match(await complaint(...scan, '--journal', `${path}.txt`), /holds something else/);
  assert.match(await complaint(...scan, '--journal', join(path, 'x')), /part of its path is not a folder/);
  assert.equal(existsSync(`${path}.lock`), false);
});

async function codeOf(...words: string[]): Promise<number | null> {
  return (await cli(...words)).code;
}
