import assert from 'node:assert/strict';
import { platform } from 'node:os';
import test from 'node:test';
import { cli, closedPort, greeter, resultOf, startCli } from './run-cli.js';

const LINUX = { skip: platform() === 'linux' ? false : 'needs Linux' };

test('a server of this process is listed with the process that it runs in', async (t) => {
  const port = await greeter(t, 'hello\r\n');
  const { code, stdout, stderr } = await cli('local', `${port}/tcp`);
  assert.match(stdout, new RegExp(`^${port}/tcp +127\\.0\\.0\\.1 +this machine +\\S+ \\(${process.pid}\\)`, 'm'));
  assert.match(stdout, /1 by this machine only\. Firewalls are not\s+considered\.\n$/);
  assert.deepEqual([code, stderr], [0, '']);
});

test('on Linux the program finds it without any other program on its path', LINUX, async (t) => {
  const port = await greeter(t, 'hello\r\n');
  const before = process.env['PATH'];
  t.after(() => {
    process.env['PATH'] = before;
  });
  process.env['PATH'] = '/no/such/folder';
  const { code, stdout } = await resultOf(startCli(['local', String(port), '--json', '--transport=tcp']));
  const { sockets, untold } = JSON.parse(stdout);
  assert.deepEqual([sockets[0].address, sockets[0].process.pid, untold, code], ['127.0.0.1', process.pid, [], 0]);
});

test('a port where nothing listens is exit code 1', async () => {
  const port = await closedPort();
  const { code, stdout, stderr } = await cli('local', `${port}/tcp`);
  assert.deepEqual([code, stdout, stderr], [1, '', `${port}/tcp: nothing listens there\n`]);
});

test('a wrong call is one line and exit code 2', async () => {
  for (const [words, said] of [
    [['70000'], /"70000": a port is 1-65535/],
    [['htpt'], /"htpt": .*\(did you mean http\?\)/],
    [['22/sctp'], /"sctp": only TCP and UDP sockets are listed/],
    [['--transport', 'sctp'], /--transport is one of tcp, udp/],
    [['--transport', 'tcp', '--transport', 'udp'], /--transport can be given only once/],
    [['--ports', '25'], /--ports: no such option/],
  ] as const) {
    const { code, stdout, stderr } = await cli('local', ...words);
    assert.match(stderr, said);
    assert.deepEqual([code, stdout, stderr.trimEnd().split('\n').length], [2, '', 1], words.join(' '));
  }
});

test('help names the options in both languages', async () => {
  const english = await cli('local', '--help');
  assert.match(english.stdout, /^portolan local \[port\.\.\]\n\nList what listens on this machine/);
  for (const option of ['--transport', '--json', '--quiet', '--lang']) assert.ok(english.stdout.includes(option));
  assert.match((await cli('local', '--help', '--lang', 'zh-CN')).stdout, /只列出这些端口/);
});
