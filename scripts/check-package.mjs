// Packs the package as it would be published, and uses it as its users do: lints the tarball, looks at its files, installs
// it globally and into a project, runs the command and imports the library. Leaves nothing behind. Exit 1 on any failure.
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const windows = process.platform === 'win32';
const temporary = realpathSync(mkdtempSync(join(tmpdir(), 'portolan-package-')));
const prefix = join(temporary, 'prefix');
const project = join(temporary, 'project');

const QUIET_NPM = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel', 'error'];
const NEEDED = [
  'package.json',
  'LICENSE',
  'NOTICE',
  'README.md',
  'CHANGELOG.md',
  'dist/index.js',
  'dist/index.d.ts',
  'dist/testing/index.js',
  'dist/testing/index.d.ts',
  'dist/cli/portolan.cjs',
  'dist/cli/lookup-bundle.cjs',
  'dist/scan-worker.js',
  'data/ports.tsv',
  'data/protocols.tsv',
  'data/groups.json',
  'data/sources.json',
  'data/signatures/smtp.json',
  'schema/scan.schema.json',
  'schema/scan-record.schema.json',
  'schema/probe.schema.json',
  'schema/mail.schema.json',
  'schema/common.schema.json',
  'schema/lookup.schema.json',
  'schema/local.schema.json',
  'schema/data.schema.json',
];
/** What may be in the package; anything else got in by mistake. */
const ALLOWED =
  /^(package\.json|LICENSE|NOTICE|README\.md|CHANGELOG\.md|dist\/.+\.(c?js|d\.ts)|data\/.+|schema\/[^/]+\.json)$/;
const FORBIDDEN = /(^|\/)(test|scripts|bench|src|node_modules|sources)\/|\.test\./;
/** What a user's program does with the library, without leaving the machine. */
const PROGRAM = `
import { lookupPort, probe, scan, version } from 'portolan';
import { startScript } from 'portolan/testing';
const server = await startScript('S: 220 mail.example.test ESMTP ready\\nC: EHLO *\\nS: 250 SIZE 1000\\nwhen C: *\\n  S: 250 ok');
const probed = [];
for await (const { service } of probe({ targets: server.host + ':' + server.port })) probed.push(service?.name);
await server.close();
const records = [];
for await (const record of scan({ targets: '127.0.0.1', ports: '1-10', identify: 'off' })) records.push(record.type);
console.log(JSON.stringify({ version, names: lookupPort(25, 'tcp')[0].names, last: records.at(-1), probed }));
`;

let failures = 0;

try {
  const tarball = check('npm pack', pack);
  if (tarball !== undefined) checkTarball(tarball);
} finally {
  rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
}
console.log(
  failures === 0 ? 'The package is fit to publish.' : `The package is not fit to publish: ${failures} failed.`,
);
process.exitCode = failures === 0 ? 0 : 1;

function checkTarball(tarball) {
  check('publint', () => runTool('publint', 'publint', ['run', tarball, '--strict']));
  check('are the types wrong', () =>
    runTool('@arethetypeswrong/cli', 'attw', [
      tarball,
      '--profile',
      'esm-only',
      '--no-definitely-typed',
      '--no-emoji',
      '--no-color',
    ]),
  );
  if (check('npm install -g', () => installGlobally(tarball)) === undefined) return;
  check('the list of files', checkFiles);
  check('portolan lookup 25 --json', checkLookup);
  check('portolan scan 127.0.0.1 -p 1-10 --json', checkScan);
  check('portolan lookup no-such-name exits 1', () => expectExit(['lookup', 'no-such-name'], 1));
  check('portolan scan -p 0 exits 2', () => expectExit(['scan', '127.0.0.1', '-p', '0'], 2));
  check("import 'portolan' and 'portolan/testing'", () => checkImport(tarball));
}

/** Runs one check and prints its outcome; undefined when it failed. */
function check(name, body) {
  try {
    const result = body() ?? true;
    console.log(`ok      ${name}`);
    return result;
  } catch (error) {
    failures += 1;
    console.log(`FAILED  ${name}\n${String(error.message).replace(/^/gm, '        ')}`);
    return undefined;
  }
}

