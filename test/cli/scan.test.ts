import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { cli, closedPort, greeter } from './run-cli.js';

const POSTFIX = '220 mail.example.org ESMTP Postfix\r\n';

function temporaryFolder(t: { after(callback: () => void): void }): string {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

test('a table names what an open port said, and the summary adds up', async (t) => {
  const port = await greeter(t, POSTFIX);
  const { code, stdout, stderr } = await cli('scan', '127.0.0.1', '-p', String(port));
  assert.match(stdout, new RegExp(`^127\\.0\\.0\\.1\\n.*PORT.*\\n +${port}/tcp +open +smtp +Postfix, says it is mail`));
  assert.match(stdout, /Asked 1 in [\d.]+ s: 1 open\.\n$/);
  assert.deepEqual([code, stderr], [0, '']);
});

test('a service that said nothing is marked as a guess', async () => {
  const { stdout } = await cli('scan', '127.0.0.1', '-p', '1', '--show', 'all');
  assert.match(stdout, /1\/tcp +closed/);
});

test('a scan that finds nothing open has done what was asked: exit code 0', async () => {
  const { code, stdout } = await cli('scan', '127.0.0.1', '-p', String(await closedPort()), '--open');
  assert.match(stdout, /127\.0\.0\.1 has no open port\./);
  assert.equal(code, 0);
});

test('JSON is one document with meta, results, hosts and summary', async (t) => {
  const port = await greeter(t, POSTFIX);
  const closed = await closedPort();
  const { code, stdout } = await cli('scan', '127.0.0.1', '-p', `${port},${closed}`, '--json');
  const document = JSON.parse(stdout);
  assert.deepEqual(Object.keys(document).sort(), ['failures', 'hosts', 'meta', 'notices', 'results', 'summary']);
  assert.equal(document.meta.tool, 'portolan');
  assert.deepEqual(
    document.results.map((result: { port: number; state: string }) => [result.port, result.state]),
    [
      [port, 'open'],
      [closed, 'closed'],
    ].sort(([first], [second]) => (first as number) - (second as number)),
  );
  assert.deepEqual(document.hosts, [
    { target: '127.0.0.1', address: '127.0.0.1', states: { open: String(port), closed: String(closed) } },
  ]);
  assert.equal(document.summary.asked, 2);
  assert.equal(code, 0);
});

test('NDJSON is one typed record a line', async (t) => {
  const port = await greeter(t, POSTFIX);
  const { stdout } = await cli('scan', '127.0.0.1', '-p', String(port), '--ndjson');
  const types = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).type);
  assert.deepEqual(types, ['meta', 'result', 'host', 'summary']);
});

test('ports may be glued to their option, repeated, and written as nmap users do', async () => {
  const asked = async (...words: string[]) =>
    JSON.parse((await cli('scan', '127.0.0.1', ...words, '--json', '--identify', 'off')).stdout).hosts[0].states.closed;
  assert.equal(await asked('-p1,2'), '1-2');
  assert.equal(await asked('-p', '1', '-p', '0x3-4'), '1,3-4');
  assert.equal(await asked('-p1-3'), '1-3');
  assert.equal(await asked('-p-3'), '1-3');
});

test('a name that does not resolve is one line on stderr, the others are asked, exit code 3', async () => {
  const { code, stdout, stderr } = await cli('scan', 'no-such-host.invalid', '127.0.0.1', '-p', '1');
  assert.match(stderr, /^no-such-host\.invalid was not scanned: [^\n]+\n$/);
  assert.match(stdout, /1\/tcp +closed/);
  assert.match(stdout, /Incomplete: 1 target not scanned\.\n$/);
  assert.equal(code, 3);
});

test('results go to a file when one is named, and replace it only when they are whole', async (t) => {
  const folder = temporaryFolder(t);
  const path = join(folder, 'scan.json');
  writeFileSync(path, 'older');
  const { code, stdout } = await cli('scan', '127.0.0.1', '-p', '1', '--json', '-o', path);
  assert.equal(JSON.parse(readFileSync(path, 'utf8')).summary.asked, 1);
  assert.deepEqual([code, stdout, readdirSync(folder)], [0, '', ['scan.json']]);
});

test('a wrong call leaves an older output file as it was', async (t) => {
  const path = join(temporaryFolder(t), 'scan.json');
  writeFileSync(path, 'older');
  const { code } = await cli('scan', '127.0.0.1', '-p', '70000', '-o', path);
  assert.deepEqual([code, readFileSync(path, 'utf8')], [2, 'older']);
});

test('a concurrency above what the process may have open is lowered, which is said, unless quiet', async () => {
  const loud = await cli('scan', '127.0.0.1', '-p', '1', '--concurrency', '1000000');
  assert.match(loud.stderr, /--concurrency 1,000,000 lowered to [\d,]+/);
  const quiet = await cli('scan', '127.0.0.1', '-p', '1', '--concurrency', '1000000', '--quiet');
  assert.deepEqual([quiet.code, quiet.stderr], [0, '']);
});

test('no progress is shown where nobody watches', async () => {
  const { stderr } = await cli('scan', '127.0.0.1', '-p', '1-2000', '--identify', 'off');
  assert.equal(stderr, '');
});
