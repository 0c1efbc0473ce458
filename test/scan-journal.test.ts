import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import type { ScanOptions } from '../src/options.js';
import { scan } from '../src/pipeline.js';
import type { HostRecord, ScanRecord } from '../src/records.js';
import { collect } from './helpers/collect.js';
import { FakeDialer, type Script } from './helpers/fake-dialer.js';
import { outcomeOf } from './helpers/scan-outcome.js';
import { folderFor } from './journal/samples.js';

const CLOSED = 'ECONNREFUSED';
const script: Script = ({ port }) => (port % 10 === 5 ? 'open' : CLOSED);
const BASE: ScanOptions = {
  targets: '192.0.2.1-3',
  ports: '1-200',
  identify: 'off',
  discovery: false,
  concurrency: 20,
};

/** Runs a scan whose caller leaves after some records, as if it were killed, and tells whom it asked. */
async function left(options: ScanOptions, records: number): Promise<string[]> {
  const dialer = new FakeDialer(script);
  for await (const _record of scan({ ...options, dial: dialer.dial })) {
    records -= 1;
    if (records <= 0) break;
  }
  return askedOf(dialer);
}

async function finished(options: ScanOptions, network: Script = script) {
  const dialer = new FakeDialer(network);
  const outcome = await outcomeOf({ ...options, dial: dialer.dial });
  return { ...outcome, asked: askedOf(dialer) };
}

function askedOf(dialer: FakeDialer): string[] {
  return dialer.asked.map(({ address, port }) => `${address}:${port}`).sort();
}

/** What does not depend on the moment. */
function essence(records: readonly ScanRecord[]): string[] {
  const texts = records.map((record) => {
    if (record.type === 'result')
      return `${record.address} ${record.port} ${record.state} ${record.reason} ${record.banner}`;
    if (record.type === 'host') return JSON.stringify({ ...record, target: null });
    if (record.type !== 'summary') return '';
    const { asked, open, closed, filtered, unreachable, unknown, complete } = record;
    return JSON.stringify({ asked, open, closed, filtered, unreachable, unknown, complete });
  });
  return texts.filter((text) => text !== '').sort();
}

for (const show of ['few', 'all', 'open'] as const) {
  test(`a scan that goes on with a journal tells what an uninterrupted one tells (--show ${show})`, async (t) => {
    const path = join(folderFor(t), 'scan.journal');
    const whole = await finished({ ...BASE, show });
    const first = await left({ ...BASE, show, journal: path }, 12);
    assert.ok(first.length < 600, `${first.length} were asked`);
    const second = await finished({ ...BASE, show, resume: path });
    assert.deepEqual(essence(second.records), essence(whole.records));
    assert.ok(second.summary.resumed > 0 && second.summary.resumed <= first.length);
    assert.equal(second.asked.length, 600 - second.summary.resumed);
    assert.equal(new Set(second.asked).size, second.asked.length);

    const third = await finished({ ...BASE, show, resume: path });
    assert.deepEqual([third.asked, third.summary.resumed], [[], 600]);
    assert.deepEqual(essence(third.records), essence(whole.records));
  });
}

test('few results of a host are listed together, whichever scan has found them', async (t) => {
  const path = join(folderFor(t), 'scan.journal');
  const options: ScanOptions = { ...BASE, targets: '192.0.2.1', ports: '1-26', show: 'few' };
  await finished({ ...options, journal: path }, () => CLOSED);
  const states = async (file: string) =>
    (await finished({ ...options, resume: file })).results.map(({ state }) => state);
  assert.deepEqual(await states(path), []);
  const fewer = { ...options, ports: '1-25' };
  await finished({ ...fewer, journal: `${path}.25` }, () => CLOSED);
  assert.equal((await finished({ ...fewer, resume: `${path}.25` })).results.length, 25);
});

test('shards with journals of their own are one scan together', async (t) => {
  const folder = folderFor(t);
  const whole = await finished(BASE);
  const journals = [1, 2, 3].map((index) => join(folder, `${index}`));
  const asked: string[] = [];
  for (const [index, journal] of journals.entries()) {
    const shard = await finished({ ...BASE, shard: `${index + 1}/3`, journal });
    asked.push(...shard.asked);
  }
  assert.deepEqual(asked.sort(), whole.asked);
  const merged = await finished({ ...BASE, resume: journals });
  assert.deepEqual(essence(merged.records), essence(whole.records));
  assert.deepEqual([merged.asked, merged.summary.resumed], [[], 600]);

  const second = await finished({ ...BASE, shard: '2/3', resume: journals.toReversed() });
  assert.equal(second.asked.length, 0);
  const own = await finished({ ...BASE, shard: '2/3' });
  assert.deepEqual(essence(second.records), essence(own.records));
});

test('an address at which nobody was is not looked for again', async (t) => {
  const path = join(folderFor(t), 'scan.journal');
  const network: Script = ({ address }) => (address === '192.0.2.2' ? CLOSED : 'EHOSTUNREACH');
  const options: ScanOptions = { ...BASE, discovery: true, retries: 0 };
  const first = await finished({ ...options, journal: path }, network);
  assert.equal(first.summary.absentHosts, 2);
  const second = await finished({ ...options, resume: path }, network);
  assert.deepEqual(second.asked, []);
  assert.deepEqual(essence(second.records), essence(first.records));
  const { absentHosts, skipped } = first.summary;
  assert.deepEqual([second.summary.absentHosts, second.summary.skipped], [absentHosts, skipped]);
});

