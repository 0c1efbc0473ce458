import { fault, nearWords, type ScriptLine } from './faults.js';
import { allAnswers, allSteps } from './parts.js';
import type { Answer, Part, Script, Step } from './types.js';

/** Steps behind which the script has no more to say. */
const LAST_STEPS: readonly Step['do'][] = ['close', 'reset', 'half-close', 'silence', 'fail-handshake'];

/** Everything in a script can happen: what cannot was meant otherwise. */
export function checkReach(script: Script, text: string): void {
  const lines = text.split(/\r\n|\r|\n/);
  const at = (number: number): ScriptLine => ({ number, indent: '', content: (lines[number - 1] ?? '').trim() });
  checkStates(script, at);
  for (const part of [script, ...script.variants]) {
    checkAnswers(part, at);
    for (const steps of [part.steps, ...part.answers.map((answer) => answer.steps)]) checkEnd(steps, at);
  }
}

type Locate = (number: number) => ScriptLine;

/** A state that is asked for is set somewhere. */
function checkStates(script: Script, at: Locate): void {
  const known = ['clear', 'tls', ...allSteps(script).flatMap((step) => (step.do === 'state' ? [step.name] : []))];
  for (const { line, conditions } of allAnswers(script)) {
    const unknown = conditions.find((each) => !known.includes(each));
    if (unknown === undefined) continue;
    throw fault(at(line), 'line {line}: no step sets the state {state}', {
      values: { state: unknown },
      suggestion: nearWords(unknown, [...new Set(known)]),
    });
  }
}

/** What takes every line stands last. */
function checkAnswers({ answers }: Part, at: Locate): void {
  const all = answers.findIndex(takesEverything);
  const hidden = all < 0 ? undefined : answers[all + 1];
  if (hidden === undefined) return;
  throw fault(at(hidden.line), 'line {line}: line {other} before it takes every line', {
    values: { other: answers[all]?.line ?? 0 },
  });
}

function takesEverything({ conditions, pattern: { tag, segments } }: Answer): boolean {
  return conditions.length === 0 && !tag && segments.length > 1 && segments.every(({ length }) => length === 0);
}

function checkEnd(steps: readonly Step[], at: Locate): void {
  for (const [index, step] of steps.entries()) {
    if (step.do === 'repeat') checkEnd(step.steps, at);
    const next = steps[index + 1];
    if (next === undefined || !LAST_STEPS.includes(step.do)) continue;
    throw fault(at(next.line), 'line {line}: nothing is done behind {word}', { values: { word: step.do } });
  }
}
