import type { StateWords } from '../../../report/state-words.js';

/** States of a port in English: those of the JSON. */
export const statesEn: StateWords = {
  states: {
    open: 'open',
    closed: 'closed',
    filtered: 'filtered',
    unreachable: 'unreachable',
    unknown: 'unknown',
  },
  because: (state, reason) => `${state} (${reason})`,
};

/** Reasons that say too little as they are; the others are words already, such as `no-route`. */
const REASONS: Readonly<Record<string, string>> = {
  budget: 'the time was up',
  'host-went-silent': 'a host went silent and stayed so',
};

/** Why something could not be asked, in English. */
export function reasonEn(reason: string): string {
  return Object.hasOwn(REASONS, reason) ? (REASONS[reason] as string) : reason;
}
