import assert from 'node:assert/strict';
import test from 'node:test';
import stringWidth from 'string-width';
import { lookupEn } from '../../src/cli/messages/en/lookup.js';
import { lookupZh } from '../../src/cli/messages/zh-cn/lookup.js';
import { type LookupResult, lookup } from '../../src/reference/index.js';
import { lookupTable } from '../../src/report/lookup-table.js';

const words = lookupEn.table;
const table = (...queries: string[]) =>
  lookupTable(
    queries.map((query) => lookup(query)),
    { words },
  );
const chinese = (query: string) => lookupTable([lookup(query, { language: 'zh-CN' })], { words: lookupZh.table });

test('a port is answered in the first line', () => {
  const lines = table('port:smtp');
  assert.equal(lines[0], 'Port 25: smtp');
  assert.match(lines[1] ?? '', /^ {2}tcp, udp {2}smtp {2}Simple Mail Transfer \(also called mail, email, /);
  assert.equal(lines.filter((line) => line === '').length, 0);
});

test('port and IP protocol of one number stand apart, with the difference', () => {
  const lines = table('25');
  const protocol = lines.indexOf('IP protocol 25 (not a port): LEAF-1');
  assert.equal(lines[0], 'Port 25: smtp');
  assert.equal(lines[protocol - 1], '');
  assert.match(lines.slice(protocol).join(' '), /A protocol number says what an IP packet carries/);
});

test('port and SMTP reply code of one number stand apart, with the difference', () => {
  const text = table('550').join('\n');
  assert.match(text, /^Port 550: new-rwho\n/);
  assert.match(text, /\n\nSMTP reply 550: .*\n/);
  assert.match(text.replace(/\s+/g, ' '), /nothing to do with the port of that number/);
  assert.doesNotMatch(table('port:550').join(' '), /SMTP reply/);
});

test('what people meet at a port is marked as not registered', () => {
  assert.match(table('51820/udp').join(' '), /^Port 51820: dynamic, never assigned \(custom: wireguard\)/);
  assert.match(
    table('8443/tcp').join(' ').replace(/\s+/g, ' '),
    /Custom, not IANA’s https-alt, .* plesk: .*\(Plesk documentation/,
  );
});

test('names of malware stand under historic associations with their document', () => {
  const text = table('11/tcp').join('\n');
  assert.match(text, /^Port 11: systat\n/);
  assert.match(text, /\n {2}Historic associations {2}Skun \(常用端口号和协议对照表\)/);
  assert.match(table('skun').join('\n'), /\n {2}16 {2}tcp {2}unassigned {2}Historic associations: Skun/);
});

test('a pasted reply is explained part by part', () => {
  const headings = table('550 5.7.1 Relaying denied').filter((line) => /^\S/.test(line));
  assert.equal(headings.length, 2);
  assert.match(headings[0] ?? '', /^SMTP reply 550: /);
  assert.match(headings[1] ?? '', /^SMTP enhanced status code 5\.7\.1: /);
});

test('a name that finds several ports shows the likeliest whole and lists the others', () => {
  const lines = table('post office');
  assert.equal(lines[0], 'Port 110: pop3');
  assert.match(lines[lines.indexOf('Other ports') + 1] ?? '', /^ {2}109 {2}tcp, udp {2}pop2/);
});

test('everything around the data is Chinese when it is asked for', () => {
  assert.equal(chinese('25')[0], '端口 25：smtp');
  const text = chinese('25').join('\n');
  for (const label of [
    '中文名称',
    '范围',
    '实际使用',
    '风险',
    '说明',
    '历史关联',
    '参考文献',
    'IP 协议 25（不是端口）',
  ]) {
    assert.ok(text.includes(label), label);
  }
  assert.match(chinese('smtp:550')[0] ?? '', /^SMTP 应答 550：\p{Script=Han}/u);
});

test('the difference is not explained to whom it does not concern', () => {
  for (const query of ['proto:6', 'port:6', '6000', 'l2tp'])
    assert.doesNotMatch(table(query).join(' '), /protocol number says/);
});

test('free and reserved ports are named as such', () => {
  assert.equal(table('784')[0], 'Port 784: unassigned');
  assert.equal(table('port:0')[0], 'Port 0: reserved');
  assert.equal(table('49153')[0], 'Port 49153: dynamic, never assigned');
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
  assert.equal(table('port:smtp', 'zzqqxxjj', 'port:pop3').filter((line) => line === '').length, 1);
  assert.deepEqual(table('zzqqxxjj'), []);
});

test('every line fits 80 columns, and 60', () => {
  for (const width of [80, 60]) {
    const queries = ['0-12000', 'post office', '25', '550 5.7.1 x', 'smtp:EHLO', 'topic:base64', 'mail server'];
    for (const [language, texts] of [
      ['en', words],
      ['zh-CN', lookupZh.table],
    ] as const) {
      const results = queries.map((query) => lookup(query, { language }));
      for (const line of lookupTable(results, { words: texts, width })) assert.ok(stringWidth(line) <= width, line);
    }
  }
});

test('control characters in data and query are shown, not obeyed', () => {
  const entry = {
    ...lookup('25/tcp').matches[0]!,
    names: ['a\u001b[2J'],
    description: 'x\u202ey\r\nz',
  } as LookupResult['matches'][number];
  const other = { ...lookup('26/tcp').matches[0]! };
  const text = lookupTable([{ query: '25-26\u0007', matches: [entry, other], notes: [], suggestions: [] }], {
    words,
  }).join('\n');
  assert.doesNotMatch(text, /[\u001b\u0007\u202e\r]/);
  assert.match(text, /25-26\\x07/);
  assert.match(text, /x\\u202ey\\r\\nz/);
});

test('marks are added only when asked for', () => {
  const style = { bold: (text: string) => `<b>${text}</b>`, dim: (text: string) => `<i>${text}</i>` };
  assert.equal(lookupTable([lookup('port:smtp')], { words, style })[0], '<b>Port 25:</b> smtp');
});
