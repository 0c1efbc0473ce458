import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import fc from 'fast-check';
import { daneReportOf, tlsaName } from '../../src/mail/dane.js';
import type { DaneReport } from '../../src/mail/types.js';
import type { DnsAnswer } from '../../src/net/dns-types.js';
import { publicKeyInfo } from '../../src/net/public-key.js';
import { AUTHORITY, derOf, INTERMEDIATE, OTHER_AUTHORITY, SIGNED } from '../helpers/certificate.js';

const HOST = 'mail.portolan.test';
const NAME = tlsaName(25, HOST);
const TODAY = new Date('2027-01-01T00:00:00Z');
const [ROOT = Buffer.alloc(0)] = derOf(AUTHORITY);
const [OTHER_ROOT = Buffer.alloc(0)] = derOf(OTHER_AUTHORITY);
const [MIDDLE = Buffer.alloc(0)] = derOf(INTERMEDIATE);
const [LEAF = Buffer.alloc(0)] = derOf(SIGNED.right.cert);
const WHOLE_CHAIN = [LEAF, MIDDLE, ROOT];

type Numbers = readonly [usage: number, selector: number, matchingType: number];

/** A record that matches this certificate. */
function record([usage, selector, matchingType]: Numbers, certificate: Buffer) {
  const content = selector === 1 ? (publicKeyInfo(certificate) ?? Buffer.alloc(0)) : certificate;
  const algorithm = { 1: 'sha256', 2: 'sha512' }[matchingType];
  const data = algorithm ? createHash(algorithm).update(content).digest('hex') : content.toString('hex');
  return { type: 'TLSA', usage, selector, matchingType, data } as const;
}

type Tlsa = ReturnType<typeof record>;

function answer(records: readonly Tlsa[], further: Partial<DnsAnswer> = {}): DnsAnswer {
  return { outcome: 'answer', reason: null, records, validated: true, ...further };
}

function report(
  records: readonly Tlsa[],
  chain: readonly Buffer[] = WHOLE_CHAIN,
  names = [HOST],
  at = TODAY,
): DaneReport {
  return daneReportOf(answer(records), chain, names, NAME, at);
}

const outcome = (...call: Parameters<typeof report>) => report(...call).outcome;

test('records stand below the port, TCP and the name', () => {
  assert.equal(tlsaName(465, 'Mail.Example.org.'), '_465._tcp.mail.example.org');
});

for (const selector of [0, 1]) {
  for (const matchingType of [0, 1, 2]) {
    test(`3 ${selector} ${matchingType} matches the server's own certificate and no other`, () => {
      assert.equal(outcome([record([3, selector, matchingType], LEAF)]), 'pass');
      assert.equal(outcome([record([3, selector, matchingType], MIDDLE)]), 'fail');
      assert.equal(outcome([record([3, selector, matchingType], ROOT)]), 'fail');
    });

    test(`2 ${selector} ${matchingType} matches a certificate above the server's, and not its own`, () => {
      assert.equal(outcome([record([2, selector, matchingType], ROOT)]), 'pass');
      assert.equal(outcome([record([2, selector, matchingType], MIDDLE)]), 'pass');
      assert.equal(outcome([record([2, selector, matchingType], LEAF)]), 'fail');
    });
  }
}

test('DANE-EE asks for no name, no date and no authority', () => {
  for (const { cert } of [SIGNED.wrongName, SIGNED.expired, SIGNED.notYetValid, SIGNED.selfSigned, SIGNED.ec192]) {
    const [own = Buffer.alloc(0)] = derOf(cert);
    assert.equal(outcome([record([3, 1, 1], own)], [own]), 'pass');
  }
});

test('DANE-TA asks for one of the names', () => {
  const chain = [...derOf(SIGNED.wrongName.cert), ROOT];
  const records = [record([2, 0, 1], ROOT)];
  assert.equal(outcome(records, chain), 'fail');
  assert.equal(outcome(records, chain, [HOST, 'other.portolan.test.']), 'pass');
  assert.equal(outcome(records, chain, []), 'fail');
  assert.equal(outcome(records, chain, ['a\0b', '']), 'fail');
  assert.equal(outcome(records, [...derOf(SIGNED.wildcard.cert), ROOT]), 'pass');
  assert.equal(outcome(records, [...derOf(SIGNED.wildcard.cert), ROOT], ['a.mail.portolan.test']), 'fail');
});

