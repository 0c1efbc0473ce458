import assert from 'node:assert/strict';
import test from 'node:test';
import { PortolanError } from '../src/errors.js';
import type { ScanOptions } from '../src/options.js';
import { scan } from '../src/pipeline.js';
import { collect } from './helpers/collect.js';
import { FakeDialer, type Script, systemError } from './helpers/fake-dialer.js';
import { faked, outcomeOf } from './helpers/scan-outcome.js';

const CLOSED = 'ECONNREFUSED';

test('a scan tells what was asked first, then results and hosts, then a summary that adds up', async () => {
  const script: Script = ({ port }) => (port === 25 ? 'open' : CLOSED);
  const { records, results, hosts, summary } = await faked(script, { targets: '192.0.2.1', ports: '1-100' });
  assert.equal(records[0]?.type, 'meta');
  assert.deepEqual(
    results.map(({ port, state }) => [port, state]),
    [[25, 'open']],
  );
  assert.deepEqual(hosts, [
    { type: 'host', target: '192.0.2.1', address: '192.0.2.1', states: { open: '25', closed: '1-24,26-100' } },
  ]);
  assert.deepEqual([summary.asked, summary.open, summary.closed, summary.complete], [100, 1, 99, true]);
});

test('a host is told as soon as its own ports are decided, not when the others are', async () => {
  let release = () => {};
  const slow = new Promise<void>((resolve) => {
    release = resolve;
  });
  const refused = async () => {
    throw systemError(CLOSED);
  };
  const dial = ({ address }: { address: string }) => (address === '192.0.2.2' ? slow.then(refused) : refused());
  const told: string[] = [];
  for await (const record of scan({ targets: '192.0.2.1-3', ports: '1-5', order: 'sequential', dial })) {
    if (record.type === 'host') told.push(record.address);
    if (told.length === 2) release();
  }
  assert.deepEqual(told, ['192.0.2.1', '192.0.2.3', '192.0.2.2']);
});

test('what no type checker saw is refused with a code, not with a TypeError', () => {
  const refused = (options: unknown, code: string) => assert.throws(() => scan(options as ScanOptions), { code });
  refused({}, 'ERR_TARGET_SPEC');
  refused({ targets: 25 }, 'ERR_TARGET_SPEC');
  refused({ targets: ['192.0.2.1', null] }, 'ERR_TARGET_SPEC');
  refused({ targets: '192.0.2.1', ports: 25 }, 'ERR_PORT_SPEC');
  refused({ targets: '192.0.2.1', family: 5 }, 'ERR_OPTION');
});

test('an abort while names are resolved ends the scan at once, and says so of the names', async () => {
  const controller = new AbortController();
  const resolve = () => {
    controller.abort();
    return new Promise<never>(() => {});
  };
  const { records, summary } = await faked(() => CLOSED, {
    targets: ['slow.example', '192.0.2.1'],
    ports: '25',
    resolve,
    signal: controller.signal,
  });
  const [failure] = records.filter((record) => record.type === 'failure');
  assert.match(failure?.message ?? '', /stopped before the name was resolved/);
  assert.deepEqual([summary.asked, summary.unknown, summary.stopped], [1, 1, true]);
});

test('each iteration of a scan is a scan of its own', async () => {
  const running = scan({ targets: '192.0.2.1', ports: '25', identify: 'off', dial: new FakeDialer(() => 'open').dial });
  await collect(running);
  await collect(running);
  assert.deepEqual([running.progress.planned, running.progress.settled, running.progress.open], [1, 1, 1]);
});

test('states other than open are listed while a host has few of them', async () => {
  const { results } = await faked(({ port }) => (port < 30 ? CLOSED : 'ETIMEDOUT'), {
    targets: '192.0.2.1',
    ports: '1-40',
    retries: 0,
  });
  assert.deepEqual(new Set(results.map(({ state }) => state)), new Set(['filtered']));
  assert.equal(results.length, 11);
});

test('show all lists every port, show open lists nothing else', async () => {
  const script: Script = ({ port }) => (port === 25 ? 'open' : CLOSED);
  const all = await faked(script, { targets: '192.0.2.1', ports: '1-100', show: 'all' });
  assert.equal(all.results.length, 100);
  const open = await faked(script, { targets: '192.0.2.1', ports: '24-26', show: 'open' });
  assert.deepEqual(
    open.results.map(({ port }) => port),
    [25],
  );
});

test('every address of a name is asked, and each keeps its own states', async () => {
  const { hosts } = await faked(({ address }) => (address === '::1' ? 'open' : CLOSED), {
    targets: 'two.example',
    ports: '25',
    order: 'sequential',
    resolve: async () => [
      { address: '192.0.2.1', family: 4 },
      { address: '::1', family: 6 },
    ],
  });
  assert.deepEqual(
    hosts.map(({ target, address, states }) => [target, address, states]),
    [
      ['two.example', '192.0.2.1', { closed: '25' }],
      ['two.example', '::1', { open: '25' }],
    ],
  );
});

test('a connect that fails for several addresses at once is taken apart', async () => {
  const both = new AggregateError([systemError('ETIMEDOUT'), systemError(CLOSED)]);
  const { results } = await faked(() => both, { targets: '192.0.2.1', ports: '25' });
  assert.deepEqual(
    results.map(({ state, reason }) => [state, reason]),
    [['closed', 'refused']],
  );
});

