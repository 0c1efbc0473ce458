import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import type { TLSSocket } from 'node:tls';
import { gzipSync } from 'node:zlib';
import { parsePolicy } from '../../src/mail/domain/sts-policy.js';
import { downloadPolicy, type PolicyOptions, type PolicyProblem } from '../../src/net/policy-download.js';
import { AUTHORITY, SIGNED } from '../helpers/certificate.js';
import { type OddCertificate, oddCertificate } from '../helpers/hostile-certificate.js';
import { type Act, dripping, flooding } from '../helpers/hostile-server.js';
import { serveTls } from '../helpers/server.js';
import { closed, moment, PROMPT_MS } from '../helpers/stopped-probe.js';

const HOST = 'mta-sts.portolan.test';
const POLICY = 'version: STSv1\nmode: enforce\nmx: mail.portolan.test\nmax_age: 86400\n';
/** Milliseconds for one hostile server. */
const PATIENCE_MS = 250;
const SLACK_MS = 2000;
const MOST_GROWTH = 96 * 1024 * 1024;
const ROOTS = [AUTHORITY];
const OK = 'HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n';
const CHUNKED = `${OK}transfer-encoding: chunked\r\n\r\n`;

interface Place {
  readonly port: number;
  readonly sockets: readonly TLSSocket[];
}

/** A server of HTTPS that acts once it is asked. */
async function place(
  t: TestContext,
  act: Act,
  certificate: { key: string; cert: string } = SIGNED.mtaSts,
): Promise<Place> {
  const sockets: TLSSocket[] = [];
  const { port } = await serveTls(
    t,
    (socket) => {
      sockets.push(socket);
      socket.once('data', () => act(socket.resume()));
    },
    certificate,
  );
  return { port, sockets };
}

function get({ port }: Place, options: Partial<PolicyOptions> = {}) {
  const resolve: PolicyOptions['resolve'] = async () => [{ address: '127.0.0.1', family: 4 }];
  return downloadPolicy(HOST, { resolve, roots: ROOTS, port, timeoutMs: PATIENCE_MS, ...options });
}

const ending =
  (text: string): Act =>
  (socket) =>
    void socket.end(text, 'latin1');
/** 50 MB of policy in 50 kB. */
const bomb = gzipSync(Buffer.alloc(50_000_000, 'mx: mail.portolan.test\n')).toString('latin1');

const HOSTILE: readonly (readonly [what: string, act: Act, fault: PolicyProblem])[] = [
  [
    'a way elsewhere',
    ending('HTTP/1.1 302 x\r\nlocation: https://192.0.2.1/\r\ncontent-length: 0\r\n\r\n'),
    'redirected',
  ],
  ['a gigabyte', flooding('mx: a.test\n', `${OK}content-length: 1073741824\r\n\r\n`), 'too-large'],
  ['chunks without end', flooding('1\r\nx\r\n', CHUNKED), 'too-large'],
  ['a chunk whose extension never ends', flooding('x', `${CHUNKED}1;`), 'cut-off'],
  ['headers without end', flooding('x: y\r\n', OK), 'cut-off'],
  ['trailers without end', flooding('x: y\r\n', `${CHUNKED}0\r\n`), 'cut-off'],
  ['words for now without end', flooding('HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n'), 'timeout'],
  ['another protocol', ending('HTTP/1.1 101 x\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'), 'timeout'],
  ['headers that drip', dripping('x', 'HTTP/1.1 200 OK\r\nx: '), 'timeout'],
  ['a policy that drips', dripping('x', `${OK}content-length: 60000\r\n\r\n`), 'timeout'],
  ['silence', () => {}, 'timeout'],
  ['a bomb', ending(`${OK}content-encoding: gzip\r\ncontent-length: ${bomb.length}\r\n\r\n${bomb}`), 'too-large'],
  ['no HTTP', ending(POLICY), 'cut-off'],
  ['more than it said', ending(`${OK}content-length: 10\r\n\r\n${POLICY}`), 'cut-off'],
  ['two lengths', ending(`${OK}content-length: 10\r\ncontent-length: 20\r\n\r\n${POLICY}`), 'cut-off'],
  ['NULs and escape sequences in its headers', ending(`${OK}x: \0\x1b[2J\r\n\r\n${POLICY}`), 'cut-off'],
  ['an impossible status', ending('HTTP/1.1 99999 x\r\n\r\n'), 'cut-off'],
];

