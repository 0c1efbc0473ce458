import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { endianness, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { socketsFromProc } from '../../src/local/proc.js';

const ANY4 = '00000000';
const ANY6 = ANY4.repeat(4);

/** A proc file system of files, as far as it is looked at. A name that ends in `/fd/N` is a link. */
function procOf(t: TestContext, files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'portolan-proc-'));
  t.after(() => rmSync(root, { recursive: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(root, dirname(name)), { recursive: true });
    if (name.includes('/fd/')) symlinkSync(content, join(root, name));
    else writeFileSync(join(root, name), content);
  }
  return root;
}

function table(address: string, port: number, state: string, ...inodes: number[]): string {
  const hexadecimal = port.toString(16).toUpperCase().padStart(4, '0');
  const rows = inodes.map(
    (inode, index) =>
      `${String(index).padStart(4)}: ${address}:${hexadecimal} ${address}:0000 ${state} 00000000:00000000 00:00000000 00000000  0  0 ${inode} 1 0 100 0 0 10 0\n`,
  );
  return ['  sl  local_address rem_address st\n', ...rows].join('');
}

test('sockets are joined with the processes that hold them, the lowest number first', (t) => {
  const root = procOf(t, {
    'net/tcp': table(ANY4, 80, '0A', 11),
    'net/udp': table(ANY4, 53, '07', 12),
    '1200/comm': 'nginx\n',
    '1200/fd/6': 'socket:[11]',
    '900/comm': 'nginx\n',
    '900/fd/0': '/dev/null',
    '900/fd/5': 'socket:[11]',
    '900/fd/6': 'socket:[11]',
    '77/comm': 'dnsmasq\n',
    '77/fd/4': 'socket:[12]',
    'self/comm': 'not a number\n',
  });
  const { tcp, udp } = socketsFromProc(root);
  assert.deepEqual(tcp, [
    {
      transport: 'tcp',
      family: 4,
      address: '0.0.0.0',
      port: 80,
      process: { pid: 900, name: 'nginx' },
      otherProcesses: [{ pid: 1200, name: 'nginx' }],
    },
  ]);
  assert.deepEqual(udp?.[0]?.process, { pid: 77, name: 'dnsmasq' });
});

test('a socket whose process may not be looked into has none', (t) => {
  const root = procOf(t, {
    'net/tcp': table(ANY4, 22, '0A', 11),
    'net/udp': table(ANY4, 53, '07'),
    '812/comm': 'sshd\n',
  });
  const { tcp, udp } = socketsFromProc(root);
  assert.deepEqual([tcp?.[0]?.process, tcp?.[0]?.otherProcesses], [null, []]);
  assert.deepEqual(udp, []);
});

test('a kernel without IPv6 has told all that there is', (t) => {
  const root = procOf(t, { 'net/tcp': table(ANY4, 22, '0A', 11), 'net/udp': table(ANY4, 53, '07', 12) });
  const { tcp, udp } = socketsFromProc(root);
  assert.deepEqual([tcp?.length, udp?.length], [1, 1]);
});

test('IPv6 sockets follow those of IPv4', (t) => {
  const root = procOf(t, {
    'net/tcp': table(ANY4, 22, '0A', 11),
    'net/tcp6': table(ANY6, 22, '0A', 12),
    'net/udp': table(ANY4, 53, '07'),
  });
  assert.deepEqual(
    socketsFromProc(root).tcp?.map(({ family, address }) => `${family} ${address}`),
    ['4 0.0.0.0', '6 ::'],
  );
});

test('a table that cannot be read is not told, and so is everything where nothing is mounted', (t) => {
  const { tcp, udp } = socketsFromProc(procOf(t, { 'net/udp': table(ANY4, 53, '07') }));
  assert.deepEqual([tcp, udp], [null, []]);
  assert.deepEqual(socketsFromProc(join(tmpdir(), 'no-such-folder', 'proc')), { tcp: null, udp: null });
});

test('a name is what the process calls itself, control characters and all', (t) => {
  const root = procOf(t, {
    'net/tcp': table(endianness() === 'LE' ? '0100007F' : '7F000001', 8080, '0A', 11),
    'net/udp': table(ANY4, 53, '07'),
    '5/comm': 'a\u001b[2Jb\n',
    '5/fd/3': 'socket:[11]',
  });
  const [socket] = socketsFromProc(root).tcp ?? [];
  assert.deepEqual([socket?.address, socket?.process], ['127.0.0.1', { pid: 5, name: 'a\u001b[2Jb' }]);
});
