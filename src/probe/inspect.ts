import { Deadline } from '../net/deadline.js';
import type { Connection } from '../net/dial.js';
import { meet } from './meet.js';
import type { Meeting } from './meeting.js';
import { type MeetOptions, Visit } from './visit.js';

/** What a scan learns of an open port in the slot that found it: plain data. */
export interface Inspection extends Meeting {
  /** True where it was broken off before its end; left out otherwise. */
  readonly stopped?: true;
}

export interface InspectOptions extends MeetOptions {
  /** Milliseconds for everything. */
  readonly timeoutMs: number;
  /** Calls back when it is to be broken off; the returned function withdraws the wish to be told. Default: never. */
  readonly onStop?: ((callback: () => void) => () => void) | undefined;
}

/** Meets an open port briefly, says goodbye, and closes every connection. Never rejects. */
export async function inspect(connection: Connection, options: InspectOptions): Promise<Inspection> {
  const visit = new Visit(connection, options, new Deadline(options.timeoutMs));
  let stopped = false;
  const release = options.onStop?.(() => {
    stopped = true;
    visit.end();
  });
  try {
    const { protocol, talk, ...meeting } = await meet(visit, visit.take(connection));
    visit.keepOnly(talk);
    const hasSpoken = meeting.greeting.end === 'complete' || meeting.replies.length > 0;
    if (options.intensity !== 'listen' && talk !== null && hasSpoken) await talk.leave(protocol);
    return stopped ? { ...meeting, stopped } : meeting;
  } finally {
    visit.end();
    release?.();
  }
}
