// Runs the test files below the folders named on the command line with Node's own runner.
// test/servers is left out unless it is named, since it needs real daemons.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folders = process.argv.slice(2);
const servers = join('test', 'servers');

function testFiles(folder) {
  return readdirSync(join(root, folder), { recursive: true })
    .map((name) => join(folder, name))
    .filter((name) => name.endsWith('.test.ts'))
    .filter((name) => folder === servers || !name.startsWith(servers + sep))
    .sort();
}

const files = folders.flatMap((folder) => (folder.endsWith('.ts') ? [folder] : testFiles(join(folder))));
if (files.length === 0) {
  process.stderr.write(`no test files below ${folders.join(', ')}\n`);
  process.exit(1);
}
// Real daemons share the machine's accounts and port space: one file at a time.
const serial = files.every((name) => name.startsWith(servers)) ? ['--test-concurrency=1'] : [];
const { status } = spawnSync(
  process.execPath,
  ['--import', 'tsx', '--test', '--test-reporter=spec', ...serial, ...files],
  // The tests expect English, whatever the language of whoever runs them.
  { cwd: root, stdio: 'inherit', env: { ...process.env, LC_ALL: 'C.UTF-8' } },
);
process.exit(status ?? 1);
