import assert from 'node:assert/strict';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { OutputFile } from '../../src/cli/output-file.js';

function folderFor(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

test('a file keeps its old content until the new one is whole', (t) => {
  const path = join(folderFor(t), 'scan.json');
  writeFileSync(path, 'old');
  const file = new OutputFile(path);
  file.write('new ');
  file.write('content: 端口');
  assert.equal(readFileSync(path, 'utf8'), 'old');
  file.finish();
  assert.equal(readFileSync(path, 'utf8'), 'new content: 端口');
});

test('a discarded file leaves what was there, and nothing beside it', (t) => {
  const folder = folderFor(t);
  const path = join(folder, 'scan.json');
  writeFileSync(path, 'old');
  const file = new OutputFile(path);
  file.write('half');
  file.discard();
  assert.deepEqual([readFileSync(path, 'utf8'), readdirSync(folder)], ['old', ['scan.json']]);
});

test('a link stays a link, and the file behind it is replaced', { skip: process.platform === 'win32' }, (t) => {
  const folder = folderFor(t);
  mkdirSync(join(folder, 'real'));
  writeFileSync(join(folder, 'real', 'scan.json'), 'old');
  symlinkSync(join('real', 'scan.json'), join(folder, 'link.json'));
  const file = new OutputFile(join(folder, 'link.json'));
  file.write('new');
  file.finish();
  assert.equal(readlinkSync(join(folder, 'link.json')), join('real', 'scan.json'));
  assert.equal(readFileSync(join(folder, 'real', 'scan.json'), 'utf8'), 'new');
});

test('a device is written to, not replaced', { skip: process.platform === 'win32' }, () => {
  const file = new OutputFile('/dev/null');
  file.write('gone');
  file.finish();
  assert.equal(readFileSync('/dev/null', 'utf8'), '');
});

test('a place where nothing can be written is refused when it is opened', (t) => {
  const folder = folderFor(t);
  writeFileSync(join(folder, 'file'), '');
  const code = { code: 'ERR_OUTPUT' };
  assert.throws(() => new OutputFile(join(folder, 'missing', 'x.json')), code);
  assert.throws(() => new OutputFile(join(folder, 'file', 'x.json')), code);
  assert.throws(() => new OutputFile(folder), code);
});
