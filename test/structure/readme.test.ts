import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { PACES } from '../../src/defaults.js';
import { ROOT } from './source-files.js';

interface Block {
  readonly language: string;
  readonly text: string;
  /** The block that follows, where only blank lines are between them. */
  readonly output: string | null;
}

const README = readFileSync(`${ROOT}README.md`, 'utf8').replaceAll('\r\n', '\n');
const BLOCKS = blocksOf(README);
const PROGRAMS = blocksOf(README.slice(README.indexOf('\n## Library\n'))).filter(({ language }) => language === 'js');
const CONSOLE = BLOCKS.filter(({ language }) => language === 'console').map(({ text }) => {
  const [command = '', ...output] = text.split('\n');
  return { command: command.replace(/^\$ /, ''), output: output.join('\n') };
});

test('the first thing shown is a command and its output', () => {
  const [first] = BLOCKS;
  assert.match(first?.text ?? '', /^\$ npx portolan scan 127\.0\.0\.1\n127\.0\.0\.1\n/);
});

test('the two lines that set up are there as code', () => {
  assert.match(README, /^npm install && npx portolan scan 127\.0\.0\.1( +#.*)?$/m);
  assert.match(README, /^npm install && npm test( +#.*)?$/m);
});

for (const [index, { text, output }] of PROGRAMS.entries()) {
  test(`program ${index + 1} of the library section prints what stands below it`, () => {
    assert.notEqual(output, null, 'no output stands below it');
    const { status, stdout, stderr } = node(['--input-type=module'], text);
    assert.equal(status, 0, stderr);
    assert.equal(stdout, output);
  });
}

test('every lookup prints what stands below it', () => {
  const lookups = CONSOLE.filter(({ command }) => command.startsWith('portolan lookup '));
  assert.ok(lookups.length > 2);
  for (const { command, output } of lookups) {
    const { stdout, stderr } = portolan(...wordsOf(command).slice(1));
    assert.equal(`${stdout}${stderr}`, output, command);
  }
});

test('every plan prints what stands below it', () => {
  const plans = CONSOLE.filter(({ command }) => command.endsWith(' --plan'));
  assert.ok(plans.length > 0);
  for (const { command, output } of plans) assert.equal(portolan(...wordsOf(command).slice(1)).stdout, output, command);
});

test('the paces stand in the text with their numbers', () => {
  const numbers = (text: string) => (text.match(/\d[\d,]*/g) ?? []).map((number) => Number(number.replaceAll(',', '')));
  const rows = README.match(/^\| (?:`--polite`|\(none\) +\| \d|`--fast`).*$/gm) ?? [];
  const { polite, normal, fast } = PACES;
  assert.deepEqual(rows.map(numbers), [
    [polite.firstWindow, polite.rate, polite.maxPerHost, polite.concurrency],
    [normal.firstWindow, normal.concurrency],
    [fast.firstWindow, fast.concurrency],
  ]);
});

test('every command shown exists, with the options that it is shown with', () => {
  const inline = [...README.matchAll(/`(portolan [^`\n]+)`/g)].map(([, command = '']) => command);
  const commands = [...CONSOLE.map(({ command }) => command), ...inline];
  assert.ok(commands.length > 5);
  for (const command of commands) {
    const [name = '', ...words] = wordsOf(command.replace(/^npx /, '')).slice(1);
    const known = optionsOf(name);
    for (const option of words.filter((word) => /^-./.test(word))) {
      assert.ok(known.has(option), `${command}: ${name} has no ${option}`);
    }
  }
});

test('every option in the text belongs to a command', () => {
  const known = new Set(['lookup', 'scan', 'probe', 'local', 'data'].flatMap((name) => [...optionsOf(name)]));
  const shown = [...README.matchAll(/`(-(?:-[a-z][a-z-]+|[a-z46]))\b[^`\n]*`/g)].map(([, option = '']) => option);
  assert.ok(shown.length > 10);
  assert.deepEqual(
    shown.filter((option) => !known.has(option)),
    [],
  );
});

test('every file named in the text exists', () => {
  const names = [...README.matchAll(/`((?:data|schema)\/[\w./-]+|[A-Z]+\.md|NOTICE)`/g)].map(([, name = '']) => name);
  assert.ok(names.length > 4);
  for (const name of names) assert.doesNotThrow(() => readFileSync(ROOT + name), name);
});

function blocksOf(text: string): Block[] {
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$(?:\s*^```text\n([\s\S]*?)^```$)?/gm)].map(
    ([, language = '', body = '', output = null]) => ({ language, text: body, output }),
  );
}

/** The options of a command by its help, which fails where there is no such command. */
function optionsOf(command: string): Set<string> {
  const { status, stdout } = portolan(command, '--help');
  assert.equal(status, 0, `no command ${command}`);
  assert.match(stdout, new RegExp(`^portolan ${command} `));
  return new Set(stdout.match(/(?<=^ +|, )--?[a-z0-9][a-z-]*/gm));
}

function wordsOf(command: string): string[] {
  return [...command.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word);
}

function portolan(...words: string[]) {
  return node(['dist/cli/portolan.cjs', ...words]);
}

/** Runs in the repository, where `portolan` is what was built. */
function node(words: string[], input = '') {
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, NODE_OPTIONS: undefined };
  return spawnSync(process.execPath, words, { cwd: ROOT, input, encoding: 'utf8', env });
}
