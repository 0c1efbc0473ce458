import {
  LOCAL_FAILURE_LONGEST_PAUSE_MS,
  LOCAL_FAILURE_PAUSE_MS,
  PROBE_LOCAL_FAILURE_TRIES,
  RETRIES,
  SELF_CONNECT_TRIES,
} from '../defaults.js';
import { systemClock } from '../net/clock.js';
import type { Deadline } from '../net/deadline.js';
import type { Connection, Dialer, Endpoint } from '../net/dial.js';
import { type Outcome, outcomeOfError } from '../net/outcome.js';
import { isSelfConnect } from '../net/self-connect.js';

export interface PatientDialOptions {
  readonly dial: Dialer;
  /** Milliseconds for each connect. */
  readonly connectTimeoutMs: number;
  /** Ends connects and the pauses between them. */
  readonly deadline: Deadline;
  readonly signal?: AbortSignal | undefined;
}

/** What one connect came to: a connection, or why there is none. */
type Attempt = (
  | { readonly connection: Connection; readonly outcome: null }
  | { readonly connection: null; readonly outcome: Outcome }
) & {
  /** Milliseconds from the connect to its answer, null where there was none. */
  readonly rttMs: number | null;
};

/** What asking patiently came to: the last attempt. */
export type Dialed = Attempt & {
  /** Connects that were made. */
  readonly attempts: number;
};

const SELF_CONNECT: Outcome = { state: 'unknown', reason: 'self-connect', local: null };
const STOPPED: Outcome = { state: 'unknown', reason: 'stopped', local: null };

/**
 * Connects, and asks again where an attempt said nothing about the target: silence may be a lost packet, a connect that
 * met itself met nobody, and a failure of this machine is put back for a while. Never rejects.
 */
export async function dialPatiently(endpoint: Endpoint, options: PatientDialOptions): Promise<Dialed> {
  const { deadline, signal } = options;
  const tries = { silence: 0, self: 0, local: 0 };
  for (let attempts = 1; ; attempts += 1) {
    const attempt = await attemptOnce(endpoint, options);
    if (attempt.connection !== null) return { ...attempt, attempts };
    const pauseMs = pauseAfter(attempt.outcome, tries);
    if (pauseMs === undefined) return { ...attempt, attempts };
    if (pauseMs > 0) await pause(deadline.within(pauseMs), signal);
    if (signal?.aborted) return { ...attempt, outcome: STOPPED, attempts };
    // Timers may be a fraction of a millisecond early, which is too short to call an answer missing.
    if (deadline.remainingMs() < 1) return { ...attempt, attempts };
  }
}

async function attemptOnce(endpoint: Endpoint, options: PatientDialOptions): Promise<Attempt> {
  const { dial, connectTimeoutMs, deadline, signal } = options;
  const timeoutMs = Math.min(connectTimeoutMs, deadline.remainingMs());
  const startedAt = systemClock.now();
  try {
    const connection = await dial(endpoint, { timeoutMs, signal });
    const rttMs = systemClock.now() - startedAt;
    // Whatever goes wrong from here on is the conversation's to notice; unheard, it would end the process.
    connection.on('error', () => {});
    if (!isSelfConnect(connection, endpoint)) return { connection, outcome: null, rttMs };
    connection.destroy();
    return { connection: null, outcome: SELF_CONNECT, rttMs: null };
  } catch (error) {
    const outcome = outcomeOfError(error);
    const answered = outcome.state !== 'filtered' && outcome.local === null;
    return { connection: null, outcome, rttMs: answered ? systemClock.now() - startedAt : null };
  }
}

/** Milliseconds until the target is asked again; undefined where it is decided. Counts what it is told. */
function pauseAfter(outcome: Outcome, tries: { silence: number; self: number; local: number }): number | undefined {
  if (outcome.local !== null) {
    tries.local += 1;
    const pauseMs = Math.min(LOCAL_FAILURE_PAUSE_MS * 2 ** (tries.local - 1), LOCAL_FAILURE_LONGEST_PAUSE_MS);
    return tries.local < PROBE_LOCAL_FAILURE_TRIES ? pauseMs : undefined;
  }
  if (outcome === SELF_CONNECT) {
    tries.self += 1;
    return tries.self < SELF_CONNECT_TRIES ? 0 : undefined;
  }
  if (outcome.state !== 'filtered') return undefined;
  tries.silence += 1;
  return tries.silence <= RETRIES ? 0 : undefined;
}

/** Waits, no longer than until the signal is aborted. */
function pause(until: Deadline, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      cancel();
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const cancel = until.schedule(done);
    signal?.addEventListener('abort', done, { once: true });
    if (signal?.aborted) done();
  });
}
