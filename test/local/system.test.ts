import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type LocalSocket, type SystemLibrary, systemSockets } from '../../src/local/index.js';

const NO_PROC = join(tmpdir(), 'no-such-folder', 'proc');
const LINUX = { skip: platform() === 'linux' ? false : 'needs Linux' };

async function listen(t: TestContext, host: string): Promise<number> {
  const server = createServer().listen(0, host);
  t.after(() => server.close());
  await once(server, 'listening');
  return (server.address() as { port: number }).port;
}

async function bind(t: TestContext, host: string): Promise<number> {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4').bind(0, host);
  t.after(() => socket.close());
  await once(socket, 'listening');
  return socket.address().port;
}

function find(sockets: readonly LocalSocket[], transport: string, port: number): LocalSocket | undefined {
  return sockets.find((socket) => socket.transport === transport && socket.port === port);
}

/** A library that answers with these, and is asked nothing more. */
function libraryOf(connections: Awaited<ReturnType<SystemLibrary['networkConnections']>>) {
  return async (): Promise<SystemLibrary> => ({
    networkConnections: async () => connections,
    processes: async () => ({ list: [{ pid: 968, name: 'svchost.exe' }] }),
  });
}

const LISTENING = { protocol: 'tcp', localAddress: '0.0.0.0', localPort: '135', peerPort: '0', state: 'LISTEN' };
const unasked = () => Promise.reject(new Error('the library was asked'));

for (const host of ['127.0.0.1', '::1']) {
  test(`a TCP server and a UDP socket of this process on ${host} are found, with the process`, async (t) => {
    const [tcp, udp] = [await listen(t, host), await bind(t, host)];
    const { sockets, untold } = await systemSockets();
    assert.deepEqual(untold, []);
    for (const [transport, port] of [['tcp', tcp] as const, ['udp', udp] as const]) {
      const socket = find(sockets, transport, port);
      assert.deepEqual([socket?.address, socket?.family], [host, host.includes(':') ? 6 : 4]);
      assert.equal(socket?.process?.pid, process.pid);
    }
  });
}

test('on Linux no library and no program is needed', LINUX, async (t) => {
  const port = await listen(t, '127.0.0.1');
  const { sockets } = await systemSockets({ library: unasked });
  assert.match(find(sockets, 'tcp', port)?.process?.name ?? '', /node|MainThread/);
});

test('a socket that is gone is not listed', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  // Somebody else may have taken the port meanwhile.
  assert.notEqual(find((await systemSockets()).sockets, 'tcp', port)?.process?.pid, process.pid);
});

test('sockets stand in the order of their ports, each once', async (t) => {
  await bind(t, '127.0.0.1');
  await listen(t, '127.0.0.1');
  const { sockets } = await systemSockets();
  const ports = sockets.map(({ port }) => port);
  assert.deepEqual(
    ports,
    ports.toSorted((a, b) => a - b),
  );
  assert.equal(new Set(sockets.map((socket) => JSON.stringify(socket))).size, sockets.length);
});

test('without a proc file system Linux asks the library, which leaves UDP out', async () => {
  const connections = [{ ...LISTENING, localPort: '22', peerPort: '*', pid: 812, process: 'sshd' }];
  const answer = await systemSockets({ platform: 'linux', procRoot: NO_PROC, library: libraryOf(connections) });
  assert.deepEqual(answer.untold, ['udp']);
  assert.deepEqual(answer.sockets[0]?.process, { pid: 812, name: 'sshd' });
});

test('Windows tells the names of processes in a table of their own', async () => {
  const connections = [{ ...LISTENING, pid: 968, process: '' }];
  const { sockets, untold } = await systemSockets({ platform: 'win32', library: libraryOf(connections) });
  assert.deepEqual(untold, []);
  assert.deepEqual(sockets[0]?.process, { pid: 968, name: 'svchost.exe' });
});

test('names that cannot be had leave the numbers', async () => {
  const library = async () => ({
    networkConnections: async () => [{ ...LISTENING, pid: 968, process: '' }],
    processes: () => Promise.reject(new Error('no PowerShell')),
  });
  const { sockets } = await systemSockets({ platform: 'win32', library });
  assert.deepEqual(sockets[0]?.process, { pid: 968, name: null });
});

test('nothing at all from the library means that the system did not tell', async () => {
  for (const library of [libraryOf([]), unasked]) {
    const answer = await systemSockets({ platform: 'darwin', library });
    assert.deepEqual(answer, { sockets: [], untold: ['tcp', 'udp'] });
  }
});

test('a system that nobody knows how to ask tells nothing, and is not asked', async () => {
  for (const system of ['freebsd', 'aix', 'sunos']) {
    const { untold } = await systemSockets({ platform: system, library: unasked });
    assert.deepEqual(untold, ['tcp', 'udp']);
  }
  const android = await systemSockets({ platform: 'android', procRoot: NO_PROC, library: unasked });
  assert.deepEqual(android.untold, ['tcp', 'udp']);
});
