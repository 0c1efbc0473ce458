import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ServiceOrigin } from '../../../src/mail/domain/types.js';
import { findUnanswered } from '../../../src/mail/findings/index.js';
import type { Verdict, VerdictCode } from '../../../src/mail/types.js';

const MX: ServiceOrigin = {
  ...{ domain: 'example.org', kind: 'mx', name: 'mx1.example.org', preference: 10, service: null },
};
const SRV: ServiceOrigin = { ...MX, kind: 'srv', name: 'imap.example.org', preference: 0, service: 'imaps' };
const verdict = (code: VerdictCode, phase: Verdict['phase'] = 'connect', evidence: string | null = null): Verdict => ({
  ...{ code, phase, evidence, earlier: null },
});
const found = (origin: ServiceOrigin | null, port: number, verdict: Verdict) =>
  findUnanswered({ origin, port, verdict, address: '192.0.2.1' });
const REFUSED = verdict('refused', 'connect', 'refused');

test('an exchanger that does not answer is told with its preference, its name, its address and why', () => {
  const reasons: [Verdict, string][] = [
    [REFUSED, 'connection refused'],
    [verdict('refused', 'connect', 'reset'), 'connection reset'],
    [verdict('timed-out', 'connect', 'no-answer'), 'no answer'],
    [verdict('unreachable', 'connect', 'host-unreachable'), 'host unreachable'],
    [verdict('no-greeting', 'greeting'), 'no greeting'],
    [verdict('no-greeting', 'greeting', '220-mx1.example.org'), 'no whole greeting: 220-mx1.example.org'],
    [verdict('closed-early', 'greeting'), 'hung up'],
    [verdict('closed-early', 'capabilities', '220 mx1'), 'hung up: 220 mx1'],
    [verdict('timed-out', 'capabilities'), 'no answer'],
  ];
  for (const [each, reason] of reasons) {
    assert.deepEqual(found(MX, 25, each), [
      { id: 'exchanger-not-answering', evidence: [`MX 10 mx1.example.org, 192.0.2.1: ${reason}`] },
    ]);
  }
});

test('without an MX record there is none to name', () => {
  const implicit = { ...MX, name: 'example.org', preference: 0 };
  assert.deepEqual(found(implicit, 25, REFUSED)[0]?.evidence, ['example.org, 192.0.2.1: connection refused']);
});

test('a service that an SRV record leads to and that does not answer is told with its port', () => {
  assert.deepEqual(found(SRV, 993, REFUSED), [
    {
      id: 'service-not-answering',
      evidence: ['_imaps._tcp.example.org, imap.example.org:993, 192.0.2.1: connection refused'],
    },
  ]);
});

test('nothing is held against who answered, who was not asked, and whom our own network keeps from us', () => {
  const others: [VerdictCode, Verdict['phase']][] = [
    ['ready', 'done'],
    ['network-blocks-port', 'connect'],
    ['not-asked', 'connect'],
    ['temporarily-refused', 'greeting'],
    ['greylisted', 'greeting'],
    ['rate-limited', 'greeting'],
    ['blocked-by-policy', 'greeting'],
    ['tls-alert', 'tls'],
    ['tls-failed', 'tls'],
    ['certificate', 'tls'],
    ['protocol-error', 'greeting'],
    ['other-service', 'greeting'],
    // It said what it offers.
    ['closed-early', 'tls'],
    ['timed-out', 'tls'],
  ];
  for (const [code, phase] of others) {
    for (const origin of [MX, SRV]) assert.deepEqual(found(origin, 25, verdict(code, phase)), [], `${code} ${phase}`);
  }
});

test('other ports of an exchanger, and hosts that no domain names, may well be silent', () => {
  assert.deepEqual(found(MX, 587, REFUSED), []);
  assert.deepEqual(found(null, 25, REFUSED), []);
});
