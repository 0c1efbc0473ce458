import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import type { ImapOffers, MailOffers, Pop3Offers, SieveOffers, SmtpOffers } from '../../src/mail/offers/types.js';
import { assertHonest, type Case, meetAll } from '../helpers/hostile-mail.js';
import { type Act, answering } from '../helpers/hostile-server.js';

/** Names that every object has. */
const INHERITED = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'valueOf',
  '__defineGetter__',
  'prototype',
];

const smtp = (...lines: readonly string[]): Act =>
  answering('220 mail.portolan.test ESMTP\r\n', (line) =>
    line.startsWith('EHLO')
      ? `250-mail\r\n${lines.map((each) => `250-${each}\r\n`).join('')}250 HELP\r\n`
      : '221 bye\r\n',
  );
const pop3 = (...lines: readonly string[]): Act =>
  answering('+OK ready\r\n', (line) =>
    line === 'CAPA' ? `+OK\r\n${lines.map((each) => `${each}\r\n`).join('')}.\r\n` : '+OK bye\r\n',
  );
const imap = (words: string, id = ''): Act =>
  answering('* OK ready\r\n', (line) => {
    const told = /CAPABILITY/.test(line) ? `* CAPABILITY IMAP4rev1 ${words}\r\n` : '';
    return `${told}${/ ID /.test(line) ? id : ''}${line.split(' ', 1)[0]} OK done\r\n`;
  });
const sieve = (...lines: readonly string[]): Act =>
  answering(`"IMPLEMENTATION" "x"\r\n${lines.map((each) => `${each}\r\n`).join('')}OK\r\n`, () => 'OK\r\n');

/** What is read of one server's announcement. */
async function offersOf<Offers extends MailOffers>(t: TestContext, port: number, act: Act): Promise<Offers> {
  const [record] = await meetAll(t, [{ what: 'it', port, act }], { probeTimeoutMs: 3000 });
  assert.equal(record?.verdict.code, 'ready');
  return record.offers as Offers;
}

test('keywords that every object has are keywords like others, and change nothing', async (t) => {
  const cases: readonly Case[] = [
    { what: 'SMTP', port: 25, act: smtp(...INHERITED, ...INHERITED.map((name) => `LIMITS ${name}=1`)) },
    { what: 'POP3', port: 110, act: pop3(...INHERITED) },
    { what: 'IMAP', port: 143, act: imap(INHERITED.map((name) => `${name} ${name}=x`).join(' ')) },
    { what: 'ManageSieve', port: 4190, act: sieve(...INHERITED.map((name) => `"${name}" "x"`)) },
  ];
  const records = await meetAll(t, cases, { probeTimeoutMs: 3000 });
  for (const { verdict, capabilities, offers } of records) {
    assert.equal(verdict.code, 'ready');
    assert.ok(INHERITED.every((name) => capabilities?.some((each) => each.startsWith(name))));
    assert.ok(INHERITED.every((name) => offers?.unknown.some((each) => each.startsWith(name))));
  }
  assert.deepEqual(Object.keys(Object.prototype), []);
  assert.equal(({} as { x?: unknown }).x, undefined);
});

test('parameters that every object has as names are left out where names have values', async (t) => {
  const limits = INHERITED.map((name) => `${name}=1`).join(' ');
  const odd = 'RCPTMAX=9 RCPTMAX=1 =5 MAILMAX A=B=C rcptdomainmax=x';
  const offers = await offersOf<SmtpOffers>(t, 25, smtp(`LIMITS ${limits} ${odd}`));
  assert.equal(Object.getPrototypeOf(offers.limits), Object.prototype);
  assert.equal(offers.limits?.['RCPTMAX'], '9');
  assert.deepEqual(
    [offers.limits?.['MAILMAX'], offers.limits?.['A'], offers.limits?.['RCPTDOMAINMAX']],
    ['', 'B=C', 'x'],
  );
  assert.ok(Object.values(offers.limits ?? {}).every((value) => typeof value === 'string'));
  const fields = INHERITED.map((name) => `"${name}" "1"`).join(' ');
  const told = await offersOf<ImapOffers>(t, 143, imap('ID', `* ID (${fields} "name" "x")\r\n`));
  assert.equal(Object.getPrototypeOf(told.identity), Object.prototype);
  assert.equal(told.identity?.['name'], 'x');
  assert.ok(!Object.hasOwn(told.identity ?? {}, '__proto__'));
});

