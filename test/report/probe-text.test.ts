import assert from 'node:assert/strict';
import test from 'node:test';
import { probeEn } from '../../src/cli/messages/en/probe.js';
import type { ProbeRecord } from '../../src/records.js';
import { probeText } from '../../src/report/probe-text.js';
import { bannerOf, decodeBytes } from '../../src/results.js';

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
