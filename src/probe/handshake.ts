import { converse, type Talk } from '../net/converse.js';
import { Deadline } from '../net/deadline.js';
import type { Endpoint } from '../net/dial.js';
import type { TlsSummary } from '../types.js';
import { dialPatiently } from './patient-dial.js';
import type { ProbePortOptions } from './probe-port.js';
import { type Hint, Visit } from './visit.js';

/** What a handshake came to. Both are null where it did not come to one. */
export interface Handshake {
  readonly tls: TlsSummary | null;
  /** Why it failed. */
  readonly failure: string | null;
}

const NONE: Handshake = { tls: null, failure: null };

/**
 * Makes one TLS handshake with a service whose protocol is known, in clear up to there or at once, and says goodbye. Nothing
 * is searched for, and what cannot be had in time is not asked again. Never rejects.
 */
export async function shakeHands(endpoint: Endpoint, hint: Hint, options: ProbePortOptions): Promise<Handshake> {
  const deadline = new Deadline(options.timeoutMs);
  const { connection } = await dialPatiently(endpoint, { ...options, deadline });
  if (connection === null) return NONE;
  const visit = new Visit(connection, options, deadline);
  const stop = () => visit.end();
  options.signal?.addEventListener('abort', stop, { once: true });
  try {
    const talk = visit.take(connection);
    if (options.signal?.aborted) stop();
    const isPolite = hint.secure ? await atOnce(talk, hint, visit) : await behindGreeting(talk, hint, visit);
    if (isPolite) await talk.leave(hint.protocol);
    return { tls: talk.tls, failure: talk.tlsProblem };
  } finally {
    options.signal?.removeEventListener('abort', stop);
    visit.end();
  }
}

/** Whether a goodbye will be understood. */
async function atOnce(talk: Talk, { protocol }: Hint, visit: Visit): Promise<boolean> {
  const upgrade = await talk.startTls();
  if (upgrade.end !== 'complete') return false;
  const greeting = await talk.read({ frame: protocol.frame }, greetingDeadline(visit));
  return greeting.end === 'complete';
}

async function behindGreeting(talk: Talk, { protocol }: Hint, visit: Visit): Promise<boolean> {
  const greeting = await talk.read({ frame: protocol.frame }, greetingDeadline(visit));
  const { clientName } = visit;
  const conversation = protocol.converse?.({ clientName, secure: false, startTls: true });
  if (greeting.end !== 'complete' || !conversation) return false;
  const { exchanges } = await converse(talk, protocol, conversation, { greeting, onlyToTls: true });
  return exchanges.at(-1)?.end === 'complete';
}

function greetingDeadline({ deadline, options }: Visit): Deadline {
  return deadline.within(options.greetMs ?? deadline.remainingMs());
}
