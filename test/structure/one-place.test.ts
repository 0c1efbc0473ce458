import assert from 'node:assert/strict';
import { test } from 'node:test';
import { typescriptFiles, withoutComments } from './source-files.js';

test('the grades of findings, the gravest first, are listed in one place', () => {
  const listed = [...typescriptFiles('src')].filter(([, text]) =>
    /'wrong',\s*'weak',\s*'note'/.test(withoutComments(text)),
  );
  assert.deepEqual(
    listed.map(([file]) => file),
    ['types.ts'],
  );
});
