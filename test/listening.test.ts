import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { type LocalSocket, type LocalSockets, listeningSockets, PortolanError } from '../src/index.js';

const SSHD = { pid: 812, name: 'sshd' };

function socket(port: number, members: Partial<LocalSocket> = {}): LocalSocket {
  return { transport: 'tcp', family: 4, address: '0.0.0.0', port, process: null, otherProcesses: [], ...members };
}

function systemOf(...sockets: LocalSocket[]) {
  return async (): Promise<LocalSockets> => ({ sockets, untold: [] });
}

const SYSTEM = systemOf(
  socket(22, { process: SSHD }),
  socket(53, { transport: 'udp', address: '127.0.0.53' }),
  socket(53, { address: '127.0.0.53' }),
  socket(514, { transport: 'udp', address: '192.0.2.7' }),
);

async function listed(ports: string | string[] | undefined, transport?: 'tcp' | 'udp'): Promise<string> {
  const { sockets, unmatched } = await listeningSockets({ ports, transport, system: SYSTEM });
  const shown = sockets.map(({ port, transport: own }) => `${port}/${own}`).join(' ');
  return unmatched.length === 0 ? shown : `${shown} without ${unmatched.join(' and ')}`.trim();
}

test('each socket is joined with its service and with who reaches it', async () => {
  const { sockets } = await listeningSockets({ system: SYSTEM });
  const seen = sockets.map(({ port, exposure, service }) => `${port} ${exposure} ${service?.name} ${service?.basis}`);
  assert.deepEqual(seen, [
    '22 all ssh process',
    '53 loopback domain registry',
    '53 loopback domain registry',
    '514 address syslog registry',
  ]);
  assert.deepEqual(sockets[0]?.reference.names, ['ssh']);
  assert.equal(sockets[1]?.reference.transport, 'udp');
});

test('the service has the same name in every language, and a description in the one asked for', async () => {
  const system = systemOf(socket(25), socket(9200), socket(8086, { process: { pid: 1, name: 'influxd' } }));
  const english = (await listeningSockets({ system })).sockets.map(({ service }) => service);
  const chinese = (await listeningSockets({ system, language: 'zh-CN' })).sockets.map(({ service }) => service);
  assert.deepEqual(
    chinese.map((service) => [service?.name, service?.basis]),
    [
      ['smtp', 'registry'],
      ['elasticsearch', 'custom'],
      ['influxdb', 'process'],
    ],
  );
  for (const [index, service] of chinese.entries()) {
    assert.equal(service?.name, english[index]?.name);
    assert.match(service?.description ?? '', /\p{Script=Han}/u);
    assert.doesNotMatch(english[index]?.description ?? '', /\p{Script=Han}/u);
  }
});

test('ports are chosen by number, range, name, group and transport', async () => {
  assert.equal(await listed(undefined), '22/tcp 53/udp 53/tcp 514/udp');
  assert.equal(await listed('22'), '22/tcp');
  assert.equal(await listed('20-60'), '22/tcp 53/udp 53/tcp');
  assert.equal(await listed('53/udp'), '53/udp');
  assert.equal(await listed('ssh, 53/TCP'), '22/tcp 53/tcp');
  assert.equal(await listed(['ssh', 'syslog']), '22/tcp 514/udp');
  assert.equal(await listed('@dns'), '53/udp 53/tcp');
  assert.equal(await listed('all', 'udp'), '53/udp 514/udp');
  assert.equal(await listed('domain', 'tcp'), '53/tcp');
  assert.equal(await listed('T:22,U:53'), '22/tcp 53/udp');
});

test('a list where nothing listens is told as it was given', async () => {
  assert.equal(await listed(['22', '25, smtp', '514/tcp']), '22/tcp without 25, smtp and 514/tcp');
  assert.equal(await listed('22', 'udp'), 'without 22');
});

test('what is no list of ports, or of another transport, is refused', async () => {
  const refused = (code: string) => (error: unknown) => error instanceof PortolanError && error.code === code;
  for (const ports of ['70000', 'no-such-name', '', '22,', '@nothing']) {
    await assert.rejects(listed(ports), refused('ERR_PORT_SPEC'), ports);
  }
  await assert.rejects(listed('22/sctp'), refused('ERR_OPTION'));
  await assert.rejects(listed('22', 'sctp' as 'tcp'), refused('ERR_OPTION'));
});

test('what the system did not tell matters only where it was asked for', async () => {
  const system = async (): Promise<LocalSockets> => ({ sockets: [socket(22)], untold: ['udp'] });
  assert.deepEqual((await listeningSockets({ system })).untold, ['udp']);
  assert.deepEqual((await listeningSockets({ system, transport: 'tcp' })).untold, []);
});

test('sockets without a process are counted among those that are listed', async () => {
  assert.equal((await listeningSockets({ system: SYSTEM })).withoutProcess, 3);
  assert.equal((await listeningSockets({ system: SYSTEM, ports: '22' })).withoutProcess, 0);
});

test('a server of this process is found by its port', async (t) => {
  const server = createServer().listen(0, '127.0.0.1');
  t.after(() => server.close());
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const { sockets, unmatched } = await listeningSockets({ ports: `${port}/tcp` });
  const own = sockets.find(({ process: holder }) => holder?.pid === process.pid);
  assert.deepEqual([own?.address, own?.exposure, unmatched], ['127.0.0.1', 'loopback', []]);
});
