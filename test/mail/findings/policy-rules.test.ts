import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MtaStsPolicy } from '../../../src/mail/domain/types.js';
import { findFaults } from '../../../src/mail/findings/index.js';
import type { DaneMatch, DaneReport, MailFacts, VerdictCode } from '../../../src/mail/types.js';
import { tls } from '../../helpers/probe-records.js';
import { factsOf, withoutTls } from './facts.js';

const ids = (facts: MailFacts) => findFaults(facts).map(({ id }) => id);
const evidenceOf = (facts: MailFacts, id: string) => findFaults(facts).find((fault) => fault.id === id)?.evidence;

const exchanger = (changes: Partial<MailFacts> = {}): MailFacts =>
  factsOf('smtp', { secure: '250-mail.example.org\n250 SIZE 10240000\n' }, { role: 'relay', port: 25, ...changes });
const bound = (
  changes: Partial<MailFacts>,
  mode: MtaStsPolicy['mode'] = 'enforce',
  mx = ['mail.example.org'],
): MailFacts =>
  exchanger({ mtaSts: { id: '1', policy: { mode, mx, maxAgeSeconds: 86_400 }, problem: null }, ...changes });

const WRONG_NAME = tls({ matchesName: false });
const UNTRUSTED = tls({ chainError: 'DEPTH_ZERO_SELF_SIGNED_CERT' });

test('an exchanger that fits an enforced policy has no fault', () => {
  assert.deepEqual(ids(bound({})), []);
  assert.deepEqual(ids(bound({}, 'enforce', ['*.example.org'])), []);
});

test('under an enforced policy the certificate is told once, as what keeps mail away', () => {
  assert.deepEqual(ids(bound({ tls: WRONG_NAME })), ['mta-sts-certificate']);
  assert.deepEqual(evidenceOf(bound({ tls: WRONG_NAME }), 'mta-sts-certificate'), [
    'asked as mail.example.org',
    'certificate for mail.example.org',
  ]);
  assert.deepEqual(ids(bound({ tls: UNTRUSTED })), ['mta-sts-certificate']);
  assert.deepEqual(evidenceOf(bound({ tls: UNTRUSTED }), 'mta-sts-certificate'), ['DEPTH_ZERO_SELF_SIGNED_CERT']);
});

test('an enforced policy cannot be kept without STARTTLS', () => {
  assert.deepEqual(ids(withoutTls(bound({}))), ['starttls-missing-on-relay', 'mta-sts-certificate']);
});

test('what is only tested is weak, and the notes about the certificate stand', () => {
  assert.deepEqual(ids(bound({ tls: UNTRUSTED }, 'testing')), [
    'certificate-self-signed-on-relay',
    'mta-sts-testing-would-fail',
  ]);
  assert.deepEqual(ids(bound({}, 'testing', ['other.example.org'])), ['mta-sts-testing-would-fail']);
  assert.deepEqual(ids(bound({}, 'testing')), []);
  assert.deepEqual(ids(bound({ tls: WRONG_NAME }, 'none', [])), ['certificate-name-mismatch-on-relay']);
});

test('an exchanger that an enforced policy leaves out is told with what it lists', () => {
  const facts = bound({}, 'enforce', ['mx.example.net', '*.example.com']);
  assert.deepEqual(ids(facts), ['mta-sts-exchanger-not-listed']);
  assert.deepEqual(evidenceOf(facts, 'mta-sts-exchanger-not-listed'), [
    'mail.example.org',
    'mx: mx.example.net',
    'mx: *.example.com',
  ]);
});

test('a policy says nothing of who serves clients', () => {
  assert.deepEqual(ids({ ...bound({}, 'enforce', ['other.example.org']), role: 'submission' }), [
    'auth-missing-on-submission',
  ]);
});

const RECORD = { usage: 3, selector: 1, matchingType: 1, data: 'ab'.repeat(32) };
const dane = (changes: Partial<DaneReport>): DaneReport => ({
  ...{ name: '_25._tcp.mail.example.org', records: [RECORD], validated: true, matches: ['match'], outcome: 'pass' },
  ...changes,
});

test('where a record stands for the key, nobody looks at the name, the dates and who signed', () => {
  const { certificate } = tls();
  const odd = tls({
    matchesName: false,
    chainError: 'CERT_HAS_EXPIRED',
    certificate: { ...certificate!, validTo: '2020-01-01T00:00:00Z' },
  });
  assert.deepEqual(ids(exchanger({ tls: odd, dane: dane({}) })), []);
  assert.deepEqual(ids(exchanger({ tls: odd, dane: dane({ validated: false }) })), [
    'certificate-expired-on-relay',
    'dane-unvalidated',
  ]);
  // An authority's record leaves the dates to be looked at.
  const byAuthority = dane({ records: [{ ...RECORD, usage: 2 }] });
  assert.deepEqual(ids(exchanger({ tls: odd, dane: byAuthority })), ['certificate-expired-on-relay']);
});

