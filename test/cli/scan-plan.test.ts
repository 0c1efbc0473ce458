import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { cli, cliIn, cliReading, greeter } from './run-cli.js';

const NETWORK = ['scan', '192.0.2.0/24', '--exclude', '192.0.2.1', '-p', '1-100', '--seed', '7', '--plan'];

test('a plan tells what would be asked, in which order, what limits it and how long it takes', async () => {
  const { code, stdout, stderr } = await cli(...NETWORK, '--shard', '2/5', '--polite', '--budget', '10m');
  const text = stdout.replace(/\s+/g, ' ');
  assert.match(text, /^Nothing was sent\. This would be asked: Addresses 255 Ports 100: 1-100 Pairs 5,\d\d\d of/);
  assert.match(text, /Left out 1 address, 100 pairs Shard 2\/5 of 25,500 pairs/);
  assert.match(text, /--seed 7 repeats it it begins with 80 22 25 /);
  assert.match(text, /Discovery 255 addresses are looked for at 443 80 22 445 3389 8080; /);
  assert.match(text, /Limit the rate: 200 connects a second at most/);
  assert.match(text, /Budget it ends within 10 min, /);
  assert.match(text, /Duration [\d.]+ \w+ to [\d.]+ \w+ .* where nobody ever answers /);
  assert.deepEqual([code, stderr], [0, '']);
});

test('a plan in Chinese is Chinese', async () => {
  const { stdout } = await cliIn('zh_CN.UTF-8', ...NETWORK);
  assert.match(stdout, /^没有发送任何内容。将要询问：\n {2}地址 {2}255 个\n/);
  assert.doesNotMatch(stdout, /undefined|\b(?:of|the|connects)\b/);
});

test('a plan connects to nobody', async (t) => {
  const port = await greeter(t, '220 hello\r\n');
  const { stdout } = await cli('scan', '127.0.0.1', '-p', String(port), '--plan', '--json');
  const { pairs, failures } = JSON.parse(stdout);
  assert.deepEqual([pairs, failures], [1, []]);
});

test('a plan as JSON is what plan.schema.json says', async () => {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, formats: { 'date-time': true } });
  const folder = new URL('../../schema/', import.meta.url);
  for (const name of readdirSync(folder)) ajv.addSchema(JSON.parse(readFileSync(new URL(name, folder), 'utf8')));
  const validate = ajv.getSchema('plan.schema.json');
  for (const words of [[], ['no-such-host.invalid'], ['-p', '80'], ['--rate', '30/m', '--order', 'sequential']]) {
    const { stdout } = await cli(...NETWORK.slice(0, 4), '--plan', '--json', ...words);
    assert.equal(validate?.(JSON.parse(stdout)), true, ajv.errorsText(validate?.errors));
  }
});

test('names are looked up for a plan, unless that is not wanted', async () => {
  const failed = await cli('scan', 'no-such-host.invalid', '127.0.0.1', '-p', '1', '--plan');
  assert.equal(failed.stderr, 'no-such-host.invalid would not be scanned: no such host name\n');
  assert.equal(failed.code, 3);
  const { code, stdout, stderr } = await cli('scan', 'no-such-host.invalid', '-p', '1', '--plan', '--no-resolve');
  assert.match(stdout.replace(/\s+/g, ' '), /Addresses 1 1 name was not looked up but counted as one address/);
  assert.deepEqual([code, stderr], [0, '']);
});

test('a plan reads a list to its end, and goes to a file when one is named', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'plan.json');
  const words = ['scan', '-i', '-', '-p', '1-10', '--plan', '--json', '-o', path];
  const { code, stdout } = await cliReading(['192.0.2.0/30\n192.0.2.9\n'], ...words);
  assert.equal(JSON.parse(readFileSync(path, 'utf8')).pairs, 50);
  assert.deepEqual([code, stdout], [0, '']);
});
