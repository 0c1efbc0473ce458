import assert from 'node:assert/strict';
import test from 'node:test';
import { probeEn } from '../../src/cli/messages/en/probe.js';
import { probeZh } from '../../src/cli/messages/zh-cn/probe.js';
import type { ProbeRecord } from '../../src/probe-records.js';
import { probeText } from '../../src/report/probe-text.js';
import { bannerOf } from '../../src/results.js';
import { decodeBytes } from '../../src/server-text.js';

/** The report about a greeting, one character a byte, of which a part is the evidence. */
function reportOn(greeting: string, evidence: string): string {
  const record = {
    target: '127.0.0.1',
    type: 'probe',
    address: '127.0.0.1',
    port: 22,
    state: 'open',
    service: {
      name: 'ssh',
      method: 'banner',
      confidence: 0.95,
      product: null,
      hostname: null,
      os: null,
      extra: {},
      evidence: [{ rule: 'ssh/x', text: decodeBytes(evidence) }],
    },
    ...bannerOf(greeting),
    greetingEnd: 'complete',
    ready: true,
    capabilities: null,
    secureCapabilities: null,
    startTls: null,
    tls: null,
    injected: null,
  } as unknown as ProbeRecord;
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

function textOf(change: object, words = probeEn.words): string {
  const record = {
    ...{ target: '127.0.0.1', type: 'probe', address: '127.0.0.1', port: 7777, state: 'open', service: null },
    ...{ banner: null, greetingEnd: 'timeout', ready: null, capabilities: null, secureCapabilities: null },
    ...{ startTls: null, tls: null, injected: null },
    ...change,
  } as unknown as ProbeRecord;
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
  const service = {
    ...{ name: 'http', method: 'probe', confidence: 0.9, product: null, vendor: null, version: null },
    ...{ hostname: null, os: null, evidence: [], extra: { title: 'A\u001b[2J', protocolVersion: '3' } },
  };
  assert.match(textOf({ service }), /^ {2}title +A\\x1b\[2J\n {2}protocol version {2}3$/m);
  assert.match(textOf({ service }, probeZh.words), /^ {2}标题 +A\\x1b\[2J\n {2}协议版本 +3$/m);
});

test('a certificate is shown with its key, its issuer and its validity', () => {
  const certificate = {
    ...{ subject: 'CN=mail.example.org', issuer: 'CN=Example CA', names: ['mail.example.org', 'imap.example.org'] },
    ...{ validFrom: '2026-01-01T00:00:00.000Z', validTo: '2026-04-01T00:00:00.000Z', serialNumber: '01' },
    ...{ key: { type: 'ec', bits: null, curve: 'prime256v1' }, signatureAlgorithm: 'ecdsa-with-SHA256' },
  };
  const tls = { version: 'TLSv1.3', cipher: 'X', alpn: 'h2', authorized: false, authorizationError: 'E', certificate };
  const lines = textOf({ tls })
    .split('\n')
    .map((line) => line.trim());
  assert.deepEqual(lines.slice(2), [
    'TLS          TLSv1.3, X, h2',
    'certificate  CN=mail.example.org, imap.example.org',
    'key ec prime256v1, signed by ecdsa-with-SHA256',
    'issued by CN=Example CA',
    'valid 2026-01-01 to 2026-04-01',
    'not trusted: E',
  ]);
  assert.match(textOf({ tls }, probeZh.words), /密钥 ec prime256v1，签名算法 ecdsa-with-SHA256/);
});
