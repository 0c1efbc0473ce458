import assert from 'node:assert/strict';
import { test } from 'node:test';
import { typescriptFiles } from './source-files.js';

/** Lines above which a file is cut along its subjects. */
const MOST_LINES = 250;

for (const folder of ['src', 'test', 'scripts']) {
  test(`no file below ${folder}/ has more than ${MOST_LINES} lines`, () => {
    const files = typescriptFiles(folder);
    assert.ok(files.size > 0);
    const long = [...files].filter(([, text]) => text.trimEnd().split('\n').length > MOST_LINES).map(([name]) => name);
    assert.deepEqual(long, []);
  });
}
