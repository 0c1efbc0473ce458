import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { offersOf } from '../../../src/mail/offers/index.js';
import type { ImapOffers } from '../../../src/mail/offers/types.js';
import type { Exchange } from '../../../src/protocols/types.js';
import { anySource, exchange, source, survivesJson } from './said.js';

const ANSWER = '* CAPABILITY IMAP4rev1\r\na1 OK done\r\n';

function offered(words: string, exchanges: readonly Exchange[] = [], greeting = '* OK ready\r\n'): ImapOffers {
  const offers = offersOf(
    'imap',
    source({ greeting, capabilities: words.split(' '), exchanges: [exchange('a1 CAPABILITY', ANSWER), ...exchanges] }),
  );
  assert.equal(offers?.protocol, 'imap');
  return offers;
}

function identityOf(reply: string): ImapOffers['identity'] {
  return offered('IMAP4rev1 ID', [exchange('a0 ID NIL', reply)]).identity;
}

test('the capabilities of RFC 9051 section 6.1.1 are read', () => {
  const { capabilities, ...offers } = offered('IMAP4rev2 STARTTLS AUTH=GSSAPI LOGINDISABLED');
  assert.deepEqual(capabilities[2], { keyword: 'AUTH', parameters: ['GSSAPI'], text: 'AUTH=GSSAPI' });
  assert.deepEqual(offers, {
    protocol: 'imap',
    greeting: 'OK',
    inGreeting: null,
    unknown: [],
    startTls: true,
    auth: ['GSSAPI'],
    versions: ['IMAP4REV2'],
    loginDisabled: true,
    idle: false,
    id: false,
    saslIr: false,
    identity: null,
  });
});

test('mechanisms and versions are listed once each, in upper case', () => {
  const offers = offered('IMAP4 imap4rev1 IMAP4rev1 auth=plain AUTH=PLAIN AUTH= AUTH=XOAUTH2 SASL-IR IDLE ID');
  assert.deepEqual(offers.versions, ['IMAP4', 'IMAP4REV1']);
  assert.deepEqual(offers.auth, ['PLAIN', 'XOAUTH2']);
  assert.deepEqual([offers.saslIr, offers.idle, offers.id], [true, true, true]);
});

test('what nobody names is kept as unknown, with what stands behind the sign', () => {
  const offers = offered('QUOTA=RES-STORAGE THREAD=REFS XCOURIEROUTBOX=INBOX.Outbox I18NLEVEL=1 X-FOO=1 BAR');
  assert.deepEqual(offers.unknown, ['X-FOO=1', 'BAR']);
});

test('capabilities stand in the greeting as well, or only there', () => {
  const greeting = '* OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] Dovecot ready.\r\n';
  assert.deepEqual(offered('IMAP4rev1', [], greeting).inGreeting, ['IMAP4rev1', 'STARTTLS', 'LOGINDISABLED']);
  const only = offersOf('imap', source({ greeting })) as ImapOffers;
  assert.deepEqual([only.startTls, only.loginDisabled], [true, true]);
});

test('what the greeting said in clear does not count inside TLS', () => {
  const greeting = '* OK [CAPABILITY IMAP4rev1 STARTTLS] ready\r\n';
  const exchanges = [exchange(null, greeting), exchange('a3 CAPABILITY', ANSWER, { secure: true })];
  const offers = offersOf('imap', source({ greeting, exchanges, secure: true, capabilities: ['IMAP4rev1'] }));
  assert.deepEqual([(offers as ImapOffers).inGreeting, offers?.startTls], [null, false]);
  const inside = [exchange(null, greeting, { secure: true })];
  assert.equal(offersOf('imap', source({ greeting, exchanges: inside, secure: true }))?.startTls, true);
});

test('a greeting is OK, PREAUTH or BYE', () => {
  assert.equal(offered('IMAP4rev1', [], '* PREAUTH IMAP4rev1 server logged in as Smith\r\n').greeting, 'PREAUTH');
  assert.equal(offered('IMAP4rev1', [], '* bye no\r\n').greeting, 'BYE');
  assert.equal(offered('IMAP4rev1', [], 'hello\r\n').greeting, null);
});

