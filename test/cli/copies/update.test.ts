import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { resetData } from '../../../src/cli/copies/reset.js';
import { updateData } from '../../../src/cli/copies/update.js';
import { PortolanError } from '../../../src/errors.js';
import { lookupPort, lookupProtocol, useDataCopy } from '../../../src/index.js';
import { portRows, protocolRows } from '../../registry/sample.js';
import { portsCsv, portsXml, protocolsCsv, protocolsXml } from '../../registry/sample-files.js';

interface Place {
  /** For copies; not made yet. */
  readonly folder: string;
  /** Writes a source. */
  readonly source: (name: string, content: string) => string;
}

function placeOf(t: TestContext): Place {
  const root = mkdtempSync(join(tmpdir(), 'portolan-update-'));
  t.after(() => {
    useDataCopy(null);
    rmSync(root, { recursive: true });
  });
  const source = (name: string, content: string) => {
    writeFileSync(join(root, name), content);
    return join(root, name);
  };
  return { folder: join(root, 'data', 'portolan'), source };
}

async function refusal(options: Parameters<typeof updateData>[0]): Promise<PortolanError> {
  try {
    await updateData(options);
  } catch (error) {
    assert.ok(error instanceof PortolanError, String(error));
    return error;
  }
  return assert.fail('it was taken');
}

test('both registries of any form and name are put into the folder, and the library can use them', async (t) => {
  const { folder, source } = placeOf(t);
  const from = [source('a.txt', protocolsXml()), source('b', portsCsv())];
  const updates = await updateData({ folder, from });
  assert.deepEqual(
    updates.map(({ registry, form, date, written, isOlder }) => ({ registry, form, date, written, isOlder })),
    [
      { registry: 'protocols', form: 'xml', date: '2025-11-20', written: true, isOlder: false },
      { registry: 'ports', form: 'csv', date: '2026-02-20', written: true, isOlder: true },
    ],
  );
  useDataCopy(folder);
  assert.deepEqual(lookupPort(12_345, 'udp')[0]?.names, ['service-12345']);
  assert.equal(lookupProtocol('p4')?.number, 4);
  assert.ok(lookupProtocol(58)?.aliases.length, 'aliases are kept from the bundle');
});

test('what changed is told against what was in use before', async (t) => {
  const { folder, source } = placeOf(t);
  await updateData({ folder, from: [source('old.csv', portsCsv())] });
  const rows = portRows().map((row) => (row.number === '12345' ? { ...row, name: 'renamed' } : row));
  rows.unshift({ name: 'new', number: '25', transport: 'sctp' });
  const [update] = await updateData({ folder, from: [source('new.csv', portsCsv(rows))], check: true });
  assert.deepEqual(update?.changes, {
    added: [{ key: '25/sctp', before: [], after: ['new'], statusBefore: 'unassigned', statusAfter: 'assigned' }],
    removed: [],
    renamed: ['tcp', 'udp'].map((transport) => ({
      key: `12345/${transport}`,
      before: ['service-12345'],
      after: ['renamed'],
      statusBefore: 'assigned',
      statusAfter: 'assigned',
    })),
    status: [],
    details: 0,
  });
});

test('a check writes nothing, not even the folder', async (t) => {
  const { folder, source } = placeOf(t);
  const [update] = await updateData({ folder, from: [source('ports.csv', portsCsv())], check: true });
  assert.equal(update?.written, false);
  assert.equal(existsSync(folder), false);
});

test('the folder is the user’s own, and holds nothing but the copies', async (t) => {
  const { folder, source } = placeOf(t);
  const from = [source('ports.csv', portsCsv()), source('protocols.csv', protocolsCsv())];
  await updateData({ folder, from });
  await updateData({ folder, from });
  assert.deepEqual(readdirSync(folder), ['ports.tsv', 'protocols.tsv']);
  if (process.platform !== 'win32') assert.equal(statSync(folder).mode & 0o777, 0o700);
});

