import type { ProbeState } from '../types.js';

/** How a probe's state and what led to it are said, in one language. */
export interface StateWords {
  readonly states: Readonly<Record<ProbeState, string>>;
  /** A state with the fixed word for its reason: `filtered (no-answer)`. */
  readonly because: (state: ProbeState, reason: string) => string;
}
