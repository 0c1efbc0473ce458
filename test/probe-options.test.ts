import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PortolanError } from '../src/errors.js';
import { probe } from '../src/index.js';
import { normalizeProbeOptions, type ProbeOptions } from '../src/probe-options.js';

function problemOf(options: object): string {
  try {
    probe({ targets: '127.0.0.1:25', ...options } as ProbeOptions);
  } catch (error) {
    assert.ok(error instanceof PortolanError, String(error));
    assert.doesNotMatch(error.message, /\n/);
    return `${error.code} ${error.message}`;
  }
  throw new Error(`${JSON.stringify(options)} was taken`);
}

test('a name for EHLO is one word of one line', () => {
  for (const helo of ['a\r\nDATA', 'a\nb', 'a\0b', 'a b', '', 'ä.example', 'x'.repeat(256), 7]) {
    assert.match(problemOf({ helo }), /^ERR_OPTION .*a name for EHLO is a host name/s);
  }
  for (const helo of ['mail.example.org', '[192.0.2.1]', '[IPv6:2001:db8::1]']) {
    assert.equal(normalizeProbeOptions({ helo }).helo, helo);
  }
});

test('an address without its brackets is offered with them', () => {
  assert.match(problemOf({ helo: '192.0.2.1' }), /did you mean \[192\.0\.2\.1\]\?/);
});

test('a domain is a name; of an address of mail its domain is meant', () => {
  assert.match(problemOf({ mx: 'postmaster@example.org' }), /ERR_TARGET_SPEC .*did you mean example\.org\?/);
  for (const mx of ['192.0.2.1', 'example.org:25', '10.0.0.0/8', ''])
    assert.match(problemOf({ mx }), /^ERR_TARGET_SPEC/);
  assert.deepEqual(normalizeProbeOptions({ mx: ['Example.ORG.', 'example.org'] }).mx, ['example.org']);
});

test('a DNS server is an address', () => {
  assert.match(problemOf({ dns: 'dns.example.org' }), /^ERR_OPTION/);
  assert.deepEqual(normalizeProbeOptions({ dns: '127.0.0.1:5353' }).dnsServer, { address: '127.0.0.1', port: 5353 });
});

test('a relay test needs the confirmation, and addresses that stay within their command', () => {
  assert.match(problemOf({ relayTest: { to: 'a@example.org' } }), /the confirmation that the host is your own/);
  for (const to of ['a@b>\r\nDATA', 'a b@example.org', '<a@example.org>', 'a\0@example.org']) {
    assert.match(problemOf({ relayTest: { ownHost: true, to } }), /^ERR_OPTION/);
  }
  assert.equal(normalizeProbeOptions({}).relay, null);
});

test('the time for all is that of the greeting and as much as a talk needs, unless it is given', () => {
  assert.equal(normalizeProbeOptions({}).probeTimeoutMs, 60_000);
  assert.equal(normalizeProbeOptions({ greetTimeoutMs: 100_000 }).probeTimeoutMs, 130_000);
  assert.equal(normalizeProbeOptions({ probeTimeoutMs: 500 }).probeTimeoutMs, 500);
  assert.match(problemOf({ greetTimeoutMs: 0 }), /^ERR_OPTION/);
  assert.match(problemOf({ retryAfterMs: -1 }), /^ERR_OPTION/);
});

test('something to probe is needed: a target or a domain', () => {
  assert.match(problemOf({ targets: [] }), /at least one target is needed/);
  probe({ mx: 'example.org', dns: '127.0.0.1:9' });
});
