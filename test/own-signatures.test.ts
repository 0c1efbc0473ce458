import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { MAX_SIGNATURES_BYTES } from '../src/defaults.js';
import { PortolanError } from '../src/errors.js';
import { matchSignatures } from '../src/identify/index.js';
import { knowledgeWith } from '../src/knowledge.js';
import { normalizeScanOptions } from '../src/options.js';
import { compileOwnSignatures, readOwnSignatures } from '../src/own-signatures.js';
import { scan } from '../src/pipeline.js';
import type { Inspection } from '../src/probe/inspect.js';
import { probe } from '../src/probe-pipeline.js';
import type { Attempt } from '../src/scan/prober.js';
import { WorkerProber } from '../src/scan/worker-prober.js';
import { inspectorSettings } from '../src/scan-inspector.js';
import { collect } from './helpers/collect.js';
import { serve } from './helpers/server.js';
import { attemptAt, Told } from './scan/worker-threads.js';

/** A signature file with one signature, changed in places. */
function fileOf(change: object = {}, protocol = 'acme') {
  const signature = { id: `${protocol}/box`, pattern: '^ACME (\\d+)', product: 'Acme Box', captures: { version: 1 } };
  return { protocol, signatures: [{ ...signature, ...change }] };
}

function pathOf(t: TestContext, content: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-signatures-'));
  t.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'own.json'), content);
  return join(folder, 'own.json');
}

/** The one line that is said of a file. */
async function refusalOf(content: object): Promise<string> {
  const refused = await compileOwnSignatures([{ name: 'own.json', content }]).catch((error: unknown) => error);
  assert.ok(refused instanceof PortolanError);
  assert.equal(refused.code, 'ERR_SIGNATURES');
  return refused.message;
}

async function matched(pattern: string, text: string, flags?: string): Promise<string | undefined> {
  const set = await compileOwnSignatures([{ name: 'x', content: fileOf({ pattern, flags, captures: {} }) }]);
  return matchSignatures(set, 'greeting', text)?.text;
}

test('a service that nothing bundled knows is named by a signature of the user', async (t) => {
  const { port } = await serve(t, (socket) => socket.end('ACME 42 at your service\r\n'));
  const options = { targets: '127.0.0.1', ports: String(port) };
  for (const given of [pathOf(t, JSON.stringify(fileOf())), [fileOf()]]) {
    const records = await collect(scan({ ...options, signatures: given }));
    const result = records.find((record) => record.type === 'result');
    const { name, product, version, method, evidence } = result?.service ?? assert.fail();
    assert.deepEqual([name, product, version, method], ['acme', 'Acme Box', '42', 'banner']);
    assert.deepEqual(evidence, [{ rule: 'acme/box', text: 'ACME 42' }]);
    assert.equal(result?.report, undefined);
  }
  const [record] = await collect(probe({ ...options, signatures: [fileOf()] }));
  assert.equal(record?.type === 'probe' && record.service?.product, 'Acme Box');
});

test('an answer to a request names a service of a protocol that only the user knows', async (t) => {
  const { port } = await serve(t, (socket) => socket.once('data', () => socket.end('ACME 7?\n')));
  const signatures = [fileOf({ on: ['http/get', 'redis/ping'] })];
  const records = await collect(scan({ targets: '127.0.0.1', ports: String(port), signatures }));
  const { name, method, version } = records.find((record) => record.type === 'result')?.service ?? assert.fail();
  assert.deepEqual([name, method, version], ['acme', 'probe', '7']);
});

test('signatures of the user come before the bundled ones, and take the place of those with the same id', async () => {
  const greeting = { text: '220 mail.example.org ESMTP Postfix\r\n', end: 'complete' } as const;
  const inspection = { greeting, secure: false, settled: null, replies: [], tls: null };
  const productWith = async (...own: object[]) => {
    const knowledge = await knowledgeWith(await readOwnSignatures(own));
    return knowledge.serviceOf(25, inspection)?.product;
  };
  const first = { protocol: 'smtp', signatures: [{ id: 'smtp/own', pattern: '^220 mail', product: 'Ours' }] };
  const never = { protocol: 'smtp', signatures: [{ id: 'smtp/postfix', pattern: '^nothing', product: 'Ours' }] };
  assert.equal(await productWith(), 'Postfix');
  assert.equal(await productWith(first), 'Ours');
  assert.notEqual(await productWith(never), 'Ours');
});

test('a pattern that takes others exponential time takes this engine milliseconds', async () => {
  for (const pattern of ['^(?:a+)+$', '^(?:a|a)*b', '^(?:[\\w.]+[\\w.]+)+!', '^(.*)(.*)(.*)(.*)(.*)x']) {
    const before = performance.now();
    assert.equal(await matched(pattern, `${'a'.repeat(16_383)}?`), undefined);
    assert.ok(performance.now() - before < 2000, pattern);
  }
});

test('groups, case and bytes above 127 mean what they mean in the bundled signatures', async () => {
  assert.equal(await matched('^ACME', 'acme 1', 'i'), 'acme');
  assert.equal(await matched('^ACME', 'acme 1'), undefined);
  assert.equal(await matched('^\\x00\\xff', '\0\xff\x01'), '\0\xff');
  assert.equal(await matched('^a|b', 'xb'), undefined);
  const set = await compileOwnSignatures([{ name: 'x', content: fileOf({ pattern: '^ACME(?: (\\d+))?' }) }]);
  assert.equal(matchSignatures(set, 'greeting', 'ACME')?.version, null);
});

