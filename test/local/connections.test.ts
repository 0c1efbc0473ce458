import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type SystemConnection, socketsOfConnections } from '../../src/local/connections.js';

/** As the library gives it. */
function connection([protocol, local, peerPort, state]: readonly [string, string, string, string], owner = {}) {
  const [, localAddress = '', localPort = ''] = /^(.*):([^:]*)$/.exec(local) ?? [];
  return { protocol, localAddress, localPort, peerPort, state, pid: 42, process: '', ...owner } as SystemConnection;
}

function read(...connections: Parameters<typeof connection>[0][]): string[] {
  return socketsOfConnections(
    connections.map((each) => connection(each)),
    new Map(),
  ).map(({ transport, family, address, port }) => `${transport} ${family} ${address} ${port}`);
}

test('of macOS, listening TCP sockets and UDP sockets without a peer are taken', () => {
  const sockets = read(
    ['tcp4', '192.0.2.7:51872', '443', 'ESTABLISHED'],
    ['tcp46', '*:5000', '*', 'LISTEN'],
    ['tcp6', '::1:631', '*', 'LISTEN'],
    ['tcp4', '127.0.0.1:631', '*', 'LISTEN'],
    ['tcp4', '*:49152', '*', 'CLOSED'],
    ['tcp6', 'fe80::1%lo0:8021', '*', 'LISTEN'],
    ['udp4', '*:5353', '*', 'UNKNOWN'],
    ['udp4', '192.0.2.7:58211', '53', 'UNKNOWN'],
    ['udp6', '*:5353', '*', 'UNKNOWN'],
    ['udp4', '*:*', '*', 'UNKNOWN'],
  );
  assert.deepEqual(sockets, [
    'tcp 6 :: 5000',
    'tcp 6 ::1 631',
    'tcp 4 127.0.0.1 631',
    'tcp 6 fe80::1%lo0 8021',
    'udp 4 0.0.0.0 5353',
    'udp 6 :: 5353',
  ]);
});

test('of Windows, a socket without a peer listens, whatever word its language has for that', () => {
  const sockets = read(
    ['proto', 'Local:', '', 'Foreign'],
    ['tcp', '0.0.0.0:135', '0', 'LISTEN'],
    ['tcp', '127.0.0.1:3000', '0', 'ECOUTE'],
    ['tcp', '192.0.2.7:49712', '443', 'ESTABLISHED'],
    ['tcp', ':::135', '0', 'LISTEN'],
    ['udp', '0.0.0.0:5353', '*', ''],
    ['udp', 'fe80::1c2d:3eff:fe4f:5a6b%12:1900', '*', ''],
  );
  assert.deepEqual(sockets, [
    'tcp 4 0.0.0.0 135',
    'tcp 4 127.0.0.1 3000',
    'tcp 6 :: 135',
    'udp 4 0.0.0.0 5353',
    'udp 6 fe80::1c2d:3eff:fe4f:5a6b%12 1900',
  ]);
});

test('brackets around an address are no part of it', () => {
  assert.deepEqual(read(['tcp', '[::1]:42065', '*', 'LISTEN']), ['tcp 6 ::1 42065']);
});

test('what is no socket of a port is passed over', () => {
  const strange = ['tcp4:x', 'tcp4:0', 'tcp4:65536', 'not-an-address:80', '2001:db8:1:2:3:4:80'];
  for (const local of strange) assert.deepEqual(read(['tcp', local, '*', 'LISTEN']), [], local);
  assert.deepEqual(read(['icmp', '0.0.0.0:1', '*', 'LISTEN']), []);
});

test('a process has the name of its program, else that of the table of names, else none', () => {
  const listening = ['tcp', '0.0.0.0:80', '*', 'LISTEN'] as const;
  const names = new Map([[7, 'nginx.exe']]);
  const nameOf = (owner: object) => socketsOfConnections([connection(listening, owner)], names)[0]?.process;
  assert.deepEqual(nameOf({ pid: 466, process: '/usr/sbin/cupsd' }), { pid: 466, name: 'cupsd' });
  assert.deepEqual(nameOf({ pid: 1, process: '/Applications/A.app/Google Chrome' }), { pid: 1, name: 'Google Chrome' });
  assert.deepEqual(nameOf({ pid: 7 }), { pid: 7, name: 'nginx.exe' });
  assert.deepEqual(nameOf({ pid: 8 }), { pid: 8, name: null });
  for (const pid of [null, Number.NaN]) assert.equal(nameOf({ pid }), null);
});
