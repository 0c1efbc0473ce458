import type { Connection } from '../net/dial.js';
import type { Outcome } from '../net/outcome.js';
import type { Host } from '../types.js';

/** What a prober needs to know of one attempt. */
export interface Attempt {
  readonly target: Host;
  readonly port: number;
  /** Milliseconds until it counts as silent. */
  readonly timeoutMs: number;
  /** When it began, by the clock of the scan. */
  readonly sentAt: number;
  /** Whether an open port is to be looked at. */
  readonly inspects: boolean;
  /** What the prober knows it by; nobody else's. */
  handle: unknown;
}

/** What one attempt came to. */
export type AttemptOutcome = Outcome | 'open' | 'self-connect';

/** Who is told. */
export interface ProberListener<Asked extends Attempt, Inspection> {
  /** Once for each attempt. `roundTripMs` is the time from the connect to its answer. */
  settled(attempt: Asked, outcome: AttemptOutcome, roundTripMs: number): void;
  /** Once for each open port that was to be looked at, behind `settled`. */
  inspected(attempt: Asked, inspection: Inspection | undefined): void;
}

/** Makes attempts: opens connections, waits for answers, looks at open ports. Decides nothing. */
export interface Prober<Asked extends Attempt> {
  ask(attempt: Asked): void;
  /** To be called behind the last `ask` of a moment. */
  flush(): void;
  /** Lets an attempt that is on its way count as silent at an earlier time. */
  hasten(attempt: Asked, at: number): void;
  /** Gives up what is on its way; nothing is told of it. Open ports that are being looked at are finished. */
  stop(): void;
}

/** What looking at an open port gets from the scan. */
export interface InspectContext {
  /** Milliseconds that the port took to answer. */
  readonly roundTripMs: number;
  /** Calls back when the look is to be broken off; the returned function withdraws the wish to be told. */
  readonly onStop: (callback: () => void) => () => void;
}

/** Looks at an open port. Must end by itself, and soon once it is stopped. */
export type Inspect<Inspection> = (
  connection: Connection,
  host: Host,
  port: number,
  context: InspectContext,
) => Promise<Inspection>;
