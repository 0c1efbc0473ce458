import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { type LocalFailure, type Outcome, outcomeOfError } from '../../src/net/outcome.js';
import { PROBE_STATES } from '../../src/types.js';

type Row = readonly [code: string, state: Outcome['state'], reason: string, local: LocalFailure | null];

/** What the code means when it came from somewhere else. */
const FROM_ELSEWHERE: readonly Row[] = [
  ['ECONNREFUSED', 'closed', 'refused', null],
  ['ECONNRESET', 'closed', 'reset', null],
  ['ETIMEDOUT', 'filtered', 'no-answer', null],
  ['EHOSTUNREACH', 'unreachable', 'host-unreachable', null],
  ['EHOSTDOWN', 'unreachable', 'host-unreachable', null],
  ['ENETUNREACH', 'unreachable', 'network-unreachable', null],
  ['ENONET', 'unreachable', 'network-unreachable', null],
  ['ENOPROTOOPT', 'unreachable', 'protocol-unreachable', null],
  ['EACCES', 'unreachable', 'prohibited', null],
];

/** What it means when this machine said it before anything was sent. */
const FROM_HERE: readonly Row[] = [
  ['EACCES', 'unknown', 'no-permission', 'route'],
  ['EHOSTUNREACH', 'unknown', 'no-route', 'route'],
  ['ENETUNREACH', 'unknown', 'no-route', 'route'],
  ['EINVAL', 'unknown', 'no-route', 'route'],
  ['EAFNOSUPPORT', 'unknown', 'no-such-family', 'route'],
];

/** What means the same from wherever it came. */
const ANYWHERE: readonly Row[] = [
  ['EMFILE', 'unknown', 'no-descriptor', 'resource'],
  ['ENFILE', 'unknown', 'no-descriptor', 'resource'],
  ['ENOBUFS', 'unknown', 'no-buffer', 'resource'],
  ['ENOMEM', 'unknown', 'no-buffer', 'resource'],
  ['EADDRNOTAVAIL', 'unknown', 'no-source-port', 'address'],
  ['EADDRINUSE', 'unknown', 'no-source-port', 'address'],
  ['EAGAIN', 'unknown', 'no-source-port', 'address'],
  ['EPERM', 'unknown', 'no-permission', 'route'],
  ['ENETDOWN', 'unknown', 'network-down', 'route'],
  ['ECANCELED', 'unknown', 'stopped', null],
];

const failure = (code: string, local?: boolean) => Object.assign(new Error(code), { code, local });

for (const [code, state, reason, local] of [...FROM_ELSEWHERE, ...ANYWHERE]) {
  test(`${code} from elsewhere is ${state}: ${reason}`, () => {
    const expected = { state, reason, local };
    assert.deepEqual(outcomeOfError(failure(code, false)), expected);
    assert.deepEqual(outcomeOfError(failure(code)), expected);
  });
}

for (const [code, state, reason, local] of [...FROM_HERE, ...ANYWHERE]) {
  test(`${code} before anything was sent is ${state}: ${reason}`, () => {
    const expected = { state, reason, local };
    assert.deepEqual(outcomeOfError(failure(code, true)), expected);
  });
}

test('a connect to several addresses is what its most telling member says', () => {
  const all = (...errors: unknown[]) => outcomeOfError(new AggregateError(errors));
  const refused = failure('ECONNREFUSED');
  const silent = failure('ETIMEDOUT');
  assert.equal(all(refused, refused).state, 'closed');
  assert.equal(all(silent, refused).state, 'closed');
  assert.equal(all(refused, silent).reason, 'refused');
  assert.equal(all(silent, failure('EHOSTUNREACH')).state, 'unreachable');
  assert.equal(all(failure('EMFILE'), silent).state, 'filtered');
  assert.equal(all(new AggregateError([failure('EMFILE'), refused]), silent).state, 'closed');
});

test('a connect to several addresses that all failed here is unknown, and ours', () => {
  const outcome = outcomeOfError(new AggregateError([failure('ENETUNREACH', true), failure('EMFILE', true)]));
  assert.equal(outcome.state, 'unknown');
  assert.notEqual(outcome.local, null);
});

test('an aggregate with nothing in it goes by its own code', () => {
  assert.equal(outcomeOfError(Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' })).state, 'closed');
});

test('an unknown code is unknown, ours, and told as it is', () => {
  const expected = { state: 'unknown', reason: 'ESTRANGE', local: 'route' };
  assert.deepEqual(outcomeOfError(failure('ESTRANGE')), expected);
  assert.deepEqual(outcomeOfError(failure('ESTRANGE', true)), expected);
});

test('a code that is the name of something every object has is unknown too', () => {
  for (const code of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
    assert.deepEqual(outcomeOfError({ code, local: true }), { state: 'unknown', reason: code, local: 'route' });
  }
});

test('whatever is thrown has an outcome of the closed list', () => {
  const check = (thrown: unknown) => {
    const { state, reason } = outcomeOfError(thrown);
    assert.ok(PROBE_STATES.includes(state));
    assert.equal(typeof reason, 'string');
  };
  for (const thrown of [undefined, null, 0, '', 'ECONNREFUSED', Symbol('x'), () => {}, new Error('x')]) check(thrown);
  fc.assert(fc.property(fc.anything(), check));
  fc.assert(fc.property(fc.record({ code: fc.anything(), local: fc.anything() }), check));
});
