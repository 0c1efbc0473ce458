import { SURE } from '../defaults.js';
import { type Conversed, converse, type Talk, type TranscriptEntry } from '../net/converse.js';
import { Deadline } from '../net/deadline.js';
import type { Dialer, Endpoint } from '../net/dial.js';
import type { Exchange, Findings, Protocol, Reply, Step } from '../protocols/types.js';
import type { ProbeState } from '../types.js';
import { inquire } from './inquire.js';
import type { Inspection, InspectOptions } from './inspect.js';
import { meet } from './meet.js';
import type { Met, Settled } from './meeting.js';
import { dialPatiently } from './patient-dial.js';
import { Visit } from './visit.js';

/** A further conversation, held once the server has told what it can do; null where there is nothing to ask this server. */
export type Errand = (protocol: Protocol, findings: Findings) => Generator<Step, unknown, Reply> | null;

export interface ProbePortOptions extends InspectOptions {
  readonly dial: Dialer;
  /** Milliseconds for each connect; counts towards `timeoutMs`. */
  readonly connectTimeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Default none. */
  readonly errand?: Errand | undefined;
}

/** What was said, command by command, and what came of it. */
export interface TalkReport {
  /** What the conversation found; null where none was held. */
  readonly findings: Findings | null;
  readonly exchanges: readonly Exchange[];
  /** What the errand returned; null where there was none, or it was not led to its end. */
  readonly errand: unknown;
  /** Clear text behind the server's go-ahead for TLS; an injection or a broken server (RFC 3207 section 4.2). */
  readonly injected: string;
  /** Why TLS was started and failed, or was broken off before a word was said inside; null where it was not or did not. */
  readonly tlsProblem: string | null;
  /** The certificates that the server sent, in DER, its own first. */
  readonly certificates: readonly Buffer[];
  readonly transcript: readonly TranscriptEntry[];
}

/** What a patient probe of one port learned. */
export interface PortReport extends TalkReport {
  readonly state: ProbeState;
  readonly reason: string;
  /** Connects that were made until the port answered or was given up. */
  readonly attempts: number;
  /** Milliseconds from the last connect to its answer, null where there was none. */
  readonly rttMs: number | null;
  /** Null where the port is not open. */
  readonly inspection: Inspection | null;
  /** The protocol that is spoken here; null where that is not known. */
  readonly protocol: Protocol | null;
  /** Our own address, null where there was no connection or it does not tell. */
  readonly localAddress: string | null;
}

const NOTHING_SAID: TalkReport = {
  ...{ findings: null, exchanges: [], errand: null, injected: '', tlsProblem: null, certificates: [], transcript: [] },
};

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
    return { state, reason, attempts, rttMs, inspection: null, protocol: null, localAddress: null, ...NOTHING_SAID };
  }
  const redial = async () => {
    const again = await dialPatiently(endpoint, dialing);
    return again.connection ?? Promise.reject(new Error(again.outcome.reason));
  };
  const meeting = { ...options, redial, roundTripMs: rttMs ?? 0, conversesLater: true };
  const visit = new Visit(connection, meeting, deadline);
  // Whoever dials may leave the signal at that.
  const stop = () => visit.end();
  options.signal?.addEventListener('abort', stop, { once: true });
  try {
    const first = visit.take(connection);
    if (options.signal?.aborted) stop();
    // A connection that is closed does not tell it any more.
    const localAddress = first.localAddress ?? null;
    const met = await meet(visit, first);
    visit.keepOnly(met.talk);
    const through = await talkThrough(visit, met, options);
    return { state: 'open', reason: 'accepted', attempts, rttMs, localAddress, ...through };
  } finally {
    options.signal?.removeEventListener('abort', stop);
  }
}

type Through = TalkReport & Pick<PortReport, 'inspection' | 'protocol'>;

async function talkThrough(
  visit: Visit,
  { protocol, talk, ...meeting }: Met,
  options: ProbePortOptions,
): Promise<Through> {
  const { greeting, secure } = meeting;
  const mayTalk = talk !== null && protocol !== null && visit.options.intensity !== 'listen';
  const settings = { clientName: visit.clientName, secure, startTls: true };
  const conversation = mayTalk && greeting.end === 'complete' ? (protocol.converse?.(settings) ?? null) : null;
  const held = conversation && (await converse(talk!, protocol!, conversation, { greeting }));
  const findings = held?.result ?? null;
  const isAlive = held === null || held.exchanges.at(-1)?.end === 'complete';
  const replies = mayTalk && held !== null && isAlive ? await askRest(visit, { protocol, talk, meeting, held }) : [];
  const last = findings && isAlive ? await run(options.errand?.(protocol!, findings) ?? null, talk!, protocol!) : null;
  if (visit.options.intensity !== 'listen' && isAlive) await talk?.leave(protocol);
  visit.end();
  return {
    // Inside the conversation the connection may have moved into TLS.
    inspection: {
      ...meeting,
      settled: meeting.settled ?? (held && settledBy(protocol!, held)),
      replies: [...meeting.replies, ...replies],
      tls: talk?.tls ?? meeting.tls,
    },
    protocol,
    findings,
    exchanges: [...(held?.exchanges ?? []), ...(last?.exchanges ?? [])],
    errand: last?.result ?? null,
    injected: talk?.injected ?? '',
    tlsProblem: tlsProblemOf(visit, talk, meeting),
    certificates: talk?.certificates ?? [],
    transcript: visit.transcript.entries,
  };
}

/** The answer by which a conversation shows that its protocol is spoken here; null where there is none. */
function settledBy(protocol: Protocol, { replies }: Conversed<Findings>): Settled | null {
  for (const { request, text } of replies) {
    const recognition = protocol.refuses?.(text) ? null : protocol.recognizeReply?.(text, request);
    if (recognition && recognition.confidence >= SURE) {
      return { protocol: protocol.name, method: 'probe', request, text: recognition.text };
    }
  }
  return null;
}

/** What the last handshake came to, or the alert behind it; null where none was tried, or all is well. */
function tlsProblemOf({ transcript }: Visit, talk: Talk | null, { tls }: Inspection): string | null {
  if (talk?.tls) return talk.tlsProblem;
  if (tls !== null) return null;
  return transcript.entries.findLast(({ from }) => from === 'tls')?.text ?? null;
}

interface Held {
  readonly protocol: Protocol;
  readonly talk: Talk;
  readonly meeting: Inspection;
  readonly held: Conversed<Findings>;
}

/** What the conversation heard, and what further inquiries did where it does not tell product and version. */
async function askRest(visit: Visit, { protocol, talk, meeting, held }: Held): Promise<Inspection['replies']> {
  const isRefused = protocol.refuses?.(held.exchanges.at(-1)?.reply ?? '') ?? false;
  if (held.result === null || !held.result.ready || isRefused) return held.replies;
  const greeting = { request: 'greeting', text: meeting.greeting.text };
  const said = [greeting, ...meeting.replies, ...held.replies];
  const secure = talk.tls !== null;
  const inquired = await inquire(visit, { protocol, secure, said, talk, open: async () => null });
  return inquired.said.slice(1 + meeting.replies.length);
}

async function run<Result>(
  errand: Generator<Step, Result, Reply> | null,
  talk: Talk,
  protocol: Protocol,
): Promise<Conversed<Result> | null> {
  return errand !== null && talk.isOpen ? converse(talk, protocol, errand) : null;
}
