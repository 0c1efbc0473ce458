import assert from 'node:assert/strict';
import test from 'node:test';
import { probeEn } from '../../src/cli/messages/en/probe.js';
import { probeZh } from '../../src/cli/messages/zh-cn/probe.js';
import type { ServiceOrigin } from '../../src/mail/domain/types.js';
import type { ProbeRecord, ProbeStreamRecord } from '../../src/probe-records.js';
import { probeReport } from '../../src/report/probe-report.js';
import {
  domain,
  faultyHost,
  finding,
  mailHost,
  notOpen,
  probed,
  service,
  tls,
  verdict,
} from '../helpers/probe-records.js';

type Options = Partial<Parameters<typeof probeReport>[0]>;

/** The whole report about these records. */
function reportOn(records: readonly ProbeStreamRecord[], options: Options = {}): string {
  const report = probeReport({ words: probeEn.words, failure: ({ target }) => `failed: ${target}`, ...options });
  return records.map((record) => report.row(record)).join('') + report.footer();
}

const failure = { type: 'failure', target: 'nowhere', code: 'ERR_RESOLVE', message: 'no such name' } as const;

test('a host with several services is a table: what came of each, TLS, certificate, login, findings', () => {
  const lines = reportOn([...faultyHost(), mailHost()]).split('\n');
  assert.deepEqual(lines.slice(0, 10), [
    'mail.example.org  192.0.2.25',
    '  SERVICE          ANSWER  PRODUCT  TLS           CERT     LOGIN  FINDINGS',
    '  25 smtp          ready   Postfix  STARTTLS 1.3  62 days  none   1 wrong 1 note',
    '  143 imap         ready   Dovecot  STARTTLS 1.3  62 days  TLS',
    '  465 submissions  ready   Postfix  TLS 1.3       expired  TLS    1 wrong',
    '  587 smtp         ready   Postfix  STARTTLS 1.3  62 days  clear  1 wrong 1 weak',
    '  993 imaps        ready   Dovecot  TLS 1.3       62 days  TLS',
    '  4190 sieve       busy    Dovecot',
    '  closed: 110, 995',
    '  4190: it turns us away for now: BYE "busy"',
  ]);
});

test('where there is room, a certificate has its words in full', () => {
  const wide = reportOn([...faultyHost(), mailHost()], { width: 120 });
  assert.match(wide, / 62 days left /);
  assert.match(wide, / expired 3 days ago /);
});

test('where there is too little room for the findings of each grade, the gravest are counted, and how many there are besides', () => {
  const grades = ['wrong', 'wrong', 'weak', 'note', 'note'] as const;
  const findings = grades.map((grade, index) => finding(`x${index}`, grade));
  const records = [probed(25, { findings }), probed(587, { findings: findings.slice(0, 1) }), mailHost()];
  const [, , ...rows] = reportOn(records, { width: 90 }).split('\n');
  assert.deepEqual(rows.slice(0, 2), [
    '  25 smtp   ready   Postfix  STARTTLS 1.3  62 days left  none   2 wrong 1 weak 2 notes',
    '  587 smtp  ready   Postfix  STARTTLS 1.3  62 days left  none   1 wrong',
  ]);
  const short = reportOn(records).split('\n');
  assert.equal(short[2], '  25 smtp   ready   Postfix  STARTTLS 1.3  62 days  none   2 wrong 1 weak 2 note');
  const narrow = reportOn(records, { width: 72 }).split('\n');
  assert.deepEqual(narrow.slice(2, 4), [
    '  25 smtp   ready   Postfix  STARTTLS 1.3  62 days  none   2 wrong +3',
    '  587 smtp  ready   Postfix  STARTTLS 1.3  62 days  none   1 wrong',
  ]);
});

test('findings stand below the table, the gravest first, those that services share once with their ports', () => {
  const text = reportOn([...faultyHost(), mailHost([finding('certificates-differ', 'note')])]);
  const found = text.split('\n').filter((line) => /^ {2}(?:wrong|weak|note) /.test(line));
  assert.deepEqual(found, [
    '  wrong  smtp-auth-in-clear  25, 587',
    '  wrong  certificate-expired  465',
    '  weak   tls-old-accepted  587',
    '  note   greeting-reveals-version  25',
    '  note   certificates-differ',
  ]);
  assert.match(text, /\nFindings: 2 wrong, 1 weak, 2 notes\n/);
  assert.match(
    text,
    / {2}wrong {2}smtp-auth-in-clear {2}25, 587\n {9}Something is to be said.*\n {9}> 250-AUTH.*\n {9}To mend it: /,
  );
});

test('a host that is as it should be has no findings, and this is said; one where nobody was ready has nothing to judge', () => {
  assert.match(reportOn([probed(25), probed(587), mailHost()]), /\nNo findings: nothing wrong, nothing weak\.\n$/);
  const busy = { verdict: verdict('temporarily-refused', '421 busy'), offers: null, secureOffers: null, tls: null };
  const text = reportOn([probed(25, busy), probed(587, busy), mailHost()]);
  assert.match(text, /\n {2}25, 587: it turns us away for now: 421 busy\n/);
  assert.doesNotMatch(text, /indings:/);
});

