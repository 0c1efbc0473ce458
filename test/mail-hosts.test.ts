import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MAX_HELD_BACK } from '../src/defaults.js';
import type { VerdictCode } from '../src/mail/types.js';
import { SilentExchangers } from '../src/mail-hosts.js';
import type { MailHostRecord, ProbeRecord } from '../src/probe-records.js';
import { finding } from './helpers/probe-records.js';

/** What became of port 25, or another, of an exchanger. */
function record(domain: string, address: string, code: VerdictCode, port = 25): ProbeRecord {
  const state = code === 'timed-out' ? 'filtered' : code === 'not-asked' ? 'unknown' : 'open';
  const origin = { domain, kind: 'mx', name: `mx.${domain}`, preference: 10, service: null };
  const findings = code === 'timed-out' ? [finding('exchanger-not-answering', 'weak'), finding('other', 'note')] : [];
  const verdict = { code, phase: 'connect', evidence: null, earlier: null };
  return {
    type: 'probe',
    target: `mx.${domain}`,
    address,
    port,
    state,
    origin,
    verdict,
    findings,
  } as unknown as ProbeRecord;
}

/** What is told, in order. */
function told(records: readonly (ProbeRecord | MailHostRecord)[]): string[] {
  const silent = new SilentExchangers();
  const all = [...records.flatMap((each) => silent.add(each)), ...silent.end()];
  return all.map((each) =>
    each.type === 'probe' ? `${each.address}:${each.port} ${each.verdict.code}` : each.address,
  );
}

test('several unrelated exchangers that are silent at once speak for a block in the own network', () => {
  const silent = [
    record('one.example', '192.0.2.1', 'timed-out'),
    record('two.example', '198.51.100.1', 'timed-out'),
    record('three.example', '203.0.113.1', 'timed-out'),
  ];
  assert.deepEqual(told(silent), [
    '192.0.2.1:25 network-blocks-port',
    '198.51.100.1:25 network-blocks-port',
    '203.0.113.1:25 network-blocks-port',
  ]);
});

test('exchangers that our own network keeps from us are not told not to answer', () => {
  const findingsAt = (...addresses: readonly string[]) => {
    const silent = new SilentExchangers();
    const records = addresses.map((address, at) => record(`d${at}.example`, address, 'timed-out'));
    const all = [...records.flatMap((each) => silent.add(each)), ...silent.end()];
    return all.map((each) => each.findings.map(({ id }) => id));
  };
  const excused = ['other'];
  assert.deepEqual(findingsAt('192.0.2.1', '198.51.100.1', '203.0.113.1'), [excused, excused, excused]);
  const held = ['exchanger-not-answering', 'other'];
  assert.deepEqual(findingsAt('192.0.2.1', '198.51.100.1'), [held, held]);
});

test('where anybody answers at port 25 the silence is the exchangers own', () => {
  for (const answer of ['ready', 'refused', 'blocked-by-policy'] as const) {
    const records = [
      record('one.example', '192.0.2.1', 'timed-out'),
      record('two.example', '198.51.100.1', 'timed-out'),
      record('three.example', '203.0.113.1', answer),
      record('four.example', '233.252.0.1', 'timed-out'),
    ];
    assert.deepEqual(told(records), [
      '192.0.2.1:25 timed-out',
      '198.51.100.1:25 timed-out',
      `203.0.113.1:25 ${answer}`,
      '233.252.0.1:25 timed-out',
    ]);
  }
});

test('the addresses of one host tell nothing of the network', () => {
  const records = ['192.0.2.1', '198.51.100.1', '203.0.113.1'].map((address) =>
    record('one.example', address, 'timed-out'),
  );
  assert.ok(told(records).every((line) => line.endsWith('timed-out')));
});

test('what comes behind a silent exchanger waits until somebody answers, so that the order stays', () => {
  const records = [
    record('one.example', '192.0.2.1', 'timed-out'),
    record('one.example', '192.0.2.1', 'ready', 587),
    { type: 'mail-host', target: 'mx.one.example', address: '192.0.2.1', findings: [] } as const,
    record('two.example', '198.51.100.1', 'not-asked'),
    record('three.example', '203.0.113.1', 'ready'),
    record('four.example', '233.252.0.1', 'timed-out'),
  ];
  const order = ['192.0.2.1:25 timed-out', '192.0.2.1:587 ready', '192.0.2.1', '198.51.100.1:25 not-asked'];
  assert.deepEqual(told(records), [...order, '203.0.113.1:25 ready', '233.252.0.1:25 timed-out']);
  const silent = new SilentExchangers();
  assert.deepEqual(
    records.map((each) => silent.add(each).length),
    [0, 0, 0, 0, 5, 1],
  );
});

test('what this machine could not ask says nothing of the network', () => {
  const silent = new SilentExchangers();
  assert.equal(silent.add(record('two.example', '198.51.100.1', 'not-asked')).length, 1);
  assert.equal(silent.add(record('one.example', '192.0.2.1', 'timed-out')).length, 0);
});

test('not more than a few screenfuls are held back', () => {
  const silent = new SilentExchangers();
  const counts = Array.from({ length: 600 }, (_, index) =>
    silent.add(record(`d${index}.example`, `192.0.2.${index % 250}`, 'timed-out')),
  ).map((records) => records.length);
  assert.equal(Math.max(...counts), MAX_HELD_BACK + 1);
});
