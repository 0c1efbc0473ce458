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
