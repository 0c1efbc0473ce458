import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { requireDaemon } from './helpers/availability.js';
import { DESTINATIONS, exec, makeNetwork, type TestNetwork } from './helpers/namespace.js';

const CONNECT_OUTCOME = fileURLToPath(new URL('helpers/connect-outcome.mjs', import.meta.url));

interface Outcome {
  destination: string;
  result: string;
  /** The error was connect(2)'s own return value, not told by anybody on the network. */
  immediate: boolean;
  ms: number;
}

async function connectOutcomes(network: TestNetwork, destinations: string[], waitMs = 5000): Promise<Outcome[]> {
  const env = { WAIT_MS: String(waitMs) };
  const { status, stdout, stderr } = await exec(network.name, process.execPath, [CONNECT_OUTCOME, ...destinations], {
    env,
  });
  assert.equal(status, 0, stderr);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

const EXPECTED: [sentence: string, address: string, result: string, immediate: boolean][] = [
  ['a router that drops packets is silence', DESTINATIONS.silent, 'silence', false],
  ['a router that prohibits is EHOSTUNREACH, a moment later', DESTINATIONS.prohibitedByRouter, 'EHOSTUNREACH', false],
  [
    'a router that cannot reach the host is EHOSTUNREACH, a moment later',
    DESTINATIONS.hostUnreachable,
    'EHOSTUNREACH',
    false,
  ],
  ['a router without a route is ENETUNREACH, a moment later', DESTINATIONS.networkUnreachable, 'ENETUNREACH', false],
  ['a firewall that says port unreachable looks like a refusal', DESTINATIONS.portUnreachable, 'ECONNREFUSED', false],
  ['a host that refuses is ECONNREFUSED', DESTINATIONS.alive, 'ECONNREFUSED', false],
  ['no route of our own is ENETUNREACH at once', DESTINATIONS.noLocalRoute, 'ENETUNREACH', true],
  ['an unreachable route of our own is EHOSTUNREACH at once', DESTINATIONS.unreachableHere, 'EHOSTUNREACH', true],
  ['a prohibit route of our own is EACCES at once', DESTINATIONS.prohibitedHere, 'EACCES', true],
  ['a blackhole route of our own is EINVAL at once', DESTINATIONS.blackholeHere, 'EINVAL', true],
];

test('inside a network of its own', async (context) => {
  if (!requireDaemon(context, 'network namespaces')) return;
  const network = makeNetwork();
  context.after(() => network.remove());

  for (const [sentence, address, result, immediate] of EXPECTED) {
    await context.test(sentence, async () => {
      const destination = `${address}:25`;
      const [outcome] = await connectOutcomes(network, [destination], result === 'silence' ? 300 : 5000);
      assert.deepEqual({ ...outcome, ms: 0 }, { destination, result, immediate, ms: 0 });
    });
  }

  await context.test('a host that is not there is EHOSTUNREACH once nobody has answered its ARP request', async () => {
    const [outcome] = await connectOutcomes(network, [`${DESTINATIONS.noNeighbour}:25`], 15_000);
    assert.equal(outcome?.result, 'EHOSTUNREACH');
    assert.equal(outcome.immediate, false);
  });

  await context.test('a program behind the router is reached', async () => {
    const answer = `require('net').createServer((socket) => socket.end()).listen(25, '${DESTINATIONS.alive}').once('connection', function () { this.close(); })`;
    const server = exec(network.router, process.execPath, ['-e', answer], { timeoutMs: 10_000 });
    let result: string | undefined;
    const deadline = Date.now() + 10_000;
    while (result !== 'connected' && Date.now() < deadline) {
      result = (await connectOutcomes(network, [`${DESTINATIONS.alive}:25`]))[0]?.result;
    }
    assert.equal(result, 'connected');
    assert.equal((await server).status, 0);
  });

  await context.test('the router tells every port of a prohibited host, however many are asked', async () => {
    const destinations = Array.from({ length: 100 }, (_, index) => `${DESTINATIONS.prohibitedByRouter}:${index + 1}`);
    const outcomes = await connectOutcomes(network, destinations, 500);
    assert.deepEqual(new Set(outcomes.map(({ result }) => result)), new Set(['EHOSTUNREACH']));
  });
});

test('a router that limits its ICMP errors falls silent after a few', async (context) => {
  if (!requireDaemon(context, 'network namespaces')) return;
  const network = makeNetwork({ limitErrors: true });
  context.after(() => network.remove());
  const destinations = Array.from({ length: 12 }, (_, index) => `${DESTINATIONS.prohibitedByRouter}:${index + 1}`);
  const results = (await connectOutcomes(network, destinations, 100)).map(({ result }) => result);
  assert.equal(results[0], 'EHOSTUNREACH');
  assert.ok(results.includes('silence'), results.join(' '));
});

test('a removed network leaves no namespace behind', (context) => {
  if (!requireDaemon(context, 'network namespaces')) return;
  const network = makeNetwork();
  const list = () => spawnSync('ip', ['netns', 'list'], { encoding: 'utf8' }).stdout;
  assert.match(list(), new RegExp(`^${network.name}\\b`, 'm'));
  network.remove();
  network.remove();
  for (const name of [network.name, network.router]) assert.doesNotMatch(list(), new RegExp(`^${name}\\b`, 'm'));
});
