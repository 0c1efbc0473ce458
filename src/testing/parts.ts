import type { Answer, Script, Step } from './types.js';

/** Every answer of a script, in whatever connection. */
export function allAnswers(script: Script): Answer[] {
  return [script, ...script.variants].flatMap(({ answers }) => answers);
}

/** Every step of a script, those within blocks too. */
export function allSteps(script: Script): Step[] {
  const tops = [script, ...script.variants, ...allAnswers(script)].flatMap(({ steps }) => steps);
  return tops.flatMap(withInner);
}

function withInner(step: Step): Step[] {
  return step.do === 'repeat' ? [step, ...step.steps.flatMap(withInner)] : [step];
}
