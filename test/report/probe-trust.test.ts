import assert from 'node:assert/strict';
import test from 'node:test';
import { probeEn } from '../../src/cli/messages/en/probe.js';
import { probeZh } from '../../src/cli/messages/zh-cn/probe.js';
import type { ProbeRecord } from '../../src/probe-records.js';
import { probeText } from '../../src/report/probe-text.js';
import type { CertificateDetails, TlsDetails } from '../../src/types.js';
import { CERTIFICATE, certificateDetails, probed, tls, tlsDetails } from '../helpers/probe-records.js';

const GOOD = { status: 'good', thisUpdate: null, nextUpdate: '2026-11-28T12:00:00.000Z' } as const;

/** The rows of a report about a service of this certificate and handshake. */
function rows(
  certificate: Partial<CertificateDetails>,
  handshake: Partial<TlsDetails> = {},
  { words = probeEn.words, ...change }: Partial<ProbeRecord> & { words?: typeof probeEn.words } = {},
): string[] {
  const shown = tls({
    certificate: { ...CERTIFICATE, details: certificateDetails(certificate) },
    details: tlsDetails(handshake),
  });
  return probeText(probed(25, { tls: shown, ...change }), { words, width: 120 }).map((line) => line.trim());
}

test('what an authority looked into is shown where it is more than the name', () => {
  assert.ok(rows({ validation: 'extended' }).includes('extended validation (EV)'));
  assert.ok(rows({ validation: 'organization' }).includes('organization validated (OV)'));
  assert.deepEqual(rows({ validation: 'domain' }), rows({ validation: null }));
  assert.ok(rows({ validation: 'individual' }, {}, { words: probeZh.words }).includes('个人验证（IV）'));
});

test('a stapled response is shown with what it says, and for how long', () => {
  const shown = (response: TlsDetails['stapledResponse']) => rows({ mustStaple: true }, { stapledResponse: response });
  assert.ok(shown(GOOD).includes('OCSP response stapled: good, until 2026-11-28'));
  assert.ok(shown({ ...GOOD, status: 'revoked', nextUpdate: null }).includes('OCSP response stapled: revoked'));
  assert.ok(shown({ ...GOOD, status: null, nextUpdate: null }).includes('OCSP response stapled: says nothing of it'));
  const both = rows({ validation: 'extended' }, { stapledResponse: GOOD }, { words: probeZh.words });
  assert.ok(both.includes('扩展验证（EV），附带 OCSP 响应：正常，有效期至 2026-11-28'));
});

test('a missing response is shown where the certificate demands one', () => {
  const missing = 'demands a stapled OCSP response, and has none';
  assert.ok(rows({ mustStaple: true }).includes(missing));
  assert.ok(!rows({ mustStaple: false }).includes(missing));
});

test('where no TLSA record matches, the one that would is shown whole', () => {
  const tlsa = `3 1 1 ${'ab'.repeat(32)}`;
  const dane = (outcome: 'fail' | 'pass'): ProbeRecord['dane'] => ({
    ...{ name: '_25._tcp.mail.example.org', validated: true, outcome, matches: ['mismatch'] },
    records: [{ usage: 3, selector: 1, matchingType: 1, data: 'cd'.repeat(32) }],
  });
  assert.ok(rows({}, { tlsa }, { dane: dane('fail') }).includes(`its key needs ${tlsa}`));
  assert.ok(!rows({}, { tlsa }, { dane: dane('pass') }).some((row) => row.includes(tlsa)));
});
