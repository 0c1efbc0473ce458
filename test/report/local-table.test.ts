import assert from 'node:assert/strict';
import test from 'node:test';
import stringWidth from 'string-width';
import { localEn } from '../../src/cli/messages/en/local.js';
import { localZh } from '../../src/cli/messages/zh-cn/local.js';
import type { ListeningSocket } from '../../src/records.js';
import { lookupPort, type PortEntry } from '../../src/reference/index.js';
import { localTable } from '../../src/report/local-table.js';

const SSHD = { pid: 812, name: 'sshd' };
const SSH = { name: 'ssh', basis: 'process', description: 'Remote shell. Encrypted.' } as const;

function socket(members: Partial<ListeningSocket> = {}, reference: Partial<PortEntry> = {}): ListeningSocket {
  const { port = 22, transport = 'tcp' } = members;
  const known = lookupPort(port, transport)[0] as PortEntry;
  return {
    ...{ transport, family: 4, address: '0.0.0.0', port, process: SSHD, otherProcesses: [] },
    ...{ exposure: 'all', service: SSH },
    reference: { ...known, risk: null, names: ['ssh'], ...reference },
    ...members,
  };
}

function tableOf(sockets: readonly ListeningSocket[], options = {}): string[] {
  const report = { sockets, unmatched: [], untold: [], withoutProcess: 0 };
  return localTable(report, { words: localEn.words, ...options });
}

test('a row tells port, address, who reaches it, process and service; below it stands what the service is for', () => {
  assert.deepEqual(tableOf([socket()]), [
    'PORT    ADDRESS  REACHABLE BY  PROCESS     SERVICE',
    '22/tcp  0.0.0.0  everyone      sshd (812)  ssh',
    '        Remote shell.',
    '',
    'Listening: 1 reachable by everyone. Firewalls are not considered.',
  ]);
});

test('sockets of one process that differ in their addresses share a row', () => {
  const lines = tableOf([socket(), socket({ family: 6, address: '::' })]);
  assert.match(lines[1] ?? '', /^22\/tcp {2}0\.0\.0\.0, :: {2}everyone/);
  assert.match(lines.at(-1) ?? '', /: 1 reachable by everyone\./);
});

test('sockets that differ in exposure, process or transport have rows of their own', () => {
  const different: Partial<ListeningSocket>[] = [
    { address: '127.0.0.1', exposure: 'loopback' },
    { address: '::', process: { pid: 813, name: 'sshd' } },
    { address: '::', process: null },
    { address: '::', otherProcesses: [SSHD] },
    { address: '::', transport: 'udp' },
    { address: '::', service: null },
  ];
  for (const members of different) {
    const rows = tableOf([socket(), socket(members)]).filter((line) => line.startsWith('22/'));
    assert.equal(rows.length, 2, JSON.stringify(members));
  }
});

test('rows are counted by who reaches them', () => {
  const lines = tableOf([
    socket(),
    socket({ address: '192.0.2.7', exposure: 'address' }),
    socket({ address: '127.0.0.1', exposure: 'loopback' }),
    socket({ address: '::1', exposure: 'loopback' }),
  ]);
  const summary = lines.slice(lines.indexOf('') + 1).join(' ');
  assert.match(
    summary,
    /^Listening: 1 reachable by everyone, 1 by the network of one address, 1 by this machine only\./,
  );
});

test('a name that only the port number speaks for ends in a question mark', () => {
  for (const basis of ['custom', 'registry', 'alias'] as const) {
    assert.match(tableOf([socket({ service: { ...SSH, basis } })])[1] ?? '', /ssh\?$/);
  }
});

test('what nobody knows is left out', () => {
  const [, row, after] = tableOf([socket({ port: 49_200, process: null, service: null }, { names: [] })]);
  assert.deepEqual([row, after], ['49200/tcp  0.0.0.0  everyone      -', '']);
});

