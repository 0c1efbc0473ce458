import { fault, nearWords } from './faults.js';
import { MAX_FLOOD_BYTES, MAX_LITERAL_BYTES, MAX_ROUNDS } from './limits.js';
import type { Item } from './lines.js';
import { parsePattern, starsOf } from './pattern.js';
import { parseQuoted, parseText } from './text.js';
import { parseFault, parseTls } from './tls-words.js';
import { type Action, PROBLEM_CODES, type Step, type Text } from './types.js';
import { expectNothing, parseCount, parseSize, parseWait, parseWord } from './words.js';

/** How many `*` the pattern has that a text can refer to. */
export interface Scope {
  readonly stars: number;
}

type Reader = (rest: string, item: Item, scope: Scope) => Action;

const plain = (word: 'close' | 'reset' | 'half-close' | 'silence' | 'nothing'): Reader => {
  return (rest, item) => {
    expectNothing(rest, item);
    return { do: word };
  };
};

/** What stands behind `S:` and `C:`, and behind the words of the language. */
const READERS: Readonly<Record<string, Reader>> = {
  'S:': (rest, item) => ({ do: 'say', text: parseText(rest, item), as: 'line' }),
  'C:': (rest, item) => ({ do: 'expect', pattern: parsePattern(rest, false, item) }),
  'C exactly:': (rest, item) => ({ do: 'expect', pattern: parsePattern(rest, true, item) }),
  raw: (rest, item) => ({ do: 'say', text: parseQuoted(rest, item), as: 'raw' }),
  inject: (rest, item) => ({ do: 'say', text: parseText(rest, item), as: 'inject' }),
  read: readRead,
  starttls: (rest, item) => ({ do: 'starttls', tls: parseTls(rest, item) }),
  'fail-handshake': (rest, item) => ({ do: 'fail-handshake', ...parseFault(rest, item) }),
  wait: (rest, item) => ({ do: 'wait', ms: parseWait(rest, item) }),
  drip: (rest, item) => ({ do: 'drip', ms: rest === 'off' ? 0 : parseWait(rest, item) }),
  pace: (rest, item) => ({ do: 'pace', ms: rest === 'off' ? 0 : parseWait(rest, item) }),
  repeat: (rest, item, scope) => ({
    do: 'repeat',
    rounds: parseCount(rest.replace(/:$/, ''), MAX_ROUNDS, item),
    steps: parseBlock(item, scope),
  }),
  flood: readFlood,
  garbage: readGarbage,
  state: (rest, item) => ({ do: 'state', name: parseState(rest, item) }),
  allow: (rest, item) => ({ do: 'allow', code: parseWord(rest, PROBLEM_CODES, item) }),
  close: plain('close'),
  reset: plain('reset'),
  'half-close': plain('half-close'),
  silence: plain('silence'),
  nothing: plain('nothing'),
};
/** The words by which steps begin. */
export const STEP_WORDS: readonly string[] = Object.keys(READERS);
/** What stands at the outermost level only. */
const OUTERMOST = ['when', 'connection', 'busy'];
/** `S:` and `C:` take what stands behind one blank as it is. */
const SPOKEN = /^(S:|C:|C exactly:)[ ]?(.*)$/s;
const WORD = /^(\S+)[ \t]*(.*)$/s;

/** The steps of a block, of which there must be some. */
export function parseBlock(item: Item, scope: Scope): Step[] {
  if (item.block.length === 0) throw fault(item, 'line {line}: the steps that belong to it follow, indented');
  return parseSteps(item.block, scope);
}

/** Steps in their order. */
export function parseSteps(items: readonly Item[], scope: Scope): Step[] {
  let { stars } = scope;
  const steps: Step[] = [];
  for (const item of items) {
    const step = parseStep(item, { stars });
    stars = starsAfter(step, stars);
    steps.push(step);
  }
  for (const [index, item] of items.entries()) checkInjection(steps, index, item);
  return steps;
}

