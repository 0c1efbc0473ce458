import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { offersOf } from '../../../src/mail/offers/index.js';
import type { Pop3Offers } from '../../../src/mail/offers/types.js';
import { anySource, exchange, source, survivesJson } from './said.js';

const GREETING = '+OK POP3 server ready <1896.697170952@dbc.mtview.ca.us>\r\n';
const CAPA = '+OK Capability list follows\r\n.\r\n';

function offered(capabilities: readonly string[], greeting = GREETING): Pop3Offers {
  const offers = offersOf('pop3', source({ greeting, capabilities, exchanges: [exchange('CAPA', CAPA)] }));
  assert.equal(offers?.protocol, 'pop3');
  return offers;
}

test('the reply to CAPA of RFC 2449 section 5 is read', () => {
  const capabilities = [
    'TOP',
    'USER',
    'SASL CRAM-MD5 KERBEROS_V4',
    'RESP-CODES',
    'LOGIN-DELAY 900',
    'PIPELINING',
    'EXPIRE 60',
    'UIDL',
    'IMPLEMENTATION Shlemazle-Plotz-v302',
  ];
  const { capabilities: all, ...offers } = offered(capabilities);
  assert.deepEqual(
    all.map(({ text }) => text),
    capabilities,
  );
  assert.deepEqual(offers, {
    protocol: 'pop3',
    capa: true,
    apopTimestamp: '<1896.697170952@dbc.mtview.ca.us>',
    unknown: [],
    startTls: false,
    auth: ['CRAM-MD5', 'KERBEROS_V4'],
    user: true,
    top: true,
    uidl: true,
    respCodes: true,
    authRespCode: false,
    pipelining: true,
    utf8: false,
    expire: { days: 60, byUser: false },
    loginDelay: { seconds: 900, byUser: false },
    implementation: 'Shlemazle-Plotz-v302',
  });
});

test('STLS, AUTH-RESP-CODE and UTF8 are known', () => {
  const offers = offered(['STLS', 'AUTH-RESP-CODE', 'UTF8 USER', 'LANG']);
  assert.deepEqual([offers.startTls, offers.authRespCode, offers.utf8, offers.unknown], [true, true, true, []]);
});

test('EXPIRE and LOGIN-DELAY may differ by user, and never is no number (RFC 2449 sections 6.5 and 6.7)', () => {
  const expire = (text: string) => offered([text]).expire;
  assert.deepEqual(expire('EXPIRE 5 USER'), { days: 5, byUser: true });
  assert.deepEqual(expire('EXPIRE NEVER'), { days: 'NEVER', byUser: false });
  assert.deepEqual(expire('EXPIRE 0'), { days: 0, byUser: false });
  for (const wrong of ['EXPIRE', 'EXPIRE soon', 'EXPIRE -1', 'EXPIRE 99999999999']) assert.equal(expire(wrong), null);
  assert.deepEqual(offered(['login-delay 300 user']).loginDelay, { seconds: 300, byUser: true });
  assert.equal(offered(['LOGIN-DELAY']).loginDelay, null);
});

test('the implementation is the rest of its line', () => {
  assert.equal(offered(['IMPLEMENTATION Cyrus POP3 v3.6.0']).implementation, 'Cyrus POP3 v3.6.0');
  assert.equal(offered(['IMPLEMENTATION']).implementation, null);
});

test('what nobody names is kept as unknown', () => {
  assert.deepEqual(offered(['X-GOOGLE-RICO', 'FROBNICATE now']).unknown, ['FROBNICATE now']);
});

test('the timestamp of APOP is the message identifier in the greeting', () => {
  const timestamp = (greeting: string) => offered([], greeting).apopTimestamp;
  assert.equal(timestamp('+OK Dovecot ready. <1f.3.65.x/y==@mail>\r\n'), '<1f.3.65.x/y==@mail>');
  for (const none of ['+OK ready\r\n', '+OK <support.example.org> ready\r\n', '+OK <a b@c>\r\n', '+OK <@>\r\n']) {
    assert.equal(timestamp(none), null, none);
  }
});

test('without CAPA nothing is known but the greeting', () => {
  const exchanges = [exchange('CAPA', '-ERR Unknown command\r\n')];
  const offers = offersOf('pop3', source({ greeting: GREETING, exchanges })) as Pop3Offers;
  assert.equal(offers.capa, false);
  assert.equal(offers.apopTimestamp, '<1896.697170952@dbc.mtview.ca.us>');
});

test('who did not come to an answer has offered nothing and denied nothing', () => {
  const nothing = [
    [],
    [exchange('CAPA', '+OK\r\nTOP\r\n', { end: 'timeout' })],
    [exchange('CAPA', '-ERR [SYS/TEMP] Try later\r\n')],
    [exchange('CAPA', CAPA, { secure: true })],
    [exchange('CAPA', 'what?\r\n')],
  ];
  for (const exchanges of nothing) assert.equal(offersOf('pop3', source({ greeting: GREETING, exchanges })), null);
});

test('whatever a server says, an offer is plain data or nothing', () => {
  const anything = anySource(['CAPA', 'STLS'], ['+OK ', '-ERR ', '\r\n', '<', '@', '>', '.']);
  fc.assert(
    fc.property(anything, (said) => {
      const offers = offersOf('pop3', said) as Pop3Offers | null;
      if (offers !== null) assert.ok(survivesJson(offers));
    }),
    { numRuns: 500 },
  );
});

test('the longest greetings take no time that matters', () => {
  for (const unit of ['<', '<@', '@', 'a', '<a@a', ' ']) {
    const greeting = `+OK ${unit.repeat(100_000 / unit.length)}\r\n`;
    const startedAt = performance.now();
    offered([unit.repeat(50_000)], greeting);
    assert.ok(performance.now() - startedAt < 1000, unit);
  }
});
