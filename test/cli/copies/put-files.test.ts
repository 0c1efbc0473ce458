import assert from 'node:assert/strict';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { putFiles } from '../../../src/cli/copies/put-files.js';
import { PortolanError } from '../../../src/errors.js';

for (const before of ['old', null]) {
  test(`where the second place cannot be taken, the first is ${before ?? 'absent'} as before and no draft stays`, (t) => {
    const folder = fs.mkdtempSync(join(tmpdir(), 'portolan-put-'));
    const [one, two] = [join(folder, 'one'), join(folder, 'two')];
    if (before !== null) fs.writeFileSync(one, before);
    const rename = fs.renameSync;
    t.mock.method(fs, 'renameSync', (from: string, to: string) => {
      if (to.endsWith('two')) throw Object.assign(new Error('busy'), { code: 'EBUSY' });
      rename(from, to);
    });
    syncBuiltinESMExports();
    t.after(() => {
      t.mock.restoreAll();
      syncBuiltinESMExports();
      fs.rmSync(folder, { recursive: true });
    });
    const texts = [one, two].map((path) => ({ path, text: 'new' }));
    assert.throws(
      () => putFiles(texts),
      (error) => error instanceof PortolanError && error.value === two && error.problem === 'cannot be written: EBUSY',
    );
    assert.deepEqual(fs.readdirSync(folder), before === null ? [] : ['one']);
    if (before !== null) assert.equal(fs.readFileSync(one, 'utf8'), before);
  });
}
