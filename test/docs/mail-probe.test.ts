import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { mailEn } from '../../src/cli/messages/en/mail.js';
import type { VerdictCode } from '../../src/mail/types.js';
import { isPassing } from '../../src/mail/verdict.js';
import { mailFindings } from '../../src/reference/mail-findings.js';
import { cli } from '../cli/run-cli.js';
import { ROOT } from '../structure/source-files.js';

const PAGE = readFileSync(`${ROOT}docs/mail-probe.md`, 'utf8').replaceAll('\r\n', '\n');
const section = (title: string) => PAGE.slice(PAGE.indexOf(`\n## ${title}\n`)).split(/\n## /)[1] ?? '';

test('the page has every verdict, as the report words it, and marks those that are asked again', () => {
  const rows = [...section('Verdicts').matchAll(/^\| `([a-z-]+)`( ↻)? \| (.+) \| (.+) \|$/gm)];
  const told = rows.map(([, code, again, short, long]) => [code, again !== undefined, short, long]);
  const codes = Object.keys(mailEn.verdicts) as VerdictCode[];
  const expected = codes.map((code) => [code, isPassing(code), mailEn.verdicts[code], mailEn.verdictTexts[code]]);
  assert.deepEqual(told, expected);
});

test('the page has every option that only a probe has', async () => {
  const listed = [...section('Options').matchAll(/^\| `--([a-z-]+)/gm)].map(([, name]) => name);
  const { stdout } = await cli('probe', '--help');
  const shared = ['ports', 'ipv4', 'ipv6', 'signatures', 'quiet', 'help', 'version', 'lang'];
  const known = [...stdout.matchAll(/^ +(?:-\w, )?--([a-z0-9-]+) /gm)].map(([, name]) => name as string);
  assert.deepEqual(listed.sort(), [...new Set(known)].filter((name) => !shared.includes(name)).sort());
});

test('the findings of its examples exist', () => {
  const ids = mailFindings().map(({ id }) => id);
  const shown = [...PAGE.matchAll(/^ {2}(?:wrong|weak|note) +([a-z-]+)/gm)].map(([, id]) => id as string);
  assert.ok(shown.length > 2);
  assert.deepEqual(
    shown.filter((id) => !ids.includes(id)),
    [],
  );
});

test('its links lead somewhere', () => {
  for (const [, path = ''] of PAGE.matchAll(/\]\((?!#)([^)#]+)/g)) readFileSync(`${ROOT}docs/${path}`);
  const headings = [...PAGE.matchAll(/^## (.+)$/gm)].map(([, title]) =>
    (title as string).toLowerCase().replace(/[^\w]+/g, '-'),
  );
  for (const [, anchor] of PAGE.matchAll(/\]\(#([^)]+)/g)) assert.ok(headings.includes(anchor as string), anchor);
});
