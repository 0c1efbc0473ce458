/**
 * Makes the files of a new protocol, and enters it where protocols are listed: `npm run new:protocol NAME [PORT]`. What it makes
 * passes the linter, the compiler and the tests as it is, and recognises a server that greets with `NAME 1.0 ready`.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { faultOf } from './new-protocol/check.js';
import { filesOf, identifierOf } from './new-protocol/files.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const words = process.argv.slice(2);
const fault = faultOf(ROOT, words);
if (fault === undefined) make(words);
else {
  process.stderr.write(`${fault}\n`);
  process.exitCode = 2;
}

function make([name = '', port]: readonly string[]): void {
  const files = filesOf(name, port === undefined ? [] : [Number(port)]);
  for (const [file, text] of Object.entries(files)) write(file, text);
  const identifier = identifierOf(name);
  edit('src/protocols/index.ts', (text) =>
    text
      .replace('\nexport {', `import { ${identifier} } from './${name}.js';\n\nexport {`)
      .replace(/(PROTOCOLS: readonly Protocol\[\] = \[[^\]]*)\n\];/, `$1\n  ${identifier},\n];`),
  );
  const example = `{ request: 'greeting', text: '${name} 1.0 ready\\r\\n' }`;
  edit('test/protocols/examples.ts', (text) => text.replace(/\n\};\n$/, `\n  '${name}': ${example},\n};\n`));
  const changed = [...Object.keys(files), 'src/protocols/index.ts', 'test/protocols/examples.ts'];
  run('@biomejs/biome', 'bin/biome', 'check', '--write', ...changed.filter((file) => file.endsWith('.ts')));
  run('tsx', 'dist/cli.mjs', 'scripts/build-data.ts');
  process.stdout.write(`${changed.map((file) => `${file}\n`).join('')}CONTRIBUTING.md says how to go on.\n`);
}

function edit(file: string, change: (text: string) => string): void {
  const before = read(file);
  const after = change(before);
  if (after === before) throw new Error(`${file} has not the form that is expected`);
  write(file, after);
}

function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

function write(file: string, text: string): void {
  writeFileSync(join(ROOT, file), text);
}

/** A tool of the project, which says itself what is wrong. */
function run(tool: string, program: string, ...words: string[]): void {
  const folder = dirname(createRequire(import.meta.url).resolve(`${tool}/package.json`));
  const { status, stderr } = spawnSync(process.execPath, [join(folder, program), ...words], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (status === 0) return;
  process.stderr.write(stderr);
  process.exitCode = 1;
}