test('a name that does not resolve is told, the others are asked, and the scan is incomplete', async () => {
  const { records, summary } = await faked(() => CLOSED, {
    targets: ['nowhere.example', '192.0.2.1'],
    ports: '25',
    resolve: async (name) => {
      throw new PortolanError('ERR_RESOLVE', { value: name, problem: 'no such host name' });
    },
  });
  assert.deepEqual(
    records.filter((record) => record.type === 'failure'),
    [{ type: 'failure', target: 'nowhere.example', code: 'ERR_RESOLVE', message: 'no such host name' }],
  );
  assert.deepEqual([summary.asked, summary.failedTargets, summary.complete], [1, 1, false]);
});

test('the IP version is handed to the resolver, and an address of the other version is refused at once', async () => {
  let family: number | undefined;
  await faked(() => CLOSED, {
    targets: 'x.example',
    ports: '25',
    family: 6,
    resolve: async (_name, wanted) => {
      family = wanted;
      return [{ address: '2001:db8::1', family: 6 }];
    },
  });
  assert.equal(family, 6);
  assert.throws(() => scan({ targets: '192.0.2.1', family: 6 }), { code: 'ERR_TARGET_SPEC' });
});

test('a target with a port of its own is asked that port, and with ports given both', async () => {
  const dialer = new FakeDialer(() => CLOSED);
  const targets = ['192.0.2.1:2525', 'https://192.0.2.2:8443/path', '[2001:db8::1]:25'];
  await outcomeOf({ targets, order: 'sequential', dial: dialer.dial });
  assert.deepEqual(
    dialer.asked.map(({ address, port }) => [address, port]),
    [
      ['192.0.2.1', 2525],
      ['192.0.2.2', 8443],
      ['2001:db8::1', 25],
    ],
  );
  const { hosts } = await faked(() => CLOSED, { targets: '192.0.2.1:2525', ports: '25' });
  assert.deepEqual(hosts[0]?.states, { closed: '25,2525' });
});

test('the same address is asked once, however often it is named', async () => {
  const { summary } = await faked(() => CLOSED, {
    targets: ['192.0.2.1', '192.0.2.0/30', '192.0.2.1-2'],
    ports: '1-5',
  });
  assert.equal(summary.asked, 20);
});

test('targets that stand for one address are all named, though it is asked once', async () => {
  const { hosts, summary } = await faked(() => CLOSED, {
    targets: ['a.example', 'b.example', '192.0.2.1', '192.0.2.0/30'],
    ports: '25',
    order: 'sequential',
    resolve: async () => [{ address: '192.0.2.1', family: 4 }],
  });
  assert.equal(summary.asked, 4);
  const [first, second] = hosts;
  assert.deepEqual([first?.target, first?.otherTargets], ['a.example', ['b.example', '192.0.2.1']]);
  assert.deepEqual([second?.target, second?.otherTargets], ['192.0.2.0/30', undefined]);
});

test('the user and password of a pasted URL appear nowhere', async () => {
  const { records } = await faked(() => CLOSED, { targets: 'https://user:secret@192.0.2.1:8443/', ports: '25' });
  assert.doesNotMatch(JSON.stringify(records), /secret|user/);
});

test('a wrong call is refused at once, before anything is sent', () => {
  const refused = (options: ScanOptions, code: string) => assert.throws(() => scan(options), { code });
  refused({ targets: [] }, 'ERR_TARGET_SPEC');
  refused({ targets: '192.0.2.1', ports: '65536' }, 'ERR_PORT_SPEC');
  refused({ targets: '192.0.2.1', timeoutMs: 0 }, 'ERR_OPTION');
  refused({ targets: '192.0.2.1', retries: -1 }, 'ERR_OPTION');
  refused({ targets: '192.0.2.1', concurrency: 0.5 }, 'ERR_OPTION');
  refused({ targets: '192.0.2.1', identify: 'loud' as 'off' }, 'ERR_OPTION');
});

test('an abort leaves a summary in which the rest is unknown', async () => {
  const controller = new AbortController();
  const script: Script = ({ port }) => {
    if (port === 500) controller.abort();
    return CLOSED;
  };
  const { summary, hosts } = await faked(script, {
    targets: '192.0.2.1',
    ports: '1-60000',
    order: 'sequential',
    concurrency: 10,
    signal: controller.signal,
  });
  assert.deepEqual([summary.asked, summary.stopped, summary.complete], [60_000, true, false]);
  assert.ok(summary.unknown > 59_000);
  assert.ok(hosts[0]?.states.unknown?.endsWith('-60000'));
  assert.deepEqual(summary.unknownReasons, { stopped: summary.unknown });
});

test('a scan that was stopped lists the hosts that it never came to', async () => {
  const controller = new AbortController();
  const script: Script = () => {
    controller.abort();
    return CLOSED;
  };
  const { hosts, summary } = await faked(script, {
    targets: '198.18.0.0/19',
    ports: '1-1000',
    signal: controller.signal,
  });
  assert.equal(hosts.length, 8192);
  assert.equal(new Set(hosts.map(({ address }) => address)).size, 8192);
  assert.deepEqual(hosts.at(-1)?.states, { unknown: '1-1000' });
  assert.equal(summary.asked, 8_192_000);
});
