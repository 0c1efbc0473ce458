import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatScript, PortolanError, parseScript } from '../../src/testing/index.js';

/** What is wrong with a script, and what was probably meant. */
function complaint(script: string): string {
  try {
    parseScript(script);
  } catch (error) {
    assert.ok(error instanceof PortolanError);
    assert.equal(error.code, 'ERR_SCRIPT');
    assert.equal(error.message.includes('\n'), false);
    return error.message;
  }
  return 'nothing';
}

test('comments, empty lines, and blanks at the end of a line mean nothing', () => {
  assert.deepEqual(parseScript('\ufeff# comment\r\n\r\n  # another\r\nS: 220 ready \t\r\n'), {
    steps: [{ do: 'say', text: ['220 ready'], as: 'line', line: 4 }],
    answers: [],
    variants: [],
  });
});

test('one blank behind S: belongs to the language, further ones to the text', () => {
  for (const [source, text] of [
    ['S:x', 'x'],
    ['S: x', 'x'],
    ['S:   x', '  x'],
    ['S: x\\x20', 'x '],
    ['S: # x', '# x'],
    ['S: "x"', '"x"'],
  ] as const) {
    assert.deepEqual(parseScript(source).steps[0], { do: 'say', text: [text], as: 'line', line: 1 });
  }
  assert.deepEqual(parseScript('S:').steps[0], { do: 'say', text: [], as: 'line', line: 1 });
});

test('a script may be indented as a whole, with blanks or tabs', () => {
  const plain = parseScript('S: a\nwhen C: b\n  S: c\n  repeat 2\n    S: d\nS: e');
  assert.deepEqual(parseScript('    S: a\n    when C: b\n      S: c\n      repeat 2\n        S: d\n    S: e'), plain);
  assert.deepEqual(parseScript('\tS: a\n\twhen C: b\n\t\tS: c\n\t\trepeat 2\n\t\t\tS: d\n\tS: e'), plain);
});

test('every step is read', () => {
  const script = parseScript(
    [
      'allow bare-lf',
      'pace 5ms',
      'drip 1.5s',
      'drip off',
      'S: {1}{tag}',
      'raw "\\"x\\" \\r\\n"',
      'wait 1m',
      'C: *',
      'C exactly: A?',
      'state one-2',
      'read until .',
      'read 10kb',
      'read {literal}',
      'read line',
      'repeat 2:',
      '  flood 1mb "ab"',
      'garbage 10 seed 7',
      'S: go',
      'inject 250 x',
      'starttls min=TLSv1 max=tlsv1.2 certificate=old ciphers=ALL:@SECLEVEL=0',
      'nothing',
      'fail-handshake alert protocol-version',
    ]
      .join('\n')
      .replace('{1}', ''),
  );
  assert.deepEqual(
    script.steps.map(({ line, ...step }) => step),
    [
      { do: 'allow', code: 'bare-lf' },
      { do: 'pace', ms: 5 },
      { do: 'drip', ms: 1500 },
      { do: 'drip', ms: 0 },
      { do: 'say', text: [{ value: 'tag' }], as: 'line' },
      { do: 'say', text: ['"x" \r\n'], as: 'raw' },
      { do: 'wait', ms: 60_000 },
      { do: 'expect', pattern: { tag: false, exact: false, segments: [[], []] } },
      { do: 'expect', pattern: { tag: false, exact: true, segments: [['A', null]] } },
      { do: 'state', name: 'one-2' },
      { do: 'read-until', pattern: { tag: false, exact: false, segments: [['.']] } },
      { do: 'read-bytes', bytes: 10_240 },
      { do: 'read-bytes', bytes: 'literal' },
      { do: 'read-line' },
      { do: 'repeat', rounds: 2, steps: [{ do: 'flood', bytes: 1024 ** 2, text: ['ab'], line: 16 }] },
      { do: 'garbage', bytes: 10, seed: 7 },
      { do: 'say', text: ['go'], as: 'line' },
      { do: 'say', text: ['250 x'], as: 'inject' },
      { do: 'starttls', tls: { min: 'TLSv1', max: 'TLSv1.2', certificate: 'old', ciphers: 'ALL:@SECLEVEL=0' } },
      { do: 'nothing' },
      { do: 'fail-handshake', fault: 'alert', alert: 70 },
    ],
  );
});

test('blocks and their conditions are read', () => {
  const { answers, variants } = parseScript(
    'when in tls inside open C exactly: {tag} X\n  state open\nconnection 2-4:\n  close\nconnection 7-\n  reset\nbusy 3\n  silence',
  );
  assert.deepEqual(answers, [
    {
      line: 1,
      conditions: ['tls', 'open'],
      pattern: { tag: true, exact: true, segments: [[' X']] },
      steps: [{ do: 'state', name: 'open', line: 2 }],
    },
  ]);
  assert.deepEqual(
    variants.map(({ kind, first, last, steps }) => [kind, first, last, steps[0]?.do]),
    [
      ['number', 2, 4, 'close'],
      ['number', 7, null, 'reset'],
      ['busy', 3, null, 'silence'],
    ],
  );
});