test('DANE-TA asks for a date at which all are valid', () => {
  const records = [record([2, 1, 1], ROOT)];
  for (const { cert } of [SIGNED.expired, SIGNED.notYetValid, SIGNED.expiredIntermediate]) {
    assert.equal(outcome(records, [...derOf(cert), ROOT]), 'fail');
  }
  const then = new Date('2020-01-15T00:00:00Z');
  assert.equal(outcome(records, [...derOf(SIGNED.expired.cert), ROOT], [HOST], then), 'pass');
  assert.equal(outcome(records, WHOLE_CHAIN, [HOST], new Date('2057-01-01')), 'fail');
  assert.equal(outcome(records, WHOLE_CHAIN, [HOST], new Date(Number.NaN)), 'fail');
});

test('an authority that is trusted by itself may have expired, unless it signed itself', () => {
  const chain = derOf(SIGNED.expiredIntermediate.cert);
  assert.equal(outcome([record([2, 0, 1], chain[1] ?? ROOT)], [...chain, ROOT]), 'pass');
  assert.equal(outcome([record([2, 0, 1], ROOT)], [...chain, ROOT]), 'fail');
});

test('an authority that was not sent matches nothing, even if the record holds all of it', () => {
  assert.equal(outcome([record([2, 0, 0], ROOT)], [LEAF, MIDDLE]), 'fail');
  assert.equal(outcome([record([2, 1, 1], ROOT)], [LEAF, MIDDLE]), 'fail');
});

test('an authority that was sent and vouches for nothing matches nothing', () => {
  assert.equal(outcome([record([2, 0, 1], ROOT)], [LEAF, ROOT]), 'fail', 'a link is missing');
  assert.equal(outcome([record([2, 0, 1], OTHER_ROOT)], [LEAF, MIDDLE, OTHER_ROOT]), 'fail', 'the name only');
  const own = derOf(SIGNED.selfSigned.cert);
  assert.equal(outcome([record([2, 0, 1], ROOT)], [...own, MIDDLE, ROOT]), 'fail', 'a stranger');
  assert.equal(outcome([record([2, 0, 1], ROOT)], [...derOf(SIGNED.noAuthority.cert), ROOT]), 'fail', 'no authority');
});

test('order, repetition and strangers in the chain do not matter', () => {
  const chain = [LEAF, ROOT, OTHER_ROOT, ...derOf(SIGNED.selfSigned.cert), LEAF, MIDDLE, MIDDLE];
  assert.equal(outcome([record([2, 0, 1], ROOT)], chain), 'pass');
  assert.equal(outcome([record([2, 0, 1], LEAF)], chain), 'fail');
});

test('usages that rest on public authorities are not for mail', () => {
  const records = [record([0, 0, 1], ROOT), record([1, 1, 1], LEAF)];
  assert.deepEqual(report(records).matches, ['unusable', 'unusable']);
  assert.equal(outcome(records), 'unusable');
  assert.equal(outcome([...records, record([3, 1, 1], LEAF)]), 'pass');
  assert.equal(outcome([...records, record([3, 1, 1], MIDDLE)]), 'fail');
});

test('numbers that have no meaning and data of the wrong length make a record unusable', () => {
  const good = record([3, 1, 1], LEAF);
  const bad: readonly Partial<Tlsa>[] = [
    { usage: 4 },
    { usage: 255 },
    { selector: 2 },
    { matchingType: 3 },
    { matchingType: 2 },
    { matchingType: 0 },
    { selector: 0, matchingType: 0 },
    { data: '' },
    { data: good.data.slice(2) },
    { data: `${good.data}00` },
    { data: good.data.slice(1) },
    { data: good.data.replace(/^../, 'zz') },
    { selector: 0, matchingType: 0, data: LEAF.subarray(0, 300).toString('hex') },
  ];
  for (const change of bad) assert.equal(outcome([{ ...good, ...change }]), 'unusable', JSON.stringify(change));
});

test('what became of each record is told in their order', () => {
  const records = [
    record([3, 1, 1], MIDDLE),
    record([1, 1, 1], LEAF),
    record([2, 1, 2], ROOT),
    record([3, 0, 1], LEAF),
  ];
  const told = report(records);
  assert.deepEqual(told.matches, ['mismatch', 'unusable', 'match', 'match']);
  assert.equal(told.outcome, 'pass');
  assert.equal(told.name, '_25._tcp.mail.portolan.test');
  assert.deepEqual(told.records[0], { usage: 3, selector: 1, matchingType: 1, data: records[0]?.data });
});

