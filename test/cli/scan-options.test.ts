import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import test from 'node:test';
import { PACES } from '../../src/defaults.js';
import { cli } from './run-cli.js';

const documentOf = async (...words: string[]) => JSON.parse((await cli('scan', ...words, '--json')).stdout);

test('every option of a scan reaches it, and stands in its meta record', async () => {
  const { meta } = await documentOf(
    ...['127.0.0.1', '-p', '1-9', '--exclude-ports', '2,3', '--exclude-ports', '4', '--exclude', '127.0.0.2,127.0.0.3'],
    ...['--exclude', '127.0.0.4', '--rate', '30k/m', '--max-per-host', '7', '--concurrency', '9', '--timeout', '800ms'],
    ...['--budget', '1m', '--retries', '2', '--verify', '--patient', '--seed', '5', '--shard', '1/2', '--no-discovery'],
  );
  const expected = {
    ...{ targets: ['127.0.0.1'], ports: '1-9', excludePorts: '2,3,4', exclude: ['127.0.0.2,127.0.0.3', '127.0.0.4'] },
    ...{ rate: 500, maxPerHost: 7, concurrency: 9, timeoutMs: 800, budgetMs: 60_000, retries: 2 },
    ...{ verify: true, patient: true, shard: '1/2', discovery: false, order: 'random', pace: 'normal' },
  };
  assert.deepEqual({ ...meta.arguments, ...expected }, meta.arguments);
  assert.equal(meta.seed, 5);
});

test('the named paces set their limits, and a limit that is given wins', async () => {
  const { rate, maxPerHost, concurrency } = PACES.polite;
  const polite = await documentOf('127.0.0.1', '-p', '1', '--polite', '--rate', '1k');
  const { arguments: used } = polite.meta;
  assert.deepEqual(
    [used.pace, used.rate, used.maxPerHost, used.concurrency],
    ['polite', 1000, maxPerHost, concurrency],
  );
  assert.equal((await documentOf('127.0.0.1', '-p', '1', '--polite')).meta.arguments.rate, rate);
  assert.equal((await documentOf('127.0.0.1', '-p', '1', '--fast')).meta.arguments.pace, 'fast');
});

test('what is excluded is not asked', async () => {
  const { hosts } = await documentOf('127.0.0.0/29', '-p', '1-3', '--exclude', '127.0.0.0/30 127.0.0.5:2');
  const states = hosts.map(({ address, states }: { address: string; states: object }) => [address, states]);
  assert.deepEqual(Object.fromEntries(states), {
    '127.0.0.4': { closed: '1-3' },
    '127.0.0.5': { closed: '1,3' },
    '127.0.0.6': { closed: '1-3' },
    '127.0.0.7': { closed: '1-3' },
  });
});

test('a budget ends the scan in time, also amid a talk: what is left is unknown, exit code 3', async (t) => {
  // It never greets.
  const server = createServer((socket) => void socket.on('error', () => {}));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const { port } = server.address() as { port: number };
  const words = ['127.0.0.1', '-p', `${port},1-100`, '--rate', '30/m', '--budget', '1s', '--probe-timeout', '5m'];
  const { code, stdout } = await cli('scan', ...words, '--seed', '3');
  assert.match(
    stdout,
    /Incomplete: \d+ could not be asked \(the time was up\)\.\n--seed 3 asks in the same order again\.\n$/,
  );
  assert.equal(code, 3);
});

test('help groups the options, and says the numbers of the paces', async () => {
  const { stdout } = await cli('scan', '--help');
  const headings = stdout.match(/^\S.*:$/gm);
  assert.deepEqual(headings?.slice(1, 4), [
    'Targets and ports:',
    'Speed (by default what the network shows that it takes):',
    'Exactness and order:',
  ]);
  const text = stdout.replace(/\s+/g, ' ');
  assert.match(text, /--polite At most 200 connects a second, 50 in flight to one host, 500 in all/);
  assert.match(text, /--fast Begin with 1,024 connects in flight instead of 64, up to 20,000/);
  assert.match(text, /--timeout [^[]*\[string\] \[default: by the round trips\]/);
  assert.match(text, /--retries [^[]*\[string\] \[default: by the loss\]/);
  assert.doesNotMatch(text, / --(?:discovery|resolve) /);
});
