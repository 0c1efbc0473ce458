import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatScript, PortolanError, parseScript, type Script } from '../../src/testing/index.js';
import { matchLine, parsePattern } from '../../src/testing/pattern.js';

const AT = { number: 1, indent: '', content: '' };
const WORDS = [
  'S:',
  'C:',
  'C exactly:',
  'when C:',
  'when in tls C:',
  'when in open C:',
  'connection 2',
  'busy 1',
  'repeat 2',
  'raw "',
  'inject',
  'starttls',
  'min=TLSv1',
  'fail-handshake',
  'wait 1ms',
  'drip off',
  'pace 1s',
  'flood 1kb',
  'garbage 9',
  'state open',
  'allow bare-lf',
  'close',
  'silence',
  'nothing',
  'read until',
  'read {literal}',
  '{tag}',
  '{1}',
  '*',
  '?',
  '\\',
  '\\x41',
  '{',
  '}',
  '"',
  '#',
  'é',
  '\0',
];
const piece = fc.oneof(fc.constantFrom(...WORDS), fc.string({ unit: 'binary', maxLength: 5 }));
const line = fc
  .tuple(fc.constantFrom('', '  ', '    ', '\t'), fc.array(piece, { maxLength: 5 }))
  .map(([indent, pieces]) => indent + pieces.join(' '));
const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.join('\n'));

/** Texts of the language that are right, more often than not. */
const spoken = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 6 }).map(escaped),
      fc.constantFrom('{tag}', '{line}', ' ', '\\xff', '*', '?'),
    ),
    {
      maxLength: 6,
    },
  )
  .map((pieces) => pieces.join(''));
const step = fc.oneof(
  spoken.map((words) => `S: ${words}`),
  spoken.map((words) => `raw "${words.replaceAll('"', '\\"')}"`),
  spoken.map((words) => `C: ${words.replace(/\{\w+\}/g, '')}`),
  fc.constantFrom(
    'wait 1.25s',
    'drip 3ms',
    'flood 2kb "x\\r\\n"',
    'garbage 5',
    'state open',
    'read 5',
    'repeat 3\n  S: {n}',
    'starttls max=TLSv1.2',
  ),
);
const block = fc.tuple(
  fc.constantFrom('', 'when C: {tag} *?', 'when in tls C exactly: \\*', 'connection 3-', 'busy 2'),
  fc.array(step, { minLength: 1, maxLength: 5 }),
);
const rightScript = fc
  .array(block, { maxLength: 5 })
  .map((blocks) =>
    blocks.map(([head, steps]) => (head === '' ? steps : [head, ...steps.map(indented)]).join('\n')).join('\n'),
  );

function escaped(words: string): string {
  return words.replace(/[\\{*?"]/g, '\\$&').replace(/[\r\n]/g, '\\n');
}

function indented(lines: string): string {
  return lines.replace(/^/gm, '  ');
}

/** Lines of the source change when comments go and texts are written anew. */
function withoutLines(script: Script): unknown {
  return JSON.parse(JSON.stringify(script, (key, value) => (key === 'line' ? undefined : value)));
}

test('a script is read, or refused in one line that tells where', () => {
  fc.assert(
    fc.property(fc.oneof(text, fc.string({ unit: 'binary' })), (source) => {
      try {
        parseScript(source);
      } catch (error) {
        assert.ok(error instanceof PortolanError);
        assert.equal(error.code, 'ERR_SCRIPT');
        assert.match(error.message, /^[^\r\n]*: line \d+: [^\r\n]+$/);
      }
    }),
    { numRuns: 500 },
  );
});

test('what was read and is written is read as the same', () => {
  let read = 0;
  fc.assert(
    fc.property(fc.oneof(rightScript, text), (source) => {
      let script: Script;
      try {
        script = parseScript(source);
      } catch {
        return;
      }
      read += 1;
      const written = formatScript(script);
      assert.deepEqual(withoutLines(parseScript(written)), withoutLines(script));
      assert.equal(formatScript(parseScript(written)), written);
    }),
    { numRuns: 400 },
  );
  assert.ok(read > 100, `only ${read} scripts were right`);
});

const subject = fc.string({ unit: fc.constantFrom('a', 'B', ' ', '.'), maxLength: 12 });
const glob = fc
  .array(fc.constantFrom('a', 'b', ' ', '.', '*', '?', 'A B'), { maxLength: 8 })
  .map((pieces) => pieces.join(''));

test('a pattern takes the lines that the same regular expression takes, with the same captures', () => {
  fc.assert(
    fc.property(glob, subject, fc.boolean(), (source, words, exact) => {
      const expression = source
        .replaceAll('.', '\\.')
        .replaceAll('?', '.')
        .replaceAll('*', '(.*?)')
        .replace(/\(\.\*\?\)(?!.*\(\.\*\?\))/, '(.*)');
      const expected = new RegExp(`^${expression}$`, exact ? '' : 'i').exec(words);
      const found = matchLine(parsePattern(source, exact, AT), words);
      assert.equal(found !== null, expected !== null);
      // What stands last goes to the last star: there the expression, which looks for any fit, and the pattern agree.
      if (found !== null && source.split('*').length === 2) assert.deepEqual(found, expected?.slice(1));
    }),
    { numRuns: 500 },
  );
});

test('what a pattern took makes the line again', () => {
  fc.assert(
    fc.property(
      glob.map((each) => each.replaceAll('?', '')),
      subject,
      (source, words) => {
        const captures = matchLine(parsePattern(source, true, AT), words);
        if (captures === null) return;
        let next = 0;
        assert.equal(
          source.replace(/\*/g, () => captures[next++] ?? ''),
          words,
        );
      },
    ),
  );
});

test('a pattern with many stars is tried in no time', () => {
  const pattern = parsePattern(`${'*a'.repeat(200)}*b`, false, AT);
  const begun = performance.now();
  assert.equal(matchLine(pattern, 'a'.repeat(60_000)), null);
  assert.ok(performance.now() - begun < 1000);
});

test('a tag is one word', () => {
  const pattern = parsePattern('{tag} NOOP', false, AT);
  assert.deepEqual(
    ['a1 noop', 'a1  NOOP', ' NOOP', 'NOOP', 'a1 b NOOP', '* NOOP'].map((words) => matchLine(pattern, words) !== null),
    [true, false, false, false, false, true],
  );
});