test('numbers beyond all measure are the largest there is, or none', async (t) => {
  const huge = `1${'0'.repeat(400)}`;
  for (const [size, expected] of [
    [huge, null],
    ['9'.repeat(20), Number.MAX_SAFE_INTEGER],
    ['-1', null],
    ['1e9', null],
    ['0x10', null],
    ['٣', null],
  ] as const) {
    const { size: read } = await offersOf<SmtpOffers>(t, 25, smtp(`SIZE ${Buffer.from(size).toString('latin1')}`));
    assert.equal(read, expected, size);
  }
  const times = `DELIVERBY ${huge}`;
  const { deliverBy, futureRelease } = await offersOf<SmtpOffers>(t, 25, smtp(times, `FUTURERELEASE ${huge} ${huge}`));
  assert.deepEqual([deliverBy, futureRelease], [0, { maxIntervalSeconds: null, maxDateTime: null }]);
  const { expire, loginDelay } = await offersOf<Pop3Offers>(t, 110, pop3(`EXPIRE ${huge} USER`, `LOGIN-DELAY ${huge}`));
  assert.deepEqual([expire, loginDelay], [null, null]);
  const { maxRedirects } = await offersOf<SieveOffers>(t, 4190, sieve(`"MAXREDIRECTS" "${huge}"`));
  assert.equal(maxRedirects, null);
});

test('as many mechanisms as fit are read, each once', async (t) => {
  const names = Array.from({ length: 10_000 }, (_none, index) => `M${index % 2000}`)
    .join(' ')
    .slice(0, 16_000);
  const { auth } = await offersOf<SmtpOffers>(t, 25, smtp(`AUTH ${names}`));
  assert.equal(auth.length, 2000);
  const { auth: again } = await offersOf<SieveOffers>(t, 4190, sieve(`"SASL" "${names}"`));
  assert.deepEqual(again, auth);
});

test('quotes, backslashes and literals in lists of ID and of ManageSieve end where they end', async (t) => {
  const lists: readonly (readonly [list: string, name: string | undefined])[] = [
    ['("name" "a\\"b\\\\")', 'a"b\\'],
    ['("name" {3}\r\n"()\r)', '"()'],
    ['("name" "x', 'x'],
    ['("name" {99999999999}\r\nx)', undefined],
    ['("name" NIL "name" "x")', 'x'],
    [`("name" "${'x'.repeat(9000)}")`, 'x'.repeat(1024)],
    [`(${'"'.repeat(4001)})`, undefined],
    [`(${'('.repeat(4000)}`, undefined],
  ];
  const cases = lists.map(([list]) => ({
    ...{ what: list, port: 143, act: imap('ID', `* ID ${list}\r\n`) },
    hangs: list.includes('{999'),
  }));
  const records = await meetAll(t, cases);
  for (const [index, [list, name]] of lists.entries()) {
    const identity = (records[index]?.offers as ImapOffers | null)?.identity ?? null;
    assert.equal(identity?.['name'], name, list.slice(0, 40));
  }
  const told = await offersOf<SieveOffers>(
    t,
    4190,
    sieve('"OWNER" "a\\"b\\\\"', '"LANGUAGE" {6+}\r\nde\r\n"x', '"VERSION" "1.0'),
  );
  assert.deepEqual([told.owner, told.language], ['a"b\\', 'de "x']);
  await assertHonest(t);
});
