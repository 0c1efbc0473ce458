import assert from 'node:assert/strict';
import test from 'node:test';
import stringWidth from 'string-width';
import { lookupEn } from '../../src/cli/messages/en/lookup.js';
import { type LookupResult, lookup } from '../../src/reference/index.js';
import { lookupTable } from '../../src/report/lookup-table.js';

const words = lookupEn.table;
const table = (...queries: string[]) => lookupTable(queries.map(lookup), { words });

test('a port is answered in the first line', () => {
  assert.deepEqual(table('smtp'), [
    'Port 25: smtp',
    '  tcp, udp  smtp  Simple Mail Transfer (also called mail, email, mta, esmtp)',
  ]);
});

test('port and IP protocol of one number stand apart, with the difference', () => {
  const lines = table('25');
  assert.equal(lines[0], 'Port 25: smtp');
  assert.equal(lines[2], '');
  assert.equal(lines[3], 'IP protocol 25 (not a port): LEAF-1');
  assert.match(lines.slice(4).join(' '), /A protocol number says what an IP packet carries/);
});

test('the difference is not explained to whom it does not concern', () => {
  for (const query of ['proto:6', 'port:6', '6000'])
    assert.doesNotMatch(table(query).join(' '), /protocol number says/);
});

test('free and reserved ports are named as such', () => {
  assert.equal(table('784')[0], 'Port 784: unassigned');
  assert.equal(table('port:0')[0], 'Port 0: reserved');
  assert.equal(table('49152')[0], 'Port 49152: dynamic, never assigned');
});

test('transports with different services have a row each', () => {
  const lines = table('514');
  assert.equal(lines[0], 'Port 514: shell, syslog');
  assert.match(lines[1] ?? '', /^ {2}tcp {2}shell/);
});

test('neighbours of one registered range share a row', () => {
  const lines = table('5998-6002');
  assert.equal(lines[0], 'Ports for 5998-6002');
  assert.match(lines[3] ?? '', /^ {2}6000-6002 {2}tcp, udp {2}x11/);
});

test('each query has its own block and one without matches has none', () => {
  assert.equal(table('smtp', 'zzqqxxjj', 'pop3').filter((line) => line === '').length, 1);
  assert.deepEqual(table('zzqqxxjj'), []);
});

test('every line fits 80 columns, and 60', () => {
  for (const width of [80, 60]) {
    const lines = lookupTable([lookup('0-65535'), lookup('post office'), lookup('25')], { words, width });
    for (const line of lines) assert.ok(stringWidth(line) <= width, line);
  }
});

test('control characters in data and query are shown, not obeyed', () => {
  const entry = {
    ...lookup('25/tcp').matches[0]!,
    names: ['a\u001b[2J'],
    description: 'x\u202ey\r\nz',
  } as LookupResult['matches'][number];
  const other = { ...lookup('26/tcp').matches[0]! };
  const text = lookupTable([{ query: 'q\u0007', matches: [entry, other], suggestions: [] }], { words }).join('\n');
  assert.doesNotMatch(text, /[\u001b\u0007\u202e\r]/);
  assert.match(text, /q\\x07/);
  assert.match(text, /x\\u202ey\\r\\nz/);
});

test('marks are added only when asked for', () => {
  const style = { bold: (text: string) => `<b>${text}</b>`, dim: (text: string) => `<i>${text}</i>` };
  assert.equal(lookupTable([lookup('smtp')], { words, style })[0], '<b>Port 25:</b> smtp');
});
