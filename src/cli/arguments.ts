import { PortolanError } from '../errors.js';
import { printable } from '../report/text.js';
import type { CommonTexts } from './messages/en/common.js';
import { UsageError } from './usage-error.js';

/** Ports glued to their option, as users of other scanners type it: `-p25,80`, `-p-`. */
const GLUED_PORTS = /^-p(?!=)(.+)$/s;

/** A list of targets as users of other scanners name it. */
const LIST_OF_TARGETS = '-iL';

/**
 * Rewrites what users of other scanners type: ports glued to their option, which the parser would otherwise read as a bundle
 * of flags, and `-iL` for a list of targets. Stops at `--`.
 */
export function splitGluedPorts(words: readonly string[]): string[] {
  const end = words.indexOf('--');
  const options = end < 0 ? words : words.slice(0, end);
  const split = options.flatMap((word) => {
    if (word === LIST_OF_TARGETS) return ['-i'];
    const ports = GLUED_PORTS.exec(word)?.[1];
    return ports === undefined ? [word] : ['-p', ports];
  });
  return [...split, ...(end < 0 ? [] : words.slice(end))];
}

/** What keeps a word from being read as options. No argument of a program can hold it. */
const QUERY_MARK = '\0';

/** The options of `lookup` that take the next word for their value. */
const TAKES_VALUE = /^--(kind|transport|limit|services)$/;

/**
 * Marks replies that begin with a hyphen, `-ERR …` of POP3, so that the parser takes them for queries of `lookup`, in their
 * place. {@link operands} takes the mark off.
 */
export function markReplies(words: readonly string[]): string[] {
  const command = words.findIndex((word) => !word.startsWith('-'));
  if (words[command] !== 'lookup') return [...words];
  const end = words.includes('--') ? words.indexOf('--') : words.length;
  const isReply = (word: string, index: number) =>
    index > command && index < end && /^-ERR/i.test(word) && !TAKES_VALUE.test(words[index - 1] ?? '');
  return words.map((word, index) => (isReply(word, index) ? QUERY_MARK + word : word));
}

/** What the parser makes of a command line: options by name, and the words after `--` apart. */
export type ParsedWords = Readonly<Record<string, unknown>>;

/**
 * A command's operands, those after `--` among them: a list where the operand is one (`[target..]`), else one word.
 *
 * @throws UsageError for a second word where one is taken.
 */
export function operands(args: ParsedWords, operand: string, texts: CommonTexts): ParsedWords {
  const name = operandName(operand);
  const before = args[name] === undefined ? [] : [args[name] as string | string[]].flat();
  const unmarked = before.map((word) => (/^\0-ERR/i.test(word) ? word.slice(QUERY_MARK.length) : word));
  const words = [...unmarked, ...((args['--'] as string[] | undefined) ?? [])];
  if (operand.includes('..')) return { [name]: words };
  if (words[1] !== undefined) throw new UsageError(texts.tooMany(printable(words[1])));
  return { [name]: words[0] };
}

/** What the parser knows of the options of a command. */
export interface KnownOptions {
  /** The options that take no value. */
  readonly boolean: readonly string[];
  /** Further names of options. */
  readonly alias: Readonly<Record<string, readonly string[]>>;
}

/**
 * Refuses `--check=no` and the like: the parser takes every value but `true` for no, and would do what was not wanted.
 *
 * @throws UsageError
 */
export function checkFlags(words: readonly string[], { boolean, alias }: KnownOptions, texts: CommonTexts): void {
  const names = boolean.flatMap((name) => [name, ...(alias[name] ?? [])]);
  const end = words.indexOf('--');
  for (const word of end < 0 ? words : words.slice(0, end)) {
    const [, option = '', long, bundle] = /^(--(?:no-)?([^=]+)|-([^-=]+))=/s.exec(word) ?? [];
    // Of a bundle such as -q4=yes, the last letter has the value.
    if (names.includes(long ?? bundle?.at(-1) ?? '')) throw new UsageError(texts.needsNoValue(printable(option)));
  }
}

/** The value of an option that makes sense only once. */
export function single(option: string, value: string | readonly string[] | undefined): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  throw new PortolanError('ERR_OPTION', {
    value: value.join(' '),
    problem: '{option} can be given only once',
    values: { option },
  });
}

/** The options whose values add up: their names as the parser tells them. */
const REPEATABLE: readonly string[] = [
  'ports',
  'p',
  'from',
  'exclude',
  'exclude-ports',
  'discovery-ports',
  'resume',
  'signatures',
  'mx',
  'srv',
  'ca',
].flatMap((name) => [name, camelCased(name)]);

/**
 * Refuses an option with a value that is given twice, of whatever command.
 *
 * @throws PortolanError with code `ERR_OPTION`
 */
export function checkSingles(args: ParsedWords, operand: string): void {
  const others = [...REPEATABLE, '_', '--', operandName(operand)];
  for (const [name, value] of Object.entries(args)) {
    // The parser tells every option by all its names, the long one among them; flags may be repeated.
    if (name.length === 1 || others.includes(name) || !Array.isArray(value)) continue;
    if (value.every((one) => typeof one === 'string')) single(`--${hyphenated(name)}`, value);
  }
}

function operandName(operand: string): string {
  return operand.replace(/\W/g, '');
}

/** `probe-timeout` for the `probeTimeout` that the parser makes of it. */
function hyphenated(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function camelCased(name: string): string {
  return name.replace(/-(\w)/g, (_hyphen, letter: string) => letter.toUpperCase());
}

/** Several values of an option as one list. */
export function joined(value: string | readonly string[] | undefined): string | undefined {
  return value === undefined ? undefined : [value].flat().join(',');
}

/**
 * A whole number in a range.
 *
 * @throws PortolanError with code `ERR_OPTION`
 */
export function parseWholeNumber(option: string, text: string, least: number, most?: number): number {
  const number = Number(text);
  if (!/^\d{1,16}$/.test(text.trim())) {
    throw new PortolanError('ERR_OPTION', { value: text, problem: '{option} is a whole number', values: { option } });
  }
  if (number >= least && number <= (most ?? Number.MAX_SAFE_INTEGER)) return number;
  const details =
    most === undefined
      ? { problem: '{name} is a whole number {least} or more', values: { name: option, least } }
      : { problem: '{name} is a whole number from {least} to {most}', values: { name: option, least, most } };
  throw new PortolanError('ERR_OPTION', { value: text, ...details });
}
