import { converse, type Talk, type TranscriptEntry } from '../net/converse.js';
import { Deadline } from '../net/deadline.js';
import type { Dialer, Endpoint } from '../net/dial.js';
import type { Findings } from '../protocols/types.js';
import type { ProbeState } from '../types.js';
import type { Inspection, InspectOptions } from './inspect.js';
import { meet } from './meet.js';
import { dialPatiently } from './patient-dial.js';
import { Visit } from './visit.js';

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
  const visit = new Visit(connection, { ...options, redial, roundTripMs: rttMs ?? 0 }, deadline);
  return { state: 'open', reason: 'accepted', attempts, rttMs, ...(await talkThrough(visit, visit.take(connection))) };
}

async function talkThrough(
  visit: Visit,
  first: Talk,
): Promise<Pick<PortReport, 'inspection' | 'findings' | 'injected' | 'transcript'>> {
  const { protocol, talk, ...meeting } = await meet(visit, first);
  visit.keepOnly(talk);
  const { greeting, secure } = meeting;
  const settings = { clientName: visit.clientName, secure, startTls: true };
  const converses = visit.options.intensity !== 'listen' && talk !== null && greeting.end === 'complete';
  const conversation = converses ? (protocol?.converse?.(settings) ?? null) : null;
  const findings = conversation && (await converse(talk!, protocol!, conversation, greeting));
  if (conversation === null && visit.options.intensity !== 'listen') await talk?.leave(protocol);
  visit.end();
  const injected = talk?.injected ?? '';
  // Inside the conversation the connection may have moved into TLS.
  const inspection = { ...meeting, tls: talk?.tls ?? meeting.tls };
  return { inspection, findings, injected, transcript: visit.transcript.entries };
}
