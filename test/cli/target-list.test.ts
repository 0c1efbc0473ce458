import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { cli, cliReading, resultOf, startCli } from './run-cli.js';

const asked = (stdout: string): string[] =>
  JSON.parse(stdout)
    .hosts.map(({ address }: { address: string }) => address)
    .sort();

test('targets of a list are asked beside those of the command line', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'hosts.txt');
  writeFileSync(path, '# lab\r\n127.0.0.2  127.0.0.3\r\n\r\n127.0.0.4 # the old one\r\n');
  for (const option of ['-i', '--targets-file', '-iL']) {
    const { code, stdout } = await cli('scan', '127.0.0.5', option, path, '-p', '1', '--json');
    assert.deepEqual(asked(stdout), ['127.0.0.2', '127.0.0.3', '127.0.0.4', '127.0.0.5']);
    assert.equal(code, 0);
  }
});

test('a hyphen reads the list from standard input', async () => {
  const { code, stdout } = await cliReading(['127.0.', '0.2\n127.0.0.3'], 'scan', '-i', '-', '-p', '1', '--json');
  assert.deepEqual(asked(stdout), ['127.0.0.2', '127.0.0.3']);
  assert.equal(code, 0);
});

test('a wrong line of a list is told with its number, the others are asked, exit code 3', async () => {
  const { code, stdout, stderr } = await cliReading(['127.0.0.2\n10.0.0.300\n'], 'scan', '-i', '-', '-p', '1');
  assert.match(stderr, /^10\.0\.0\.300 was not scanned: line 2: [^\n]+\n$/);
  assert.match(stdout, /^127\.0\.0\.2\n[\s\S]*Incomplete: 1 target not scanned\.\n$/);
  assert.equal(code, 3);
});

test('an empty list is told, exit code 3', async () => {
  const { code, stderr } = await cliReading([], 'scan', '-i', '-', '-p', '1');
  assert.match(stderr, /at least one target is needed\n$/);
  assert.equal(code, 3);
});

test('a list is not read where an excluded name does not resolve: one line, nothing printed, exit code 2', async () => {
  const words = ['scan', '-i', '-', '--exclude', 'no-such-host.invalid', '-p', '1', '--json'];
  const { code, stdout, stderr } = await cliReading(['127.0.0.2\n'], ...words);
  assert.match(stderr, /^portolan: "no-such-host\.invalid": to be left out, but [^\n]+\n$/);
  assert.deepEqual([code, stdout], [2, '']);
});

test('standard input that nobody closes is asked as it comes, and does not outlive Ctrl-C', {
  skip: process.platform === 'win32',
}, async () => {
  const child = startCli(['scan', '-i', '-', '-p', '1', '--ndjson'], { stdin: 'pipe' });
  let seen = '';
  let isStopped = false;
  child.stdout?.on('data', (text) => {
    seen += text;
    // Its answer has come while the list is still open.
    if (!isStopped && /"type":"host"/.test(seen)) isStopped = child.kill('SIGINT');
  });
  const result = resultOf(child);
  child.stdin?.on('error', () => {}).write('127.0.0.2\n');
  const { code, stdout } = await result;
  const records = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.equal(code, 130);
  assert.equal(records.find(({ type }) => type === 'host').address, '127.0.0.2');
  assert.equal(records.at(-1).type, 'summary');
});

test('a list that ends while nobody reads the rest ends the program', async () => {
  const child = startCli(['scan', '-i', '-', '-p', '1', '--json'], { stdin: 'pipe' });
  child.stdin?.end('127.0.0.2\n127.0.0.3\n');
  const [{ stdout }] = await Promise.all([resultOf(child), once(child, 'close')]);
  assert.equal(asked(stdout).length, 2);
});
