import { alertName } from './tls-words.js';
import type { Answer, Pattern, Script, Step, Text, TlsChoice, Variant } from './types.js';

const INDENT = '  ';
/** Marks of the language within texts and patterns. */
const TEXT_MARKS = /[\\{]/g;
const QUOTED_MARKS = /[\\{"]/g;
const PATTERN_MARKS = /[\\{*?]/g;

/**
 * Writes a script as text, which `parseScript` reads as the same script. Comments are not kept.
 */
export function formatScript(script: Script): string {
  const blocks = [...partLines(script), ...script.variants.flatMap(variantLines)];
  return blocks.map((line) => `${line}\n`).join('');
}

/** A pattern as it stands behind `C:`. */
export function formatPattern({ tag, segments }: Pattern): string {
  const literal = (piece: string | null) => (piece === null ? '?' : escaped(piece, PATTERN_MARKS));
  return kept((tag ? '{tag}' : '') + segments.map((segment) => segment.map(literal).join('')).join('*'));
}

function partLines({ steps, answers }: Pick<Script, 'steps' | 'answers'>): string[] {
  return [...steps.flatMap(stepLines), ...answers.flatMap(answerLines)];
}

function variantLines(variant: Variant): string[] {
  const { kind, first, last } = variant;
  const range = last === first ? first : `${first}-${last ?? ''}`;
  const head = kind === 'busy' ? `busy ${first}` : `connection ${range}`;
  return [head, ...indented(partLines(variant))];
}

function answerLines({ conditions, pattern, steps }: Answer): string[] {
  const places = conditions.map((condition) => ` in ${condition}`).join('');
  return [`when${places} ${expectation(pattern)}`, ...indented(steps.flatMap(stepLines))];
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => INDENT + line);
}

function stepLines(step: Step): string[] {
  if (step.do === 'repeat') return [`repeat ${step.rounds}`, ...indented(step.steps.flatMap(stepLines))];
  return [formatStep(step)];
}

function formatStep(step: Step): string {
  switch (step.do) {
    case 'say':
      return formatSaid(step.text, step.as);
    case 'expect':
      return expectation(step.pattern);
    case 'read-until':
      return `read until ${formatPattern(step.pattern)}`;
    case 'read-line':
      return 'read line';
    case 'read-bytes':
      return step.bytes === 'literal' ? 'read {literal}' : `read ${step.bytes}`;
    case 'starttls':
      return `starttls${tlsWords(step.tls)}`;
    case 'fail-handshake':
      return `fail-handshake ${step.fault}${step.fault === 'alert' ? ` ${alertName(step.alert)}` : ''}`;
    case 'wait':
    case 'drip':
    case 'pace':
      return `${step.do} ${step.ms}ms`;
    case 'flood':
      return `flood ${step.bytes} "${textOf(step.text, QUOTED_MARKS)}"`;
    case 'garbage':
      return `garbage ${step.bytes} seed ${step.seed}`;
    case 'state':
      return `state ${step.name}`;
    case 'allow':
      return `allow ${step.code}`;
    case 'repeat':
      return `repeat ${step.rounds}`;
    default:
      return step.do;
  }
}

function formatSaid(text: Text, as: 'line' | 'raw' | 'inject'): string {
  if (as === 'raw') return `raw "${textOf(text, QUOTED_MARKS)}"`;
  return behind(as === 'line' ? 'S:' : 'inject', kept(textOf(text, TEXT_MARKS)));
}

function expectation(pattern: Pattern): string {
  return behind(pattern.exact ? 'C exactly:' : 'C:', formatPattern(pattern));
}

function behind(word: string, text: string): string {
  return text === '' ? word : `${word} ${text}`;
}

function tlsWords(tls: TlsChoice): string {
  return Object.entries(tls)
    .map(([key, value]) => ` ${key}=${value}`)
    .join('');
}

function textOf(text: Text, marks: RegExp): string {
  return text.map((piece) => (typeof piece === 'string' ? escaped(piece, marks) : `{${piece.value}}`)).join('');
}

function escaped(bytes: string, marks: RegExp): string {
  return bytes
    .replace(marks, (mark) => `\\${mark}`)
    .replace(/[^ -~]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

/** Blanks at either end would be lost on the way. */
function kept(text: string): string {
  return text.replace(/^ | $/g, '\\x20');
}
