import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { lookup, lookupPort, lookupProtocol, search, useDataCopy } from '../../src/index.js';
import { copyText, readCopy } from '../../src/reference/copy.js';
import { inspectCopy } from '../../src/reference/files.js';

const HEADER = {
  date: '2026-11-01',
  source: 'ports.csv',
  updatedAt: '2026-11-21T10:00:00.000Z',
  records: 3,
  bundleDate: '2026-08-05',
} as const;
const PORTS = ['# columns', '25\ttu\tpigeon-post\tMail by birds\tRFC1149', '6000-6063\tt\trow\tMany'];
const PROTOCOLS = ['6\tPIGEON\tBirds\tassigned\t\tRFC1149\tbirds', ...unassigned()];

function* unassigned() {
  for (let number = 0; number <= 255; number++) if (number !== 6) yield `${number}\t\t\tunassigned`;
}

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-copy-'));
  t.after(() => {
    useDataCopy(null);
    rmSync(folder, { recursive: true });
  });
  return folder;
}

function writePorts(folder: string, header: Partial<typeof HEADER> | object = {}): void {
  writeFileSync(join(folder, 'ports.tsv'), copyText({ file: 'ports.tsv', ...HEADER, ...header }, PORTS));
}

test('the library answers from the bundle unless a folder is chosen, and again when that is taken back', (t) => {
  const folder = folderOf(t);
  writePorts(folder);
  writeFileSync(join(folder, 'protocols.tsv'), copyText({ file: 'protocols.tsv', ...HEADER }, [...PROTOCOLS]));
  assert.deepEqual(lookupPort(25, 'tcp')[0]?.names, ['smtp']);
  useDataCopy(folder);
  assert.deepEqual(lookupPort(25, 'tcp')[0]?.names, ['pigeon-post']);
  assert.deepEqual(lookupPort(25, 'tcp')[0]?.references, ['RFC1149']);
  assert.equal(lookup('pigeon-post').matches.length, 2);
  assert.equal(search('birds')[0]?.entry.kind !== undefined, true);
  assert.equal(lookupProtocol('birds')?.number, 6);
  assert.deepEqual(lookupPort(6001, 'tcp')[0]?.registeredAs, [6000, 6063]);
  useDataCopy(null);
  assert.deepEqual(lookupPort(25, 'tcp')[0]?.names, ['smtp']);
  assert.equal(lookupProtocol('birds'), undefined);
});

test('what is written by hand stands beside the names of a copy', (t) => {
  const folder = folderOf(t);
  writePorts(folder);
  useDataCopy(folder);
  assert.ok(lookupPort(25, 'tcp')[0]?.aliases.includes('mail'));
});

test('a folder without copies, and one that is none, mean the bundle', (t) => {
  const folder = folderOf(t);
  for (const place of [folder, join(folder, 'missing'), join(folder, 'file', 'below')]) {
    useDataCopy(place);
    assert.deepEqual(lookupPort(25, 'tcp')[0]?.names, ['smtp']);
    assert.equal(inspectCopy(place, 'ports.tsv').state, 'absent');
  }
});

test('a damaged copy is told apart and never used', (t) => {
  const folder = folderOf(t);
  const path = join(folder, 'ports.tsv');
  writePorts(folder);
  const whole = readFileSync(path, 'utf8');
  const cases: [text: string, problem: string][] = [
    [whole.slice(0, -20), 'content'],
    [whole.replace('birds', 'fishes'), 'content'],
    [`${whole}80\tt\thttp\n`, 'content'],
    [whole.replace('"format":1', '"format":2'), 'format'],
    [whole.replace('"file":"ports.tsv"', '"file":"protocols.tsv"'), 'header'],
    [whole.replace('"records":3', '"records":"3"'), 'header'],
    [whole.slice(whole.indexOf('\n') + 1), 'header'],
    ['# portolan {"format":1', 'header'],
    ['# portolan null\n', 'header'],
    ['', 'header'],
  ];
  for (const [text, problem] of cases) {
    writeFileSync(path, text);
    assert.deepEqual(inspectCopy(folder, 'ports.tsv'), { state: 'damaged', path, problem });
    useDataCopy(null);
    useDataCopy(folder);
    assert.deepEqual(lookupPort(25, 'tcp')[0]?.names, ['smtp'], problem);
  }
});

test('bytes that are no text, and a folder in the place of the file, are damage too', (t) => {
  const folder = folderOf(t);
  writePorts(folder);
  appendFileSync(join(folder, 'ports.tsv'), Buffer.from([0xff, 0xfe]));
  assert.deepEqual(inspectCopy(folder, 'ports.tsv').state, 'damaged');
  mkdirSync(join(folder, 'protocols.tsv'));
  const state = inspectCopy(folder, 'protocols.tsv');
  assert.equal(state.state === 'damaged' && state.problem, 'unreadable');
});

test('a copy is stale when a newer bundle came after it, and not when the user took an older registry', (t) => {
  const folder = folderOf(t);
  const stateWith = (header: object, bundle: string) => {
    writePorts(folder, header);
    return readCopy(folder, 'ports.tsv', () => bundle).state;
  };
  assert.equal(stateWith({ date: '2026-02-25', bundleDate: '2026-08-05' }, '2026-08-05'), 'whole');
  assert.equal(stateWith({ date: '2026-02-25', bundleDate: '2026-08-05' }, '2027-01-10'), 'stale');
  assert.equal(stateWith({ date: '2027-03-01', bundleDate: '2026-08-05' }, '2027-01-10'), 'whole');
  assert.equal(stateWith({ date: null, updatedAt: '2027-03-01T00:00:00.000Z' }, '2027-01-10'), 'whole');
  assert.equal(stateWith({ date: null, updatedAt: '2026-12-01T00:00:00.000Z' }, '2027-01-10'), 'stale');
});
