import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { MailProtocolName } from '../../src/mail/offers/types.js';
import { verdictOf } from '../../src/mail/verdict.js';
import { GREETINGS, inputOf } from './verdict-input.js';

test('evidence is decoded, and cut where it is long', () => {
  const bytes = Buffer.from('554 拒绝', 'utf8').toString('latin1');
  assert.equal(verdictOf(inputOf('smtp', { greeting: `${bytes}\r\n` })).evidence, '554 拒绝');
  const long = verdictOf(inputOf('smtp', { greeting: `554 ${'𝄞'.repeat(2000)}\r\n` })).evidence ?? '';
  assert.equal([...long].length, 400);
  assert.ok(long.endsWith('…') && Buffer.from(long, 'utf8').toString('utf8') === long);
});

const PIECES = [
  '220 ',
  '250-',
  '250 ',
  '421 ',
  '550 ',
  '\r\n',
  '* BYE ',
  '* OK ',
  'a1 OK',
  '-ERR [',
  '+OK',
  'OK',
  'NO (',
];

test('whatever is said, there is a verdict, and a 421 is never a service that is ready', () => {
  const reply = fc
    .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 5, unit: 'binary' })), { maxLength: 6 })
    .map((parts) => parts.join(''));
  const end = fc.constantFrom('complete', 'timeout', 'closed', 'too-long', 'failed');
  const commands = [
    'EHLO c',
    'HELO c',
    'STARTTLS',
    'CAPA',
    'STLS',
    'a1 CAPABILITY',
    'a2 STARTTLS',
    'HELP',
    'QUIT',
    null,
  ];
  const said = fc.array(fc.tuple(fc.constantFrom(...commands), reply, end, fc.boolean()), { maxLength: 5 });
  fc.assert(
    fc.property(fc.constantFrom<MailProtocolName>('smtp', 'pop3', 'imap', 'sieve'), reply, end, said, (...row) => {
      const [protocol, greeting, greetingEnd, exchanges] = row;
      const verdict = verdictOf(inputOf(protocol, { greeting, greetingEnd, said: exchanges }));
      assert.equal(verdict.earlier, null);
      assert.ok((verdict.evidence?.length ?? 0) <= 800);
      assert.equal(verdict.code === 'ready', verdict.phase === 'done');
      const isPutOff =
        protocol === 'smtp' && exchanges.some(([command, text]) => command !== 'QUIT' && /^421[\s-]/.test(text));
      if (isPutOff) assert.notEqual(verdict.code, 'ready');
    }),
    { numRuns: 1000 },
  );
});

test('the longest replies take no time that matters', () => {
  const units = ['too many ', 'a', ' ', '250-\r\n', '* BYE', '421 ', 'try ', 'maximum ', 'limit ', '[', 'a1 OK'];
  for (const unit of units) {
    for (const protocol of ['smtp', 'pop3', 'imap', 'sieve'] as const) {
      const text = unit.repeat(100_000 / unit.length);
      const startedAt = performance.now();
      for (const begin of ['', '421 ', '-ERR ', '* BYE ', 'NO ', GREETINGS[protocol]]) {
        verdictOf(inputOf(protocol, { greeting: begin + text, said: [['EHLO c', begin + text, 'timeout']] }));
      }
      assert.ok(performance.now() - startedAt < 1500, unit);
    }
  }
});
