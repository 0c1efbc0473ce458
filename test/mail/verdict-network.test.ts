import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { VerdictCode } from '../../src/mail/types.js';
import { ownNetworkBlocks } from '../../src/mail/verdict.js';

/** Exchangers that were silent at port 25, or what else came of them. */
function blocks(...outcomes: readonly (readonly [name: string, address: string, code?: VerdictCode])[]): boolean {
  return ownNetworkBlocks(outcomes.map(([name, address, code = 'timed-out']) => ({ name, address, code })));
}

const ONE = ['mx1.example.com', '192.0.2.1'] as const;
const TWO = ['mx2.example.com', '192.0.2.2'] as const;
const OTHER = ['mail.example.org', '198.51.100.1'] as const;

test('several exchangers that have nothing to do with each other, all silent, mean that our network blocks the port', () => {
  assert.ok(blocks(ONE, TWO, OTHER));
  assert.ok(
    blocks(['a.example.com', '2001:db8::1'], ['a.example.com', '2001:db8::2'], ['b.example.org', '2001:db9::1']),
  );
  assert.ok(blocks(['192.0.2.1', '192.0.2.1'], ['198.51.100.1', '198.51.100.1'], ['203.0.113.1', '203.0.113.1']));
});

test('two addresses are too few', () => {
  assert.ok(!blocks(ONE, OTHER));
  assert.ok(!blocks(ONE, ONE, OTHER, OTHER));
  assert.ok(!blocks());
});

test('one owner may be down with all of his exchangers', () => {
  assert.ok(!blocks(ONE, TWO, ['mx3.example.com', '198.51.100.1']));
  assert.ok(!blocks(['a.firm.co.uk', '192.0.2.1'], ['b.firm.co.uk', '198.51.100.1'], ['c.FIRM.co.uk.', '203.0.113.1']));
  assert.ok(blocks(['a.firm.co.uk', '192.0.2.1'], ['b.firm.co.uk', '198.51.100.1'], ['c.other.co.uk', '203.0.113.1']));
});

test('one network may be down with all that is in it', () => {
  assert.ok(!blocks(ONE, TWO, ['mail.example.org', '192.0.77.1']));
  assert.ok(!blocks(['a.example', '2001:db8::1'], ['b.example', '2001:db8:1::1'], ['c.example', '2001:db8:2::1']));
});

test('the two kinds of addresses of a host tell nothing of two networks', () => {
  assert.ok(!blocks(ONE, TWO, ['mail.example.org', '2001:db8::1']));
});

test('whoever answered at all, even by a refusal, shows that the port is let through', () => {
  for (const code of ['ready', 'refused', 'blocked-by-policy', 'no-greeting', 'closed-early'] as const) {
    assert.ok(!blocks(ONE, TWO, OTHER, ['mail.example.net', '203.0.113.1', code]), code);
  }
});

test('what this machine or a router near it could not ask says nothing', () => {
  assert.ok(blocks(ONE, TWO, OTHER, ['mail.example.net', '2001:db8::1', 'not-asked']));
  assert.ok(
    !blocks(ONE, ['mail.example.net', '2001:db8::1', 'not-asked'], ['x.example', '203.0.113.1', 'unreachable']),
  );
});
