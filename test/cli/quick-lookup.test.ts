import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { answerLookup } from '../../src/cli/commands/lookup.js';
import { chooseLanguage } from '../../src/cli/language.js';
import { loadLookupTexts } from '../../src/cli/messages/lookup.js';
import { parseQuickLookup } from '../../src/cli/quick-lookup.js';
import { captureOutput } from '../helpers/captured-output.js';
import { type CliResult, cli, resultOf } from './run-cli.js';

/** What the short way answers; null where it leaves the call to the full parser, or fails and the full program does it again. */
async function quickly(words: readonly string[]): Promise<CliResult | null> {
  const { language, fault, words: rest } = chooseLanguage(words, { LANG: 'C' });
  const call = fault === null ? parseQuickLookup(rest) : null;
  if (call === null) return null;
  const { written, streams } = captureOutput();
  let code = 0;
  const setExitCode = (given: number) => {
    code = given;
  };
  const context = { ...streams, language, signal: new AbortController().signal, setExitCode };
  try {
    answerLookup(call, context, await loadLookupTexts(language));
  } catch {
    return null;
  }
  return { code, ...written };
}

const PLAIN: string[][] = [
  ['25'],
  ['25', '--json'],
  ['--json', '25'],
  ['25', '--lang', 'zh-CN'],
  ['25', '--lang=zh-CN', '--json'],
  ['smtp', '443/tcp'],
  ['smtp', 'nosuchname'],
  ['-q', 'smtp', 'nosuchname'],
  ['nosuchname', '--quiet'],
  ['telent'],
  ['telent', '--json'],
  ['telent', '--lang', 'zh-CN'],
  ['post', 'office'],
  ['post office', '--limit', '3'],
  ['post', 'office', '--limit=3', '--json'],
  ['550', '5.7.1', 'Relaying', 'denied'],
  ['550 5.7.1 Relaying denied', '--lang', 'zh-CN'],
  ['550', '--kind', 'smtp'],
  ['--kind=protocol', 'gre'],
  ['53', '--transport', 'udp'],
  ['--transport=sctp', '784'],
  ['20-25'],
  ['0x0bc6', '1e3'],
  ['proto:6', 'smtp:EHLO', 'pop3:UIDL', 'imap:FETCH'],
  ['a1 OK [READ-WRITE] done'],
  ['+OK'],
  ['邮件', '--limit', '5'],
  ['"25"'],
  ['a=b'],
  ['constructor', '__proto__'],
  ['HELP'],
  ['--json', 'TRUE'],
  ['lookup'],
  ['scan', 'completion'],
  ['a\u0000b\u001b[2J'],
];
for (const words of PLAIN) {
  test(`the short way answers ${JSON.stringify(words)} as the full program does`, async () => {
    const answer = await quickly(['lookup', ...words]);
    assert.notEqual(answer, null);
    assert.deepEqual(answer, await cli('lookup', ...words));
  });
}

const OTHER: string[][] = [
  [],
  ['--json'],
  ['--help'],
  ['25', '-h'],
  ['--version'],
  ['25', '--nosuch'],
  ['--Json', '25'],
  ['25', '--json=true'],
  ['--no-json', '25'],
  ['25', '--json', '--json'],
  ['25', '--limit', '3', '--limit=3'],
  ['25', '--kind', 'port', '--kind', 'smtp'],
  ['-qq', '25'],
  ['-q=true', '25'],
  ['25', '--kind', 'Port'],
  ['25', '--kind', 'nosuch'],
  ['25', '--kind', ''],
  ['25', '--transport', 'UDP'],
  ['25', '--limit'],
  ['25', '--limit', '-3'],
  ['25', '--limit', '0'],
  ['25', '--limit', '1001'],
  ['25', '--limit='],
  ['25', '--lang'],
  ['25', '--lang', 'xx'],
  ['25', '--lang', 'en', '--lang', 'en'],
  ['--', '25'],
  ['25', '--', '-ERR'],
  ['-'],
  ['25', '-'],
  ['-5'],
  ['-ERR'],
  ['-ERR [IN-USE] locked'],
  ['-p80', '25'],
  ['65536'],
  ['smtp', '80-22'],
  ['', '25'],
  ['25', '--query', '26'],
  ['25', '--services', '/nonexistent'],
];
for (const words of OTHER) {
  test(`the short way leaves ${JSON.stringify(words)} to the full program`, async () => {
    assert.equal(await quickly(['lookup', ...words]), null);
  });
}

