import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { bundleDate } from '../../src/reference/files.js';
import { dataFiles, registryCounts, registryStatuses } from '../../src/reference/sources.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

test('every file of the bundle has its source, date and licence, and entries that count', () => {
  const files = readdirSync(join(root, 'data'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(root, 'data').length + 1))
    .map((name) => name.split(sep).join('/'))
    // Of the files of signatures, which are many, the folder is listed.
    .map((name) => (name.startsWith('signatures/') ? 'signatures/' : name))
    .filter((name) => name !== 'README.md' && name !== 'sources.json');
  const listed = dataFiles();
  assert.deepEqual(listed.map(({ file }) => file).sort(), [...new Set(files)].sort());
  for (const { file, entries, date, licence, origin, sources } of listed) {
    assert.ok(entries > 0, `${file} has no entries`);
    assert.match(date, /^\d{4}-\d\d(-\d\d)?$/);
    assert.ok(licence.length > 0);
    assert.equal(sources.length > 0, origin === 'generated' || origin === 'documents', file);
  }
});

test('packages that data was made of are named with the version that is installed', () => {
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const packages = dataFiles().flatMap(({ sources }) => sources.filter((source) => source.startsWith('npm ')));
  assert.ok(packages.length >= 3);
  for (const source of packages) {
    const [, name = '', version] = source.split(' ');
    assert.equal(devDependencies[name], version, name);
  }
});

test('the date of a registry is that of its file', () => {
  for (const { file, date } of dataFiles().slice(0, 2)) assert.equal(bundleDate(file as 'ports.tsv'), date);
});

test('counts are of different names and of ports that have one', () => {
  const ports = '# comment\n1\ttu\tone\tText\n1\ttu\ttwo\n2\tt\tone\n3-5\tt\trange\n9\tt\t=reserved\n';
  assert.deepEqual(registryCounts('ports.tsv', ports), { names: 3, numbers: 5 });
  const protocols = '0\tA\tAn\tassigned\n1\t\tany\tassigned\n2-255\t\t\tunassigned\n';
  assert.deepEqual(registryCounts('protocols.tsv', protocols), { names: 1, numbers: 2 });
});

test('without a folder there is no copy, and the bundle is in use', () => {
  assert.deepEqual(
    registryStatuses(null).map(({ file, copy, inUse }) => [file, copy, inUse]),
    [
      ['ports.tsv', null, 'bundle'],
      ['protocols.tsv', null, 'bundle'],
    ],
  );
});
