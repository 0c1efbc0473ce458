import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { offersOf } from '../../../src/mail/offers/index.js';
import type { SieveOffers } from '../../../src/mail/offers/types.js';
import { anySource, exchange, source, survivesJson } from './said.js';

function offered(greeting: string): SieveOffers {
  const offers = offersOf('sieve', source({ greeting }));
  assert.equal(offers?.protocol, 'sieve');
  return offers;
}

test('the greeting of RFC 5804 section 1.7 is read', () => {
  const greeting = [
    '"IMPlemENTATION" "Example1 ManageSieved v001"',
    '"SASl" "DIGEST-MD5 GSSAPI"',
    '"SIeVE" "fileinto vacation"',
    '"StaRTTLS"',
    '"NOTIFY" "xmpp mailto"',
    '"MAXREdIRECTS" "5"',
    '"VERSION" "1.0"',
    'OK',
    '',
  ].join('\r\n');
  const { capabilities, ...offers } = offered(greeting);
  assert.deepEqual(capabilities[0], {
    keyword: 'IMPLEMENTATION',
    parameters: ['Example1', 'ManageSieved', 'v001'],
    text: 'IMPlemENTATION Example1 ManageSieved v001',
  });
  assert.deepEqual(capabilities[3], { keyword: 'STARTTLS', parameters: [], text: 'StaRTTLS' });
  assert.deepEqual(offers, {
    protocol: 'sieve',
    unknown: [],
    startTls: true,
    auth: ['DIGEST-MD5', 'GSSAPI'],
    implementation: 'Example1 ManageSieved v001',
    extensions: ['fileinto', 'vacation'],
    notify: ['xmpp', 'mailto'],
    version: '1.0',
    maxRedirects: 5,
    language: null,
    owner: null,
    unauthenticate: false,
  });
});

test('values may be literals and hold escapes, lines and words of the protocol', () => {
  const greeting =
    '"IMPLEMENTATION" {20}\r\nSieve "x"\r\nOK or not\r\n"OWNER" "a\\"b\\\\c"\r\n"LANGUAGE" "en"\r\nOK "ready"\r\n';
  const offers = offered(greeting);
  assert.equal(offers.implementation, 'Sieve "x" OK or not');
  assert.equal(offers.owner, 'a"b\\c');
  assert.equal(offers.language, 'en');
});

test('no mechanisms before TLS is an empty list', () => {
  assert.deepEqual(offered('"SASL" ""\r\n"STARTTLS"\r\nOK\r\n').auth, []);
});

test('what nobody names is kept as unknown', () => {
  assert.deepEqual(offered('"X-THING" "a b"\r\n"UNAUTHENTICATE"\r\n"RENAME"\r\nOK\r\n').unknown, ['X-THING a b']);
});

test('inside TLS only what was said there counts', () => {
  const clear = '"SASL" ""\r\n"STARTTLS"\r\nOK\r\n';
  const inside = '"SASL" "PLAIN"\r\nOK\r\n';
  const exchanges = [exchange(null, clear), exchange('STARTTLS', 'OK\r\n'), exchange(null, inside, { secure: true })];
  const offers = offersOf('sieve', source({ greeting: clear, exchanges, secure: true }));
  assert.deepEqual([offers?.auth, offers?.startTls], [['PLAIN'], false]);
  const cut = exchanges.slice(0, 2);
  assert.equal(offersOf('sieve', source({ greeting: clear, exchanges: cut, secure: true })), null);
});

test('lines without quotes serve where the list itself is not there', () => {
  const capabilities = ['IMPLEMENTATION Dovecot Pigeonhole', 'SASL PLAIN LOGIN', 'STARTTLS'];
  const offers = offersOf('sieve', source({ capabilities, secure: true })) as SieveOffers;
  assert.deepEqual(
    [offers.implementation, offers.auth, offers.startTls],
    ['Dovecot Pigeonhole', ['PLAIN', 'LOGIN'], true],
  );
});

test('who did not announce anything has offered nothing', () => {
  for (const greeting of ['', 'BYE "Too busy"\r\n', 'NO (TRYLATER) "x"\r\n', 'OK\r\n']) {
    assert.equal(offersOf('sieve', source({ greeting })), null);
  }
});

test('capabilities are read back as they were written, quoted or as literals', () => {
  const text = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme-ascii' });
  const lines = fc.array(fc.tuple(text, fc.option(text), fc.boolean()), { minLength: 1, maxLength: 10 });
  fc.assert(
    fc.property(lines, (written) => {
      const write = (value: string, literal: boolean) =>
        literal ? `{${value.length}+}\r\n${value}` : `"${value.replace(/["\\]/g, '\\$&')}"`;
      const greeting = written
        .map(([name, value, literal]) => write(name, false) + (value === null ? '' : ` ${write(value, literal)}`))
        .map((line) => `${line}\r\n`);
      const offers = offered(`${greeting.join('')}OK\r\n`);
      assert.deepEqual(
        offers.capabilities.map((each) => each.text),
        written.map(([name, value]) => (value === null ? name : `${name} ${value}`)),
      );
    }),
  );
});

test('whatever a server says, an offer is plain data or nothing', () => {
  const pieces = ['"SASL" ', '"SIEVE" ', '"', '{3}\r\n', '{999999999}\r\n', '\\', '\r\n', '\n', 'OK', ' '];
  fc.assert(
    fc.property(anySource(['STARTTLS', 'CAPABILITY'], pieces), (said) => {
      const offers = offersOf('sieve', said);
      if (offers !== null) assert.ok(survivesJson(offers));
    }),
    { numRuns: 500 },
  );
});

test('the longest greetings take no time that matters', () => {
  for (const unit of ['"', '""\n', '{0}\r\n', '"\\', '{', ' ', '"a" {1}\r\n']) {
    const startedAt = performance.now();
    offersOf('sieve', source({ greeting: `"${unit.repeat(100_000 / unit.length)}` }));
    assert.ok(performance.now() - startedAt < 1000, unit);
  }
});
