import assert from 'node:assert/strict';
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import test, { after } from 'node:test';
import { faultOf } from '../../scripts/new-protocol/check.js';
import { ROOT } from '../structure/source-files.js';

/** What the script reads and writes, and what checks the result. */
const COPIED = ['src', 'test', 'scripts', 'data', 'package.json', 'tsconfig.json', 'biome.json'];

const folder = mkdtempSync(join(tmpdir(), 'portolan-protocol-'));
after(() => rmSync(folder, { recursive: true }));
for (const name of COPIED) {
  // Real daemons and their helpers are many files, and none of this.
  const filter = (path: string) => !path.includes(`${sep}test${sep}servers`);
  cpSync(join(ROOT, name), join(folder, name), { recursive: true, filter });
}
symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');

function node(...words: string[]): SpawnSyncReturns<string> {
  // A test runner below another one would report to it.
  const { NODE_TEST_CONTEXT: _context, ...env } = process.env;
  return spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8', env });
}

function newProtocol(...words: string[]): SpawnSyncReturns<string> {
  return node('--import', 'tsx', 'scripts/new-protocol.ts', ...words);
}

function read(file: string): string {
  return readFileSync(join(folder, file), 'utf8');
}

const NAME = 'acme-box2';
const MADE = [`src/protocols/${NAME}.ts`, `data/signatures/${NAME}.json`, `test/protocols/${NAME}.test.ts`];
const ENTERED = ['src/protocols/index.ts', 'test/protocols/examples.ts'];

test('a bad or taken name, and a bad or taken port, get one clear line, and nothing is made', () => {
  const cases: readonly (readonly [words: readonly string[], line: RegExp])[] = [
    [[], /^a name is needed, and a port may follow: npm run new:protocol NAME \[PORT\]\n$/],
    [['one', '1', '2'], /^a name is needed/],
    [['Acme'], /^"Acme": a name has 1 to 15 lower-case letters, digits and single hyphens/],
    [['a--b'], /^"a--b": a name has/],
    [['../x'], /^"\.\.\/x": a name has/],
    [['sixteen-letters-'], /^"sixteen-letters-": a name has/],
    [['smtp'], /^smtp: there is this protocol already\n$/],
    [['imaps'], /^imaps: there is this protocol already\n$/],
    [['framing'], /^framing: src\/protocols\/framing\.ts is there already\n$/],
    [['class'], /^class: the name means something in TypeScript/],
    [['protocol'], /^protocol: the name means something/],
    [[NAME, '0'], /^"0": a port is 1-65535\n$/],
    [[NAME, '25'], /^25: this port belongs to smtp\n$/],
  ];
  for (const [words, line] of cases) assert.match(`${faultOf(ROOT, words)}\n`, line, words.join(' '));
  assert.equal(faultOf(ROOT, [NAME, '64999']), undefined);

  const before = ENTERED.map(read);
  const { status, stdout, stderr } = newProtocol('smtp');
  assert.deepEqual([status, stdout, stderr], [2, '', 'smtp: there is this protocol already\n']);
  assert.deepEqual(ENTERED.map(read), before);
});

test('what is made passes the linter, the compiler and its tests as it is', () => {
  const made = newProtocol(NAME, '64999');
  assert.deepEqual([made.status, made.stderr], [0, '']);
  assert.equal(made.stdout, `${[...MADE, ...ENTERED].join('\n')}\nCONTRIBUTING.md says how to go on.\n`);
  const ours = [...MADE, ...ENTERED].filter((file) => file.endsWith('.ts'));

  const lint = node('node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', ...ours);
  assert.equal(lint.status, 0, `${lint.stdout}${lint.stderr}`);

  const types = node('node_modules/typescript/bin/tsc', '--noEmit', '--project', 'tsconfig.json');
  assert.deepEqual(
    types.stdout.split('\n').filter((line) => ours.some((file) => line.startsWith(file))),
    [],
  );

  const own = [...MADE.filter((file) => file.startsWith('test/')), 'test/identify/linear/linear.test.ts'];
  const shared = ['contract', 'contract-replies', 'contract-requests', 'contract-talk'].map(
    (file) => `test/protocols/${file}.test.ts`,
  );
  const pattern = `${NAME}|no port and no name|every protocol has an example`;
  const tests = node('--import', 'tsx', '--test', `--test-name-pattern=${pattern}`, ...own, ...shared);
  assert.equal(tests.status, 0, tests.stdout);
  assert.match(tests.stdout, new RegExp(`every pattern of ${NAME} is proven`));
});

test('what is made is in the lists, and named in one way', () => {
  assert.match(read('src/protocols/index.ts'), /import \{ acmeBox2 \} from '\.\/acme-box2\.js';/);
  assert.match(read('src/protocols/index.ts'), /\n {2}acmeBox2,\n\];/);
  assert.match(read('test/protocols/examples.ts'), /\n {2}'acme-box2': \{ request: 'greeting'/);
  assert.match(read('data/products.json'), /\{"product":"acme-box2","vendor":null,"cpe":null\}/);
});
