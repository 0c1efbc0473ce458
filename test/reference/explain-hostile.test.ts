import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { explainLine, type LineContext } from '../../src/reference/explain.js';
import type { LineProtocol } from '../../src/reference/mail-line.js';

test('any text is explained in one line each or not at all', () => {
  const wire = [
    '250',
    '-',
    ' ',
    '[',
    ']',
    '(',
    ')',
    '"',
    '<',
    '>',
    '@',
    '+OK',
    '* ',
    'OK',
    'CAPABILITY',
    'AUTH',
    '=',
    'X',
  ];
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.constantFrom(...wire)).map((parts) => parts.join('')),
  );
  const protocols = fc.constantFrom('smtp', 'pop3', 'imap', 'sieve') as fc.Arbitrary<LineProtocol>;
  const directions = fc.constantFrom('client', 'server') as fc.Arbitrary<'client' | 'server'>;
  const contexts = fc.constantFrom(undefined, 'capabilities') as fc.Arbitrary<LineContext | undefined>;
  fc.assert(
    fc.property(protocols, text, directions, contexts, (protocol, line, direction, context) => {
      for (const { subject, meaning } of explainLine(protocol, line, direction, 'en', context)) {
        assert.notEqual(subject, '');
        assert.notEqual(meaning, '');
      }
    }),
    { numRuns: 2000 },
  );
});

test('a line of the largest reply takes little time, whatever it consists of', () => {
  const size = 1 << 18;
  const started = process.cpuUsage().user;
  for (const piece of [
    '<',
    '@',
    '<@',
    ' ',
    '[',
    '"',
    '(',
    'A',
    'A=',
    '1.',
    '250-',
    '+OK [',
    '* OK [CAPABILITY ',
    'a OK (',
  ]) {
    for (const protocol of ['smtp', 'pop3', 'imap', 'sieve'] as const) {
      const line = `${piece}${piece.repeat(size / piece.length)}`;
      for (const start of ['', '+OK ', '250-', '* OK ', 'OK '])
        explainLine(protocol, start + line, 'server', 'en', 'capabilities');
      explainLine(protocol, line, 'client', 'en');
    }
  }
  assert.ok(process.cpuUsage().user - started < 20_000_000);
});
