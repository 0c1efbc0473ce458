import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs, { closeSync, openSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { RESERVED_DESCRIPTORS } from '../../src/defaults.js';
import { availableDescriptors, descriptorLimit } from '../../src/net/descriptors.js';

const POSIX = process.platform !== 'win32';
/** With a member that is newer than the types. */
const report: NodeJS.ProcessReport & { excludeNetwork?: boolean } = process.report;
const MODULE = new URL('../../src/net/descriptors.ts', import.meta.url).href;
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What the module says in a process that may have no more than `limit` descriptors. */
function under(limit: number): { limit: number; available: number } {
  const script = `import('${MODULE}').then((m) => console.log(JSON.stringify(
    { limit: m.descriptorLimit(), available: m.availableDescriptors() })))`;
  const output = execFileSync(
    'sh',
    ['-c', `ulimit -n ${limit} && exec "$0" --import tsx -e "$1"`, process.execPath, script],
    { cwd: ROOT, encoding: 'utf8' },
  );
  return JSON.parse(output);
}

test('there is a limit, and less than that is available', { skip: !POSIX }, () => {
  assert.ok(descriptorLimit() > 0);
  assert.ok(availableDescriptors() >= 1);
  assert.ok(!Number.isFinite(descriptorLimit()) || availableDescriptors() <= descriptorLimit() - RESERVED_DESCRIPTORS);
});

test('a descriptor in use is no longer available', {
  skip: !POSIX || !Number.isFinite(descriptorLimit()),
}, (t) => {
  const before = availableDescriptors();
  const open = Array.from({ length: 5 }, () => openSync(fileURLToPath(import.meta.url), 'r'));
  t.after(() => {
    for (const descriptor of open) closeSync(descriptor);
  });
  assert.equal(availableDescriptors(), before - 5);
});

test('where only a report tells the limit, it asks the network nothing', { skip: !POSIX }, (t) => {
  let excluded: boolean | undefined;
  const before = report.excludeNetwork;
  t.mock.method(fs, 'readFileSync', () => {
    throw new Error('no such file');
  });
  t.mock.method(process.report, 'getReport', () => {
    excluded = report.excludeNetwork;
    return { userLimits: { open_files: { soft: 123 } } };
  });
  syncBuiltinESMExports();
  try {
    assert.equal(descriptorLimit(), 123);
  } finally {
    t.mock.restoreAll();
    syncBuiltinESMExports();
  }
  assert.equal(excluded, true);
  assert.equal(report.excludeNetwork, before);
});

test('the limit of the shell that started us is the limit', { skip: !POSIX }, () => {
  const { limit, available } = under(200);
  assert.equal(limit, 200);
  assert.ok(available >= 1 && available < 200 - RESERVED_DESCRIPTORS, `${available}`);
});

test('Windows sockets have no such limit', { skip: POSIX }, () => {
  assert.equal(availableDescriptors(), Number.POSITIVE_INFINITY);
});
