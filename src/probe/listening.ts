import type { Talk } from '../net/converse.js';
import type { Deadline } from '../net/deadline.js';
import type { Reply, Saying } from '../protocols/types.js';

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
