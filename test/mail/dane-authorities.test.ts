import assert from 'node:assert/strict';
import test from 'node:test';
import { MAX_PUBLISHED_ANCHORS } from '../../src/defaults.js';
import { derOf, SIGNED } from '../helpers/certificate.js';
import { HOST, LEAF, MIDDLE, OTHER_ROOT, outcome, ROOT, record, report, WHOLE_CHAIN } from './dane-records.js';

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

test('an authority that was not sent matches by a record that holds all of it, and by no digest', () => {
  for (const chain of [
    [LEAF, MIDDLE],
    [LEAF, MIDDLE, OTHER_ROOT],
  ]) {
    for (const selector of [0, 1]) {
      assert.equal(outcome([record([2, selector, 0], ROOT)], chain), 'pass');
      assert.equal(outcome([record([2, selector, 1], ROOT)], chain), 'fail');
      assert.equal(outcome([record([2, selector, 2], ROOT)], chain), 'fail');
      assert.equal(outcome([record([2, selector, 0], OTHER_ROOT)], chain), 'fail');
    }
  }
  for (const selector of [0, 1]) {
    assert.equal(outcome([record([2, selector, 0], MIDDLE)], [LEAF]), 'pass', 'who signed the server itself');
    assert.equal(outcome([record([2, selector, 0], ROOT)], [LEAF]), 'fail', 'a link is missing');
    assert.equal(outcome([record([2, selector, 0], LEAF)], [LEAF]), 'fail', 'the server itself');
  }
  assert.equal(outcome([record([2, 0, 0], MIDDLE), record([2, 1, 0], ROOT)], [LEAF]), 'pass');
  assert.deepEqual(report([record([2, 0, 0], MIDDLE), record([2, 1, 0], ROOT)], [LEAF]).matches, ['match', 'match']);
});

test('an authority that was not sent is judged like one that was', () => {
  const anchors = [record([2, 0, 0], ROOT), record([2, 1, 0], ROOT)];
  for (const anchor of anchors) {
    for (const { cert } of [SIGNED.expired, SIGNED.notYetValid, SIGNED.expiredIntermediate, SIGNED.wrongName]) {
      assert.equal(outcome([anchor], derOf(cert)), 'fail');
    }
    assert.equal(outcome([anchor], derOf(SIGNED.noAuthority.cert)), 'fail', 'no authority');
    assert.equal(outcome([anchor], derOf(SIGNED.selfSigned.cert)), 'fail', 'a stranger');
  }
  // A certificate has a date of its own; a key has none.
  const later = new Date('2057-01-01');
  assert.equal(outcome([record([2, 0, 0], ROOT)], WHOLE_CHAIN, [HOST], later), 'fail');
  const [, expired = ROOT] = derOf(SIGNED.expiredIntermediate.cert);
  const [leaf = LEAF] = derOf(SIGNED.expiredIntermediate.cert);
  assert.equal(outcome([record([2, 1, 0], expired)], [leaf]), 'pass');
});

test('of hundreds of authorities in records only so many are tried', () => {
  const many = Array.from({ length: MAX_PUBLISHED_ANCHORS }, () => record([2, 1, 0], OTHER_ROOT));
  assert.equal(outcome([...many.slice(1), record([2, 1, 0], ROOT)], [LEAF, MIDDLE]), 'pass');
  assert.equal(outcome([...many, record([2, 1, 0], ROOT)], [LEAF, MIDDLE]), 'fail');
});

const matches = (...call: Parameters<typeof report>) => report(...call).matches;

test('where an authority matches it is told what keeps it from vouching, the name first', () => {
  const records = [record([2, 1, 1], ROOT), record([2, 0, 0], ROOT)];
  const wrongName = [...derOf(SIGNED.wrongName.cert), ROOT];
  assert.deepEqual(matches(records, wrongName), ['other-name', 'other-name']);
  for (const { cert } of [SIGNED.expired, SIGNED.notYetValid]) {
    const chain = [...derOf(cert), ROOT];
    assert.deepEqual(matches(records, chain), ['not-valid-now', 'not-valid-now']);
    assert.deepEqual(matches([record([2, 1, 1], LEAF)], chain), ['mismatch']);
    assert.deepEqual(matches(records.slice(0, 1), chain, []), ['other-name']);
  }
  assert.deepEqual(matches([record([2, 1, 1], ROOT)], WHOLE_CHAIN), ['match']);
  // The server's own key needs neither.
  assert.deepEqual(matches([record([3, 1, 1], wrongName[0] ?? ROOT)], wrongName), ['match']);
  assert.deepEqual(matches([record([2, 1, 1], ROOT)], [LEAF, MIDDLE], []), ['mismatch'], 'it is not at hand');
});

test('a digest of an authority is held against nothing where the issuer of the certificate was not sent', () => {
  for (const selector of [0, 1]) {
    for (const type of [1, 2]) {
      for (const chain of [[LEAF], [LEAF, ROOT], [LEAF, LEAF]]) {
        assert.deepEqual(matches([record([2, selector, type], MIDDLE)], chain), ['not-sent']);
      }
      assert.deepEqual(matches([record([2, selector, type], OTHER_ROOT)], [LEAF, MIDDLE]), ['mismatch'], 'it was sent');
      assert.deepEqual(matches([record([3, selector, type], MIDDLE)], [LEAF]), ['mismatch'], 'the own key');
    }
    assert.deepEqual(matches([record([2, selector, 0], OTHER_ROOT)], [LEAF]), ['mismatch'], 'not a digest');
  }
  assert.deepEqual(matches([record([2, 1, 1], ROOT)], derOf(SIGNED.selfSigned.cert)), ['mismatch'], 'its own issuer');
  assert.equal(outcome([record([2, 1, 1], MIDDLE)], [LEAF]), 'fail');
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
