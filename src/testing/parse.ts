import { checkReach } from './check.js';
import { fault } from './faults.js';
import { MAX_CONNECTIONS } from './limits.js';
import { type Item, itemsOf } from './lines.js';
import { parsePattern, starsOf } from './pattern.js';
import { parseBlock, parseState, parseSteps } from './steps.js';
import type { Answer, Part, Script, Variant } from './types.js';
import { parseCount } from './words.js';

const WHEN = /^when(?=[ \t]|$)/;
const VARIANT = /^(connection|busy)(?=[ \t:]|$)/;

/**
 * Reads a script: one step a line, blocks by their indentation, comments behind `#` at the beginning of a line. The language
 * is described in the documentation of `portolan/testing`.
 *
 * @throws PortolanError with code `ERR_SCRIPT`: the line, its number, what is wrong, and what was probably meant
 * @example
 * parseScript('S: 220 mail.example.test ESMTP\nC: QUIT\nS: 221 bye');
 */
export function parseScript(text: string): Script {
  const items = itemsOf(text);
  const blocks = new Set(items.filter(({ content }) => VARIANT.test(content)));
  const common = parsePart(items.filter((item) => !blocks.has(item)));
  const script = { ...common, variants: [...blocks].map(parseVariant) };
  checkReach(script, text);
  return script;
}

function parsePart(items: readonly Item[]): Part {
  const answers = new Set(items.filter(({ content }) => WHEN.test(content)));
  return {
    steps: parseSteps(
      items.filter((item) => !answers.has(item)),
      { stars: 0 },
    ),
    answers: [...answers].map(parseAnswer),
  };
}

/** `when in tls in authenticated C: PATTERN` and its block. */
function parseAnswer(item: Item): Answer {
  const [, places, exactly, source = ''] = /^when(.*?)[ \t]C( exactly)?:[ ]?(.*)$/s.exec(item.content) ?? [];
  const conditions = conditionsOf(places);
  if (conditions === undefined) {
    throw fault(item, 'line {line}: it is written when C: PATTERN, or when in tls C: PATTERN, in clear, in a state', {
      suggestion: likelyWhen(item.content),
    });
  }
  const pattern = parsePattern(source, exactly !== undefined, item);
  return {
    line: item.number,
    conditions: conditions.map((name) => (/^(?:tls|clear)$/.test(name) ? name : parseState(name, item))),
    pattern,
    steps: parseBlock(item, { stars: starsOf(pattern) }),
  };
}

/** The names in `in tls in authenticated`; undefined where it is written otherwise. */
function conditionsOf(places: string | undefined): string[] | undefined {
  const words = places?.split(/[ \t]+/).filter((word) => word !== '');
  if (words === undefined || words.length % 2 > 0) return undefined;
  const isIn = (word: string) => word === 'in' || word === 'inside';
  if (!words.every((word, index) => index % 2 > 0 || isIn(word))) return undefined;
  return words.filter((_word, index) => index % 2 > 0);
}

function likelyWhen(content: string): string | undefined {
  const [, text] = /^when[ \t]+(?:c:?[ \t]+)?([A-Z{*].*)$/s.exec(content) ?? [];
  return text === undefined ? undefined : `when C: ${text}`;
}

/** `connection 2`, `connection 2-4`, `connection 3-`, `busy 10`. */
function parseVariant(item: Item): Variant {
  const [, kind, first = '', hyphen, last] = /^(connection|busy)[ \t]+(\d+)(?:(-)(\d*))?:?$/.exec(item.content) ?? [];
  const isBusy = kind === 'busy';
  if (kind === undefined || (isBusy && hyphen !== undefined)) {
    throw fault(item, 'line {line}: it is written connection 2, connection 2-4, connection 3- or busy 10');
  }
  const from = parseCount(first, MAX_CONNECTIONS, item);
  const to = isBusy || (hyphen !== undefined && !last) ? null : parseCount(last ?? first, MAX_CONNECTIONS, item);
  if (to !== null && to < from) throw fault(item, 'line {line}: a range runs from the lower to the higher number');
  if (item.block.length === 0) throw fault(item, 'line {line}: the steps that belong to it follow, indented');
  return { line: item.number, kind: isBusy ? 'busy' : 'number', first: from, last: to, ...parsePart(item.block) };
}
