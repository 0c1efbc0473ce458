import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from '../../src/mail/types.js';
import type { ProbeRecord, ProbeStreamRecord } from '../../src/probe-records.js';
import { probeDocument, probeJson } from '../../src/report/probe-json.js';
import { serveLines, smtpAnswer } from '../helpers/line-server.js';
import {
  CERTIFICATE,
  domain,
  finding,
  imapOffers,
  mailHost,
  notOpen,
  pop3Offers,
  probed,
  sieveOffers,
  smtpOffers,
  tls,
  verdict,
} from '../helpers/probe-records.js';
import { assertDescribed } from '../helpers/schemas.js';
import { cli, closedPort } from './run-cli.js';

test('a probe on the command line prints what probe.schema.json says', async (t) => {
  const { endpoint } = await serveLines(t, { greeting: '220 mail.example.org ESMTP Postfix\r\n', answer: smtpAnswer });
  const closed = await closedPort();
  const ports = `${endpoint.port},${closed}`;
  const { code, stdout } = await cli('probe', '127.0.0.1', '-p', ports, 'no-such-host.invalid:25', '--json');
  assert.equal(code, 3);
  const document = JSON.parse(stdout);
  const [service, refused] = ['open', 'closed'].map((state) =>
    document.results.find((result: ProbeRecord) => result.state === state),
  );
  assert.deepEqual([service.verdict.code, refused.verdict.code], ['certificate', 'refused']);
  assert.equal(service.offers.size, 1000);
  assert.ok(service.findings.some(({ id }: Finding) => id.startsWith('certificate-')));
  const { asked, open: answered, ready, failedTargets, complete } = document.summary;
  assert.deepEqual([asked, answered, ready, failedTargets, complete], [2, 1, 0, 1, false]);
  assertDescribed('probe.schema.json', document);
});

/** Records that have every member that there can be. */
function everyRecord(): ProbeStreamRecord[] {
  const origin = { domain: 'example.org', kind: 'mx', name: 'mx.example.org', preference: 10, service: null } as const;
  const record = { usage: 3, selector: 1, matchingType: 1, data: 'ab' };
  const dane = { name: '_25._tcp.x', records: [record], validated: true, matches: ['match'], outcome: 'pass' } as const;
  const full = smtpOffers({
    ...{ capabilities: [{ keyword: 'SIZE', parameters: ['1'], text: 'SIZE 1' }], unknown: ['XWHAT'], auth: ['PLAIN'] },
    ...{ limits: { RCPTMAX: '5' }, mtPriority: 'MIXER', deliverBy: 0, xclient: ['NAME'], xforward: ['ADDR'] },
    ...{ futureRelease: { maxIntervalSeconds: 1, maxDateTime: '2026-12-01T00:00:00Z' }, masked: 'XXXXXXXA' },
  });
  const pop3 = pop3Offers({
    ...{ expire: { days: 'NEVER', byUser: false }, loginDelay: { seconds: 1, byUser: true }, apopTimestamp: '<1@x>' },
  });
  return [
    domain({ findings: [finding('mx-single', 'note')] }),
    domain({ mail: null, clientServices: null, mtaSts: { id: 'x', policy: null, problem: 'not-found' } }),
    probed(25, {
      ...{ origin, dane, offers: full, tls: tls({ chain: [CERTIFICATE] }), banner: '\ufffd', bannerBase64: '/w==' },
      names: { reverseNames: ['x'], confirmedNames: ['x'], omittedNames: 0, greetingAddresses: null },
      relayTest: { outcome: 'refused', from: 'a@x', to: 'b@y', reply: '554' },
      tlsVersions: { TLSv1: null, 'TLSv1.1': false, 'TLSv1.2': true, 'TLSv1.3': true },
      verdict: { ...verdict('ready'), earlier: { code: 'greylisted', evidence: null, afterMs: 5000 } },
      findings: [finding('open-relay', 'wrong'), finding('size-zero', 'note')],
      transcript: [{ from: 'tls', text: 'TLSv1.3', atMs: 1, connection: 1 }],
    }),
    probed(110, { offers: pop3, secureOffers: pop3Offers({ expire: { days: 3, byUser: true } }) }),
    probed(143, { offers: imapOffers({ identity: { name: 'x' }, inGreeting: ['ID'] }), role: 'retrieval' }),
    probed(4190, { offers: sieveOffers({ maxRedirects: 1 }), secureOffers: null, role: 'filters' }),
    notOpen(465, { verdict: verdict('timed-out'), state: 'filtered', reason: 'no-answer' }),
    mailHost([finding('certificates-differ', 'weak')]),
    { type: 'failure', target: 'mail.example.org', code: 'ERR_RESOLVE', message: 'no such name' },
  ];
}

test('probe.schema.json knows every member, in domains, services, hosts and failures', () => {
  const document = JSON.parse(probeJson(everyRecord(), { stopped: true }));
  assert.deepEqual(document.summary.findings, { wrong: 1, weak: 1, note: 2 });
  assert.equal(document.summary.ready, 4);
  assertDescribed('probe.schema.json', document);
});

test('services are written as they come, domains before them, and the whole is laid out as one document', () => {
  const document = probeDocument();
  const rows = everyRecord().map((record) => document.row(record));
  assert.deepEqual(
    rows.map((text) => text !== ''),
    everyRecord().map(({ type }) => type === 'probe'),
  );
  for (const records of [everyRecord(), [], everyRecord().slice(0, 2), [notOpen(25)]]) {
    const text = probeJson(records, { stopped: false });
    assert.equal(text, `${JSON.stringify(JSON.parse(text), null, 2)}\n`);
    assertDescribed('probe.schema.json', JSON.parse(text));
  }
});

test('the document is the same text for the same records, whatever a server said', () => {
  const records = [probed(25, { banner: '\u001b[2J\u202e' })];
  const text = probeJson(records, { stopped: false });
  assert.equal(JSON.parse(text).results[0].banner, '\u001b[2J\u202e');
  assert.doesNotMatch(text, /\u202e/);
});