test('what is wrong is said in one line with the file, the signature and the fault', async () => {
  const pattern = 'the pattern is not of RE2 syntax, which has no lookaround and no backreference';
  const cases: readonly (readonly [content: object, line: string])[] = [
    [fileOf({ pattern: '^(?=a)' }), `"own.json: acme/box": ${pattern}: invalid or unsupported Perl syntax: \`(?=\``],
    [fileOf({ pattern: '^(a)\\1' }), `"own.json: acme/box": ${pattern}: invalid escape sequence: \`\\1\``],
    [fileOf({ pattern: '^(a' }), `"own.json: acme/box": ${pattern}: missing closing ): \`^(a\``],
    [fileOf({ pattern: 'a' }), '"own.json: acme/box": the pattern must begin with ^'],
    [fileOf({ flags: 'm' }), '"own.json: acme/box": the only flag allowed is i'],
    [fileOf({ captures: { version: 2 } }), '"own.json: acme/box": the pattern has no group for version'],
    [fileOf({ id: undefined }), '"own.json: acme, signature 1": id must be a string'],
    [fileOf({ id: 'other/box' }), '"own.json: other/box": the id must begin with acme/'],
    [{ protocol: 'acme', signatures: [1] }, '"own.json: acme, signature 1": a signature must be an object'],
    [{ protocol: 'acme' }, '"own.json: acme": the signatures must be an array'],
    [[], '"own.json": a signature file must be an object'],
  ];
  for (const [content, line] of cases) assert.equal(await refusalOf(content), line);
});

test('a file that is missing, a folder, no JSON or too large is said to be so', async (t) => {
  const messageOf = (path: string) => readOwnSignatures(path).then(String, (error: Error) => error.message);
  assert.match(await messageOf('no/such.json'), /^"no\/such\.json": no such file of signatures$/);
  assert.match(await messageOf(tmpdir()), /: is a folder, not a file of signatures$/);
  assert.match(await messageOf(pathOf(t, '{"protocol": "x",')), /own\.json": is not JSON: [^\n]+$/);
  assert.match(await messageOf(pathOf(t, ' '.repeat(MAX_SIGNATURES_BYTES + 1))), /": has more than 4194304 bytes$/);
});

test('the id of a signature stands in the line however long the path is', async () => {
  const content = fileOf({ pattern: 'a' });
  const name = `/home/${'folder/'.repeat(40)}own.json`;
  const refused = await compileOwnSignatures([{ name, content }]).catch((error: Error) => error.message);
  assert.match(String(refused), /^"…[^"]*\/own\.json: acme\/box": the pattern must begin with \^$/);
});

test('nothing is sent where a signature is wrong', async () => {
  const dial = () => assert.fail('connected');
  for (const run of [scan, probe]) {
    const running = collect<unknown>(
      run({ targets: '127.0.0.1', ports: '9', dial, signatures: [fileOf({ pattern: '(' })] }),
    );
    await assert.rejects(running, { code: 'ERR_SIGNATURES' });
  }
});

// A thread runs what was built: the loader that the tests run with does not reach into threads.
const built = (await import(
  new URL('../dist/scan-threads.js', import.meta.url).href
)) as typeof import('../src/scan-threads.js');

test('a thread of a scan knows the signatures of the user', async (t) => {
  const settings = normalizeScanOptions({ targets: 'localhost', threads: 2 });
  for (const content of [null, fileOf({ pattern: '^220 FTP (ready)' }, 'ftp')]) {
    // A server for each: what the first one hears late is not the second one's.
    const heard: string[] = [];
    const { port } = await serve(t, (socket) => {
      // FTP, of no known product: without the signature it is asked for more.
      socket.write('220 FTP ready\r\n');
      socket.on('data', (data) => socket.end(`500 ${heard.push(data.toString('latin1').trim())}\r\n`));
    });
    const own = content === null ? [] : [{ name: 'own.json', content }];
    const { start } =
      built.threadsOf({ targets: 'localhost' }, settings, inspectorSettings(settings, own), 1) ?? assert.fail();
    const told = new Told<Inspection>();
    let ended = () => {};
    const gone = new Promise<void>((resolve) => {
      ended = resolve;
    });
    const prober = new WorkerProber<Attempt, Inspection>(
      (listener) => start({ received: (message) => listener.received(message), ended }),
      told,
    );
    prober.ask(attemptAt(port, { inspects: true }));
    prober.flush();
    await told.enough(({ inspections }) => inspections.size === 1);
    assert.equal(told.inspections.get(port)?.greeting.text, '220 FTP ready\r\n');
    assert.equal(
      heard.some((line) => line !== 'QUIT'),
      content === null,
      heard.join(),
    );
    prober.stop();
    await gone;
  }
});

test('what is neither a path nor an object is refused at once', () => {
  for (const signatures of ['', ['a\0b'], [7 as unknown as string], [null as unknown as string]]) {
    assert.throws(() => scan({ targets: '127.0.0.1', signatures }), { code: 'ERR_OPTION' });
    assert.throws(() => probe({ targets: '127.0.0.1', signatures }), { code: 'ERR_OPTION' });
  }
});