test('where digests of two strengths are there, the stronger counts', () => {
  const weaker = record([3, 1, 1], LEAF);
  assert.equal(outcome([weaker, record([3, 1, 2], MIDDLE)]), 'fail');
  assert.deepEqual(report([weaker, record([3, 1, 2], MIDDLE)]).matches, ['match', 'mismatch']);
  assert.equal(outcome([weaker, record([3, 1, 2], MIDDLE), record([3, 1, 2], LEAF)]), 'pass');
  assert.equal(outcome([weaker, record([3, 0, 2], MIDDLE)]), 'pass', 'of another selector');
  assert.equal(outcome([weaker, { ...record([3, 1, 2], MIDDLE), data: '00' }]), 'pass', 'an unusable one');
  assert.equal(outcome([record([3, 1, 0], LEAF), record([3, 1, 2], MIDDLE)]), 'pass', 'the content itself');
});

test('no records, no answer and no certificate are three things', () => {
  const records = [record([3, 1, 1], LEAF)];
  const none = { outcome: 'no-data', records: [] } as const;
  assert.equal(daneReportOf(answer([], none), WHOLE_CHAIN, [HOST], NAME, TODAY).outcome, 'none');
  const failed = { outcome: 'failed', reason: 'servfail', validated: false } as const;
  assert.equal(daneReportOf(answer([], failed), WHOLE_CHAIN, [HOST], NAME, TODAY).outcome, 'unknown');
  assert.deepEqual(report(records, []), { ...report(records), matches: [], outcome: 'unknown' });
  assert.equal(outcome([record([1, 1, 1], LEAF)], []), 'unusable');
});

test('whether the resolver vouches is told and judges nothing', () => {
  const told = daneReportOf(answer([record([3, 1, 1], LEAF)], { validated: false }), [LEAF], [HOST], NAME, TODAY);
  assert.equal(told.validated, false);
  assert.equal(told.outcome, 'pass');
});

const bytes = fc.uint8Array({ maxLength: 80 }).map((content) => Buffer.from(content));
const small = fc.oneof(fc.nat(3), fc.nat(255));
const anyRecord = fc.record({
  type: fc.constant('TLSA' as const),
  usage: small,
  selector: small,
  matchingType: small,
  data: fc.oneof(
    bytes.map((content) => content.toString('hex')),
    fc.string(),
    fc.constantFrom(...WHOLE_CHAIN.map((one) => one.toString('hex'))),
  ),
});
const anyCertificate = fc.oneof(
  fc.constantFrom(...WHOLE_CHAIN, OTHER_ROOT),
  bytes,
  fc.tuple(fc.nat(600), fc.nat(255)).map(([at, byte]) => Buffer.from(LEAF).fill(byte, at, at + 1)),
);

test('any records and any chain give a report that agrees with itself', () => {
  const inputs = [fc.array(anyRecord, { maxLength: 6 }), fc.array(anyCertificate, { maxLength: 6 })] as const;
  fc.assert(
    fc.property(...inputs, (records, chain) => {
      const told = report(records, chain);
      if (told.outcome === 'pass') assert.ok(told.matches.includes('match'));
      if (told.outcome === 'unusable') assert.ok(told.matches.every((match) => match === 'unusable'));
      if (told.outcome === 'none') assert.equal(records.length, 0);
      if (told.outcome === 'unknown') assert.equal(chain.length, 0);
      else assert.equal(told.matches.length, records.length);
    }),
  );
});

test('a record made of a random certificate matches it, and no other one', () => {
  fc.assert(
    fc.property(fc.nat(2), fc.uint8Array({ minLength: 1 }), fc.uint8Array({ minLength: 1 }), (type, one, other) => {
      const [own, strange] = [Buffer.from(one), Buffer.from(other)];
      fc.pre(type > 0);
      assert.equal(outcome([record([3, 0, type], own)], [own]), 'pass');
      if (!own.equals(strange)) assert.equal(outcome([record([3, 0, type], own)], [strange]), 'fail');
    }),
  );
});
