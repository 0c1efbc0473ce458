import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { differencesOf, report, type Said } from '../../scripts/data/compare.js';
import { comparePorts } from '../../scripts/data/compare-ports.js';
import { ianaProtocols, ourProtocols } from '../../scripts/data/compare-protocols.js';
import { draw, seededRandom } from '../../scripts/data/sample.js';

const SCRIPT = fileURLToPath(new URL('../../scripts/compare-iana.ts', import.meta.url));
const smtp: Said = { fields: { names: 'smtp', status: 'assigned' }, documents: ['RFC5321', 'RFC3207'] };

function compare(...options: string[]) {
  return spawnSync(process.execPath, ['--import', 'tsx', SCRIPT, ...options], { encoding: 'utf8' });
}

function portRow(name: string, port: string, transport: string, reference = '', description = '') {
  return {
    'Service Name': name,
    'Port Number': port,
    'Transport Protocol': transport,
    Description: description,
    Reference: reference,
    'Registration Date': '2020-01-01',
  };
}

test('what agrees is no difference, and more documents on our side are none', () => {
  assert.deepEqual(differencesOf('25/tcp', { ...smtp, documents: ['RFC5321'] }, smtp, false), []);
});

test('each field that differs is told with both values', () => {
  const iana: Said = { fields: { names: 'smtp,mail', status: 'assigned' }, documents: ['RFC821'] };
  assert.deepEqual(differencesOf('25/tcp', iana, smtp, false), [
    { key: '25/tcp', field: 'names', iana: 'smtp,mail', ours: 'smtp', kind: 'different' },
    { key: '25/tcp', field: 'references', iana: 'RFC821', ours: 'RFC5321,RFC3207', kind: 'different' },
  ]);
  assert.deepEqual(differencesOf('25/tcp', undefined, smtp, true)[0], {
    key: '25/tcp',
    field: 'names',
    iana: '(none)',
    ours: 'smtp',
    kind: 'newer',
  });
});

test('a successor makes ours the newer one, and a document without a number is told apart', () => {
  const kind = (iana: string, ours: string) =>
    differencesOf('1/tcp', { ...smtp, documents: [iana] }, { ...smtp, documents: [ours] }, false)[0]?.kind;
  assert.equal(kind('RFC3588', 'RFC6733'), 'newer');
  assert.equal(kind('RFC3588', 'RFC9110'), 'different');
  assert.equal(kind('RFC-ietf-emailcore-rfc5321bis-43', 'RFC5321'), 'unnumbered');
});

test('the report counts each key once, under the gravest of its differences', () => {
  const lines: string[] = [];
  const difference = { key: '1/tcp', iana: 'a', ours: 'b' } as const;
  const allAgree = report(
    10,
    [
      { ...difference, field: 'names', kind: 'newer' },
      { ...difference, field: 'status', kind: 'different' },
      { ...difference, key: '2/tcp', field: 'names', kind: 'newer' },
    ],
    ['names', 'status'],
    (line) => lines.push(line),
  );
  assert.equal(allAgree, false);
  assert.deepEqual(lines.slice(-3), [
    'names: 8 agree, 2 newer on our side, 0 without a number yet, 0 different\n',
    'status: 9 agree, 0 newer on our side, 0 without a number yet, 1 different\n',
    '10 compared: 8 agree, 1 newer on our side, 0 without a number yet, 1 different\n',
  ]);
});

