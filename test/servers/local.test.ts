import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { type TestContext, test } from 'node:test';
import type { ListeningReport, ListeningSocket } from '../../src/index.js';
import { requireDaemon } from './helpers/availability.js';
import { documentOf, portolan } from './helpers/cli.js';
import { startCommand } from './helpers/command.js';
import { exec, makeNetwork } from './helpers/namespace.js';

/** Sockets of every kind; the last one is connected to one peer and so takes nothing from others. */
const LISTENER = `
  const { createServer } = require('node:net');
  const { createSocket } = require('node:dgram');
  const { once } = require('node:events');
  const tcp = (port, host, ipv6Only = false) => createServer().listen({ port, host, ipv6Only });
  const udp = (port, host, type = 'udp4') => createSocket({ type, ipv6Only: type === 'udp6' }).bind(port, host);
  const connected = udp(40000, '127.0.0.1');
  connected.once('listening', () => connected.connect(9, '127.0.0.1'));
  const all = [
    tcp(22, '0.0.0.0'), tcp(22, '::', true), tcp(80, '::'), tcp(25, '127.0.0.1'), tcp(25, '::1'), tcp(8080, '10.99.0.1'),
    udp(53, '0.0.0.0'), udp(53, '::', 'udp6'), udp(123, '127.0.0.1'), udp(5353, '10.99.0.1'),
  ].map((each) => once(each, 'listening'));
  Promise.all([...all, once(connected, 'connect')]).then(() => console.log('up'));
`;
const EXPECTED = [
  '22/tcp 0.0.0.0 all',
  '22/tcp :: all',
  '25/tcp 127.0.0.1 loopback',
  '25/tcp ::1 loopback',
  '53/udp 0.0.0.0 all',
  '53/udp :: all',
  '80/tcp :: all',
  '123/udp 127.0.0.1 loopback',
  '5353/udp 10.99.0.1 address',
  '8080/tcp 10.99.0.1 address',
];
/** Of the account that owns nothing. */
const NOBODY = ['setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups'];

/** A network of its own with one process that listens; undefined where there can be none. */
async function listeningNetwork(t: TestContext): Promise<{ name: string; pid: number } | undefined> {
  if (!requireDaemon(t, 'network namespaces') || !requireDaemon(t, 'ss')) return undefined;
  const { name, remove } = makeNetwork();
  const { child, ended } = startCommand('ip', ['netns', 'exec', name, process.execPath, '-e', LISTENER]);
  t.after(async () => {
    child.kill('SIGKILL');
    await ended;
    remove();
  });
  assert.ok(child.stdout && child.pid);
  await once(child.stdout, 'data');
  return { name, pid: child.pid };
}

async function listed(namespace: string, ...args: string[]): Promise<readonly ListeningSocket[]> {
  return documentOf<ListeningReport>(await portolan(['local', '--json', ...args], { namespace })).sockets;
}

/** What a program lists, in one form: `tcp 127.0.0.1:25`, sorted. */
function endpoints(output: string, addressColumn: number): string[] {
  const rows = output.split('\n').map((line) => line.trim().split(/\s+/));
  const taken = rows.filter(([transport = '']) => /^(tcp|udp)6?$/.test(transport));
  return taken
    .map((row) => {
      const [, address = '', port] = /^(.*):(\d+)$/.exec(row[addressColumn] ?? '') ?? [];
      // ss shows the one socket of both IP versions so.
      const plain = address.replace(/^\[(.*)\]$/, '$1').replace(/^\*$/, '::');
      return `${row[0]?.slice(0, 3)} ${plain}:${port}`;
    })
    .sort();
}

test('every socket is listed with its process, and with who reaches it', async (t) => {
  const network = await listeningNetwork(t);
  if (network === undefined) return;
  const sockets = await listed(network.name);
  assert.deepEqual(
    sockets.map(({ port, transport, address, exposure }) => `${port}/${transport} ${address} ${exposure}`),
    EXPECTED,
  );
  for (const { process: holder } of sockets) assert.equal(holder?.pid, network.pid);
});

test('the list is that of ss, and that of netstat where there is one', async (t) => {
  const network = await listeningNetwork(t);
  if (network === undefined) return;
  const own = (await listed(network.name)).map(({ transport, address, port }) => `${transport} ${address}:${port}`);
  const { stdout: ofSs } = await exec(network.name, 'ss', ['-Hltun']);
  assert.deepEqual(own.toSorted(), endpoints(ofSs, 4));
  if (!['/usr/bin/netstat', '/bin/netstat'].some((path) => existsSync(path))) return;
  const { stdout: ofNetstat } = await exec(network.name, 'netstat', ['-tuln']);
  // It lists connected UDP sockets among those that listen.
  const listening = ofNetstat.split('\n').filter((line) => !line.includes('ESTABLISHED'));
  assert.deepEqual(own.toSorted(), endpoints(listening.join('\n'), 3));
});

test('whoever may not see a process is told so, and gets the sockets all the same', async (t) => {
  const network = await listeningNetwork(t);
  if (network === undefined) return;
  // Whoever may read the repository need not be able to build in it.
  await portolan(['local', '--help']);
  const [setpriv = '', ...args] = NOBODY;
  const program = ['dist/cli/main.js', 'local'];
  const readable = await exec(network.name, setpriv, [...args, process.execPath, ...program, '--help']);
  if (readable.status !== 0) return t.skip('needs a repository that every account may read');
  const { status, stdout, stderr } = await exec(network.name, setpriv, [
    ...args,
    process.execPath,
    ...program,
    '--json',
  ]);
  const report: ListeningReport = JSON.parse(stdout);
  assert.equal(report.sockets.length, EXPECTED.length);
  assert.deepEqual([report.withoutProcess, report.untold], [EXPECTED.length, []]);
  assert.match(
    stderr,
    /^The processes of 10 sockets are not told: run as root to see the process names of others\.\n$/,
  );
  assert.equal(status, 0);
});
