import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { probeEn } from '../../src/cli/messages/en/probe.js';
import { probeZh } from '../../src/cli/messages/zh-cn/probe.js';
import type { ProbeRecord, ProbeStreamRecord } from '../../src/probe-records.js';
import { markdownValue } from '../../src/report/mail-markdown.js';
import { type ProbeReport, probeMarkdown, probeReport } from '../../src/report/probe-report.js';
import type { Explain } from '../../src/report/probe-transcript.js';
import { ANSI, type Style } from '../../src/report/text.js';
import { columnsOf } from '../../src/report/wrap.js';
import {
  CERTIFICATE,
  domain,
  finding,
  imapOffers,
  mailHost,
  namedHost,
  probed,
  service,
  sieveOffers,
  smtpOffers,
  tls,
  verdict,
} from '../helpers/probe-records.js';

/** Characters that a terminal or an editor may obey. Line ends are the report's own. */
const OBEYED = /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
/** Marks of the terminal that the report sets itself. */
const MARKS = /\u001b\[\d+m/g;

/** What a server, a certificate or DNS may say. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.constantFrom(
    '\u001b[2J',
    '250-X\r\n250 Y\r\n',
    '简单邮件传输协议',
    '|`@x #1 <b>',
    '\u202e\u0000\u009b',
    'a'.repeat(400),
  ),
);

/** Every text of others in a record is one of these. */
function recordsOf(texts: readonly string[], port: number): ProbeStreamRecord[] {
  let next = 0;
  const text = () => texts[next++ % texts.length] as string;
  const list = () => [text(), text()];
  const offers = smtpOffers({
    ...{ domain: text(), auth: list(), unknown: list(), limits: { [text()]: text() }, mtPriority: text() },
    ...{ xclient: list(), masked: text(), futureRelease: { maxIntervalSeconds: null, maxDateTime: text() } },
  });
  const certificate = { ...CERTIFICATE, subject: text(), issuer: text(), names: list(), validTo: text() };
  const changes = (): Partial<ProbeRecord> => ({
    service: service('smtp', text() || 'x', {
      ...{ version: text(), hostname: text(), os: text(), extra: { title: text() } },
      evidence: [{ rule: 'smtp/x', text: text() }],
    }),
    ...{ banner: text(), capabilities: list(), secureCapabilities: list(), injected: text(), offers },
    secureOffers: imapOffers({ identity: { [text()]: text() }, auth: list() }),
    tls: tls({ cipher: text(), alpn: text(), certificate, chain: [certificate] }),
    names: { reverseNames: list(), confirmedNames: [], omittedNames: 1, greetingAddresses: list() },
    relayTest: { outcome: 'unclear', from: text(), to: text(), reply: text() },
    verdict: {
      ...verdict('temporarily-refused', text()),
      earlier: { code: 'greylisted', evidence: text(), afterMs: 1 },
    },
    findings: [finding('smtp-auth-in-clear', 'wrong', list())],
    transcript: [
      { from: 'server', text: text(), atMs: 0, connection: 1 },
      { from: 'client', text: text(), atMs: 12, connection: 2 },
      { from: 'tls', text: text(), atMs: 4000, connection: 2 },
    ],
  });
  const exchanger = { name: text(), preference: 1, ...namedHost('192.0.2.1'), alias: text() };
  const policy = { mode: 'enforce', mx: list(), maxAgeSeconds: 1 } as const;
  return [
    domain({
      mail: { kind: 'mx', exchangers: [exchanger], omitted: 0, validated: false },
      clientServices: [{ service: 'imap', priority: 0, weight: 0, target: text(), port: 1, ...namedHost() }],
      mtaSts: { id: text(), policy, problem: null },
    }),
    probed(25, changes()),
    probed(port, changes()),
    probed(4190, {
      ...changes(),
      secureOffers: sieveOffers({ implementation: text(), extensions: list(), notify: list() }),
    }),
    mailHost([finding('certificates-differ', 'note', list())]),
    probed(25, { ...changes(), origin: { domain: 'x', kind: 'mx', name: text(), preference: 0, service: null } }),
  ];
}

function written(report: ProbeReport, records: readonly ProbeStreamRecord[]): string {
  return records.map((record) => report.row(record)).join('') + report.footer();
}

const explain: Explain = (_protocol, line) => [{ subject: line, meaning: line }];
const everything = { failure: () => '', details: true, transcript: true, explain };

test('whatever servers and DNS say, nothing of it is obeyed, and no line is wider than the terminal', () => {
  const width = fc.integer({ min: 70, max: 200 });
  const style = fc.constantFrom<Style | undefined>(undefined, ANSI);
  fc.assert(
    fc.property(
      fc.array(anyText, { minLength: 1, maxLength: 12 }),
      width,
      style,
      fc.boolean(),
      (texts, width, style, isZh) => {
        const words = isZh ? probeZh.words : probeEn.words;
        const report = probeReport({ ...everything, words, width, ...(style ? { style } : {}) });
        const text = written(report, recordsOf(texts, 587));
        assert.doesNotMatch(style ? text.replace(MARKS, '') : text, OBEYED);
        const wide = text.split('\n').filter((line) => columnsOf(line) > width);
        assert.deepEqual(wide, []);
      },
    ),
    { numRuns: 150 },
  );
});

test('whatever servers and DNS say, Markdown obeys nothing of it, and its table keeps its cells', () => {
  fc.assert(
    fc.property(fc.array(anyText, { minLength: 1, maxLength: 12 }), (texts) => {
      const text = written(probeMarkdown({ words: probeEn.words, failure: () => '' }), recordsOf(texts, 587));
      assert.doesNotMatch(text, OBEYED);
      for (const row of text.split('\n').filter((line) => line.startsWith('| '))) {
        assert.equal(row.match(/(?<!\\)\|/g)?.length, 8, row);
      }
    }),
    { numRuns: 150 },
  );
});

test('text of others that Markdown or a tracker could take for something is code', () => {
  assert.equal(markdownValue('Postfix 3.7, mail.example.org (192.0.2.1)'), 'Postfix 3.7, mail.example.org (192.0.2.1)');
  for (const text of [
    '@owner',
    'see #12',
    '<b>',
    'http://x.example',
    'www.example.org',
    '[a](b)',
    '*x*',
    'a_b',
    '2001:db8::1',
  ])
    assert.equal(markdownValue(text), /[^\w:]|_/.test(text) ? `\`${text}\`` : text);
  assert.equal(markdownValue('a`b``c'), '```a`b``c```');
  assert.equal(markdownValue('`x'), '`` `x ``');
});

test('evidence in Markdown stands in a fence that it cannot end', () => {
  const records = [
    probed(25, { findings: [finding('x', 'weak', ['```', '# heading', '@all'])] }),
    probed(26),
    mailHost(),
  ];
  const text = written(probeMarkdown({ words: probeEn.words, failure: () => '' }), records);
  assert.match(text, /\n {2}````text\n {2}```\n {2}# heading\n {2}@all\n {2}````\n/);
  assert.match(text, /^### mail\.example\.org, 192\.0\.2\.25\n\n\| SERVICE \| ANSWER .*\n\| --- /);
  assert.match(text, /\n- \*\*weak\*\* `x` \(25\): Something is to be said of x\.\n/);
  assert.match(text, /\n {2}To mend it: Change what makes x\. \(RFC 8314 section 4\.1\)\n/);
});

test('advice keeps its code, and a domain has a list of its own', () => {
  const advice = { ...finding('x', 'note'), mend: 'Set `a_b = *` or *c*' };
  const text = written(probeMarkdown({ words: probeEn.words, failure: () => '' }), [domain({ findings: [advice] })]);
  assert.match(text, /Set `a_b = \*` or \\\*c\\\*/);
  assert.match(text, /^### example\.org\n\n- mail goes to: 10 mail\.example\.org: /);
});

test('a long evidence is cut, and it is said how much is left out', () => {
  const evidence = Array.from({ length: 20 }, (_none, index) => `line ${index}`);
  const text = written(probeReport({ words: probeEn.words, failure: () => '' }), [
    probed(25, { findings: [finding('x', 'weak', [...evidence, 'x'.repeat(500)])] }),
  ]);
  assert.match(text, /> line 5\n +> … 15 more lines, --json has them\n/);
  const seven = written(probeReport({ words: probeEn.words, failure: () => '' }), [
    probed(25, { findings: [finding('x', 'weak', evidence.slice(0, 7))] }),
  ]);
  assert.match(seven, /> line 6\n {9}To mend it/, 'one line is shown where it would take one to say that it is not');
});
