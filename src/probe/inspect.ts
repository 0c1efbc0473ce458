import { Talk } from '../net/converse.js';
import { Deadline } from '../net/deadline.js';
import type { Connection } from '../net/dial.js';
import type { TlsSummary } from '../types.js';
import { type Meeting, type MeetOptions, meet } from './meet.js';

/** What a scan learns of an open port in the slot that found it. */
export interface Inspection extends Meeting {
  readonly tls: TlsSummary | null;
}

export interface InspectOptions extends MeetOptions {
  /** Name to ask for in TLS: the target's name or address. */
  readonly name: string;
  /** Milliseconds for everything. */
  readonly timeoutMs: number;
}

/** Meets an open port briefly: greeting, a question where it is needed, goodbye. Never rejects; closes the connection. */
export async function inspect(connection: Connection, options: InspectOptions): Promise<Inspection> {
  const talk = new Talk(connection, options.name, new Deadline(options.timeoutMs));
  const meeting = await meet(talk, options);
  if (options.mayAsk && meeting.greeting.end === 'complete') await talk.leave(meeting.protocol);
  else talk.close();
  return { ...meeting, tls: talk.tls };
}
