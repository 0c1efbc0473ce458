import assert from 'node:assert/strict';
import test from 'node:test';
import { runLocal } from '../../../src/cli/commands/local.js';
import type { CliContext } from '../../../src/cli/context.js';
import type { LocalSocket, LocalSockets, LocalTransport } from '../../../src/index.js';
import { captureOutput } from '../../helpers/captured-output.js';

const SSHD: LocalSocket = {
  ...{ transport: 'tcp', family: 4, address: '0.0.0.0', port: 22 },
  ...{ process: { pid: 812, name: 'sshd' }, otherProcesses: [] },
};
const NAMELESS: LocalSocket = { ...SSHD, port: 25, address: '127.0.0.1', process: null };

interface Call {
  readonly port?: string[];
  readonly transport?: LocalTransport;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly language?: 'en' | 'zh-CN';
  readonly isRoot?: boolean;
  readonly stopped?: boolean;
}

async function run(told: LocalSockets, { language = 'en', isRoot = false, stopped = false, ...args }: Call = {}) {
  const { written, streams } = captureOutput();
  let code = -1;
  const context: CliContext = {
    ...streams,
    language,
    signal: stopped ? AbortSignal.abort() : new AbortController().signal,
    setExitCode(given: number) {
      code = given;
    },
  };
  await runLocal({ ...args, context }, { system: async () => told, isRoot });
  return { out: written.stdout, err: written.stderr, code };
}

const of = (...sockets: LocalSocket[]): LocalSockets => ({ sockets, untold: [] });

test('what listens is a table on stdout, exit code 0', async () => {
  const { out, err, code } = await run(of(SSHD));
  assert.match(out, /^PORT .*\n22\/tcp +0\.0\.0\.0 +everyone +sshd \(812\) +ssh\n/);
  assert.deepEqual([err, code], ['', 0]);
});

test('ports asked for where nothing listens are named on stderr, exit code 1', async () => {
  const { out, err, code } = await run(of(SSHD), { port: ['ssh', '25', '53/udp'] });
  assert.match(out, /22\/tcp/);
  assert.equal(err, '25: nothing listens there\n53/udp: nothing listens there\n');
  assert.equal(code, 1);
});

test('a transport of which nothing listens is exit code 1, a machine on which nothing does is not', async () => {
  assert.deepEqual(await run(of(SSHD), { transport: 'udp' }), { out: '', err: 'udp: nothing listens\n', code: 1 });
  assert.deepEqual(await run(of()), { out: '', err: 'Nothing listens on this machine.\n', code: 0 });
});

test('processes that the system does not name are a remark, not a failure, and none for root', async () => {
  const { err, code } = await run(of(SSHD, NAMELESS));
  assert.match(err, /^The process of 1 socket is not told: run as root to see the process names of others\.\n$/);
  assert.equal(code, 0);
  assert.equal((await run(of(SSHD, NAMELESS), { isRoot: true })).err, '');
  assert.match((await run(of(NAMELESS, { ...NAMELESS, port: 26 }))).err, /^The processes of 2 sockets are not told/);
  assert.equal((await run(of(SSHD, NAMELESS), { port: ['22'] })).err, '');
});

test('what the system does not tell is a remark and exit code 3, whatever was found', async () => {
  const { out, err, code } = await run({ sockets: [SSHD], untold: ['udp'] });
  assert.match(out, /22\/tcp/);
  assert.equal(err, 'Incomplete: the system does not tell its UDP sockets.\n');
  assert.equal(code, 3);
  const nothing = await run({ sockets: [], untold: ['tcp', 'udp'] }, { port: ['25'] });
  assert.match(nothing.err, /the system does not tell its TCP and UDP sockets\.\n$/);
  assert.deepEqual([nothing.out, nothing.code], ['', 3]);
});

test('with --quiet there are no remarks, with the same exit code', async () => {
  const untold = await run({ sockets: [NAMELESS], untold: ['udp'] }, { quiet: true });
  assert.deepEqual([untold.err, untold.code], ['', 3]);
  const none = await run(of(SSHD), { port: ['25'], quiet: true });
  assert.deepEqual(none, { out: '', err: '', code: 1 });
});

test('JSON is one document, also of nothing', async () => {
  const { sockets } = JSON.parse((await run(of(SSHD, NAMELESS), { json: true })).out);
  assert.deepEqual([sockets[0].process, sockets[0].service.basis], [{ pid: 812, name: 'sshd' }, 'process']);
  assert.deepEqual([sockets[1].exposure, sockets[1].process], ['loopback', null]);
  assert.deepEqual(JSON.parse((await run(of(), { json: true })).out), {
    ...{ sockets: [], unmatched: [], untold: [], withoutProcess: 0 },
  });
});

test('texts are in the language of the call, names and numbers as they are', async () => {
  const { out, err } = await run(of(SSHD, NAMELESS), { language: 'zh-CN', port: ['22-25', '9999'] });
  assert.match(out, /^端口/);
  assert.match(out, /22\/tcp +0\.0\.0\.0 +所有人 +sshd \(812\) +ssh\n +SSH：/);
  assert.match(err, /^9999：没有程序在监听\n有 1 个套接字不知道属于哪个进程：以 root 身份/);
});

test('Ctrl-C is told by the exit code, after what was found', async () => {
  const { out, code } = await run(of(SSHD), { stopped: true });
  assert.match(out, /22\/tcp/);
  assert.equal(code, 130);
});
