import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { formatScript, parseScript } from '../../src/testing/index.js';
import { STEP_WORDS } from '../../src/testing/steps.js';
import { PLACEHOLDERS } from '../../src/testing/text.js';
import { PROBLEM_CODES } from '../../src/testing/types.js';

const PAGE = readFileSync(new URL('../../docs/testing.md', import.meta.url), 'utf8').replaceAll('\r\n', '\n');
const SERVER = readFileSync(new URL('../../src/testing/server.ts', import.meta.url), 'utf8').replaceAll('\r\n', '\n');

/** What stands first in the rows of the table below a heading. */
function firstCells(heading: string): string[] {
  const [section = ''] = PAGE.slice(PAGE.indexOf(`\n${heading}\n`) + 1).split(/\n#/, 1);
  return [...section.matchAll(/^\| (`[^|]+) \|/gm)].map(([, cell = '']) => cell);
}

test('every script of the page can be read', () => {
  const scripts = [...PAGE.matchAll(/^```script\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);
  assert.ok(scripts.length >= 4);
  for (const script of scripts) assert.doesNotThrow(() => parseScript(script), script);
});

test('every step of the table can be read, and every step there is stands in it', () => {
  const cells = firstCells('### Steps').flatMap((cell) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, step = '']) => step),
  );
  for (const step of cells) {
    const text = step
      .replace('PROBLEM', 'bare-lf')
      .replace('NAME', 'name')
      .replace(/TEXT|PATTERN/, 'x');
    const script = { 'repeat 100': `${text}\n  close`, 'inject TEXT': `S: go\n${text}\nstarttls` }[step] ?? text;
    assert.doesNotThrow(() => formatScript(parseScript(script)), step);
  }
  const words = new Set(cells.map((step) => /^(?:S:|C:|C exactly:|\S+)/.exec(step)?.[0]));
  assert.deepEqual(
    STEP_WORDS.filter((word) => !words.has(word)),
    [],
  );
});

test('every problem, placeholder and option stands on the page', () => {
  assert.deepEqual(
    firstCells('## Problems').map((cell) => cell.replaceAll('`', '')),
    [...PROBLEM_CODES],
  );
  const texts = firstCells('### Texts').join(' ');
  assert.deepEqual(
    PLACEHOLDERS.filter((name) => !texts.includes(`\`{${name}}\``)),
    [],
  );
  const [, options = ''] = /interface ScriptOptions \{\n([\s\S]*?)^\}$/m.exec(SERVER) ?? [];
  const names = [...options.matchAll(/^ {2}readonly (\w+)\?:/gm)].map(([, name]) => `\`${name}\``);
  assert.ok(names.length > 5);
  assert.deepEqual(
    names.filter((name) => !firstCells('## The server').includes(name)),
    [],
  );
});
