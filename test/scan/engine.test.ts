import assert from 'node:assert/strict';
import { type AddressInfo, createServer } from 'node:net';
import test from 'node:test';
import { systemClock } from '../../src/net/clock.js';
import { type Connection, dialTcp } from '../../src/net/dial.js';
import { runEngine } from '../../src/scan/engine.js';
import { quietConnection, systemError } from '../helpers/fake-dialer.js';
import { engineOptions, portsByState, run } from './run-engine.js';

const CLOSED = 'ECONNREFUSED';
const SILENT = 'ETIMEDOUT';

test('every probe gets exactly one verdict, whatever the network answers', async () => {
  const answers = ['open', CLOSED, SILENT, 'EHOSTUNREACH'] as const;
  const { verdicts } = await run(({ port }) => answers[port % 4] ?? CLOSED, [1, 400]);
  assert.equal(verdicts.length, 400);
  assert.equal(new Set(verdicts.map(({ cell }) => cell)).size, 400);
  const states = portsByState(verdicts);
  assert.deepEqual(
    [states.open?.length, states.closed?.length, states.filtered?.length, states.unreachable?.length],
    [100, 100, 100, 100],
  );
});

test('no more probes are in flight than the concurrency allows', async () => {
  const { dialer } = await run(() => CLOSED, [1, 500], { concurrency: 7 });
  assert.equal(Math.max(...dialer.inFlight), 7);
});

test('silence is asked again as often as the retries say, and is then filtered', async () => {
  const { verdicts, dialer } = await run(() => SILENT, [1, 3], { retries: 2 });
  assert.deepEqual(portsByState(verdicts), { filtered: [1, 2, 3] });
  assert.equal(dialer.asked.length, 9);
  assert.deepEqual(
    verdicts.map(({ attempts, reason, rttMs }) => ({ attempts, reason, rttMs })),
    Array(3).fill({ attempts: 3, reason: 'no-answer', rttMs: null }),
  );
});

test('a port that answers only the second time is found', async () => {
  const { verdicts } = await run((_endpoint, attempt) => (attempt === 1 ? SILENT : 'open'), [25, 25]);
  assert.deepEqual(
    verdicts.map(({ state, attempts }) => ({ state, attempts })),
    [{ state: 'open', attempts: 2 }],
  );
});

test('a refusal is not asked again', async () => {
  const { dialer } = await run(() => CLOSED, [1, 50], { retries: 5 });
  assert.equal(dialer.asked.length, 50);
});

test('the same error from the way there is the state of the target', async () => {
  const { verdicts, dialer } = await run(() => 'ENETUNREACH', [1, 3]);
  assert.deepEqual(portsByState(verdicts), { unreachable: [1, 2, 3] });
  assert.equal(dialer.asked.length, 3);
});

test('a connect that met itself is asked again and is not open', async () => {
  const self = (port: number) => quietConnection({ localAddress: '127.0.0.1', localPort: port });
  const script = ({ port }: { port: number }, attempt: number) => (attempt === 1 ? self(port) : CLOSED);
  const { verdicts } = await run(script, [40_000, 40_009], {}, ['127.0.0.1']);
  assert.equal(portsByState(verdicts).closed?.length, 10);
});

test('a connect that always meets itself ends as unknown, not as open', async () => {
  const script = ({ port }: { port: number }) => quietConnection({ localAddress: '::1', localPort: port });
  const { verdicts } = await run(script, [40_000, 40_000], {}, ['::1']);
  assert.deepEqual(
    verdicts.map(({ state, reason }) => ({ state, reason })),
    [{ state: 'unknown', reason: 'self-connect' }],
  );
});

test('a connect to 0.0.0.0 that met itself on 127.0.0.1 is not open', async () => {
  const script = ({ port }: { port: number }, attempt: number) => {
    if (attempt > 1) return CLOSED;
    const here = { localAddress: '127.0.0.1', localPort: port };
    return Object.assign(quietConnection(here), { remoteAddress: '127.0.0.1', remotePort: port });
  };
  const { verdicts } = await run(script, [40_000, 40_009], {}, ['0.0.0.0']);
  assert.equal(portsByState(verdicts).closed?.length, 10);
});

test('a connection from the same port number but to another host is open', async () => {
  const script = ({ port }: { port: number }) => quietConnection({ localAddress: '192.0.2.77', localPort: port });
  const { verdicts } = await run(script, [40_000, 40_000]);
  assert.deepEqual(portsByState(verdicts), { open: [40_000] });
});