test('records count only where the resolver vouches for them', () => {
  const failing = { matches: ['mismatch'], outcome: 'fail' } as const;
  assert.deepEqual(ids(exchanger({ dane: dane(failing) })), ['dane-mismatch']);
  assert.deepEqual(ids(exchanger({ dane: dane({ ...failing, validated: false }) })), ['dane-unvalidated']);
  const unusable = { matches: ['unusable'], outcome: 'unusable' } as const;
  assert.deepEqual(ids(exchanger({ dane: dane(unusable) })), ['dane-unusable']);
  assert.deepEqual(ids(exchanger({ dane: dane({ ...unusable, validated: false }) })), ['dane-unvalidated']);
  assert.deepEqual(ids(exchanger({ dane: dane({ records: [], matches: [], outcome: 'none' }) })), []);
  assert.deepEqual(
    ids(exchanger({ dane: dane({ records: [], matches: [], outcome: 'unknown', validated: false }) })),
    [],
  );
});

test('a record is cited as a zone has it', () => {
  assert.deepEqual(evidenceOf(exchanger({ dane: dane({ outcome: 'fail', matches: ['mismatch'] }) }), 'dane-mismatch'), [
    `_25._tcp.mail.example.org TLSA 3 1 1 ${RECORD.data}: does not match`,
  ]);
});

test('of each record it is told why it does not do', () => {
  const why = (match: DaneMatch, changes: Partial<MailFacts> = {}) => {
    const report = dane({ outcome: 'fail', records: [{ ...RECORD, usage: 2 }], matches: [match] });
    const [line = ''] = evidenceOf(exchanger({ dane: report, ...changes }), 'dane-mismatch') ?? [];
    return line.slice(line.indexOf(': ') + 2);
  };
  assert.equal(why('other-name'), 'the authority matches, but the certificate is not for mail.example.org');
  assert.equal(why('not-valid-now'), 'the authority matches, but the certificate is not valid now');
  const { certificate } = tls();
  const old = tls({ certificate: { ...certificate!, validTo: '2020-01-01T00:00:00Z' } });
  assert.match(why('not-valid-now', { tls: old }) ?? '', /not valid now \(valid to 2020-01-01 00:00 UTC\)$/);
  assert.match(why('not-sent') ?? '', /^does not match; the issuer .* was not sent$/);
  assert.match(why('match') ?? '', /^matches, but a record with a stronger digest/);
  assert.equal(why('unusable'), 'not of a kind that mail uses');
});

test('records are told where STARTTLS is refused or fails, and not where nothing is known of it', () => {
  const report = dane({ matches: [], outcome: 'unknown' });
  const told = (changes: Partial<MailFacts>) =>
    evidenceOf(exchanger({ dane: report, tls: null, secureOffers: null, ...changes }), 'dane-without-tls')?.slice(1);
  const verdict = (code: VerdictCode, evidence: string | null) => ({
    verdict: { code, phase: 'tls' as const, evidence, earlier: null },
  });
  const answered = (reply: string): Partial<MailFacts> => ({
    startTls: 'refused',
    exchanges: [{ command: 'STARTTLS', reply, end: 'complete', secure: false }],
  });
  assert.deepEqual(told(answered('454 4.7.0 TLS not available\r\n')), ['454 4.7.0 TLS not available']);
  assert.equal(told(answered('421 4.3.2 Shutting down\r\n')), undefined);
  assert.deepEqual(told({ startTls: 'failed', ...verdict('tls-alert', 'handshake_failure') }), ['handshake_failure']);
  assert.deepEqual(told({ startTls: 'failed', ...verdict('tls-failed', null) }), ['tls-failed']);
  assert.equal(told({ startTls: 'failed', ...verdict('closed-early', null) }), undefined);
  const failed = { startTls: 'failed', ...verdict('tls-failed', null) } as const;
  assert.equal(told({ ...failed, tls: tls() }), undefined);
  assert.equal(told({ ...failed, dane: { ...report, validated: false } }), undefined);
  assert.equal(told({ ...failed, dane: dane({ records: [], matches: [], outcome: 'none' }) }), undefined);
});
