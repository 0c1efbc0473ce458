import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { OutputFile } from '../../src/cli/output-file.js';

const POSIX = { skip: process.platform === 'win32' };
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

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

test('a link stays a link, and the file behind it is replaced', POSIX, (t) => {
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

test('a device is written to, not replaced', POSIX, () => {
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

test('a draft that cannot take its place is kept and named, and giving up hides nothing', (t) => {
  const folder = folderFor(t);
  const path = join(folder, 'scan.json');
  const file = new OutputFile(path);
  file.write('everything');
  // Somebody is quicker.
  mkdirSync(path);
  const draft = readdirSync(folder).find((name) => name.endsWith('.part')) as string;
  assert.throws(
    () => file.finish(),
    ({ code, message }: { code: string; message: string }) => code === 'ERR_OUTPUT' && message.includes(draft),
  );
  file.discard();
  assert.equal(readFileSync(join(folder, draft), 'utf8'), 'everything');
});

test('giving up twice, or behind the end, does nothing', (t) => {
  const folder = folderFor(t);
  const path = join(folder, 'scan.json');
  const finished = new OutputFile(path);
  finished.write('whole');
  finished.finish();
  // Its number may be taken again at once: closing it twice would close this one.
  const next = new OutputFile(join(folder, 'next.json'));
  finished.discard();
  next.write('next');
  next.finish();
  const discarded = new OutputFile(path);
  discarded.discard();
  discarded.discard();
  assert.deepEqual([readFileSync(path, 'utf8'), readdirSync(folder).sort()], ['whole', ['next.json', 'scan.json']]);
});

test('no listener is left behind', (t) => {
  const path = join(folderFor(t), 'scan.json');
  const before = process.listenerCount('exit');
  const files = [new OutputFile(path), new OutputFile(path)];
  assert.equal(process.listenerCount('exit'), before + 2);
  files[0]?.finish();
  files[1]?.discard();
  assert.equal(process.listenerCount('exit'), before);
});

test('a file keeps who may read it, also while it is written', POSIX, (t) => {
  const folder = folderFor(t);
  for (const mode of [0o600, 0o666, 0o640]) {
    const path = join(folder, `${mode}.json`);
    writeFileSync(path, 'old');
    chmodSync(path, mode);
    const file = new OutputFile(path);
    const draft = readdirSync(folder).find((name) => name.endsWith('.part')) as string;
    assert.equal(statSync(join(folder, draft)).mode & 0o777, mode);
    file.finish();
    assert.equal(statSync(path).mode & 0o777, mode);
  }
});

test('what has the name of the draft already is neither followed nor overwritten', POSIX, (t) => {
  const folder = folderFor(t);
  const [path, victim] = [join(folder, 'scan.json'), join(folder, 'victim')];
  writeFileSync(victim, 'precious');
  symlinkSync(victim, `${path}.${process.pid}.part`);
  const file = new OutputFile(path);
  file.write('new');
  file.finish();
  assert.equal(readFileSync(victim, 'utf8'), 'precious');
  assert.equal(readFileSync(path, 'utf8'), 'new');
  assert.equal(readdirSync(folder).length, 3);
});

test('a pipe with a name is written to', POSIX, async (t) => {
  const pipe = join(folderFor(t), 'pipe');
  execFileSync('mkfifo', [pipe]);
  const reading = promisify(execFile)('cat', [pipe]);
  const file = new OutputFile(pipe);
  file.write('through the pipe');
  file.finish();
  assert.equal((await reading).stdout, 'through the pipe');
});

const WRITE = `
  const { OutputFile } = await import('./src/cli/output-file.ts');
  const file = new OutputFile(process.argv[1]);
  file.write('text');`;

/** A shell command line in which `$NODE` runs a script that writes `text` to the file that it is given. */
async function shell(script: string, command: string): Promise<string> {
  const env = { ...process.env, SCRIPT: script };
  const node = `"${process.execPath}" --import tsx --input-type=module -e "$SCRIPT" --`;
  const { stdout } = await promisify(execFile)('sh', ['-c', command.replaceAll('$NODE', node)], { cwd: ROOT, env });
  return stdout;
}

test('a descriptor that was given is written to as it is', POSIX, async (t) => {
  const path = join(folderFor(t), 'out');
  const script = `${WRITE} file.finish();`;
  assert.equal(await shell(script, '$NODE /dev/stdout | cat'), 'text');
  assert.equal(await shell(script, '{ $NODE /dev/fd/9 9>&1; } | cat'), 'text');
  await shell(script, `echo before > ${path}; $NODE /dev/stdout >> ${path}; echo behind >> ${path}`);
  assert.equal(readFileSync(path, 'utf8'), 'before\ntextbehind\n');
});

test('a process that ends early leaves no draft', POSIX, async (t) => {
  const folder = folderFor(t);
  await shell(`${WRITE} process.exit(0);`, `$NODE ${join(folder, 'scan.json')}`);
  assert.deepEqual(readdirSync(folder), []);
});
