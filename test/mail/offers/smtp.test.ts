import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { offersOf } from '../../../src/mail/offers/index.js';
import type { SmtpOffers } from '../../../src/mail/offers/types.js';
import { anySource, exchange, source, survivesJson } from './said.js';

const HELLO = '250-mail.example.org\r\n250 OK\r\n';

/** What these lines of a reply to EHLO come to. */
function offered(...capabilities: string[]): SmtpOffers {
  const offers = offersOf('smtp', source({ capabilities, exchanges: [exchange('EHLO c.example', HELLO)] }));
  assert.equal(offers?.protocol, 'smtp');
  return offers;
}

/** What a reply to EHLO names as the server. */
function domainOf(reply: string): string | null | undefined {
  return (offersOf('smtp', source({ exchanges: [exchange('EHLO c.example', reply)] })) as SmtpOffers | null)?.domain;
}

test('the reply to EHLO of RFC 5321 appendix D.1 is read', () => {
  const reply = '250-foo.com greets bar.com\r\n250-8BITMIME\r\n250-SIZE\r\n250-DSN\r\n250 HELP\r\n';
  const capabilities = ['8BITMIME', 'SIZE', 'DSN', 'HELP'];
  const offers = offersOf('smtp', source({ capabilities, exchanges: [exchange('EHLO bar.com', reply)] }));
  assert.deepEqual(offers, {
    protocol: 'smtp',
    hello: 'EHLO',
    domain: 'foo.com',
    capabilities: capabilities.map((text) => ({ keyword: text, parameters: [], text })),
    unknown: [],
    startTls: false,
    auth: [],
    size: null,
    pipelining: false,
    eightBitMime: true,
    smtpUtf8: false,
    dsn: true,
    chunking: false,
    binaryMime: false,
    etrn: false,
    enhancedStatusCodes: false,
    requireTls: false,
    limits: null,
    mtPriority: null,
    futureRelease: null,
    deliverBy: null,
    xclient: null,
    xforward: null,
    masked: null,
  });
});

test('each extension without parameters is one flag, in any case', () => {
  const flags: Record<string, keyof SmtpOffers> = {
    STARTTLS: 'startTls',
    PIPELINING: 'pipelining',
    '8BITMIME': 'eightBitMime',
    SMTPUTF8: 'smtpUtf8',
    DSN: 'dsn',
    CHUNKING: 'chunking',
    BINARYMIME: 'binaryMime',
    ETRN: 'etrn',
    ENHANCEDSTATUSCODES: 'enhancedStatusCodes',
    REQUIRETLS: 'requireTls',
  };
  for (const [keyword, flag] of Object.entries(flags)) {
    assert.equal(offered(keyword)[flag], true, keyword);
    assert.equal(offered(keyword.toLowerCase())[flag], true, keyword);
    assert.equal(offered('HELP')[flag], false, keyword);
    assert.deepEqual(offered(keyword).unknown, []);
  }
});

test('SIZE has the number of RFC 1870, zero for no fixed limit, nothing, or more than a number holds', () => {
  assert.equal(offered('SIZE 35882577').size, 35_882_577);
  assert.equal(offered('SIZE 0').size, 0);
  assert.equal(offered('SIZE').size, null);
  assert.equal(offered('SIZE 18446744073709551615').size, Number.MAX_SAFE_INTEGER);
  assert.equal(offered(`SIZE ${'9'.repeat(21)}`).size, null);
  for (const wrong of ['-1', '1e9', '10M', '0x10', '１０']) assert.equal(offered(`SIZE ${wrong}`).size, null);
});

test('mechanisms are merged from AUTH and its old spelling, each once, in upper case', () => {
  const offers = offered('AUTH PLAIN LOGIN', 'AUTH=LOGIN cram-md5', 'auth XOAUTH2');
  assert.deepEqual(offers.auth, ['PLAIN', 'LOGIN', 'CRAM-MD5', 'XOAUTH2']);
  assert.deepEqual(offers.unknown, []);
  assert.deepEqual(offers.capabilities[1], {
    keyword: 'AUTH',
    parameters: ['LOGIN', 'cram-md5'],
    text: 'AUTH=LOGIN cram-md5',
  });
  assert.deepEqual(offered('AUTH').auth, []);
  assert.deepEqual(offered('AUTH=').auth, []);
  assert.deepEqual(offered('X-EXPS GSSAPI NTLM').auth, []);
});

