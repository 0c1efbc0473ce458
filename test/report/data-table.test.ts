import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dataEn } from '../../src/cli/messages/en/data.js';
import { dataZh } from '../../src/cli/messages/zh-cn/data.js';
import type { RegistryStatus } from '../../src/reference/index.js';
import type { RegistryChange, RegistryUpdate } from '../../src/registry/types.js';
import { dataTable, updateTable } from '../../src/report/data-table.js';
import { columnsOf } from '../../src/report/wrap.js';

const BUNDLE = { date: '2026-08-05', names: 6000, numbers: 6100 };
const HEADER = {
  format: 1,
  file: 'ports.tsv',
  date: '2026-11-01',
  source: 'https://127.0.0.1/\u001b[2Jports.csv',
  updatedAt: '2026-11-21T10:00:00.000Z',
  records: 14_500,
  bundleDate: '2026-08-05',
  sha256: '0'.repeat(64),
} as const;

function statusWith(copy: RegistryStatus['copy'], inUse: RegistryStatus['inUse'] = 'bundle'): RegistryStatus {
  const copyCounts = copy !== null && 'header' in copy ? { names: 6001, numbers: 6101 } : null;
  return { file: 'ports.tsv', bundle: BUNDLE, copy, copyCounts, inUse };
}

function copyLines(copy: RegistryStatus['copy'], inUse?: RegistryStatus['inUse']): string[] {
  const lines = dataTable([statusWith(copy, inUse)], [], { words: dataEn.words });
  return lines.slice(lines.findIndex((line) => line.startsWith('  your copy'))).slice(0, 4);
}

test('a copy shows its registry, where it is from and where it lies, with nothing that a terminal obeys', () => {
  assert.deepEqual(copyLines({ state: 'whole', path: '/home/ports.tsv', header: HEADER, text: '' }, 'copy'), [
    '  your copy  IANA registry of 2026-11-01, 6,001 names at 6,101 ports, 14,500',
    '             records',
    '             made 2026-11-21 from https://127.0.0.1/\\x1b[2Jports.csv',
    '             /home/ports.tsv',
  ]);
});

test('a copy that is not used says why', () => {
  assert.match(copyLines(null)[0] ?? '', /none: PORTOLAN_DATA is "bundle"/);
  assert.equal(copyLines({ state: 'absent', path: '/x' })[0], '  your copy  none');
  const stale = copyLines({ state: 'stale', path: '/x', header: HEADER, text: '' });
  assert.equal(stale[0], '  your copy  not used: the bundle has become newer');
  const damaged = copyLines({ state: 'damaged', path: '/x', problem: 'content' });
  assert.deepEqual(damaged.slice(0, 2), [
    '  your copy  not used: its content is not what was written',
    '             /x',
  ]);
});

function changesOf(count: number, change: Partial<RegistryChange>): RegistryChange[] {
  return Array.from({ length: count }, (_, index) => ({
    key: `${index}/tcp`,
    before: [],
    after: [],
    statusBefore: 'unassigned',
    statusAfter: 'assigned',
    ...change,
  }));
}

const UPDATE: RegistryUpdate = {
  registry: 'ports',
  source: 'ports.csv',
  form: 'csv',
  date: null,
  records: 14_500,
  path: '/home/ports.tsv',
  isOlder: false,
  written: true,
  changes: {
    added: changesOf(12, { after: ['new', 'alias'] }),
    removed: [],
    renamed: changesOf(1, { before: ['old'], after: ['new\u001b[2J'] }),
    status: changesOf(1, { statusBefore: 'reserved', statusAfter: 'deregistered' }),
    details: 3,
  },
};

test('changes are counted, and the first of each kind are listed', () => {
  const lines = updateTable([UPDATE], { words: dataEn.words });
  assert.equal(lines[0], 'Ports: IANA registry of an unknown day, 14,500 records');
  assert.equal(
    lines.slice(1, 3).join(' ').trim(),
    '12 added (+), 1 renamed (~), 1 of other status (=), 3 with other descriptions   or references',
  );
  assert.equal(lines[3], '  +  0/tcp  new, alias');
  assert.deepEqual(lines.slice(12), [
    '  +  9/tcp  new, alias',
    '            and 2 more (--json lists all)',
    '  ~  0/tcp  old → new\\x1b[2J',
    '  =  0/tcp  reserved → de-registered',
    '  written to /home/ports.tsv',
  ]);
});

test('nothing changed is said too', () => {
  const changes = { added: [], removed: [], renamed: [], status: [], details: 0 };
  const lines = updateTable([{ ...UPDATE, written: false, changes }], { words: dataEn.words });
  assert.deepEqual(lines.slice(1), ['  no change', '  nothing was written']);
});

test('lines keep to the width in both languages', () => {
  const status = statusWith({
    state: 'stale',
    path: '/a/long/path/to/the/copy/of/ports.tsv',
    header: HEADER,
    text: '',
  });
  for (const { words } of [dataEn, dataZh]) {
    for (const width of [40, 60, 80]) {
      const lines = [...dataTable([status], [], { words, width }), ...updateTable([UPDATE], { words, width })];
      assert.deepEqual(
        lines.filter((line) => columnsOf(line) > width),
        [],
      );
    }
  }
});