test('the first line of a copy tells source, dates, counts and checksum', async (t) => {
  const { folder, source } = placeOf(t);
  const path = source('ports.csv', portsCsv());
  await updateData({ folder, from: [path], now: new Date('2026-11-21T10:00:00Z') });
  const [line = ''] = readFileSync(join(folder, 'ports.tsv'), 'utf8').split('\n');
  const { sha256, bundleDate, ...header } = JSON.parse(line.replace('# portolan ', ''));
  assert.deepEqual(header, {
    format: 1,
    file: 'ports.tsv',
    date: '2026-02-20',
    source: path,
    updatedAt: '2026-11-21T10:00:00.000Z',
    records: portRows().length,
  });
  assert.match(sha256, /^[0-9a-f]{64}$/);
  assert.match(bundleDate, /^\d{4}-\d\d-\d\d$/);
});

test('whatever is wrong with one file, nothing is changed', async (t) => {
  const { folder, source } = placeOf(t);
  const good = source('good.csv', portsCsv());
  await updateData({ folder, from: [good] });
  const before = readFileSync(join(folder, 'ports.tsv'));
  const newer = source('newer.xml', portsXml());
  const broken = [
    source('cut.csv', protocolsCsv().slice(0, 3000)),
    source('empty.csv', ''),
    join(folder, 'missing.csv'),
    source('second.csv', portsCsv()),
    '/',
  ];
  for (const bad of broken) {
    const { code, value } = await refusal({ folder, from: [newer, bad] });
    assert.ok(code === 'ERR_REGISTRY' || code === 'ERR_OPTION', code);
    assert.equal(value, bad);
    assert.deepEqual(readFileSync(join(folder, 'ports.tsv')), before);
    assert.deepEqual(readdirSync(folder), ['ports.tsv']);
  }
});

test('a file with notably fewer records than the copy in use is refused', async (t) => {
  const { folder, source } = placeOf(t);
  const names = Array.from({ length: 600 }, (_, index) => ({ name: `without-port-${index}`, transport: 'tcp' }));
  await updateData({ folder, from: [source('more.csv', portsCsv([...names, ...portRows()]))] });
  const fewer = source('fewer.csv', portsCsv());
  const { code, value, problem } = await refusal({ folder, from: [fewer] });
  assert.deepEqual([code, value], ['ERR_REGISTRY', fewer]);
  assert.match(problem, /^has \d+ records, where what is in use has \d+: it is cut off$/);
  resetData(folder);
  assert.equal((await updateData({ folder, from: [fewer] })).length, 1);
});

test('a file URL is a file, and a file that never ends is not read to its end', async (t) => {
  const { folder, source } = placeOf(t);
  const url = pathToFileURL(source('protocols.csv', protocolsCsv())).href;
  assert.equal((await updateData({ folder, from: [url] }))[0]?.registry, 'protocols');
  const { problem } = await refusal({ folder, from: [url], maxBytes: 100 });
  assert.equal(problem, 'more than 100 bytes, which the registry never has');
});

test('a place that cannot be written to is named, and nothing half-written stays', async (t) => {
  const { folder, source } = placeOf(t);
  const from = [source('ports.csv', portsCsv()), source('protocols.csv', protocolsCsv())];
  const { code, value } = await refusal({ folder: join(from[0] ?? '', 'below'), from });
  assert.deepEqual([code, value], ['ERR_OUTPUT', join(from[0] ?? '', 'below')]);
  mkdirSync(join(folder, 'protocols.tsv'), { recursive: true });
  assert.equal((await refusal({ folder, from })).code, 'ERR_OUTPUT');
  assert.deepEqual(readdirSync(folder), ['protocols.tsv']);
});

test('a reset removes the copies and leaves what else lies there', async (t) => {
  const { folder, source } = placeOf(t);
  assert.deepEqual(resetData(folder), []);
  await updateData({ folder, from: [source('protocols.csv', protocolsCsv(protocolRows()))] });
  writeFileSync(join(folder, 'notes.txt'), 'mine');
  assert.deepEqual(resetData(folder), [join(folder, 'protocols.tsv')]);
  assert.deepEqual(readdirSync(folder), ['notes.txt']);
  await updateData({ folder, from: [source('protocols.csv', protocolsCsv())] });
  rmSync(join(folder, 'notes.txt'));
  resetData(folder);
  assert.equal(existsSync(folder), false);
});