test('LIMITS of RFC 9422 are a record by name, whatever the names are', () => {
  assert.deepEqual(offered('LIMITS MAILMAX=1000 rcptmax=100').limits, { MAILMAX: '1000', RCPTMAX: '100' });
  assert.deepEqual(offered('LIMITS').limits, {});
  assert.deepEqual(offered('LIMITS RCPTMAX=1 RCPTMAX=2 NAKED =3 a;b=4').limits, { RCPTMAX: '1', NAKED: '' });
  const { limits } = offered('LIMITS __proto__=1 constructor=2');
  assert.deepEqual(limits, { __PROTO__: '1', CONSTRUCTOR: '2' });
  assert.equal(Object.getPrototypeOf(limits), Object.prototype);
});

test('MT-PRIORITY, FUTURERELEASE and DELIVERBY carry their parameters', () => {
  assert.equal(offered('MT-PRIORITY MIXER').mtPriority, 'MIXER');
  assert.equal(offered('MT-PRIORITY').mtPriority, '');
  assert.deepEqual(offered('FUTURERELEASE 604800 2030-01-08T00:00:00Z').futureRelease, {
    maxIntervalSeconds: 604_800,
    maxDateTime: '2030-01-08T00:00:00Z',
  });
  assert.deepEqual(offered('FUTURERELEASE soon tomorrow').futureRelease, {
    maxIntervalSeconds: null,
    maxDateTime: null,
  });
  assert.equal(offered('DELIVERBY 240').deliverBy, 240);
  assert.equal(offered('DELIVERBY').deliverBy, 0);
  assert.equal(offered('DELIVERBY 9999999999').deliverBy, 0);
});

test('XCLIENT and XFORWARD list their attributes', () => {
  const offers = offered('XCLIENT NAME ADDR proto', 'XFORWARD');
  assert.deepEqual(offers.xclient, ['NAME', 'ADDR', 'PROTO']);
  assert.deepEqual(offers.xforward, []);
});

test('what nobody names is kept as unknown', () => {
  const offers = offered('X-SOMETHING a  b', 'XVERP', 'X-ANONYMOUSTLS', 'coremail 1Uxr2xKj7kG0xkI17xGr');
  assert.deepEqual(offers.unknown, ['X-SOMETHING a  b']);
  assert.deepEqual(offers.capabilities[0], {
    keyword: 'X-SOMETHING',
    parameters: ['a', 'b'],
    text: 'X-SOMETHING a  b',
  });
});

test('a line that was written over is told, and is no unknown extension', () => {
  for (const line of ['XXXXXXXA', 'XXXXXXXX', 'XXXX', '********']) {
    assert.equal(offered('PIPELINING', line).masked, line);
    assert.deepEqual(offered(line).unknown, []);
  }
  for (const line of ['XXOORG', 'XVERP', 'XXXLARGE', 'xylophone']) assert.equal(offered(line).masked, null, line);
});

test('a greeting of asterisks is a masked line of the half in which it was said', () => {
  const greeting = '220 ****************0*2*****02**00******';
  const exchanges = [
    exchange(null, `${greeting}\r\n`),
    exchange('EHLO c', HELLO),
    exchange('EHLO c', HELLO, { secure: true }),
  ];
  const said = source({ greeting: `${greeting}\r\n`, capabilities: ['HELP'], exchanges });
  assert.equal((offersOf('smtp', said) as SmtpOffers).masked, greeting);
  assert.equal((offersOf('smtp', { ...said, secure: true }) as SmtpOffers).masked, null);
  for (const clean of ['220 mail.example.org ESMTP ****\r\n', '220 *** 2020 ***\r\n', '220 \r\n']) {
    assert.equal((offersOf('smtp', { ...said, greeting: clean }) as SmtpOffers).masked, null);
  }
});

