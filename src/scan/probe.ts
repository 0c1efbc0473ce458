import type { Host, ProbeState } from '../types.js';
import type { Cohort } from './cohorts.js';
import type { HostPath } from './host-path.js';
import type { Judgement } from './judge.js';
import type { Attempt } from './prober.js';
import type { ProbeBlock } from './types.js';

/**
 * Why a connect is made: for a pair of the plan, to see whether a host is there, or only to see whether one that answered
 * still does (as canaries did in mines).
 */
export type Purpose = 'plan' | 'search' | 'canary';

/** One pair to ask, with what was tried so far. */
export class Probe<Block extends ProbeBlock> implements Attempt {
  readonly path: HostPath<Block>;
  readonly port: number;
  /** Place of the pair in its block; -1 where it is none of the plan's. */
  readonly cell: number;
  readonly purpose: Purpose;
  /** Whether it is one of a random sample of the host's ports. */
  readonly isRandom: boolean;
  /** Whether it waits for a slow host, of which nothing is known yet. */
  readonly isPatient: boolean;
  inspects = false;
  timeoutMs = 0;
  sentAt = 0;
  /** Which of the connects to its host it was. */
  serial = 0;
  handle: unknown = undefined;
  /** Connects that were tried. */
  attempts = 0;
  /** Attempts that got no answer, those aside that were our own fault or that of a host gone silent altogether. */
  silences = 0;
  localFailures = 0;
  selfConnects = 0;
  /** Whether it belongs to a trial of open ports. */
  isTrial = false;
  /** Whether the attempt on its way is a check of a silence that is believed already. */
  isSample = false;
  /** How likely an answer was when it was sent. */
  expect = 0;
  /** Whether that was known well enough to miss an answer. */
  counts = false;
  cohort: Cohort | undefined;
  hostCohort: Cohort | undefined;
  /** What it came to the first time, where everything is asked twice. */
  firstState: ProbeState | undefined;
  /** What is told of it once it was looked at. */
  judgement: Judgement | undefined;

  constructor(
    path: HostPath<Block>,
    port: number,
    options: { cell: number; purpose: Purpose; isRandom?: boolean; isPatient?: boolean },
  ) {
    this.path = path;
    this.port = port;
    this.cell = options.cell;
    this.purpose = options.purpose;
    this.isRandom = options.isRandom ?? false;
    this.isPatient = options.isPatient ?? false;
  }

  get target(): Host {
    return this.path.target;
  }
}