for (const [script, expected] of Object.entries({
  '220 ready':
    '"220 ready": line 1: no such step; S: is what the server says, C: what the client must say (did you mean S: 220 ready?)',
  '\nEHLO *': /^"EHLO \*": line 2: no such step; .* \(did you mean C: EHLO \*\?\)$/,
  's: hello': /\(did you mean S: hello\?\)$/,
  'C : QUIT': /\(did you mean C: QUIT\?\)$/,
  strattls: /\(did you mean starttls\?\)$/,
  'S: a\\d': /^"S: a\\\\d": line 1: no such escape; .* \(did you mean \\\\d\?\)$/,
  'S: {tga}': /no such placeholder; .* \(did you mean \{tag\} or \\\{tga\}\?\)$/,
  'when C: A *\n  S: {2}': /^"S: \{2\}": line 2: the pattern before it has 1 \*, .* \(did you mean \\\{2\}\?\)$/,
  'C: x {tag}': /\{tag\} stands at the beginning/,
  'C: {line}': /no other placeholder \(did you mean \*\?\)$/,
  'raw hello': /double quotes \(did you mean "hello"\?\)$/,
  'raw "a" b': /double quotes$/,
  'wait 250': /a duration is a number with its unit, .* \(did you mean 250ms\?\)$/,
  'wait 2h': /a duration is a number with its unit, such as 250ms, 2s or 1m$/,
  'wait 999m': /a wait lasts at most 3600000 ms$/,
  'flood lots': /a size is a whole number/,
  'flood 100gb': /at most 17179869184 bytes$/,
  'repeat 0\n  S: x': /a whole number from 1 to 1000000 is needed$/,
  'repeat 2': /the steps that belong to it follow, indented$/,
  'when C: A': /the steps that belong to it follow, indented$/,
  'connection 2': /the steps that belong to it follow, indented$/,
  'S: a\n  S: b': /^"S: b": line 2: nothing is indented below such a step$/,
  'repeat 2\n    S: a\n  S: b': /^"S: b": line 3: the indentation is that of no block/,
  '  S: a\nS: b': /^"S: b": line 2: the indentation is that of no block/,
  'when C: a\n  when C: b\n    S: c': /line 2: such a block stands at the outermost level/,
  'when tls C: a\n  S: b': /it is written when C: PATTERN/,
  'when EHLO *\n  S: b': /\(did you mean when C: EHLO \*\?\)$/,
  'when in tsl C: a\n  S: b': /no step sets the state tsl \(did you mean tls\?\)$/,
  'when in Open C: a\n  S: b': /a state is a word of small letters/,
  'state tls': /a state is a word of small letters/,
  'allow pipelinning': /one of these is needed: .* \(did you mean pipelining\?\)$/,
  'close now': /nothing follows this word$/,
  'close\nS: bye': /^"S: bye": line 2: nothing is done behind close$/,
  'when C: *\n  S: x\nwhen C: a\n  S: y': /^"when C: a": line 3: line 1 before it takes every line$/,
  'inject 250 x': /inject stands between/,
  'S: go\ninject x\nwait 1s\nstarttls': /inject stands between/,
  'starttls tls1.0': /behind starttls stand/,
  'starttls mix=TLSv1': /\(did you mean min=… or max=…\?\)$/,
  'starttls min=SSLv3': /one of these is needed: TLSv1, TLSv1\.1, TLSv1\.2, TLSv1\.3/,
  'starttls min=TLSv1.3 max=TLSv1.2': /min is above max$/,
  'fail-handshake badly': /one of these is needed: alert, nonsense, close, reset, silence$/,
  'fail-handshake alert nothing_such': /one of these is needed: handshake_failure/,
  'fail-handshake close now': /nothing follows/,
  'connection 3-2\n  close': /a range runs from the lower/,
  'connection two\n  close': /it is written connection 2,/,
  'busy 2-4\n  close': /it is written connection 2,/,
})) {
  test(`an error tells the line and what was meant: ${JSON.stringify(script)}`, () => {
    if (typeof expected === 'string') assert.equal(complaint(script), expected);
    else assert.match(complaint(script), expected);
  });
}

test('blocks have a depth, and scripts a length', () => {
  const deep = Array.from({ length: 20 }, (_, depth) => `${' '.repeat(depth)}repeat 2`).join('\n');
  assert.match(complaint(deep), /line 17: at most 16 blocks within one another$/);
  assert.match(complaint('x'.repeat(1024 * 1024 + 1)), /a script has at most 1048576 bytes$/);
});

test('long runs of blanks are read in no time', () => {
  const blanks = ' '.repeat(1_000_000);
  for (const script of [
    `S: a${blanks}b`,
    `when${blanks}x C: a`,
    `${blanks}`,
    `starttls ${blanks}x`,
    `read until${blanks}`,
  ]) {
    const begun = performance.now();
    complaint(script);
    assert.ok(performance.now() - begun < 2000, script.slice(0, 12));
  }
});

test('a script is written as it is read', () => {
  const text =
    'S: +\\x20\nC: {tag} *\nwhen in tls C exactly: \\{?} \\*\n  raw "\\"\\\\n"\nconnection 2\n  fail-handshake alert 99\n';
  assert.equal(formatScript(parseScript(text)), text);
});