test('the short way is for lookups only', () => {
  for (const words of [[], ['scan', '127.0.0.1'], ['25'], ['--json', 'lookup', '25'], ['Lookup', '25'], ['help']])
    assert.equal(parseQuickLookup(words), null, words.join(' '));
});

// The full parser takes these words for its own: a value of the option before them, or its help.
const TAKEN = [
  ['help'],
  ['25', 'help'],
  ['--json', 'true'],
  ['--json', 'false', '25'],
  ['25', '-q', 'false'],
  ['-q', 'true'],
];
for (const words of TAKEN) {
  test(`${JSON.stringify(words)} is answered alike, the short way or the full one`, async () => {
    const answer = await quickly(['lookup', ...words]);
    assert.deepEqual(answer ?? (await cli('lookup', ...words)), await cli('lookup', ...words));
  });
}

test('what was asked for is told as it was typed', () => {
  assert.deepEqual(
    { ...parseQuickLookup(['lookup', '0x19', ' 25', '--limit', '007', '-q', '--json', '--kind', 'smtp']) },
    { query: ['0x19', ' 25'], limit: '007', quiet: true, json: true, kind: 'smtp' },
  );
});

const PROGRAM = fileURLToPath(new URL('../../dist/cli/portolan.cjs', import.meta.url));
const FULL = fileURLToPath(new URL('../../dist/cli/full-main.js', import.meta.url));

/** Starts a built program, away from the data and the language of whoever runs the tests. */
function start(program: string, words: readonly string[], environment: NodeJS.ProcessEnv = {}): ChildProcess {
  const env = {
    ...process.env,
    LC_ALL: 'C',
    PORTOLAN_DATA: 'bundle',
    NO_COLOR: '',
    FORCE_COLOR: undefined,
    ...environment,
  };
  return spawn(process.execPath, [program, 'lookup', ...words], { stdio: ['ignore', 'pipe', 'pipe'], env });
}

const STARTED: [string[], NodeJS.ProcessEnv?][] = [
  [['25']],
  [['25', '--json']],
  [['25', '--json'], { LC_ALL: 'zh_CN.UTF-8' }],
  [['telent', 'smtp'], { LC_ALL: 'zh_CN.UTF-8' }],
  [['post', 'office', '--limit', '3'], { FORCE_COLOR: '1' }],
  [['zzqqxxjj', '-q']],
  [['65536']],
  [['--help']],
];
for (const [words, environment] of STARTED) {
  test(`the built program answers ${JSON.stringify([words, environment])} as the full one does`, async () => {
    const [quick, full] = await Promise.all(
      [PROGRAM, FULL].map((program) => resultOf(start(program, words, environment))),
    );
    assert.deepEqual(quick, full);
    assert.ok(quick !== undefined && quick.code !== null && quick.code <= 2);
  });
}

test('the whole of a long answer is written to a slow reader', async () => {
  const child = start(PROGRAM, ['0-65535', '--json']);
  child.stdout?.pause();
  await once(child.stdout as NodeJS.ReadableStream, 'readable');
  const { code, stdout } = await resultOf(child);
  assert.equal(code, 0);
  assert.ok(JSON.parse(stdout).matches.length > 10_000);
});

test('a reader that has gone ends the built program without a trace', async () => {
  for (const words of [['0-65535', '--json'], ['25'], ['25', 'zzqqxxjj']]) {
    const child = start(PROGRAM, words);
    child.stdout?.destroy();
    const { code, stderr } = await resultOf(child);
    assert.equal(code, words.includes('zzqqxxjj') ? 1 : 0);
    assert.doesNotMatch(stderr, /EPIPE|Error|at .*:\d+/);
  }
});
