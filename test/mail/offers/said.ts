import fc from 'fast-check';
import type { OfferSource } from '../../../src/mail/offers/index.js';
import type { Exchange } from '../../../src/protocols/types.js';

/** A command and its whole reply. */
export function exchange(command: string | null, reply: string, changes: Partial<Exchange> = {}): Exchange {
  return { command, reply, end: 'complete', secure: false, ...changes };
}

/** What a server said, where a test does not care. */
export function source(changes: Partial<OfferSource>): OfferSource {
  return { greeting: '', capabilities: [], exchanges: [], secure: false, ...changes };
}

/** Words with everything in them that a parser may stumble over: names of prototypes, numbers, quotes, bytes of no text. */
const WORD = fc.oneof(
  fc.constantFrom(
    'SIZE',
    'AUTH',
    'AUTH=',
    'LIMITS',
    '__proto__=1',
    'constructor',
    'toString=2',
    'XXXXXXXA',
    '=',
    '"',
    '{9}',
  ),
  fc.constantFrom(
    'EXPIRE',
    'LOGIN-DELAY',
    'SASL',
    'IMPLEMENTATION',
    '99999999999999999999999',
    '-1',
    '1e9',
    'NEVER',
    'USER',
  ),
  fc.constantFrom('DELIVERBY', 'FUTURERELEASE', 'MT-PRIORITY', 'XCLIENT', '\t', '', '\0', '\xff\xfe', '\u017ftarttls'),
  fc.string({ maxLength: 8, unit: 'binary' }),
);
export const anyLine: fc.Arbitrary<string> = fc.array(WORD, { maxLength: 6 }).map((words) => words.join(' '));

/** Anything that a server could have said. */
export function anySource(commands: readonly string[], pieces: readonly string[]): fc.Arbitrary<OfferSource> {
  const reply = fc
    .array(fc.oneof(fc.constantFrom(...pieces), anyLine), { maxLength: 8 })
    .map((parts) => parts.join(''));
  return fc.record({
    greeting: reply,
    capabilities: fc.array(anyLine, { maxLength: 8 }),
    secure: fc.boolean(),
    exchanges: fc.array(
      fc.record({
        command: fc.constantFrom(null, ...commands),
        reply,
        end: fc.constantFrom('complete', 'timeout', 'closed', 'too-long', 'failed'),
        secure: fc.boolean(),
      }),
      { maxLength: 5 },
    ),
  });
}

/** Whether every string and number of some data is one that JSON keeps as it is. */
export function survivesJson(data: unknown): boolean {
  return JSON.stringify(JSON.parse(JSON.stringify(data))) === JSON.stringify(data);
}
