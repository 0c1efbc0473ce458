import assert from 'node:assert/strict';
import test from 'node:test';
import { probeEn } from '../../src/cli/messages/en/probe.js';
import { probeZh } from '../../src/cli/messages/zh-cn/probe.js';
import type { ProbeRecord } from '../../src/probe-records.js';
import { probeText } from '../../src/report/probe-text.js';
import type { ProbeWords } from '../../src/report/probe-words.js';
import { bannerOf } from '../../src/results.js';
import { decodeBytes } from '../../src/server-text.js';
import {
  CERTIFICATE,
  finding,
  imapOffers,
  notOpen,
  pop3Offers,
  probed,
  READY,
  service,
  sieveOffers,
  smtpOffers,
  tls,
  verdict,
} from '../helpers/probe-records.js';

const NO_MAIL: Partial<ProbeRecord> = {
  ...{ tls: null, ready: null, capabilities: null, secureCapabilities: null, startTls: null, role: null },
  ...{ verdict: verdict('other-service'), offers: null, secureOffers: null },
};

/** The report about a greeting, one character a byte, of which a part is the evidence. */
function reportOn(greeting: string, evidence: string): string {
  const ssh = service('ssh', null, { evidence: [{ rule: 'ssh/x', text: decodeBytes(evidence) }] });
  const record = probed(22, { ...NO_MAIL, service: ssh, ...bannerOf(greeting) });
  return probeText(record, { words: probeEn.words, width: 200 }).join('\n');
}

const raw = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

test('evidence is found at the bytes that the server sent', () => {
  const cases: readonly (readonly [greeting: string, evidence: string, bytes: string])[] = [
    ['SSH-2.0-x\r\n', 'SSH-2.0-x', '0-8'],
    ['\xff\xff\r\nSSH-2.0-OpenSSH_9.6\r\n', 'SSH-2.0-OpenSSH_9.6', '4-22'],
    [raw('ü\r\nSSH-2.0-ü\r\n'), raw('SSH-2.0-ü'), '4-13'],
    ['\xff\r\nSSH-2.0-\xfc\r\n', 'SSH-2.0-\xfc', '3-11'],
    [`\xff\r\n${raw('SSH-2.0-ü')}\r\n`, raw('SSH-2.0-ü'), '3-12'],
  ];
  for (const [greeting, evidence, bytes] of cases) {
    assert.match(reportOn(greeting, evidence), new RegExp(`, bytes ${bytes} `), JSON.stringify(greeting));
  }
});

