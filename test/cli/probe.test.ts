import assert from 'node:assert/strict';
import test from 'node:test';
import { cli, closedPort, greeter } from './run-cli.js';

test('a probe shows the whole greeting and which bytes led to what', async (t) => {
  const port = await greeter(t, '220-mail.example.org ESMTP Postfix\r\n220 no spam please\r\n');
  const { code, stdout } = await cli('probe', `127.0.0.1:${port}`, '--retry-after', '0');
  assert.match(stdout, new RegExp(`^127\\.0\\.0\\.1:${port}  smtp Postfix, hung up\\n`));
  assert.match(stdout, /greeting +220-mail\.example\.org ESMTP Postfix\n +220 no spam please\n/);
  assert.match(stdout, /host name +mail\.example\.org\n/);
  assert.match(stdout, /because of +"220-mail\.example\.org ESMTP Postfix", bytes 0-\d+ \(rule\s+smtp\/postfix\)/);
  assert.equal(code, 0);
});

test('empty lines before a greeting are not taken for silence', async (t) => {
  const port = await greeter(t, '\r\n\r\n220 mail.example.org ESMTP Postfix\r\n');
  const { stdout } = await cli('probe', `127.0.0.1:${port}`, '--retry-after', '0');
  assert.doesNotMatch(stdout, /said nothing/);
  assert.match(stdout, /greeting +220 mail\.example\.org ESMTP Postfix\n/);
});

test('a greeting that would fill the screen is shortened for people, not for programs', async (t) => {
  const greeting = `${'220-hello\r\n'.repeat(300)}220 mail.example.org ESMTP Postfix\r\n`;
  const port = await greeter(t, greeting);
  const { stdout } = await cli('probe', `127.0.0.1:${port}`, '--retry-after', '0');
  assert.match(stdout, /more characters; --json has them/);
  assert.ok(stdout.split('\n').length < 40);
  const { results, summary } = JSON.parse(
    (await cli('probe', `127.0.0.1:${port}`, '--json', '--retry-after', '0')).stdout,
  );
  assert.equal(results[0].banner, greeting);
  assert.deepEqual([summary.asked, summary.open, summary.ready, summary.complete], [1, 1, 0, true]);
});

test('a probe of a closed port says so, exit code 1', async () => {
  const port = await closedPort();
  const { code, stdout } = await cli('probe', `127.0.0.1:${port}`);
  assert.deepEqual([code, stdout], [1, `127.0.0.1:${port}  closed (refused)\n`]);
});

test('a probe in JSON has the record of each service and the transcript', async (t) => {
  const port = await greeter(t, 'SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n');
  const { stdout } = await cli('probe', `127.0.0.1:${port}`, '--json');
  const { results, failures } = JSON.parse(stdout);
  assert.equal(results[0].service.product, 'OpenSSH');
  assert.equal(results[0].transcript[0].from, 'server');
  assert.deepEqual(failures, []);
});

test('without a port the mail ports are asked', async () => {
  const { stdout } = await cli('probe', '127.0.0.99', '--json', '--timeout', '500ms', '--probe-timeout', '500ms');
  const ports = JSON.parse(stdout).results.map((result: { port: number }) => result.port);
  assert.deepEqual(ports, [25, 110, 143, 465, 587, 993, 995, 4190]);
});

test('a name that does not resolve is told, exit code 3', async () => {
  const { code, stdout } = await cli('probe', 'no-such-host.invalid:25');
  assert.match(stdout, /no-such-host\.invalid:25 was not probed: /);
  assert.equal(code, 3);
});