for (const [what, act, fault] of HOSTILE) {
  test(`${what} in the place of a policy is a result, in time and for little memory`, async (t) => {
    const server = await place(t, act);
    const before = process.memoryUsage.rss();
    const startedAt = performance.now();
    assert.deepEqual(await get(server), { fault });
    assert.ok(performance.now() - startedAt < PATIENCE_MS + SLACK_MS);
    assert.ok(process.memoryUsage.rss() - before < MOST_GROWTH);
    await Promise.all(server.sockets.map(closed));
    const honest = await place(t, ending(`${OK}connection: close\r\n\r\n${POLICY}`));
    assert.deepEqual(await get(honest, { timeoutMs: 5000 }), { text: POLICY });
  });
}

const CERTIFICATES: readonly (readonly [what: string, odd: OddCertificate])[] = [
  ['with a NUL behind its name', { names: [`${HOST}\0.evil.test`] }],
  ['whose name pretends to be two', { names: [`evil.test, DNS:${HOST}`] }],
  ['with its name in the subject only', { subject: [['CN', HOST]], names: [] }],
  ['for thousands of others', { names: Array.from({ length: 4000 }, (_none, index) => `h${index}.evil.test`) }],
  ['with dates that are none', { names: [HOST], validity: ['\x1b[2J', 'never'] }],
];

for (const [what, odd] of CERTIFICATES) {
  test(`a certificate ${what} is for nobody, even where its authority is trusted`, async (t) => {
    const certificate = oddCertificate(odd);
    const server = await place(t, ending(`${OK}\r\n${POLICY}`), certificate);
    assert.deepEqual(await get(server, { roots: [certificate.cert], timeoutMs: 5000 }), { fault: 'certificate' });
    const right = oddCertificate({ names: [HOST] });
    const honest = await place(t, ending(`${OK}connection: close\r\n\r\n${POLICY}`), right);
    assert.deepEqual(await get(honest, { roots: [right.cert], timeoutMs: 5000 }), { text: POLICY });
  });
}

test('a download that is stopped ends at once, wherever it is', async (t) => {
  const stages: readonly ((reached: () => void) => Act)[] = [
    (reached) => () => reached(),
    (reached) => (socket) => void socket.write(OK, reached),
    (reached) => (socket) => void socket.write(`${OK}content-length: 500\r\n\r\nversion`, reached),
  ];
  for (const stage of stages) {
    const { promise, reached } = moment();
    const controller = new AbortController();
    const server = await place(t, stage(reached));
    const download = get(server, { signal: controller.signal, timeoutMs: 60_000 });
    await promise;
    const startedAt = performance.now();
    controller.abort();
    assert.deepEqual(await download, { fault: 'stopped' });
    assert.ok(performance.now() - startedAt < PROMPT_MS);
    await Promise.all(server.sockets.map(closed));
  }
});

test('64 kB of hostile policy are read in no time that matters', () => {
  const head = 'version: STSv1\nmode: enforce\nmax_age: 1\n';
  const texts = [
    'mx: a\n'.repeat(10_000),
    ':'.repeat(65_536),
    `${head}mx: ${'a.'.repeat(32_000)}`,
    `${head}mx: ${'a-'.repeat(32_000)}`,
    `${head}mx: *.${'*.'.repeat(30_000)}test`,
    `version:${' '.repeat(65_000)}STSv1`,
    `${head}${'__proto__: x\n'.repeat(4000)}`,
    `${head}mx: \x1b[2J\u202e`,
    `${head}mode: none\nmx: mail.portolan.test\0`,
  ];
  for (const text of texts) {
    const startedAt = performance.now();
    assert.ok('fault' in parsePolicy(text), text.slice(0, 60));
    assert.ok(performance.now() - startedAt < 500, text.slice(0, 60));
  }
  const many = parsePolicy(`constructor: x\n${head}${'mx: a.test\n'.repeat(5000)}`);
  assert.deepEqual(many, { mode: 'enforce', mx: ['a.test'], maxAgeSeconds: 1 });
});