test('where a service was only listened to, nothing is said to be right', () => {
  const heard = { offers: null, secureOffers: null, tls: null, capabilities: null, secureCapabilities: null };
  assert.doesNotMatch(reportOn([probed(25, heard), probed(587, heard), mailHost()]), /No findings/);
  assert.doesNotMatch(reportOn([probed(25, heard)]), /No findings/);
});

test('each cause is told from the others', () => {
  const said = (changes: Partial<ProbeRecord>) =>
    reportOn([probed(25, { offers: null, secureOffers: null, ...changes }), notOpen(26)]).split('\n')[2] ?? '';
  assert.match(said({ verdict: verdict('blocked-by-policy', '554 5.7.1 no') }), / turned away \(554\) +Postfix/);
  assert.match(said({ verdict: verdict('greylisted', '450 4.7.1 x') }), / greylisted \(450\) +Postfix/);
  assert.match(said({ verdict: verdict('tls-alert', 'handshake failure'), tls: null }), / TLS alert +Postfix +failed$/);
  assert.match(said({ startTls: 'refused', tls: null }), / refused$/);
  assert.match(said({ startTls: 'not-offered', tls: null }), / none$/);
  assert.match(said({ tls: tls({ version: 'TLSv1' }) }), / STARTTLS 1\.0 /);
  assert.match(said({ tls: tls({ matchesName: false }) }), / other name$/);
  assert.match(said({ tls: tls({ chainError: 'DEPTH_ZERO_SELF_SIGNED_CERT' }) }), / self-signed$/);
  assert.match(said({ tls: tls({ chainError: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY' }) }), / untrusted$/);
  assert.match(said({ tls: tls({ matchesName: false, chainError: 'SELF_SIGNED_CERT_IN_CHAIN' }) }), / untrusted$/);
  assert.match(said({ tls: tls({ certificate: null }) }), / none$/);
  assert.match(said({ at: '2026-10-01T00:00:00.000Z' }), / not yet valid$/);
});

test('a certificate is for names: who asks by an address is told its days, and its other faults', () => {
  const said = (changes: Partial<ProbeRecord>) => {
    const asked = { target: '192.0.2.25', address: '192.0.2.25' };
    return reportOn([probed(587, { ...asked, ...changes }), probed(993, asked)]).split('\n')[2] ?? '';
  };
  assert.match(said({ tls: tls({ matchesName: false }) }), / 62 days /);
  assert.match(said({ tls: tls({ matchesName: false, chainError: 'X' }) }), / untrusted /);
  assert.match(said({ target: '192.0.2.25:587', tls: tls({ matchesName: false }) }), / 62 days /);
});

test('ports that nobody answers at take one line for each cause; a network that blocks is said to do so', () => {
  const silent = { state: 'filtered', reason: 'no-answer' } as const;
  const text = reportOn([
    probed(587),
    notOpen(110),
    notOpen(143),
    notOpen(465, { ...silent, verdict: verdict('timed-out') }),
    notOpen(25, { ...silent, verdict: verdict('network-blocks-port') }),
  ]);
  assert.match(text, /\n {2}closed: 110, 143\n {2}no answer: 465\n {2}blocked on the way: 25 \(several exchangers/);
  assert.equal(reportOn([notOpen(25), notOpen(110), mailHost()]), 'mail.example.org  192.0.2.25\n  closed: 25, 110\n');
});

const exchanger = (name: string, preference: number, kind: 'mx' | 'srv' = 'mx'): { origin: ServiceOrigin } => ({
  origin: { domain: 'example.org', kind, name, preference, service: kind === 'mx' ? null : 'imaps' },
});

test('a domain comes before its exchangers, which make one table where each has one service', () => {
  const weak = [finding('reverse-dns-missing', 'weak', ['192.0.2.26'])];
  const text = reportOn([
    domain({ findings: [finding('mx-single', 'note')] }),
    probed(25, exchanger('mx1.example.org', 10)),
    probed(25, { ...exchanger('mx2.example.org', 20), address: '192.0.2.26', findings: weak }),
    notOpen(25, { ...exchanger('mx3.example.org', 30), address: '192.0.2.27' }),
  ]);
  assert.match(text, /^example\.org\n {2}mail goes to {2}10 mail\.example\.org: 192\.0\.2\.25, 2001:db8::25\n/);
  assert.match(text, /\n +20 spare\.example\.org: there is no such name\n/);
  assert.match(text, /\n {2}MTA-STS +enforce, for mail\.example\.org, \*\.example\.net, kept 7 days\n/);
  assert.match(text, /\n {2}for clients +imaps: imap\.example\.org:993\n +pop3: not provided\n\nFindings: 1 note\n/);
  assert.match(text, /\n\nExchangers of example\.org\n {2}SERVICE .*\n {2}10 mx1\.example\.org {2}ready /);
  assert.match(text, /\n {2}20 mx2\.example\.org .* 1 weak\n {2}closed: mx3\.example\.org\n/);
  assert.match(text, /\n {2}weak {3}reverse-dns-missing {2}mx2\.example\.org\n/);
});

test('an exchanger with several addresses names them, one with several services has a table of its own', () => {
  const second = { address: '192.0.2.26' };
  const text = reportOn([probed(25, exchanger('mx', 10)), probed(25, { ...exchanger('mx', 10), ...second })]);
  assert.match(text, /\n {2}10 mx 192\.0\.2\.25 +ready .*\n {2}10 mx 192\.0\.2\.26 +ready /);
  const own = [probed(25, exchanger('mx1', 10)), probed(587, exchanger('mx1', 10)), mailHost()];
  const other = [25, 587].map((port) => probed(port, { ...exchanger('mx2', 20), ...second }));
  const several = reportOn([...own, ...other, mailHost([finding('certificates-differ', 'note')], second)]);
  assert.match(several, /^mx1 {2}192\.0\.2\.25 {2}exchanger of example\.org, preference 10\n/);
  assert.match(several, /\n\nmx2 {2}192\.0\.2\.26 {2}exchanger of example\.org, preference 20\n/);
  assert.match(several, /\n\n4 services asked, 4 ready: 1 note\.\n$/);
});

test('the services that SRV records name make one table, each with its host', () => {
  const imaps = { service: service('imaps', 'Dovecot'), secure: true } as const;
  const text = reportOn([
    probed(993, { ...exchanger('imap.example.org', 0, 'srv'), ...imaps }),
    probed(994, { ...exchanger('spare.example.org', 1, 'srv'), ...imaps, address: '192.0.2.26' }),
  ]);
  assert.match(text, /^Services for clients of example\.org\n/);
  assert.match(text, /\n {2}993 imaps imap\.example\.org +ready /);
});

test('a service by itself has its block, and services that are none of mail have theirs', () => {
  assert.match(reportOn([probed(25)]), /^192\.0\.2\.25:25 \(mail\.example\.org\) {2}smtp Postfix\n {2}greeting /);
  const other = { role: null, verdict: verdict('other-service'), offers: null, secureOffers: null, tls: null };
  const text = reportOn([22, 80].map((port) => probed(port, { ...other, service: service('ssh') })));
  assert.equal(text.match(/^192\.0\.2\.25:\d+ .* {2}ssh$/gm)?.length, 2);
});

test('--details shows the block of every open service below the table, with the documents of findings', () => {
  const text = reportOn([...faultyHost(), mailHost()], { details: true });
  assert.equal(text.match(/^192\.0\.2\.25:\d+ /gm)?.length, 6);
  assert.match(text, /\(RFC 8314/);
  assert.doesNotMatch(reportOn([...faultyHost(), mailHost()]), /RFC 8314/);
});

test('a target that cannot be asked is told where it comes, apart from the hosts around it', () => {
  const text = reportOn([probed(25), probed(587), mailHost(), failure, probed(25, { address: '192.0.2.99' })]);
  assert.match(text, /\n\nfailed: nowhere\n\n192\.0\.2\.99:25 /);
});

test('advice that several hosts need is given once', () => {
  const faulty = { findings: [finding('x', 'weak')] };
  const there = { address: '192.0.2.26', target: 'other.example.org' };
  const text = reportOn([probed(25, faulty), probed(587), mailHost(), probed(25, { ...faulty, ...there })]);
  assert.equal(text.match(/To mend it: Change what makes x\./g)?.length, 1);
  assert.match(
    text,
    /\n\n192\.0\.2\.26:25 [\s\S]*\n {2}weak {3}x\n {9}Something .*\n {9}> 250-X\n {9}To mend it: as for x above\.\n/,
  );
});

test('services of one host are one table whether its target brings a port or not', () => {
  const [first, second] = ['mail.example.org:25', 'smtp://mail.example.org:587'];
  assert.match(
    reportOn([probed(25, { target: first }), probed(587, { target: second })]),
    /^mail\.example\.org {2}192/,
  );
  const six = { address: '2001:db8::25' };
  const text = reportOn([
    probed(25, { ...six, target: '[2001:db8::25]:25' }),
    probed(587, { ...six, target: '2001:db8::25' }),
  ]);
  assert.match(text, /^2001:db8::25\n/);
});

test('the report in Chinese has its columns aligned', () => {
  const lines = reportOn([...faultyHost(), mailHost()], { words: probeZh.words }).split('\n');
  assert.equal(lines[1], '  服务             结果  产品     TLS           证书       登录  发现');
  assert.equal(lines[2], '  25 smtp          就绪  Postfix  STARTTLS 1.3  剩 62 天   无    1 错误 1 提示');
  assert.equal(lines[8], '  关闭：110、995');
});
