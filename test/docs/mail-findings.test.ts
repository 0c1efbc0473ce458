import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { withFindings } from '../../scripts/docs/findings-list.js';
import { mailFindings } from '../../src/reference/mail-findings.js';
import { ROOT } from '../structure/source-files.js';

const PAGE = readFileSync(`${ROOT}docs/mail-findings.md`, 'utf8').replaceAll('\r\n', '\n');

test('the page lists every finding as the data has it (npm run build:docs writes it)', () => {
  assert.equal(withFindings(PAGE), PAGE);
  for (const { id, grade } of mailFindings()) {
    const rows = PAGE.split('\n').filter((line) => line.startsWith(`| \`${id}\``));
    assert.equal(rows.length, 1, id);
    assert.ok(rows[0]?.includes(` | ${grade} | `), id);
  }
});

test('the page says what has to be asked for', () => {
  for (const [id, option] of Object.entries({
    'tls-old-accepted': '--tls-versions',
    'open-relay': '--relay-test',
    'mx-alias': '--mx',
    'mta-sts-certificate': '--mx',
    'srv-tls-missing': '--srv',
    'dane-mismatch': '--dns',
    'reverse-dns-missing': '--dns',
  })) {
    assert.match(PAGE, new RegExp(`^\\| \`${id}\`<br>needs [^|]*\`[^\`|]*${option}`, 'm'), id);
  }
});
