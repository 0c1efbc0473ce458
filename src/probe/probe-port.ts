import { converse, Talk, type TranscriptEntry } from '../net/converse.js';
import { Deadline } from '../net/deadline.js';
import type { Connection, Dialer, Endpoint } from '../net/dial.js';
import type { Findings } from '../protocols/types.js';
import type { ProbeState } from '../types.js';
import type { Inspection, InspectOptions } from './inspect.js';
import { meet } from './meet.js';
import { dialPatiently } from './patient-dial.js';

export interface ProbePortOptions extends InspectOptions {
  readonly dial: Dialer;
  /** Milliseconds for each connect; counts towards `timeoutMs`. */
  readonly connectTimeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** What a patient probe of one port learned. */
export interface PortReport {
  readonly state: ProbeState;
  readonly reason: string;
  /** Connects that were made until the port answered or was given up. */
  readonly attempts: number;
  /** Milliseconds from the last connect to its answer, null where there was none. */
  readonly rttMs: number | null;
  /** Null where the port is not open. */
  readonly inspection: Inspection | null;
  /** What the conversation found; null where none was held. */
  readonly findings: Findings | null;
  /** Clear text behind the server's go-ahead for TLS; an injection or a broken server (RFC 3207 section 4.2). */
  readonly injected: string;
  readonly transcript: readonly TranscriptEntry[];
}

/**
 * Connects to one port, reads its whole greeting, holds its protocol's conversation and says goodbye. What says nothing
 * about the port is asked again. Never rejects.
 */
export async function probePort(endpoint: Endpoint, options: ProbePortOptions): Promise<PortReport> {
  const deadline = new Deadline(options.timeoutMs);
  const dialing = { ...options, deadline };
  const { connection, outcome, rttMs, attempts } = await dialPatiently(endpoint, dialing);
  if (connection === null) {
    const { state, reason } = outcome;
    return { state, reason, attempts, rttMs, inspection: null, findings: null, injected: '', transcript: [] };
  }
  const redial = async () => {
    const again = await dialPatiently(endpoint, dialing);
    return again.connection ?? Promise.reject(new Error(again.outcome.reason));
  };
  const talked = await talkThrough(connection, deadline, { ...options, redial });
  return { state: 'open', reason: 'accepted', attempts, rttMs, ...talked };
}

async function talkThrough(
  connection: Connection,
  deadline: Deadline,
  options: ProbePortOptions,
): Promise<Pick<PortReport, 'inspection' | 'findings' | 'injected' | 'transcript'>> {
  const clientName = addressLiteral(connection.localAddress);
  const talk = new Talk(connection, options.name, deadline);
  const meeting = await meet(talk, options);
  const { greeting, protocol, secure } = meeting;
  const settings = { clientName, secure, startTls: true };
  const talks = protocol !== null && greeting.end === 'complete';
  const findings = talks ? await converse(talk, protocol, protocol.converse(settings), greeting) : null;
  talk.close();
  return { inspection: { ...meeting, tls: talk.tls }, findings, injected: talk.injected, transcript: talk.transcript };
}

/** How a client without a name of its own introduces itself (RFC 5321 section 4.1.3). */
function addressLiteral(address: string | undefined): string {
  if (address === undefined) return '[127.0.0.1]';
  const bare = address.split('%', 1)[0] ?? address;
  return bare.includes(':') ? `[IPv6:${bare}]` : `[${bare}]`;
}
