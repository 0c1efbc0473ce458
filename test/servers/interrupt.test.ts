import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { requireDaemon } from './helpers/availability.js';
import { assertAddsUp, documentOf, type ProbeDocument, type ScanDocument, startPortolan } from './helpers/cli.js';
import { type Listener, startListener } from './helpers/listener.js';
import { DESTINATIONS, makeNetwork, type TestNetwork } from './helpers/namespace.js';

const { alive, silent } = DESTINATIONS;
/** From the signal to the end of the process. */
const AT_ONCE_MS = 1500;

/** One listener that is identified and left, and one that never says a word, so that it is still being listened to. */
async function startListeners(context: TestContext, network: TestNetwork): Promise<Listener[]> {
  const greeting = '220 mail.portolan.test ESMTP Postfix\r\n';
  return [
    await startListener(context, network.router, { host: alive, port: 25, greeting }),
    await startListener(context, network.router, { host: alive, port: 143 }),
  ];
}

/** Starts the command, sends the signal once both open ports were found, and tells how long it then took to end. */
async function interrupted(
  args: readonly string[],
  { signal = 'SIGINT', namespace, listeners }: { signal?: NodeJS.Signals; namespace: string; listeners: Listener[] },
) {
  const { child, ended } = startPortolan(args, { timeoutMs: 30_000, namespace });
  await Promise.all([listeners[0]?.until('went'), listeners[1]?.until('came')]);
  const signalledAt = performance.now();
  child.kill(signal);
  const result = await ended;
  return { ...result, endedAfterMs: performance.now() - signalledAt };
}

test('a scan that is stopped', async (context) => {
  if (!requireDaemon(context, 'network namespaces')) return;
  const network = makeNetwork();
  context.after(() => network.remove());
  const options = { namespace: network.name, listeners: await startListeners(context, network) };
  const args = ['scan', alive, silent, '-p', 'all', '--probe-timeout', '60s'];

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    await context.test(`by ${signal} prints what it found, as one JSON document that adds up`, async () => {
      const result = await interrupted([...args, '--json'], { ...options, signal });
      assert.equal(result.status, 130, result.stderr);
      assert.ok(result.endedAfterMs < AT_ONCE_MS, `${result.endedAfterMs} ms`);
      const { meta, results, hosts, summary } = documentOf<ScanDocument>(result);
      assertAddsUp(summary);
      assert.deepEqual([summary.stopped, summary.complete], [true, false]);
      assert.ok(summary.unknown > 0);
      assert.equal(summary.asked, meta.planned);
      const open = results.filter(({ state }) => state === 'open');
      assert.deepEqual(
        open.map(({ port }) => port),
        [25, 143],
      );
      assert.equal(open[0]?.service?.product, 'Postfix');
      // The silent one is open all the same, and its name is a guess.
      assert.equal(open[1]?.service?.method, 'port');
      const states = hosts.find(({ address }) => address === alive)?.states;
      assert.equal(states?.open, '25,143');
      assert.equal(states.filtered, undefined);
      assert.notEqual(hosts.find(({ address }) => address === silent)?.states.unknown, undefined);
      assert.match(result.stderr, /^Incomplete/);
      assert.doesNotMatch(result.stderr, /\n\s+at /);
    });
  }

  await context.test('prints a table, or whole lines of NDJSON, just the same', async () => {
    const table = await interrupted(args, options);
    assert.equal(table.status, 130, table.stderr);
    assert.match(table.stdout, /25\/tcp +open +smtp +.*Postfix/);
    assert.match(table.stdout, /unknown/);
    const lines = await interrupted([...args, '--ndjson'], options);
    assert.equal(lines.status, 130, lines.stderr);
    const records = lines.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.equal(records[0].type, 'meta');
    assert.equal(records.at(-1).type, 'summary');
    assert.equal(records.at(-1).stopped, true);
    assert.ok(records.some(({ type, state, port }) => type === 'result' && state === 'open' && port === 25));
  });
});

test('a probe that is stopped says what it knows by then', async (context) => {
  if (!requireDaemon(context, 'network namespaces')) return;
  const network = makeNetwork();
  context.after(() => network.remove());
  const listeners = await startListeners(context, network);
  const args = ['probe', `${alive}:25`, `${alive}:143`, '--json'];
  const result = await interrupted(args, { namespace: network.name, listeners });
  assert.equal(result.status, 130, result.stderr);
  assert.ok(result.endedAfterMs < AT_ONCE_MS, `${result.endedAfterMs} ms`);
  const { results } = documentOf<ProbeDocument>(result);
  assert.deepEqual(
    results.map(({ port, state }) => [port, state]),
    [
      [25, 'open'],
      [143, 'open'],
    ],
  );
  assert.equal(results[0]?.service?.product, 'Postfix');
});
