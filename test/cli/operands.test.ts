import assert from 'node:assert/strict';
import test from 'node:test';
import { cli, closedPort } from './run-cli.js';

/** Two command lines of `lookup` that ask for the same. */
const ALIKE: readonly (readonly [string[], string[]])[] = [
  [['--', '25'], ['25']],
  [
    ['25', '--', '80'],
    ['25', '80'],
  ],
  [
    ['--json', '--', '25', '80'],
    ['25', '80', '--json'],
  ],
  [['-ERR [IN-USE] x'], ['--', '-ERR [IN-USE] x']],
  [
    ['-ERR', '[IN-USE]', 'x', '--json'],
    ['--json', '--', '-ERR', '[IN-USE]', 'x'],
  ],
  [['-ERR'], ['--', '-ERR']],
  [
    ['25', '-ERR [IN-USE] x', '80', '-q'],
    ['-q', '--', '25', '-ERR [IN-USE] x', '80'],
  ],
];
for (const [one, other] of ALIKE) {
  test(`lookup takes ${JSON.stringify(one)} for ${JSON.stringify(other)}`, async () => {
    const answer = await cli('lookup', ...one);
    assert.deepEqual(answer, await cli('lookup', ...other));
    assert.notEqual(answer.stdout, '');
    assert.notEqual(answer.code, 2);
  });
}

test('a reply that begins with a hyphen is looked up and told as it was typed', async () => {
  for (const words of [['-ERR [IN-USE] x'], ['--', '-ERR [IN-USE] x']]) {
    const { code, stdout } = await cli('lookup', '--json', ...words);
    assert.equal(code, 0);
    assert.equal(JSON.parse(stdout).query, '-ERR [IN-USE] x');
  }
});

test('what stands after -- is a query, whatever it looks like', async () => {
  for (const word of ['help', '--json', '--help', '-q', '--json=1']) {
    const { code, stdout, stderr } = await cli('lookup', '--', word);
    assert.notEqual(code, 2, stderr);
    assert.doesNotMatch(stdout, /Options:/);
  }
});

test('scan and probe take targets after --', async () => {
  const port = await closedPort();
  const words = ['-p', String(port), '--json', '127.0.0.1', '--', '127.0.0.2'];
  const scanned = JSON.parse((await cli('scan', ...words)).stdout);
  assert.deepEqual(scanned.meta.arguments.targets, ['127.0.0.1', '127.0.0.2']);
  const probed = await cli('probe', '--', `127.0.0.1:${port}`);
  assert.doesNotMatch(probed.stderr, /a service to probe is needed/);
  assert.match(probed.stdout, new RegExp(String(port)));
});

test('local takes ports after --', async () => {
  const port = await closedPort();
  const answer = await cli('local', '--', String(port));
  assert.deepEqual(answer, await cli('local', String(port)));
  assert.match(answer.stderr, new RegExp(String(port)));
});

test('data takes its action after --', async () => {
  const { code, stderr } = await cli('data', '--', 'nosuch');
  assert.match(stderr, /nosuch/);
  assert.equal(code, 2);
});
