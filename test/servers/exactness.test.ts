import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { formatPorts, parsePorts, portVocabulary } from '../../src/index.js';
import { type AllServers, requireAllServers, startAllServers } from './helpers/all-servers.js';
import { requireDaemon } from './helpers/availability.js';
import { assertAddsUp, type CliOptions, documentOf, portolan, type ScanDocument } from './helpers/cli.js';
import { startCommand } from './helpers/command.js';
import { whileWatching } from './helpers/listening.js';
import { HOST } from './helpers/ports.js';

const ALL = 65_535;
const REPETITIONS = 10;

function portsOf(servers: AllServers): number[] {
  return Object.values(servers).flatMap(({ ports }) => Object.values(ports));
}

function openIn({ results }: ScanDocument): number[] {
  return results.filter(({ state }) => state === 'open').map(({ port }) => port);
}

function openInNmap(grepable: string): number[] {
  return [...grepable.matchAll(/(\d+)\/open\/tcp/g)].map(([, port]) => Number(port)).sort((a, b) => a - b);
}

/** Scans every port and checks the answer against `ss`: no port missing, no phantom, everything in one state. */
async function scanExactly(servers: AllServers, args: readonly string[] = [], options: CliOptions = {}) {
  const { result, always, ever } = await whileWatching(() =>
    portolan(['scan', HOST, '-p', 'all', '--json', '--quiet', ...args], options),
  );
  assert.equal(result.status, 0, result.stderr);
  const document = documentOf<ScanDocument>(result);
  const { summary, hosts } = document;
  const open = openIn(document);
  for (const port of portsOf(servers)) assert.ok(always.includes(port), `ss does not list ${port}`);
  assert.deepEqual(
    { missing: always.filter((port) => !open.includes(port)), phantoms: open.filter((port) => !ever.includes(port)) },
    { missing: [], phantoms: [] },
  );
  assertAddsUp(summary);
  assert.deepEqual(
    [summary.asked, summary.closed + summary.open, summary.unknown, summary.complete],
    [ALL, ALL, 0, true],
  );
  assert.equal(summary.open, open.length);
  assert.equal(hosts.length, 1);
  const { states } = hosts[0] as ScanDocument['hosts'][number];
  assert.equal(states.open, formatPorts(parsePorts(open.join(','), portVocabulary())));
  assert.deepEqual(Object.keys(states), ['open', 'closed']);
  return document;
}

test('a scan of all ports of a loopback address', async (context) => {
  if (!requireDaemon(context, 'ss') || !requireAllServers(context)) return;
  const servers = await startAllServers(context);
  const off = ['--identify', 'off'];

  await context.test(`finds ${REPETITIONS} times out of ${REPETITIONS} exactly the ports that listen`, async (each) => {
    for (let repetition = 1; repetition <= REPETITIONS; repetition++) {
      const { summary } = await scanExactly(servers, off);
      each.diagnostic(`${summary.open} open of ${summary.asked} in ${summary.durationMs} ms`);
    }
  });

  await context.test('finds the same while it names the services', async () => {
    const { results } = await scanExactly(servers);
    const names = new Map(results.map(({ port, service }) => [port, service?.product]));
    assert.equal(names.get(servers.postfix.port), 'Postfix');
    assert.equal(names.get(servers.openssh.port), 'OpenSSH');
  });

  await context.test('finds the same with 64 descriptors, and says to what it was lowered', async () => {
    const { meta } = await scanExactly(servers, off, { openFiles: 64 });
    assert.ok(meta.arguments.concurrency < 64, String(meta.arguments.concurrency));
  });

  await context.test('finds the same with more connects at once than there are source ports', async () => {
    const { meta } = await scanExactly(servers, [...off, '--concurrency', '100000']);
    assert.ok(meta.arguments.concurrency <= 20_000, String(meta.arguments.concurrency));
  });

  await context.test('finds what nmap finds', async (subtest) => {
    if (spawnSync('nmap', ['--version']).status !== 0) {
      subtest.skip('there is no nmap to compare with');
      return;
    }
    const arguments_ = ['-sT', '-n', '-Pn', '-T4', '-p-', '-oG', '-', HOST];
    const { result: both, always } = await whileWatching(async () => ({
      theirs: openInNmap((await startCommand('nmap', arguments_).ended).stdout),
      ours: openIn(await scanExactly(servers, off)),
    }));
    const listened = (port: number) => always.includes(port);
    assert.deepEqual(both.ours.filter(listened), both.theirs.filter(listened));
    // nmap's connects may meet themselves, too.
    const more = both.theirs.filter((port) => !both.ours.includes(port));
    subtest.diagnostic(`both find ${both.ours.length}; only nmap reports ${more.join(', ') || 'nothing'}`);
  });
});
