import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MAX_REPLY_BYTES } from '../../src/defaults.js';
import { compileSignatures, matchSignatures, type SignatureSet } from '../../src/identify/signatures.js';
import { UNITS } from '../protocols/hostile-text.js';
import { FILES, greetingsOf } from './signature-files.js';

const GREETING_BYTES = 4096;
const SIGNATURES = 1000;
/** Milliseconds for all of them against one greeting. */
const MOST_MS = 1;
/** Milliseconds that are lost in the noise of a busy machine. */
const NOISE_MS = 0.5;
const RUNS = 20;
const WARM_BYTES = 512;
/** Times as long for twice the text: what is quadratic takes four times as long. */
const MOST_GROWTH = 3;

/** Every real pattern, as if it were one of a greeting: over and over with other ids, until there are enough. */
function manySignatures(count: number): SignatureSet {
  const real = FILES.flatMap(({ startsAt, signatures }) =>
    signatures.map((entry, index) => ({ startsAt, ...entry, on: 'greeting', id: `any/${entry.id}/${index}` })),
  );
  const many = Array.from({ length: count }, (_, index) => {
    const entry = real[index % real.length]!;
    return { ...entry, id: `${entry.id}/${index}` };
  });
  return compileSignatures([{ protocol: 'any', signatures: many }]);
}

/** Milliseconds of the quickest of some runs: what else the machine does only adds. */
function bestMs(work: () => void, runs = RUNS): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run += 1) {
    const startedAt = performance.now();
    work();
    best = Math.min(best, performance.now() - startedAt);
  }
  return best;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** A greeting of this length that begins as a real one and goes on with words, so that hardly any pattern takes it. */
function longGreeting(start: string, length: number): string {
  return `${start}${'and so on, x1.2 (build 3) [4] '.repeat(Math.ceil(length / 30))}`.slice(0, length);
}

const STARTS = [
  '220 mail.example.org ',
  '220-',
  '+OK ',
  '* OK ',
  'SSH-2.0-',
  'status: 200\nserver: ',
  'HTTP/1.1 200 ',
  '',
];

test('a thousand real signatures against a greeting of 4 kB take less than a millisecond', () => {
  const set = manySignatures(SIGNATURES);
  assert.equal(set.signatures.length, SIGNATURES);
  const greetings = [
    ...STARTS.map((start) => longGreeting(start, GREETING_BYTES)),
    ...[...new Set(FILES.map(({ protocol }) => protocol))].flatMap((protocol) =>
      greetingsOf(protocol)
        .slice(0, 5)
        .map((text) => text.padEnd(GREETING_BYTES)),
    ),
  ];
  const times = greetings.map((greeting) => bestMs(() => matchSignatures(set, 'greeting', greeting)));
  assert.ok(median(times) < MOST_MS, `${median(times)} ms`);
});

/** Whether twice the text takes about twice the time. What looks slow once is looked at again: the machine may be busy. */
function isLinear(match: (text: string) => unknown, text: string): boolean {
  const timeOf = (length: number, runs: number) => {
    const part = text.slice(0, length);
    return bestMs(() => match(part), runs);
  };
  // Expressions are compiled when they are used again.
  timeOf(WARM_BYTES, 2);
  return [1, 5, RUNS, RUNS].some((runs) => {
    const whole = timeOf(MAX_REPLY_BYTES, runs);
    return whole < NOISE_MS || whole < MOST_GROWTH * timeOf(MAX_REPLY_BYTES / 2, runs) + NOISE_MS;
  });
}

function hostile(start: string, unit: string): string {
  return (start + unit.repeat(Math.ceil(MAX_REPLY_BYTES / unit.length))).slice(0, MAX_REPLY_BYTES);
}

test('no text makes matching slower than its length does', () => {
  const set = manySignatures(SIGNATURES);
  for (const start of STARTS) {
    for (const unit of UNITS) {
      const text = hostile(start, unit);
      assert.ok(
        isLinear((part) => matchSignatures(set, 'greeting', part), text),
        JSON.stringify(text.slice(0, 60)),
      );
    }
  }
});

test('no text that begins as its own examples makes a pattern slower than its length does', () => {
  for (const { id, pattern, startsAt, examples } of compiled()) {
    const { text = '', subject = text } = examples[0] ?? {};
    const from = startsAt === null ? 0 : Math.max(0, `\n${subject}`.indexOf(`\n${startsAt}`));
    const start = subject.slice(from);
    for (const cut of cuts(start.slice(0, 200))) {
      for (const unit of ['2', 'a', ' ', 'a.', '2-', '(', '\n', start.charAt(cut - 1)]) {
        const longer = hostile(start.slice(0, cut), unit);
        assert.ok(
          isLinear((part) => pattern.exec(part), longer),
          `${id}: ${JSON.stringify(longer.slice(0, cut + 10))}`,
        );
      }
    }
  }
});

test('that look finds a pattern that is slower than its text is long', () => {
  const text = '1'.padEnd(256, 'x').repeat(MAX_REPLY_BYTES / 256);
  assert.equal(
    isLinear((part) => /^[\s\S]*1[\s\S]*1[\s\S]*2/.test(part), text),
    false,
  );
});

/** Where words end, and behind the first character of each: there repetitions begin. */
function cuts(text: string): number[] {
  return [...text.matchAll(/\w\b|\b\w|.$/gs)].map(({ index }) => index + 1);
}

/** Every real signature with its examples. */
function compiled() {
  return FILES.flatMap((file) => {
    const { signatures } = compileSignatures([file]);
    return signatures.map((signature, index) => ({ ...signature, examples: file.signatures[index]!.examples }));
  });
}

test('of a text without end only its beginning is looked at', () => {
  const set = manySignatures(SIGNATURES);
  for (const unit of UNITS) {
    const text = unit.repeat(Math.ceil((4 * 1024 * 1024) / unit.length));
    const short = bestMs(() => matchSignatures(set, 'greeting', text.slice(0, MAX_REPLY_BYTES)), 5);
    const long = bestMs(() => matchSignatures(set, 'greeting', text), 5);
    assert.ok(long < 2 * short + NOISE_MS, `${JSON.stringify(unit)}: ${short} ms, ${long} ms`);
  }
});
