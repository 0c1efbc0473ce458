import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { probeEn } from '../../src/cli/messages/en/probe.js';
import type { ProbeRecord, ProbeStreamRecord } from '../../src/probe-records.js';
import { portRuns } from '../../src/report/mail-groups.js';
import { probeMarkdown, probeReport } from '../../src/report/probe-report.js';
import { finding, mailHost, notOpen, probed, service, verdict } from '../helpers/probe-records.js';

const LAST_PORT = 65_535;

function reportOn(records: Iterable<ProbeStreamRecord>, make: typeof probeReport = probeReport): string {
  const report = make({ words: probeEn.words, failure: () => '' });
  let text = '';
  for (const record of records) text += report.row(record);
  return text + report.footer();
}

const NO_MAIL: Partial<ProbeRecord> = {
  ...{ role: null, verdict: verdict('other-service'), offers: null, secureOffers: null, tls: null },
  service: service('ssh'),
};

/** Every port of a host, those that are open as given. */
function* everyPort(open: Readonly<Record<number, ProbeRecord>>): Generator<ProbeStreamRecord> {
  const closed = notOpen(1);
  for (let port = 1; port <= LAST_PORT; port++) yield open[port] ?? { ...closed, port };
  yield mailHost();
}

test('every port of a host is told in moments, ports that follow each other as one', () => {
  const text = reportOn(everyPort({ 25: probed(25), 587: probed(587) }));
  assert.match(text, /\n {2}587 smtp +ready .*\n {2}closed: 1-24, 26-586, 588-65535\n/);
  const markdown = reportOn(everyPort({ 25: probed(25) }), probeMarkdown);
  assert.match(markdown, /\n\nclosed: 1-24, 26-65535\n/);
});

test('where nothing of mail answers, what does has its block, and the closed ports one line', () => {
  const text = reportOn(everyPort({ 22: probed(22, NO_MAIL), 80: probed(80, NO_MAIL) }));
  assert.equal(text.match(/^192\.0\.2\.25:\d+ /gm)?.length, 2);
  assert.match(text, /\n\nmail\.example\.org {2}192\.0\.2\.25\n {2}closed: 1-21, 23-79, 81-65535\n$/);
});

test('a host that takes every connection is told in moments too, with its ports once', () => {
  const faulty = probed(1, { findings: [finding('starttls-missing', 'wrong', ['250 STARTTLS is not offered'])] });
  const open = Array.from({ length: 20_000 }, (_none, index) => ({ ...faulty, port: index + 1 }));
  assert.match(reportOn(open), /\n {2}wrong {2}starttls-missing {2}1-20000\n/);
  const remarks = open.map((record) => ({ ...record, findings: [], verdict: verdict('blocked-by-policy', '554 no') }));
  assert.match(reportOn(remarks), /\n {2}1-20000: it turns us away by its policy: 554 no\n/);
});

test('many exchangers are told in moments', () => {
  const count = 5000;
  const records = Array.from({ length: count }, (_none, index) => {
    const origin = { domain: 'x.example', kind: 'mx', name: `mx${index}`, preference: 1, service: null } as const;
    const address = `198.18.${index >> 8}.${index & 255}`;
    return index % 2 === 0 ? probed(25, { origin, address }) : notOpen(25, { origin, address });
  });
  const text = reportOn(records);
  assert.equal(text.match(/ ready /g)?.length, count / 2);
  assert.match(text, /\n {2}closed: mx1, mx3, mx5,/);
});

test('a port that a first try reached is told with what it said, although it is closed now', () => {
  const closed = { ...verdict('refused'), earlier: { code: 'closed-early', evidence: null, afterMs: 5000 } } as const;
  const transcript = [{ from: 'server', text: '220 hello\r\n', atMs: 1, connection: 1 }] as const;
  const records = [probed(25), notOpen(587, { verdict: closed, transcript }), mailHost()];
  const report = probeReport({ words: probeEn.words, failure: () => '', transcript: true });
  const text = records.map((record) => report.row(record)).join('') + report.footer();
  assert.match(text, /\n {2}closed: 587\n {2}587: a first try 5 s before: hung up\n/);
  assert.match(text, /\nWhat was said at 192\.0\.2\.25:587\n +1 ms +S: +220 hello\n/);
});

test('three ports and more that follow each other are one, whatever their order', () => {
  assert.deepEqual(portRuns([25, 110, 143, 465]), ['25', '110', '143', '465']);
  assert.deepEqual(portRuns([3, 1, 2, 9, 8]), ['1-3', '8', '9']);
  const expand = (run: string) => {
    const [first, last = first] = run.split('-').map(Number) as [number, number?];
    return Array.from({ length: last - first + 1 }, (_none, index) => first + index);
  };
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 60 })), (ports) => {
      assert.deepEqual(
        portRuns(ports).flatMap(expand),
        [...ports].sort((one, other) => one - other),
      );
    }),
  );
});
