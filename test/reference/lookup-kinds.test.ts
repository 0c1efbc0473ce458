import assert from 'node:assert/strict';
import test from 'node:test';
import { lookup } from '../../src/reference/index.js';
import { foundBy } from './labels.js';

test('the kind asked for is the only one answered', () => {
  assert.deepEqual(foundBy('25', { kind: 'protocol' }), ['protocol 25']);
  assert.deepEqual(foundBy('25', { kind: 'port' }), ['25/tcp', '25/udp']);
  assert.deepEqual(foundBy('550', { kind: 'smtp' }), ['smtp reply 550']);
  assert.deepEqual(foundBy('quit', { kind: 'pop3' }), ['pop3 command QUIT']);
  assert.deepEqual(foundBy('smtp', { kind: 'topic' }), ['topic SMTP']);
  assert.deepEqual(foundBy('gre', { kind: 'port' })[0], '1723/tcp');
  assert.deepEqual(foundBy('smtp:550', { kind: 'pop3' }), []);
});

test('the transport asked for holds for numbers, ranges, names and searches', () => {
  assert.deepEqual(foundBy('25', { transport: 'udp', kind: 'port' }), ['25/udp']);
  assert.deepEqual(foundBy('784-785', { transport: 'tcp' }), ['784-785/tcp']);
  assert.deepEqual(foundBy('smtp', { transport: 'udp', kind: 'port' }), ['25/udp']);
  assert.deepEqual(foundBy('post office', { transport: 'udp' }).slice(0, 2), ['110/udp', '109/udp']);
  assert.deepEqual(foundBy('784', { transport: 'sctp' }), ['784/sctp']);
});

test('what was asked for is never suggested, when only its kind or transport is wrong', () => {
  for (const [query, options] of [
    ['smtp:550', { transport: 'tcp' }],
    ['EHLO', { transport: 'tcp' }],
    ['telnet', { kind: 'protocol' }],
  ] as const) {
    const { matches, suggestions } = lookup(query, options);
    assert.deepEqual(matches, [], query);
    assert.ok(!suggestions.some((name) => name.toLowerCase() === query.toLowerCase()), `${query}: ${suggestions}`);
  }
});

test('a line of a client is no answer to who asks for ports', () => {
  assert.ok(lookup('RETR 1').matches.length > 0);
  assert.ok(lookup('RETR 1', { kind: 'port' }).matches.every((entry) => entry.kind === 'port'));
});