test('the answer to ID of RFC 2971 section 3.2 is read by name', () => {
  const reply =
    '* ID ("name" "Cyrus" "version" "1.5" "os" "sunos" "os-version" "5.5" "support-url" "mailto:c@example.org")\r\na0 OK ID\r\n';
  assert.deepEqual(identityOf(reply), {
    name: 'Cyrus',
    version: '1.5',
    os: 'sunos',
    'os-version': '5.5',
    'support-url': 'mailto:c@example.org',
  });
});

test('fields of ID may be nil, escaped, literals and in any case', () => {
  const reply = '* ID ("Name" "a \\"b\\" \\\\" "version" NIL "vendor" {5}\r\nc d)e "os" "")\r\na0 OK\r\n';
  assert.deepEqual(identityOf(reply), { name: 'a "b" \\', vendor: 'c d)e' });
  assert.equal(identityOf('* ID NIL\r\na0 OK\r\n'), null);
  assert.equal(identityOf('* ID ("name" NIL)\r\na0 OK\r\n'), null);
  assert.equal(identityOf('a0 BAD what?\r\n'), null);
});

test('no field of ID is mistaken for what every object has', () => {
  assert.deepEqual(identityOf('* ID ("__proto__" "x" "constructor" "y" "name" "z")\r\n'), { name: 'z' });
});

test('no more fields of ID are taken than RFC 2971 section 3.3 allows, nor longer ones', () => {
  const fields = Array.from({ length: 40 }, (_, at) => `"f${at}" "${'v'.repeat(2000)}"`).join(' ');
  const identity = identityOf(`* ID (${fields})\r\n`) ?? {};
  assert.equal(Object.keys(identity).length, 30);
  assert.equal(identity['f0']?.length, 1024);
});

test('who did not come to an answer has offered nothing and denied nothing', () => {
  const nothing = [
    [],
    [exchange('a1 CAPABILITY', '* BYE too busy\r\n', { end: 'closed' })],
    [exchange('a1 CAPABILITY', 'a1 BAD no\r\n')],
  ];
  for (const exchanges of nothing) assert.equal(offersOf('imap', source({ greeting: '* OK\r\n', exchanges })), null);
  assert.equal(offersOf('imap', source({ greeting: '* BYE [CAPABILITY IMAP4rev1] no\r\n' })), null);
});

test('whatever a server says, an offer is plain data or nothing', () => {
  const pieces = ['* OK [CAPABILITY ', ']', '* ID (', '"', '"name" ', 'NIL', ')', '{3}\r\n', '\\', '\r\n', 'a1 OK '];
  fc.assert(
    fc.property(anySource(['a1 CAPABILITY', 'a0 ID NIL'], pieces), (said) => {
      const offers = offersOf('imap', said) as ImapOffers | null;
      if (offers === null) return;
      assert.ok(survivesJson(offers));
      for (const name of Object.keys(offers.identity ?? {})) assert.ok(!(name in Object.prototype));
    }),
    { numRuns: 500 },
  );
});

test('fields of ID are read back as they were written, quoted or as literals', () => {
  const text = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme-ascii' });
  const pairs = fc.uniqueArray(fc.tuple(text, text, fc.boolean()), {
    maxLength: 30,
    selector: ([name]) => name.toLowerCase(),
  });
  fc.assert(
    fc.property(pairs, (fields) => {
      const write = (value: string, literal: boolean) =>
        literal ? `{${value.length}}\r\n${value}` : `"${value.replace(/["\\]/g, '\\$&')}"`;
      const list = fields.map(([name, value, literal]) => `${write(name, literal)} ${write(value, !literal)}`);
      const known = fields.filter(([name]) => !(name.toLowerCase() in Object.prototype));
      const expected = Object.fromEntries(known.map(([name, value]) => [name.toLowerCase(), value]));
      assert.deepEqual(identityOf(`* ID (${list.join(' ')})\r\na0 OK\r\n`) ?? {}, expected);
    }),
  );
});

test('the longest replies take no time that matters', () => {
  for (const unit of ['"', '\\', '{9}\r\n', '* ID (', 'a OK', ' ', '=', '[']) {
    const text = unit.repeat(100_000 / unit.length);
    const startedAt = performance.now();
    offered(text, [exchange('a0 ID NIL', `* ID (${text}`)], `* OK [CAPABILITY ${text}`);
    assert.ok(performance.now() - startedAt < 1000, unit);
  }
});
