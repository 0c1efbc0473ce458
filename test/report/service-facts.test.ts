import assert from 'node:assert/strict';
import test from 'node:test';
import { factsEn } from '../../src/cli/messages/en/facts.js';
import { scanEn } from '../../src/cli/messages/en/scan.js';
import { scanZh } from '../../src/cli/messages/zh-cn/scan.js';
import type { HostRecord, ResultRecord } from '../../src/records.js';
import { scanTable } from '../../src/report/scan-table.js';
import { closesAtOnce, tellingFacts, tlsFacts } from '../../src/report/service-facts.js';
import type { CertificateSummary, Service, TlsSummary } from '../../src/types.js';

function serviceOf(extra: Service['extra'], product: string | null = null): Service {
  return {
    ...{ name: 'http', method: 'probe', confidence: 0.9, product, vendor: null, version: null },
    ...{ hostname: null, os: null, cpe: null, extra, evidence: [] },
  };
}

function tlsOf(subject: string | null, alpn: string | null = null): TlsSummary {
  const certificate = subject === null ? null : ({ subject } as CertificateSummary);
  const unknown = { chainError: null, matchesName: null, keyExchange: null };
  return {
    version: 'TLSv1.3',
    cipher: null,
    alpn,
    authorized: false,
    authorizationError: null,
    ...unknown,
    certificate,
  };
}

const HOST: HostRecord = {
  type: 'host',
  target: 'box.example',
  address: '192.0.2.25',
  states: { open: '1-100' },
};

function resultOf(port: number, change: Partial<ResultRecord>): ResultRecord {
  return {
    ...{ type: 'result', target: 'box.example', address: '192.0.2.25', port, transport: 'tcp', state: 'open' },
    ...{ reason: 'accepted', attempts: 1, rttMs: 1, at: '2026-01-01T00:00:00.000Z', service: null, banner: null },
    ...{ greetingEnd: 'timeout', tls: null },
    ...change,
  };
}

function tableOf(words: typeof scanEn.words, ...results: ResultRecord[]): string {
  const table = scanTable({ words });
  for (const result of results) table.row(result);
  return table.row(HOST);
}

test('a title tells, and what the server says of itself where its product is not known', () => {
  const extra = { status: '200', server: 'Foo/1.2', title: 'Welcome' };
  assert.deepEqual(tellingFacts(serviceOf(extra), factsEn), ['Foo/1.2', '"Welcome"']);
  assert.deepEqual(tellingFacts(serviceOf(extra, 'Foo'), factsEn), ['"Welcome"']);
  assert.deepEqual(tellingFacts(serviceOf({ protocolVersion: '3.8' }), factsEn), ['protocol 3.8']);
  assert.deepEqual(tellingFacts(serviceOf({ access: 'password required' }, 'Redis'), factsEn), ['password required']);
  assert.deepEqual(tellingFacts(serviceOf({ title: '', constructor: 'x' }), factsEn), []);
});

test('a line has room for two facts, none of them long', () => {
  const extra = { server: 'x'.repeat(300), protocolVersion: '1', dialect: '2', title: '标题'.repeat(99) };
  assert.deepEqual(tellingFacts(serviceOf(extra), factsEn), [`${'x'.repeat(39)}…`, 'protocol 1']);
  const [title = ''] = tellingFacts(serviceOf({ title: extra.title }), factsEn);
  assert.equal(title, `"${'标题'.repeat(9)}标…"`);
});

test('TLS is shown with what it agreed on, and whose certificate it is where nothing else says so', () => {
  assert.deepEqual(tlsFacts(null, [], factsEn), []);
  assert.deepEqual(tlsFacts(tlsOf(null, 'h2'), [], factsEn), ['TLSv1.3 (h2)']);
  const subject = 'C=NL, O=Box, CN=mail.example.org';
  assert.deepEqual(tlsFacts(tlsOf(subject), ['box', null], factsEn), ['TLSv1.3 for mail.example.org']);
  assert.deepEqual(tlsFacts(tlsOf(subject), ['Mail.Example.org', null], factsEn), ['TLSv1.3']);
  assert.deepEqual(tlsFacts(tlsOf('O=Box'), [], factsEn), ['TLSv1.3']);
});

test('a port closes at once where it hangs up without a word, and nothing is known of it', () => {
  assert.equal(closesAtOnce(resultOf(1, { greetingEnd: 'closed' })), true);
  assert.equal(
    closesAtOnce(resultOf(1, { greetingEnd: 'closed', service: { ...serviceOf({}), method: 'port' } })),
    true,
  );
  assert.equal(closesAtOnce(resultOf(1, { greetingEnd: 'closed', service: serviceOf({}) })), false);
  assert.equal(closesAtOnce(resultOf(1, { greetingEnd: 'closed', banner: '220 bye' })), false);
  assert.equal(closesAtOnce(resultOf(1, { greetingEnd: 'stopped' })), false);
});

test('the table says what closes at once, in both languages', () => {
  const guess: Service = { ...serviceOf({}), name: 'telnet', method: 'port', confidence: 0.3 };
  const closed = resultOf(23, { greetingEnd: 'closed', service: guess });
  assert.match(tableOf(scanEn.words, closed), /^ {2}23\/tcp {2}open {3}telnet\? {2}closes at once$/m);
  assert.match(tableOf(scanZh.words, closed), /telnet\? +随即关闭连接$/m);
  const greeted = resultOf(23, { greetingEnd: 'closed', banner: 'no', service: guess });
  assert.doesNotMatch(tableOf(scanEn.words, greeted), /closes/);
});

test('below the table stand the lines about what nobody knows, whole, three at most', () => {
  const line = (port: number) => `portolan 0.1.0 port ${port} greeting="${'?'.repeat(200)}"`;
  const unknown = (port: number) => resultOf(port, { banner: '?', unrecognized: [], report: line(port) });
  const few = tableOf(scanEn.words, unknown(7), unknown(9));
  assert.ok(few.endsWith(`share them:\n  ${line(7)}\n  ${line(9)}\n`), few);
  const many = tableOf(scanEn.words, ...[1, 2, 3, 4, 5].map(unknown)).replace(/\s+/g, ' ');
  assert.ok(many.includes('What answers at 1, 2, 3 is not known.'), many);
  assert.ok(many.includes('(--json has 2 more)'), many);
  assert.doesNotMatch(many, /port 4/);
  assert.match(tableOf(scanZh.words, unknown(7), unknown(9)), /未能识别端口 7、9 上的服务。/);
});
