import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { daneReportOf, tlsaName } from '../../src/mail/dane.js';
import { derOf, SIGNED } from '../helpers/certificate.js';
import {
  answer,
  HOST,
  LEAF,
  MIDDLE,
  NAME,
  OTHER_ROOT,
  outcome,
  ROOT,
  record,
  report,
  type Tlsa,
  TODAY,
  WHOLE_CHAIN,
} from './dane-records.js';

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
    { selector: 0, matchingType: 0, data: `${LEAF.toString('hex')}00` },
    { selector: 0, matchingType: 0, data: Buffer.from(SIGNED.right.cert).toString('hex') },
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