test('a custom use says what is registered instead', () => {
  const service = { name: 'dev-server', basis: 'custom', description: null } as const;
  const lines = tableOf([socket({ port: 3000, service }, { names: ['hbci', 'remoteware-cl'] })]);
  assert.match(lines[2] ?? '', /^ {10}\(registered for hbci, remoteware-cl\)$/);
  const chinese = socket({ port: 3000, service: { ...service, description: '开发服务器。' } }, { names: ['hbci'] });
  assert.equal(tableOf([chinese], { words: localZh.words })[2], '          开发服务器。（登记给 hbci）');
});

test('a risk is told where others reach the port, not where only this machine does', () => {
  const risk = { belief: null, text: 'No password by default. Bind it locally.', source: 'test' };
  assert.ok(tableOf([socket({}, { risk })]).includes('        Risk: No password by default.'));
  assert.ok(
    tableOf([socket({ exposure: 'address' }, { risk })])
      .join()
      .includes('Risk:'),
  );
  assert.ok(
    !tableOf([socket({ exposure: 'loopback' }, { risk })])
      .join()
      .includes('Risk:'),
  );
});

test('of many processes two are named, those of other names first, and the rest counted', () => {
  const workers = [2, 3, 4].map((pid) => ({ pid, name: 'nginx' }));
  const cellOf = (...otherProcesses: (typeof SSHD)[]) =>
    tableOf([socket({ process: { pid: 1, name: 'nginx' }, otherProcesses })])[1];
  assert.match(cellOf(...workers) ?? '', / nginx \(1\) and 3 more /);
  assert.match(cellOf(SSHD) ?? '', / nginx \(1\), sshd /);
  const lines = tableOf([socket({ process: { pid: 1, name: null } })]);
  assert.match(lines[1] ?? '', /everyone {6}1 {8}ssh/);
});

test('nothing listens: no lines', () => {
  assert.deepEqual(tableOf([]), []);
});

test('every line fits 80 columns, and 60, in both languages, however long the names', () => {
  const long = 'name-'.repeat(60);
  const sockets = [
    socket({ address: 'fe80::1c2d:3eff:fe4f:5a6b', process: { pid: 4_194_304, name: '漢字'.repeat(60) } }),
    socket({ port: 65_535, transport: 'udp', exposure: 'loopback', process: { pid: 4_194_304, name: long } }),
    socket({ port: 6379, service: { name: long, basis: 'custom', description: long } }, { names: [long] }),
  ];
  for (const width of [80, 60]) {
    for (const { words } of [localEn, localZh]) {
      for (const line of tableOf(sockets, { width, words })) assert.ok(stringWidth(line) <= width, line);
    }
  }
});

test('control characters in names of processes are shown, not obeyed', () => {
  const name = '\u001b[2J\u202e\r';
  const text = tableOf([socket({ process: { pid: 1, name } })]).join('\n');
  assert.doesNotMatch(text, /[\u001b\u202e\r]/);
  assert.match(text, /\\x1b\[2J\\u202e\\r \(1\)/);
});

test('in Chinese, headings, exposures and the summary are Chinese', () => {
  const lines = tableOf([socket(), socket({ address: '127.0.0.1', exposure: 'loopback' })], { words: localZh.words });
  assert.match(lines[0] ?? '', /^端口 +地址 +可访问者 +进程 +服务$/);
  assert.match(lines[1] ?? '', /所有人 +sshd \(812\) +ssh$/);
  assert.equal(lines.at(-1), '正在监听：1 个可被所有人访问，1 个仅本机可访问。未考虑防火墙。');
});

test('marks are added only when asked for', () => {
  const style = { bold: (text: string) => `<b>${text}</b>`, dim: (text: string) => `<i>${text}</i>` };
  const lines = tableOf([socket()], { style });
  assert.match(lines[0] ?? '', /^<i>PORT/);
  assert.match(lines[2] ?? '', /^<i> +Remote shell\.<\/i>$/);
});
