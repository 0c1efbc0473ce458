import assert from 'node:assert/strict';
import test from 'node:test';
import { probeEn } from '../../src/cli/messages/en/probe.js';
import type { ProbeRecord } from '../../src/probe-records.js';
import { probeMarkdown, probeReport } from '../../src/report/probe-report.js';
import { finding, notOpen, probed, service, verdict } from '../helpers/probe-records.js';

const origin = (name: string) => ({ domain: 'example.org', kind: 'mx', name, preference: 10, service: null }) as const;
const silent = notOpen(25, {
  ...{ origin: origin('mx1.example.org'), target: 'mx1.example.org' },
  findings: [finding('exchanger-not-answering', 'weak', ['MX 10 mx1.example.org, 192.0.2.25: connection refused'])],
});
const right = probed(25, { origin: origin('mx2.example.org'), target: 'mx2.example.org', address: '192.0.2.26' });
const noMail: Partial<ProbeRecord> = {
  ...{ role: null, verdict: verdict('other-service'), offers: null, secureOffers: null, tls: null },
  service: service('ssh'),
};

function reportOn(records: readonly ProbeRecord[], make: typeof probeReport = probeReport): string {
  const report = make({ words: probeEn.words, failure: () => '' });
  return records.map((record) => report.row(record)).join('') + report.footer();
}

test('that an exchanger does not answer is told where its port is closed, too', () => {
  for (const records of [
    [silent, right],
    [silent],
    [silent, { ...right, ...noMail }],
    [silent, { ...silent, port: 26 }],
  ]) {
    const text = reportOn(records);
    assert.match(text, /\n *weak {2,}exchanger-not-answering\b/, text);
    assert.match(text, /> MX 10 mx1\.example\.org, 192\.0\.2\.25: connection refused\n/, text);
    assert.equal(text.match(/weak +exchanger-not-answering/g)?.length, 1, text);
    assert.match(reportOn(records, probeMarkdown), /\*\*weak\*\* `exchanger-not-answering`/);
  }
});