test('the name stands first in the reply, unless a courtesy does', () => {
  assert.equal(
    domainOf('250-mail.example.org Hello [192.0.2.1], pleased to meet you\r\n250 HELP\r\n'),
    'mail.example.org',
  );
  assert.equal(domainOf('250 [192.0.2.25]\r\n'), '[192.0.2.25]');
  assert.equal(domainOf('250-[IPv6:2001:db8::1] hi\r\n250 HELP\r\n'), '[IPv6:2001:db8::1]');
  assert.equal(domainOf('250-mail\r\n250 HELP\r\n'), 'mail');
  assert.equal(domainOf('250-localhost Hello c\r\n250 HELP\r\n'), 'localhost');
  for (const courtesy of ['OK', 'Hello c.example', 'Requested mail action okay', 'Nice to see you', '']) {
    assert.equal(domainOf(`250 ${courtesy}\r\n`), null, courtesy);
  }
});

test('a server that only knows HELO offers nothing, and says so', () => {
  const exchanges = [exchange('EHLO c', '502 Unknown\r\n'), exchange('HELO c', '250 old.example.org\r\n')];
  const offers = offersOf('smtp', source({ exchanges })) as SmtpOffers;
  assert.deepEqual([offers.hello, offers.domain, offers.startTls], ['HELO', 'old.example.org', false]);
});

test('who did not come to an answer has offered nothing and denied nothing', () => {
  const nothing = [
    [exchange('EHLO c', '421 Too busy\r\n')],
    [exchange('EHLO c', '250-mail.example.org\r\n', { end: 'closed' })],
    [exchange('EHLO c', '550 No\r\n'), exchange('HELO c', '550 No\r\n')],
    [exchange('EHLO c', HELLO, { secure: true })],
    [],
  ];
  for (const exchanges of nothing) assert.equal(offersOf('smtp', source({ exchanges })), null);
});

test('texts are decoded: UTF-8 where they are that', () => {
  const bytes = (text: string) => Buffer.from(text, 'utf8').toString('latin1');
  assert.deepEqual(offered(bytes('X-NAME Müller 邮件')).capabilities[0]?.parameters, ['Müller', '邮件']);
  assert.equal(offered('X-NAME M\xfcller').capabilities[0]?.text, 'X-NAME Müller');
});

test('no letter but those of ASCII makes a keyword', () => {
  assert.equal(offered(Buffer.from('ſtarttlſ', 'utf8').toString('latin1')).startTls, false);
});

test('whatever a server says, an offer is plain data or nothing', () => {
  const anything = anySource(['EHLO c', 'HELO c', 'STARTTLS'], ['250-', '250 ', '\r\n', '421 ', '220 ********', '*']);
  fc.assert(
    fc.property(anything, (said) => {
      const offers = offersOf('smtp', said) as SmtpOffers | null;
      if (offers === null) return;
      assert.ok(survivesJson(offers));
      assert.equal(new Set(offers.auth).size, offers.auth.length);
      assert.equal(offers.capabilities.length, said.capabilities.length);
      assert.ok(offers.size === null || Number.isSafeInteger(offers.size));
      for (const text of offers.unknown) assert.ok(offers.capabilities.some((each) => each.text === text));
    }),
    { numRuns: 500 },
  );
});

test('the longest replies take no time that matters', () => {
  const units = ['*', ' ', '250-', 'AUTH a ', '=', 'X', '<', '\t', '0'];
  for (const unit of units) {
    const text = unit.repeat(100_000 / unit.length);
    const exchanges = [exchange('EHLO c', `250-${text}\r\n250 x\r\n`)];
    const startedAt = performance.now();
    offersOf(
      'smtp',
      source({ greeting: `220 ${text}x\r\n`, capabilities: [text, `AUTH ${text}`, `LIMITS ${text}`], exchanges }),
    );
    assert.ok(performance.now() - startedAt < 1000, unit);
  }
});