function pack() {
  npm(['pack', '--pack-destination', temporary, '--loglevel', 'error'], root);
  const [name, ...others] = readdirSync(temporary).filter((file) => file.endsWith('.tgz'));
  if (name === undefined || others.length > 0) throw new Error(`expected one tarball in ${temporary}`);
  return join(temporary, name);
}

function installGlobally(tarball) {
  mkdirSync(prefix);
  mkdirSync(project);
  npm(['install', '--global', '--prefix', prefix, tarball, ...QUIET_NPM], temporary);
}

function checkFiles() {
  const folder = windows ? join(prefix, 'node_modules', 'portolan') : join(prefix, 'lib', 'node_modules', 'portolan');
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .map((name) => name.split(sep).join('/'))
    // The package's own dependencies, which npm put beside it.
    .filter((name) => !name.startsWith('node_modules/'));
  const missing = NEEDED.filter((name) => !files.includes(name));
  const surplus = files.filter((name) => !ALLOWED.test(name) || FORBIDDEN.test(name));
  const faults = [
    ...missing.map((name) => `missing: ${name}`),
    ...surplus.map((name) => `should not be there: ${name}`),
  ];
  if (faults.length > 0) throw new Error(faults.join('\n'));
}

function checkLookup() {
  const { query, matches } = JSON.parse(expectExit(['lookup', '25', '--json'], 0));
  const names = matches.filter(({ kind, transport }) => kind === 'port' && transport === 'tcp')[0]?.names;
  if (query !== '25' || names?.[0] !== 'smtp') throw new Error(`port 25 is ${JSON.stringify(names)}, not smtp`);
}

function checkScan() {
  const { summary, hosts } = JSON.parse(expectExit(['scan', '127.0.0.1', '-p', '1-10', '--json'], 0));
  const { asked, open, closed, filtered, unreachable, unknown, complete } = summary;
  if (asked !== 10 || !complete || hosts.length !== 1) throw new Error(`unexpected summary ${JSON.stringify(summary)}`);
  if (open + closed + filtered + unreachable + unknown !== asked) throw new Error('the states do not add up');
}

function checkImport(tarball) {
  writeFileSync(join(project, 'package.json'), '{"private": true}\n');
  writeFileSync(join(project, 'program.mjs'), PROGRAM);
  npm(['install', tarball, ...QUIET_NPM], project);
  const { names, last, probed } = JSON.parse(execute(process.execPath, ['program.mjs'], project));
  if (names[0] !== 'smtp' || last !== 'summary' || probed[0] !== 'smtp')
    throw new Error(`unexpected answer ${JSON.stringify({ names, last, probed })}`);
}

/** Runs the installed command from a folder that is not the repository, and returns its standard output. */
function expectExit(words, code) {
  const command = windows ? join(prefix, 'portolan.cmd') : join(prefix, 'bin', 'portolan');
  if (!existsSync(command)) throw new Error(`no command at ${command}`);
  return execute(command, words, project, code);
}

function npm(words, cwd) {
  // Within `npm run`, npm tells where it is; that also works where npm is a script that only a shell can start.
  const cli = process.env.npm_execpath;
  return cli === undefined ? execute('npm', words, cwd) : execute(process.execPath, [cli, ...words], cwd);
}

function runTool(packageName, command, words) {
  const folder = join(root, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = typeof bin === 'string' ? bin : bin[command];
  execute(process.execPath, [join(folder, file), ...words], root);
}

function execute(command, words, cwd, expected = 0) {
  const shell = windows && command !== process.execPath;
  const { status, stdout, stderr, error } = spawnSync(command, words, { cwd, shell, encoding: 'utf8' });
  if (error !== undefined) throw error;
  if (status === expected) return stdout;
  throw new Error(`exit ${status} instead of ${expected}\n${stdout}${stderr}`.trimEnd());
}
