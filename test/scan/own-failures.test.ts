import assert from 'node:assert/strict';
import { Duplex } from 'node:stream';
import test from 'node:test';
import type { Connection } from '../../src/net/dial.js';
import { quietConnection, systemError } from '../helpers/fake-dialer.js';
import { portsByState, run } from './run-engine.js';

const CLOSED = 'ECONNREFUSED';
const SILENT = 'ETIMEDOUT';

test('a port without a free descriptor is put back and gets its true state later', async () => {
  let lacking = 20;
  const { verdicts, dialer } = await run(() => (lacking-- > 0 ? 'EMFILE' : 'open'), [1, 20]);
  assert.equal(portsByState(verdicts).open?.length, 20);
  assert.equal(dialer.asked.length, 40);
});

test('a lack of our own that does not end makes probes unknown, never closed', async () => {
  const { verdicts, clock } = await run(() => 'EMFILE', [1, 5]);
  assert.deepEqual(portsByState(verdicts), { unknown: [1, 2, 3, 4, 5] });
  assert.deepEqual([...new Set(verdicts.map(({ reason }) => reason))], ['no-descriptor']);
  assert.ok(clock.now() >= 10_000, 'it had patience');
});

test('a lack of our own shrinks what is in flight', async () => {
  let free = 4;
  const taken: Connection[] = [];
  const { verdicts, dialer } = await run(
    () => {
      if (free === 0) return 'EMFILE';
      free -= 1;
      const connection = quietConnection();
      taken.push(connection);
      connection.once('close', () => {
        free += 1;
      });
      return connection;
    },
    [1, 300],
    { concurrency: 64 },
  );
  assert.equal(portsByState(verdicts).open?.length, 300);
  assert.ok(dialer.asked.length < 3000, `${dialer.asked.length} attempts for 300 probes`);
});

test('a host that this machine has no route to ends as unknown while the others are asked', async () => {
  const script = ({ address }: { address: string }) =>
    address === '192.0.2.9' ? systemError('ENETUNREACH', true) : CLOSED;
  const { verdicts } = await run(script, [1, 30], {}, ['192.0.2.9', '192.0.2.1']);
  const states = (address: string) => new Set(verdicts.filter((v) => v.host.address === address).map((v) => v.reason));
  assert.deepEqual([...states('192.0.2.9')], ['no-route']);
  assert.deepEqual([...states('192.0.2.1')], ['refused']);
});

test('a route that comes back is used: what was refused for a moment is asked again', async () => {
  const script = (_endpoint: unknown, attempt: number) => (attempt === 1 ? systemError('ENETUNREACH', true) : CLOSED);
  const { verdicts } = await run(script, [1, 30]);
  assert.equal(portsByState(verdicts).closed?.length, 30);
});

test('an address that this machine cannot use at all does not slow the others down', async () => {
  const script = ({ address }: { address: string }) => (address === '::1' ? 'EADDRNOTAVAIL' : CLOSED);
  const { verdicts, dialer, clock } = await run(script, [1, 200], { concurrency: 50 }, ['::1', '127.0.0.1']);
  assert.equal(verdicts.filter(({ state }) => state === 'closed').length, 200);
  assert.equal(verdicts.filter(({ reason }) => reason === 'no-source-port').length, 200);
  assert.ok(dialer.asked.length < 2000, `${dialer.asked.length} attempts`);
  assert.ok(clock.now() < 5000, `${clock.now()} ms`);
});

test('source ports that run out are put back, and the scan ends with the true states', async () => {
  let attempts = 0;
  const script = () => {
    attempts += 1;
    return attempts > 20 && attempts < 40 ? 'EADDRNOTAVAIL' : CLOSED;
  };
  const { verdicts } = await run(script, [1, 300]);
  assert.equal(portsByState(verdicts).closed?.length, 300);
});

test('once the window has shrunk, no more than that is in flight, and silence does not widen it', async () => {
  let lacking = 1;
  const script = () => (lacking-- > 0 ? 'EMFILE' : SILENT);
  const { dialer } = await run(script, [1, 400], { concurrency: 40, firstWindow: 40, retries: 0 });
  assert.equal(Math.max(...dialer.inFlight.slice(0, 40)), 40);
  assert.ok(Math.max(...dialer.inFlight.slice(60)) <= 20);
});

test('a lack that ends in time does not count towards the next one', async () => {
  let attempts = 0;
  const script = () => {
    attempts += 1;
    const isLacking = (attempts > 2 && attempts < 15) || (attempts > 25 && attempts < 38);
    return isLacking ? 'EMFILE' : CLOSED;
  };
  const { verdicts } = await run(script, [1, 100], { concurrency: 1 });
  assert.equal(portsByState(verdicts).closed?.length, 100);
});

test('a probe that alone keeps failing on our side ends as unknown while the others go on', async () => {
  const { verdicts } = await run(({ port }) => (port === 7 ? 'EMFILE' : CLOSED), [1, 2000]);
  assert.deepEqual(portsByState(verdicts).unknown, [7]);
  assert.equal(portsByState(verdicts).closed?.length, 1999);
});

test('a slot is free again only when its descriptor is', async () => {
  let free = 4;
  let lacked = 0;
  const script = () => {
    if (free === 0) {
      lacked += 1;
      return 'EMFILE';
    }
    free -= 1;
    const connection = new Duplex({
      read() {},
      destroy(_error, done) {
        setImmediate(() => {
          free += 1;
          done(null);
        });
      },
    });
    return Object.assign(connection, { localAddress: '192.0.2.77', localPort: 1 });
  };
  const { verdicts } = await run(script, [1, 100], { concurrency: 4 });
  assert.equal(portsByState(verdicts).open?.length, 100);
  assert.equal(lacked, 0);
});
