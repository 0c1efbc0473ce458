import assert from 'node:assert/strict';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import { createServer } from 'node:net';
import test from 'node:test';
import { version } from '../../src/version.js';
import { cli, resultOf, startCli } from './run-cli.js';

test('the program prints its version and help, exit code 0', async () => {
  const { code, stdout } = await resultOf(startCli(['--version']));
  assert.deepEqual([code, stdout], [0, `${version}\n`]);
  const help = await cli('--help');
  assert.match(help.stdout, /lookup[\s\S]*scan[\s\S]*probe[\s\S]*Scan only hosts that you may scan/);
  assert.equal(help.code, 0);
});

test('Ctrl-C prints what is known as a whole document and exits with 130', {
  skip: process.platform === 'win32',
}, async (t) => {
  // It never greets, so that the scan waits for it when the interrupt comes.
  const server = createServer();
  t.after(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const child = startCli([
    'scan',
    '127.0.0.1',
    '-p',
    `${port}`,
    '--json',
    '--probe-timeout',
    '60s',
    '--identify',
    'listen',
  ]);
  const result = resultOf(child);
  const [socket] = await once(server, 'connection');
  socket.on('error', () => {});
  child.kill('SIGINT');
  const { code, stdout } = await result;
  assert.equal(code, 130);
  const { summary, results } = JSON.parse(stdout);
  assert.deepEqual([summary.asked, summary.open], [1, 1]);
  assert.deepEqual(
    results.map((entry: { port: number }) => entry.port),
    [port],
  );
});

test('a reader that closes early, such as head, ends the program quietly', async () => {
  const child = startCli(['lookup', '1-65535', '--json']);
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdout?.once('data', () => child.stdout?.destroy());
  const [code] = await once(child, 'close');
  assert.deepEqual([code, stderr], [0, '']);
});

const FULL = { skip: !existsSync('/dev/full') };

test('output that cannot be written is said, exit code 2', FULL, async () => {
  for (const words of [
    ['lookup', '25'],
    ['scan', '127.0.0.1', '-p', '1', '--json'],
    ['probe', '127.0.0.1:1'],
  ]) {
    const full = openSync('/dev/full', 'w');
    const { code, stderr } = await resultOf(startCli(words, { stdout: full }));
    closeSync(full);
    assert.deepEqual([code, stderr], [2, 'portolan: the output could not be written: ENOSPC\n']);
  }
});

test('remarks that cannot be written change nothing about the results', FULL, async () => {
  const full = openSync('/dev/full', 'w');
  const words = ['scan', '127.0.0.1', '-p', '1', '--json', '--concurrency', '1000000'];
  const { code, stdout } = await resultOf(startCli(words, { stderr: full }));
  closeSync(full);
  assert.equal(code, 0);
  assert.equal(JSON.parse(stdout).summary.asked, 1);
});

test('a second Ctrl-C ends the process at once', { skip: process.platform === 'win32' }, async (t) => {
  const server = createServer();
  t.after(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const child = startCli(['scan', '127.0.0.1', '-p', `${port}`, '--probe-timeout', '60s', '--ndjson']);
  const [socket] = await once(server, 'connection');
  socket.on('error', () => {});
  child.kill('SIGINT');
  child.kill('SIGINT');
  const [code, signal] = await once(child, 'close');
  // Two signals in a row may become one.
  assert.ok(code === 130 || signal === 'SIGINT', `${code} ${signal}`);
});

test('the exit code of the process is that of the command', async () => {
  const { code, stderr } = await resultOf(startCli(['lookup', 'qqqqqqqqqqqqqqq']));
  assert.deepEqual([code, stderr], [1, '"qqqqqqqqqqqqqqq": no such port, service or protocol\n']);
});
