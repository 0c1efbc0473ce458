import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inodeOfLink, PROC_TABLES, parseProcTable, processName } from '../../src/local/proc-tables.js';

const HEAD =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode                                                     \n';
const tableOf = (name: string) => PROC_TABLES.find((table) => table.name === name)!;
const row = (local: string, remote: string, state: string, inode: number) =>
  `   0: ${local} ${remote} ${state} 00000000:00000000 00:00000000 00000000     0        0 ${inode} 1 00000000fe7583cf 100 0 0 10 0                       \n`;
const parse = (name: string, text: string, order: 'LE' | 'BE' = 'LE') =>
  parseProcTable(HEAD + text, tableOf(name), order).map(({ address, port, inode }) => `${address} ${port} ${inode}`);

test('a listening TCP socket is read, with its address in the byte order of the machine', () => {
  assert.deepEqual(parse('tcp', row('0100007F:0016', '00000000:0000', '0A', 619)), ['127.0.0.1 22 619']);
  assert.deepEqual(parse('tcp', row('7F000001:0016', '00000000:0000', '0A', 619), 'BE'), ['127.0.0.1 22 619']);
});

test('an IPv6 address is read word by word', () => {
  const linkLocal = row('000080FE000000003C2D1CFE6B5A4FFE:0222', '00000000000000000000000000000000:0000', '07', 7);
  assert.deepEqual(parse('udp6', linkLocal), ['fe80::fe1c:2d3c:fe4f:5a6b 546 7']);
  const loopback = row('00000000000000000000000001000000:0277', '00000000000000000000000000000000:0000', '0A', 8);
  assert.deepEqual(parse('tcp6', loopback), ['::1 631 8']);
  const mapped = row('0000000000000000FFFF00000100007F:1F90', '00000000000000000000000000000000:0000', '0A', 9);
  assert.deepEqual(parse('tcp6', mapped), ['::ffff:127.0.0.1 8080 9']);
});

test('connections, and UDP sockets that are connected to one peer, are no listening sockets', () => {
  const states = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '0B', '0C'];
  const connections = states.map((state) => row('0100007F:0016', '0100007F:D431', state, 1)).join('');
  assert.deepEqual(parse('tcp', connections), []);
  assert.deepEqual(parse('udp', row('0100007F:0035', '0100007F:D431', '01', 1)), []);
  assert.deepEqual(parse('udp', row('3500007F:0035', '00000000:0000', '07', 2)), ['127.0.0.53 53 2']);
});

test('a large table is read whole, and lines of another form are passed over', () => {
  const busy = row('0100007F:1F90', '0100007F:D431', '01', 5).repeat(10_000);
  const text = `${busy}nonsense\n${row('00000000:0050', '00000000:0000', '0A', 6)}   1: 00000000:0051\n`;
  assert.deepEqual(parse('tcp', text), ['0.0.0.0 80 6']);
  assert.deepEqual(parse('tcp', ''), []);
});

test('only descriptors that are sockets have an inode', () => {
  assert.equal(inodeOfLink('socket:[12345]'), '12345');
  for (const link of ['pipe:[12345]', '/tmp/socket:[1]x', 'anon_inode:[eventpoll]', '']) {
    assert.equal(inodeOfLink(link), undefined);
  }
});

test('a name that the kernel cut is completed from the command line, any other stays', () => {
  assert.equal(processName('sshd\n', 'sshd: /usr/sbin/sshd -D\0'), 'sshd');
  assert.equal(processName('systemd-resolve\n', '/usr/lib/systemd/systemd-resolved\0'), 'systemd-resolved');
  assert.equal(processName('kubelet-with-ab\n', '/usr/bin/python3\0kubelet-with-abc\0'), 'kubelet-with-ab');
  assert.equal(processName('systemd-resolve\n', ''), 'systemd-resolve');
  assert.equal(processName('a\nb\n', ''), 'a\nb');
  assert.equal(processName('systemd-resolve\n', `systemd-resolve${'d'.repeat(100_000)}\0`), 'systemd-resolve');
});