test('names stand for the addresses that they stood for when the scan began', async (t) => {
  const path = join(folderFor(t), 'scan.journal');
  const options: ScanOptions = { ...BASE, targets: ['mail.example.org', '192.0.2.9'] };
  const at = (address: string) => async () => [{ address, family: 4 as const }];
  await left({ ...options, journal: path, resolve: at('192.0.2.7') }, 5);
  const second = await finished({ ...options, resume: path, resolve: at('192.0.2.8') });
  assert.deepEqual(hostsOf(second.hosts), ['192.0.2.7', '192.0.2.9']);
  assert.equal(second.summary.asked, 400);
});

test('targets that come as a stream are gone on with, as far as they come again', async (t) => {
  const path = join(folderFor(t), 'scan.journal');
  const options = (targets: string[]): ScanOptions => ({ ...BASE, targets: targets.values() });
  await finished({ ...options(['192.0.2.1', '192.0.2.2']), journal: path });
  const second = await finished({ ...options(['192.0.2.2', '192.0.2.3']), resume: path });
  assert.deepEqual(hostsOf(second.hosts), ['192.0.2.2', '192.0.2.3']);
  const open = second.results.filter(({ state }) => state === 'open').map(({ address }) => address);
  assert.deepEqual([new Set(open), open.length, second.summary.open], [new Set(['192.0.2.2', '192.0.2.3']), 40, 40]);
  assert.deepEqual([second.summary.resumed, second.asked.length], [200, 200]);
});

test('what an earlier scan failed to ask is asked', async (t) => {
  const path = join(folderFor(t), 'scan.journal');
  const controller = new AbortController();
  const stopping: Script = (endpoint) => {
    if (endpoint.port === 100) controller.abort();
    return script(endpoint, 1);
  };
  const first = await finished({ ...BASE, journal: path, signal: controller.signal }, stopping);
  assert.ok(first.summary.unknown > 0);
  const second = await finished({ ...BASE, resume: path });
  assert.deepEqual([second.summary.unknown, second.summary.asked, second.summary.complete], [0, 600, true]);
});

test('a scan that goes on and is stopped again tells all that is known', async (t) => {
  const path = join(folderFor(t), 'scan.journal');
  const targets = ['192.0.2.1', '192.0.2.2', '192.0.2.3'];
  await finished({ ...BASE, targets, journal: path });
  const controller = new AbortController();
  controller.abort();
  const { hosts, summary } = await finished({ ...BASE, targets, resume: path, signal: controller.signal });
  assert.deepEqual([summary.open, summary.closed, summary.unknown, hosts.length], [60, 540, 0, 3]);
});

test('a random order goes on as it was begun', async (t) => {
  const path = join(folderFor(t), 'scan.journal');
  await left({ ...BASE, seed: 7, order: 'sequential', journal: path }, 5);
  const meta = async (options: Partial<ScanOptions>) => {
    for await (const record of scan({ ...BASE, ...options, resume: path, dial: new FakeDialer(script).dial })) {
      if (record.type === 'meta') return [record.seed, record.arguments.order];
    }
    return [];
  };
  assert.deepEqual(await meta({}), [7, 'sequential']);
  assert.deepEqual(await meta({ seed: 8, order: 'random' }), [8, 'random']);
});

test('a journal of another scan ends this one before anybody is asked', async (t) => {
  const path = join(folderFor(t), 'scan.journal');
  await left({ ...BASE, journal: path }, 5);
  const before = readFileSync(path);
  const dialer = new FakeDialer(script);
  const other = collect(scan({ ...BASE, ports: '1-201', resume: path, dial: dialer.dial }));
  const problem = 'is the journal of another scan: its ports are 1-200, not 1-201';
  await assert.rejects(other, { code: 'ERR_JOURNAL', problem });
  await assert.rejects(collect(scan({ ...BASE, journal: path, dial: dialer.dial })), { code: 'ERR_JOURNAL' });
  assert.deepEqual([dialer.asked.length, readFileSync(path)], [0, before]);
});

test('a journal that is no path is refused at once', () => {
  const wrong = [
    { journal: '' },
    { journal: 5 },
    { resume: ['a', null] },
    { resume: 'a\0b' },
  ] as unknown as ScanOptions[];
  for (const options of wrong) assert.throws(() => scan({ ...BASE, ...options }), { code: 'ERR_OPTION' });
});

test('a damaged journal ends the scan in one line that names the place', async (t) => {
  const path = join(folderFor(t), 'scan.journal');
  await finished({ ...BASE, journal: path });
  const lines = readFileSync(path, 'utf8').split('\n');
  writeFileSync(path, [lines[0], 'x', ...lines.slice(1)].join('\n'));
  await assert.rejects(finished({ ...BASE, resume: path }), { message: `"${path}": line 2 is damaged` });
});

function hostsOf(hosts: readonly HostRecord[]): string[] {
  return hosts.map(({ address }) => address).sort();
}