test('an open port is inspected once, and its connection is closed afterwards', async () => {
  const seen: Connection[] = [];
  const inspect = async (connection: Connection) => {
    seen.push(connection);
    return 'looked';
  };
  const { verdicts } = await run(({ port }) => (port === 25 ? 'open' : CLOSED), [20, 30], { inspect });
  assert.equal(verdicts.find(({ port }) => port === 25)?.inspection, 'looked');
  assert.deepEqual(
    seen.map(({ destroyed }) => destroyed),
    [true],
  );
});

test('an inspection that fails leaves the port open', async () => {
  const inspect = () => Promise.reject(new Error('a defect'));
  const { verdicts } = await run(() => 'open', [25, 25], { inspect });
  assert.deepEqual(portsByState(verdicts), { open: [25] });
});

test('a connection that breaks during its inspection ends neither the scan nor the process', async () => {
  const inspect = async (connection: Connection) => {
    connection.destroy(systemError('ECONNRESET'));
    return 'broken';
  };
  const { verdicts } = await run(() => 'open', [1, 3], { inspect });
  assert.deepEqual(portsByState(verdicts), { open: [1, 2, 3] });
});

test('an abort ends the scan with the verdicts known so far', async () => {
  const controller = new AbortController();
  const script = ({ port }: { port: number }) => {
    if (port === 50) controller.abort();
    return CLOSED;
  };
  const { verdicts } = await run(script, [1, 65_535], { signal: controller.signal });
  assert.ok(verdicts.length >= 40 && verdicts.length <= 50, `${verdicts.length} verdicts`);
  assert.deepEqual(new Set(verdicts.map(({ state }) => state)), new Set(['closed']));
});

test('an abort does not lose an open port that is being inspected', async () => {
  const controller = new AbortController();
  const inspect = async () => {
    controller.abort();
    await new Promise((resolve) => setImmediate(resolve));
    return 'in time';
  };
  const { verdicts } = await run(() => 'open', [25, 25], { inspect, signal: controller.signal });
  assert.deepEqual(
    verdicts.map(({ state, inspection }) => ({ state, inspection })),
    [{ state: 'open', inspection: 'in time' }],
  );
});

test('an abort is not held up by a dialer that never answers', async () => {
  const controller = new AbortController();
  const dial = () => new Promise<never>(() => setImmediate(() => controller.abort()));
  const { verdicts } = await run(() => CLOSED, [1, 100], { dial, signal: controller.signal });
  assert.deepEqual(verdicts, []);
});

test('a signal that is aborted already sends nothing', async () => {
  const { verdicts, dialer } = await run(() => CLOSED, [1, 100], { signal: AbortSignal.abort() });
  assert.deepEqual([verdicts.length, dialer.asked.length], [0, 0]);
});

test('a reader that walks away aborts what is in flight', async () => {
  let aborted = false;
  const engine = runEngine({
    ...engineOptions(['192.0.2.1'], [1, 10]),
    dial: ({ port }, { signal }) =>
      port === 1
        ? Promise.reject(systemError(CLOSED))
        : new Promise(() => {
            signal?.addEventListener('abort', () => {
              aborted = true;
            });
          }),
    clock: systemClock,
    concurrency: 10,
    firstWindow: 10,
    timeoutMs: 1000,
    retries: 0,
    patient: false,
    verify: false,
  });
  for await (const _verdict of engine) break;
  assert.equal(aborted, true);
});

test('no timer is left when a scan has ended', async () => {
  const { clock } = await run((_endpoint, attempt) => (attempt === 1 ? 'EMFILE' : CLOSED), [1, 40]);
  assert.equal(clock.pending, 0);
});

for (const [title, dial] of [
  ['the engine by itself', undefined],
  ['the dialer for TCP', dialTcp],
] as const) {
  test(`${title} and the real clock agree with a server on loopback`, async (t) => {
    const server = createServer((socket) => void socket.on('error', () => {}).end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    t.after(() => server.close());
    const { port } = server.address() as AddressInfo;
    const { verdicts } = await run(() => CLOSED, [port, port], { dial, clock: systemClock }, ['127.0.0.1']);
    assert.deepEqual(portsByState(verdicts), { open: [port] });
  });
}
