// In a network namespace, whose loopback is like any other, but where nobody else begins or ends to listen meanwhile.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { formatPorts, parsePorts, portVocabulary } from '../../src/index.js';
import { requireAllServers, startAllServers } from './helpers/all-servers.js';
import { requireDaemon } from './helpers/availability.js';
import { assertAddsUp, type CliOptions, documentOf, portolan, type ScanDocument } from './helpers/cli.js';
import { startListener } from './helpers/listener.js';
import { listeningPorts } from './helpers/listening.js';
import { exec, makeNetwork } from './helpers/namespace.js';
import { HOST } from './helpers/ports.js';

const ALL = 65_535;
const REPETITIONS = 10;
const OFF = ['--identify', 'off'];

function openIn({ results }: ScanDocument): number[] {
  return results.filter(({ state }) => state === 'open').map(({ port }) => port);
}

/** Scans every port and checks that each is in one state, and everywhere in the same one. */
async function scanAll(args: readonly string[], options: CliOptions): Promise<ScanDocument> {
  const result = await portolan(['scan', HOST, '-p', 'all', '--json', '--quiet', ...args], options);
  assert.equal(result.status, 0, result.stderr);
  const document = documentOf<ScanDocument>(result);
  const { summary, hosts } = document;
  assertAddsUp(summary);
  const { asked, open, closed, unknown, complete } = summary;
  assert.deepEqual([asked, open + closed, unknown, complete], [ALL, ALL, 0, true]);
  const ports = openIn(document);
  assert.equal(open, ports.length);
  assert.equal(hosts.length, 1);
  const [host] = hosts;
  assert.deepEqual(Object.keys(host?.states ?? {}), ['open', 'closed']);
  assert.equal(host?.states.open, formatPorts(parsePorts(ports.join(','), portVocabulary())));
  return document;
}

test('a scan of all ports of a loopback address', async (context) => {
  if (!requireDaemon(context, 'ss') || !requireDaemon(context, 'network namespaces')) return;
  if (!requireAllServers(context)) return;
  const network = makeNetwork();
  context.after(() => network.remove());
  const namespace = network.name;
  const servers = await startAllServers(context, { namespace });
  // Inside the range of source ports, and at both ends of all ports.
  for (const port of [1, 32_768, 40_000, 65_535]) await startListener(context, namespace, { host: '::', port });
  await startListener(context, namespace, { host: '127.0.0.2', port: 50_000 });

  const listening = await listeningPorts(namespace);
  for (const { ports } of Object.values(servers)) {
    for (const port of Object.values<number>(ports)) assert.ok(listening.includes(port), `ss does not list ${port}`);
  }
  for (const port of [1, 32_768, 40_000, 65_535]) assert.ok(listening.includes(port), `ss does not list ${port}`);
  assert.ok(!listening.includes(50_000));

  await context.test(`finds ${REPETITIONS} times out of ${REPETITIONS} exactly the ports that listen`, async (each) => {
    for (let repetition = 1; repetition <= REPETITIONS; repetition++) {
      const document = await scanAll(OFF, { namespace });
      assert.deepEqual(openIn(document), listening, `repetition ${repetition}`);
      each.diagnostic(
        `${document.summary.open} open of ${document.summary.asked} in ${document.summary.durationMs} ms`,
      );
    }
  });

  await context.test('finds the same while it names the services', async () => {
    const document = await scanAll([], { namespace });
    assert.deepEqual(openIn(document), listening);
    const products = new Map(document.results.map(({ port, service }) => [port, service?.product]));
    assert.equal(products.get(servers.postfix.port), 'Postfix');
    assert.equal(products.get(servers.openssh.port), 'OpenSSH');
  });

  await context.test('finds the same with 64 descriptors, and says to what it was lowered', async () => {
    const document = await scanAll(OFF, { namespace, openFiles: 64 });
    assert.deepEqual(openIn(document), listening);
    const { concurrency } = document.meta.arguments;
    assert.ok(concurrency > 1 && concurrency < 64, String(concurrency));
  });

  await context.test('finds the same with more connects at once than there are source ports', async () => {
    const document = await scanAll([...OFF, '--concurrency', '100000'], { namespace });
    assert.deepEqual(openIn(document), listening);
    assert.ok(document.meta.arguments.concurrency <= 20_000, String(document.meta.arguments.concurrency));
  });

  await context.test('finds what nmap finds', async (subtest) => {
    if (spawnSync('nmap', ['--version']).status !== 0) {
      subtest.skip('there is no nmap to compare with');
      return;
    }
    const { stdout } = await exec(namespace, 'nmap', ['-sT', '-n', '-Pn', '-T4', '-p-', '-oG', '-', HOST]);
    const found = [...stdout.matchAll(/(\d+)\/open\/tcp/g)].map(([, port]) => Number(port));
    // Its connects may meet themselves: what only nmap finds is told, not held against anybody.
    assert.deepEqual(
      listening.filter((port) => !found.includes(port)),
      [],
    );
    const more = found.filter((port) => !listening.includes(port));
    subtest.diagnostic(`only nmap reports: ${more.join(', ') || 'nothing'}`);
  });
});

test("a scan of all ports of the machine's own loopback address misses none that listens", async (context) => {
  if (!requireDaemon(context, 'ss') || !requireAllServers(context)) return;
  const servers = await startAllServers(context);
  const before = await listeningPorts();
  const open = openIn(await scanAll(OFF, {}));
  const after = await listeningPorts();
  for (const { ports } of Object.values(servers)) {
    for (const port of Object.values<number>(ports)) assert.ok(open.includes(port), String(port));
  }
  // Other programs may begin and end to listen meanwhile.
  const missing = before.filter((port) => after.includes(port) && !open.includes(port));
  assert.deepEqual(missing, []);
});