function parseStep(item: Item, scope: Scope): Step {
  const [, word = '', rest = ''] = SPOKEN.exec(item.content) ?? WORD.exec(item.content) ?? [];
  const read = Object.hasOwn(READERS, word) ? READERS[word] : undefined;
  if (read === undefined) throw unknownStep(word, item);
  const action = read(rest, item, scope);
  const [inner] = item.block;
  if (inner !== undefined && action.do !== 'repeat') {
    throw fault(inner, 'line {line}: nothing is indented below such a step');
  }
  if (action.do === 'say' || action.do === 'flood') checkCaptures(action.text, item, scope);
  return { ...action, line: item.number };
}

function starsAfter(step: Step, stars: number): number {
  if (step.do === 'expect') return starsOf(step.pattern);
  return step.do === 'repeat' ? step.steps.reduce((most, each) => starsAfter(each, most), stars) : stars;
}

function checkCaptures(text: Text, item: Item, { stars }: Scope): void {
  for (const piece of text) {
    if (typeof piece === 'string' || !/^\d$/.test(piece.value) || Number(piece.value) <= stars) continue;
    throw fault(item, 'line {line}: the pattern before it has {stars} *, to which {1} and so on belong', {
      values: { stars },
      suggestion: `\\{${piece.value}}`,
    });
  }
}

/** Injected text stands between the go-ahead and TLS. */
function checkInjection(steps: readonly Step[], index: number, item: Item): void {
  const isInjection = (step: Step | undefined) => step?.do === 'say' && step.as === 'inject';
  if (!isInjection(steps[index])) return;
  const next = steps[index + 1];
  const follows = steps[index - 1]?.do === 'say';
  if (follows && (isInjection(next) || next?.do === 'starttls' || next?.do === 'fail-handshake')) return;
  throw fault(item, 'line {line}: inject stands between the S: of the go-ahead and starttls');
}

function readRead(rest: string, item: Item): Action {
  const [, pattern] = /^until[ \t]+(.+)$/s.exec(rest) ?? [];
  if (pattern !== undefined) return { do: 'read-until', pattern: parsePattern(pattern, false, item) };
  if (rest === 'line') return { do: 'read-line' };
  if (rest === '{literal}') return { do: 'read-bytes', bytes: 'literal' };
  return { do: 'read-bytes', bytes: parseSize(rest, MAX_LITERAL_BYTES, item) };
}

function readFlood(rest: string, item: Item): Action {
  const [, size = '', text] = WORD.exec(rest) ?? [];
  const bytes = parseSize(size, MAX_FLOOD_BYTES, item);
  return { do: 'flood', bytes, text: text ? parseQuoted(text, item) : ['x'] };
}

function readGarbage(rest: string, item: Item): Action {
  const [, size = '', seed = ''] = WORD.exec(rest) ?? [];
  const bytes = parseSize(size, MAX_FLOOD_BYTES, item);
  return {
    do: 'garbage',
    bytes,
    seed: seed === '' ? 1 : parseCount(seed.replace(/^seed[ \t]+/, ''), 0xffff_ffff, item),
  };
}

/** A state's name, as `state` sets it and `when in` asks for it. */
export function parseState(name: string, item: Item): string {
  if (/^[a-z][a-z0-9-]{0,40}$/.test(name) && name !== 'clear' && name !== 'tls') return name;
  throw fault(item, 'line {line}: a state is a word of small letters, digits and hyphens, other than clear and tls');
}

function unknownStep(word: string, item: Item): Error {
  if (OUTERMOST.includes(word)) {
    return fault(item, 'line {line}: such a block stands at the outermost level, or in that of a connection');
  }
  const { content } = item;
  const suggestion = likelySpeech(content) ?? nearWords(word, [...STEP_WORDS, ...OUTERMOST]);
  return fault(item, 'line {line}: no such step; S: is what the server says, C: what the client must say', {
    suggestion,
  });
}

/** A line of a dialogue that lacks who says it. */
function likelySpeech(content: string): string | undefined {
  const [, speaker, text] = /^([SC])[ \t]*:?[ \t]+(\S.*)$/is.exec(content) ?? [];
  if (speaker !== undefined) return `${speaker.toUpperCase()}: ${text}`;
  if (/^(?:\d{3}[ -]|\+OK|-ERR|\+ |\* )/i.test(content)) return `S: ${content}`;
  return /^[A-Z]{4,12}(?: |$)/.test(content) ? `C: ${content}` : undefined;
}
