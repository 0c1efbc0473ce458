import { HINTED_LISTEN_MS, LISTEN_MS, LISTEN_SHARE } from '../defaults.js';
import type { Talk } from '../net/converse.js';
import type { Deadline } from '../net/deadline.js';
import type { ReadRule } from '../net/reader.js';
import type { Protocol, Reply, Saying } from '../protocols/types.js';
import type { Visit } from './visit.js';

/** A connection over which the server may still say something while others are tried. */
export interface Listening {
  readonly talk: Talk;
  /** What it says; null where nothing was asked after all. */
  readonly words: Promise<Words | null>;
  /** Milliseconds that it has to itself. */
  readonly aloneMs: number;
}

/** Something that a server said, and how it ended. */
export interface Words extends Saying {
  readonly end: Reply['end'];
}

/** Something that a server said, and the connection over which it did. */
export interface Told {
  readonly saying: Words;
  readonly talk: Talk;
}

/** What tells first: the connection that listens, which has some time to itself, or the search. Null when both come to nothing. */
export async function firstToTell<Late, Found>(
  late: Promise<Late | null>,
  alone: Deadline,
  search: () => Promise<Found | null>,
): Promise<Late | Found | null> {
  const early = await until(alone, late);
  if (early !== undefined && early !== null) return early;
  const searched = search();
  const first = await Promise.race([late, searched]);
  if (first !== null) return first;
  const [said, found] = await Promise.all([late, searched]);
  return found ?? said;
}

/** What the work comes to; undefined where the deadline is sooner. */
function until<T>(deadline: Deadline, work: Promise<T>): Promise<T | undefined> {
  return new Promise((resolve) => {
    const cancel = deadline.schedule(() => resolve(undefined));
    void work.then((result) => {
      cancel();
      resolve(result);
    });
  });
}

/** Milliseconds to listen before the first word is ours. */
export function listenMs(visit: Visit, expected: Protocol | null): number {
  if (expected?.serverFirst) return visit.options.greetMs ?? visit.deadline.remainingMs() * LISTEN_SHARE;
  return (expected === null ? (visit.options.listenMs ?? LISTEN_MS) : HINTED_LISTEN_MS) + visit.roundTripMs;
}

/** A rule that also ends where nothing was said for so many milliseconds. */
export function untilSilence(rule: ReadRule, ms: number): ReadRule {
  return { frame: rule.frame, quietMs: (text) => (text === '' ? ms : rule.quietMs?.(text)) };
}

/** Until when a greeting may take where the server is to speak first. */
export function greetingDeadline({ deadline, options }: Visit, expected: Protocol | null): Deadline {
  const { greetMs } = options;
  return expected?.serverFirst && greetMs !== undefined ? deadline.within(greetMs) : deadline;
}