test('evidence that is not in the greeting has no place in it', () => {
  assert.doesNotMatch(reportOn('220 x\r\n', '250 fine'), /bytes/);
  assert.match(reportOn('220 x\r\n', '250 fine'), /"250 fine" \(rule/);
});

/** The report about a service that is none of mail. */
function textOf(change: Partial<ProbeRecord>, words: ProbeWords = probeEn.words): string {
  const nothing = { service: null, banner: null, greetingEnd: 'timeout' } as const;
  const place = { target: '127.0.0.1', address: '127.0.0.1' };
  const record = probed(7777, { ...NO_MAIL, ...nothing, ...place, ...change });
  return probeText(record, { words }).join('\n');
}

test('a service that nobody knows ends in the line about it, whole', () => {
  const report = `portolan 0.1.0 port 7777 greeting="${'x'.repeat(300)}"`;
  const lines = textOf({ banner: 'x', report }).split('\n');
  assert.equal(lines.at(-1), `  ${report}`);
  assert.match(
    lines.join(' ').replace(/ +/g, ' '),
    /What answers here is not known\. To report it, look this line over/,
  );
  assert.match(textOf({ banner: 'x', report }, probeZh.words), /未能识别此处的服务/);
});

test('a server that hangs up without a word is said to do so in the first line', () => {
  assert.match(textOf({ greetingEnd: 'closed' }), /^127\.0\.0\.1:7777 {2}open, closes at once\n/);
});

test('that a server leaves the first word to us is no reason for a further line', () => {
  assert.equal(textOf({}), '127.0.0.1:7777  open\n  greeting  (it said nothing)');
});

test('further facts have a line each, escaped, with names in the language of the reader', () => {
  const facts = { method: 'probe', evidence: [], extra: { title: 'A\u001b[2J', protocolVersion: '3' } } as const;
  const http = service('http', null, facts);
  assert.match(textOf({ service: http }), /^ {2}title +A\\x1b\[2J\n {2}protocol version {2}3$/m);
  assert.match(textOf({ service: http }, probeZh.words), /^ {2}标题 +A\\x1b\[2J\n {2}协议版本 +3$/m);
});

test('a certificate is shown with its key, its issuer, its validity and the days that are left', () => {
  const certificate = {
    ...{ ...CERTIFICATE, names: ['mail.example.org', 'imap.example.org'] },
    ...{ key: { type: 'ec', bits: null, curve: 'prime256v1' }, signatureAlgorithm: 'ecdsa-with-SHA256' },
  };
  const failed = { authorized: false, authorizationError: 'E', chainError: 'E', matchesName: true };
  const shown = tls({ alpn: 'h2', certificate, chain: [{ ...CERTIFICATE, subject: 'CN=Example CA' }] });
  const lines = textOf({ tls: shown })
    .split('\n')
    .map((line) => line.trim());
  assert.deepEqual(lines.slice(2), [
    'TLS           TLSv1.3, TLS_AES_256_GCM_SHA384, h2',
    'key exchange  X25519, 253 bits',
    'certificate   CN=mail.example.org, imap.example.org',
    'key ec prime256v1, signed by ecdsa-with-SHA256',
    'issued by CN=Example CA',
    'valid 2026-10-24 to 2027-01-22, 62 days left',
    'trusted for this name',
    'sent along    CN=Example CA',
  ]);
  assert.match(textOf({ tls: { ...shown, ...failed } }), /\n +valid 2026-10-24 to 2027-01-22\n +not trusted: E\n/);
  assert.match(textOf({ tls: shown }, probeZh.words), /密钥 ec prime256v1，签名算法 ecdsa-with-SHA256/);
});

/** Rows of the block about a mail service, those that are not told left out. */
function rowsOf(change: Partial<ProbeRecord>, words: ProbeWords = probeEn.words): string[] {
  return probeText(probed(25, change), { words, width: 120 }).map((line) => line.trim().replace(/ {2,}/g, ' = '));
}

function assertRows(change: Partial<ProbeRecord>, expected: readonly string[], words?: ProbeWords): void {
  const rows = rowsOf(change, words);
  assert.deepEqual(
    expected.filter((row) => !rows.includes(row)),
    [],
    rows.join('\n'),
  );
}

test('what SMTP offers is told in figures that people read', () => {
  const futureRelease = { maxIntervalSeconds: 864_000, maxDateTime: null };
  const special = {
    mtPriority: 'MIXER',
    futureRelease,
    deliverBy: 240,
    xclient: ['NAME', 'ADDR'],
    limits: { RCPTMAX: '50' },
  };
  const secureOffers = smtpOffers({
    auth: ['PLAIN'],
    size: 52_428_800,
    ...special,
    masked: '250-XXXXXXXA',
    unknown: ['XWHAT'],
  });
  const told = [
    '= 50 MiB (52,428,800 bytes)',
    '= PLAIN',
    '= RCPTMAX 50',
    '= profile MIXER',
    '= XCLIENT NAME ADDR',
    '= XWHAT',
  ];
  const rows = rowsOf({ secureOffers });
  for (const end of told)
    assert.ok(
      rows.some((row) => row.endsWith(end)),
      `${end} in ${rows.join('\n')}`,
    );
  assertRows({ secureOffers }, ['login in clear = none', 'login inside TLS = PLAIN', 'written over = 250-XXXXXXXA']);
  assertRows({ secureOffers }, [
    'delivery in time = holds messages back up to 10 days, delivers by a given time, 4 min ahead at least',
  ]);
  assertRows({ secureOffers: smtpOffers({ size: 0 }) }, ['largest message = no fixed limit']);
  assertRows({ secureOffers: smtpOffers({ size: 1000 }) }, ['largest message = 1,000 bytes']);
  assertRows({ secureOffers: smtpOffers({ size: 0 }) }, ['最大邮件 = 没有固定上限'], probeZh.words);
});

test('what POP3, IMAP and ManageSieve offer is told too, and where one can log in', () => {
  const pop3 = {
    user: true,
    apopTimestamp: '<1.2@x>',
    expire: { days: 60, byUser: true },
    loginDelay: { seconds: 30, byUser: false },
  };
  assertRows({ offers: pop3Offers(pop3), secureOffers: null, secure: true }, [
    ...['login inside TLS = name and password, APOP', 'APOP timestamp = <1.2@x>'],
    ...['keeps messages = 60 days, differs by user', 'between logins = 30 s at least'],
  ]);
  const forever = pop3Offers({ expire: { days: 'NEVER', byUser: false }, implementation: 'Example 1' });
  assertRows({ offers: forever, secureOffers: null }, ['keeps messages = for good', 'implementation = Example 1']);
  const imap = imapOffers({ greeting: 'PREAUTH', identity: { name: 'Dovecot', version: '2.4' } });
  assertRows({ offers: imap, secureOffers: null }, [
    'login = nobody needs to (PREAUTH)',
    'identity = name Dovecot, version 2.4',
  ]);
  assertRows({ offers: sieveOffers({ maxRedirects: 4 }), secureOffers: null }, [
    ...['scripts may use = fileinto, vacation, 4 redirects at most', 'notifies by = mailto'],
    'implementation = Dovecot Pigeonhole, 1.0',
  ]);
});

test('a service that turns us away says so in the first line, with what it said and what a first try came to', () => {
  const earlier = { code: 'greylisted', evidence: '451 4.7.1 later', afterMs: 5000 } as const;
  const busy = { ...verdict('temporarily-refused', '421 4.3.2 busy'), earlier };
  const lines = rowsOf({ verdict: busy, offers: null, secureOffers: null, tls: null });
  assert.match(lines[0] ?? '', /smtp Postfix, busy \(421\)$/);
  assert.deepEqual(lines.slice(1, 4), [
    ...['outcome = it turns us away for now', '421 4.3.2 busy'],
    'earlier = a first try 5 s before: greylisted (451): 451 4.7.1 later',
  ]);
  const origin = {
    domain: 'example.org',
    kind: 'mx',
    name: 'mail.example.org',
    preference: 10,
    service: null,
  } as const;
  assertRows({ origin, verdict: READY }, ['asked as = exchanger of example.org, preference 10']);
});

test('a port that our own network blocks is not held against the server', () => {
  const blocked = notOpen(25, { state: 'filtered', reason: 'no-answer', verdict: verdict('network-blocks-port') });
  const text = probeText(blocked, { words: probeEn.words }).join(' ').replace(/ +/g, ' ');
  assert.match(text, /filtered \(no-answer\) outcome several exchangers .* lets nobody out to this port/);
});

test('findings stand below the block, with the documents that they rest on; where there are none, this is said', () => {
  assert.match(
    rowsOf({ findings: [finding('open-relay', 'wrong')] }).join('\n'),
    /\nwrong = open-relay\n.*\n> 250-X\n.*8314/,
  );
  assert.equal(rowsOf({}).at(-1), 'No findings: nothing wrong, nothing weak.');
  assert.doesNotMatch(textOf({}), /findings/);
});
