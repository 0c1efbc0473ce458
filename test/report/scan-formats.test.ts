import assert from 'node:assert/strict';
import test from 'node:test';
import { scanEn } from '../../src/cli/messages/en/scan.js';
import type { HostRecord, MetaRecord, ResultRecord, ScanRecord, SummaryRecord } from '../../src/records.js';
import type { ScanFormat } from '../../src/report/format.js';
import { scanJson } from '../../src/report/scan-json.js';
import { scanNdjson } from '../../src/report/scan-ndjson.js';
import { formatNumber, scanTable } from '../../src/report/scan-table.js';

const META = { type: 'meta', tool: 'portolan', planned: 1000 } as unknown as MetaRecord;

const SUMMARY: SummaryRecord = {
  type: 'summary',
  asked: 1000,
  open: 2,
  closed: 990,
  filtered: 8,
  unreachable: 0,
  unknown: 0,
  unknownReasons: {},
  skipped: 0,
  absentHosts: 0,
  resumed: 0,
  sent: 1008,
  retried: 8,
  recovered: 0,
  loss: 0,
  missed: { estimate: 0, sampled: 0, sampledAnswers: 0 },
  failedTargets: 0,
  complete: true,
  stopped: false,
  durationMs: 1234,
};

function result(port: number, change: Partial<ResultRecord> = {}): ResultRecord {
  return {
    type: 'result',
    target: 'mail.example.org',
    address: '192.0.2.25',
    port,
    transport: 'tcp',
    state: 'open',
    reason: 'accepted',
    attempts: 1,
    rttMs: 1,
    at: '2026-01-01T00:00:00.000Z',
    service: null,
    banner: null,
    greetingEnd: 'complete',
    tls: null,
    ...change,
  };
}

const smtp = {
  name: 'smtp',
  method: 'banner',
  confidence: 0.95,
  product: 'Postfix',
  vendor: 'Postfix',
  version: '3.7',
  hostname: 'mail.example.org',
  os: 'Debian',
  cpe: null,
  extra: {},
  evidence: [],
} as const;

const HOST: HostRecord = {
  type: 'host',
  target: 'mail.example.org',
  address: '192.0.2.25',
  states: { open: '25,80', closed: '1-24,26-79,81-992', filtered: '993-1000' },
};

function written(format: ScanFormat, records: readonly ScanRecord[]): string {
  return records
    .map((record) => {
      if (record.type === 'meta') return format.header(record);
      return record.type === 'summary' ? [...format.footer(record)].join('') : format.row(record);
    })
    .join('');
}

const RECORDS: ScanRecord[] = [
  META,
  result(80, {
    service: {
      ...smtp,
      name: 'http',
      method: 'port',
      confidence: 0.3,
      product: null,
      version: null,
      hostname: null,
      os: null,
    },
  }),
  result(25, { service: smtp }),
  HOST,
  SUMMARY,
];

test('the table lists a host when it is complete, its ports in order, guesses marked, the rest counted', () => {
  assert.equal(
    written(scanTable({ words: scanEn.words }), RECORDS),
    [
      '192.0.2.25 (mail.example.org)',
      '  PORT    STATE  SERVICE  DETAILS',
      '  25/tcp  open   smtp     Postfix 3.7 (Debian), says it is mail.example.org',
      '  80/tcp  open   http?',
      '  not shown: 990 closed, 8 filtered',
      '',
      'Asked 1,000 in 1.23 s: 2 open, 990 closed, 8 filtered.',
      'Open ports that may have been missed: hardly any (by the loss).',
      '',
    ].join('\n'),
  );
});

test('the table says why a port is filtered, unreachable or unknown', () => {
  const states = [
    result(1, { state: 'filtered', reason: 'no-answer' }),
    result(2, { state: 'unreachable', reason: 'host-unreachable' }),
    result(3, { state: 'unknown', reason: 'no-route' }),
  ];
  const text = written(scanTable({ words: scanEn.words, width: 100 }), [...states, HOST]).replace(/\s+/g, ' ');
  assert.match(text, /1\/tcp filtered \(no-answer\)/);
  assert.match(text, /2\/tcp unreachable \(host-unreachable\)/);
  assert.match(text, /3\/tcp unknown \(no-route\)/);
});

test('the table names a few quiet hosts and counts the others', () => {
  const quiet = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      ...HOST,
      address: `192.0.2.${index + 1}`,
      states: { closed: '1' },
    }));
  const text = (count: number) => written(scanTable({ words: scanEn.words }), [...quiet(count), SUMMARY]);
  assert.match(text(1), /^192\.0\.2\.1 has no open port\.\n/);
  assert.match(text(2), /^192\.0\.2\.1 and 192\.0\.2\.2 have no open port\.\n/);
  assert.match(text(1002), /^192\.0\.2\.1, 192\.0\.2\.2, 192\.0\.2\.3 and 999 more have no open port\.\n/);
});

test('a host with unasked ports is not said to have no open port', () => {
  const unasked = { ...HOST, states: { closed: '1-10', unknown: '11-1000' } };
  assert.doesNotMatch(written(scanTable({ words: scanEn.words }), [unasked, SUMMARY]), /no open port/);
});

test('the table says that a scan was stopped, and what is missing', () => {
  const footer = {
    ...SUMMARY,
    unknown: 1200,
    unknownReasons: { stopped: 1000, 'no-route': 200 },
    failedTargets: 2,
    complete: false,
    stopped: true,
  };
  const text = written(scanTable({ words: scanEn.words }), [footer]);
  assert.match(
    text,
    /Stopped early\.\nIncomplete: 1,200 could not be asked \(stopped, no-route\), 2 targets not scanned\.\n$/,
  );
});

test('no line of the table is wider than the terminal, and nothing in it is obeyed', () => {
  const hostile = { ...smtp, product: '\u001b[2J端口扫描\u202e'.repeat(9), hostname: 'x'.repeat(300) };
  const text = written(scanTable({ words: scanEn.words }), [result(25, { service: hostile }), HOST, SUMMARY]);
  assert.doesNotMatch(text, /[\u001b\u202e]/);
  for (const line of text.split('\n')) assert.ok([...line].length <= 80, line);
});

test('the JSON document holds every record in its place, results by port', () => {
  const document = JSON.parse(written(scanJson(), RECORDS));
  assert.deepEqual(document.meta, { tool: 'portolan', planned: 1000 });
  assert.deepEqual(
    document.results.map(({ port }: ResultRecord) => port),
    [25, 80],
  );
  assert.deepEqual(document.hosts, [{ target: HOST.target, address: HOST.address, states: HOST.states }]);
  assert.deepEqual(document.failures, []);
  assert.equal(document.summary.asked, 1000);
});

test('a JSON document without hosts is whole', () => {
  const document = JSON.parse(
    written(scanJson(), [META, { type: 'failure', target: 'x', code: 'ERR', message: 'no' }, SUMMARY]),
  );
  assert.deepEqual(document.failures, [{ target: 'x', code: 'ERR', message: 'no' }]);
  assert.deepEqual([document.hosts, document.results], [[], []]);
});

test('NDJSON holds every record on a line of its own, in the order in which they came', () => {
  const lines = written(scanNdjson(), RECORDS).trimEnd().split('\n');
  assert.deepEqual(
    lines.map((line) => JSON.parse(line)),
    RECORDS,
  );
});

test('numbers have commas between their thousands', () => {
  assert.deepEqual([0, 999, 1000, 65_535, 1_000_000].map(formatNumber), ['0', '999', '1,000', '65,535', '1,000,000']);
});