test('names, order, status and references of a port are read from IANA rows, exact rows before loose ones', () => {
  const { iana, differences, free, registered } = comparePorts([
    portRow('http', '80', 'tcp', '[RFC9110]'),
    portRow('www', '80', 'tcp', '[RFC9110]'),
    portRow('www-http', '80', 'tcp', '[Tim_Berners_Lee]'),
    portRow('', '585', '', '', 'De-registered'),
    portRow('', '26-28', '', '', 'Unassigned'),
    portRow('nsw-fe', '27', 'tcp'),
    portRow('', '9', 'sctp', '', 'Unassigned'),
  ]);
  assert.deepEqual(iana.get('80/tcp'), {
    fields: { names: 'http,www,www-http', status: 'assigned' },
    documents: ['RFC9110'],
  });
  assert.equal(iana.get('585/udp')?.fields['status'], 'deregistered');
  assert.equal(iana.get('27/tcp')?.fields['names'], 'nsw-fe');
  assert.equal(iana.get('27/udp')?.fields['status'], 'unassigned');
  assert.equal(iana.get('9/sctp'), undefined);
  assert.equal(iana.get('60000/tcp')?.fields['status'], 'dynamic');
  assert.deepEqual(differences(['80/tcp', '585/tcp', '585/udp', '26/tcp', '27/tcp', '60000/udp']), []);
  assert.ok(registered.includes('27/tcp') && free.includes('27/udp') && free.includes('60000/tcp'));
});

test('protocols are compared in keyword, name, flags, status and references', () => {
  const row = { Keyword: '', Protocol: '', 'IPv6 Extension Header': '', Reference: '' };
  const iana = ianaProtocols([
    { ...row, Decimal: '6', Keyword: 'TCP', Protocol: 'Transmission Control', Reference: '[RFC9293]' },
    { ...row, Decimal: '13', Keyword: 'ARGUS (deprecated)', Protocol: 'ARGUS', Reference: '[Robert_W_Scheifler]' },
    { ...row, Decimal: '44', Keyword: 'IPv6-Frag', Protocol: 'Fragment Header for IPv6', 'IPv6 Extension Header': 'Y' },
    { ...row, Decimal: '148-252', Protocol: 'Unassigned', Reference: '[Internet_Assigned_Numbers_Authority]' },
    { ...row, Decimal: '255', Keyword: 'Reserved' },
  ]);
  const ours = ourProtocols();
  assert.equal(ours.size, 256);
  assert.equal(iana.size, 4 + 105);
  for (const [key, said] of iana) assert.deepEqual(differencesOf(key, said, ours.get(key), false), [], key);
});

test('the same seed draws the same sample, another seed another one', () => {
  const items = Array.from({ length: 1000 }, (_, index) => index);
  const first = draw(items, 20, seededRandom(7));
  assert.deepEqual(draw(items, 20, seededRandom(7)), first);
  assert.notDeepEqual(draw(items, 20, seededRandom(8)), first);
  assert.equal(new Set(first).size, 20);
  assert.equal(draw([1, 2], 20, seededRandom(7)).length, 2);
});

test('a call without a file, with a wrong number or another file is told and exits 2', () => {
  const dir = mkdtempSync(join(tmpdir(), 'portolan-compare-'));
  try {
    const file = join(dir, 'other.csv');
    writeFileSync(file, 'a,b\r\n1,2\r\n');
    for (const options of [[], [file], [file, '--sample', 'many'], [file, '--seed', '-1']]) {
      const { status, stderr } = compare(...options);
      assert.equal(status, 2, `${options}: ${stderr}`);
      assert.match(stderr, /^compare-iana: [^\n]+\n$/);
    }
  } finally {
    rmSync(dir, { recursive: true });
  }
});

test('the header tells which registry a file is, and a difference exits 1', () => {
  const dir = mkdtempSync(join(tmpdir(), 'portolan-compare-'));
  try {
    const file = join(dir, 'protocols.csv');
    writeFileSync(file, 'Decimal,Keyword,Protocol,IPv6 Extension Header,Reference\n6,TCP,Transmission,,[RFC9293]\n');
    const { status, stdout } = compare(file);
    assert.equal(status, 1);
    assert.match(stdout, /^6\tname\tIANA Transmission\tours Transmission Control$/m);
  } finally {
    rmSync(dir, { recursive: true });
  }
});
