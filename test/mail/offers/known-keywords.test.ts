import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import {
  IMAP_KEYWORDS,
  POP3_KEYWORDS,
  SIEVE_KEYWORDS,
  SMTP_KEYWORDS,
} from '../../../src/mail/offers/known-keywords.js';

interface Entry {
  readonly type: string;
  readonly name: string;
}

/** Names of the capabilities in the reference, in upper case, up to the equals sign. */
function inReference(protocol: string): string[] {
  const entries = JSON.parse(readFileSync(`data/mail/${protocol}.json`, 'utf8')) as Entry[];
  const keywords = entries.filter(({ type }) => type === 'keyword');
  return keywords.map(({ name }) => name.toUpperCase().split('=', 1)[0] ?? '');
}

for (const [protocol, known] of [
  ['smtp', SMTP_KEYWORDS],
  ['pop3', POP3_KEYWORDS],
  ['imap', IMAP_KEYWORDS],
  ['sieve', SIEVE_KEYWORDS],
] as const) {
  test(`every capability of ${protocol} that the reference explains is a known one`, () => {
    // What a firewall writes over a keyword is none.
    const names = inReference(protocol).filter((name) => name !== 'XXXXXXXA');
    assert.ok(names.length > 10);
    assert.deepEqual(
      names.filter((name) => !known.has(name)),
      [],
    );
  });
}

test('the capabilities of RFC 5804 section 1.7 are known ones', () => {
  const names = 'IMPLEMENTATION SASL SIEVE STARTTLS MAXREDIRECTS NOTIFY LANGUAGE OWNER VERSION';
  for (const name of names.split(' ')) assert.ok(SIEVE_KEYWORDS.has(name), name);
});

test('known keywords are in upper case, as they are compared', () => {
  for (const known of [SMTP_KEYWORDS, POP3_KEYWORDS, IMAP_KEYWORDS, SIEVE_KEYWORDS]) {
    for (const name of known) assert.match(name, /^[A-Z0-9_+-]+$/);
  }
});
