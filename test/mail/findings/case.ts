import type { Setup } from './setup.js';

/** A fault, a host that has it, and its twin that has not. */
export interface Case {
  readonly id: string;
  readonly faulty: Setup;
  readonly right: Setup;
  /** What the evidence must hold. */
  readonly evidence: readonly (string | RegExp)[];
  /** Other faults that the faulty host cannot but have. Default none. */
  readonly also?: readonly string[];
  /** Notes that the right one has. Default none. */
  readonly rightHas?: readonly string[];
}
