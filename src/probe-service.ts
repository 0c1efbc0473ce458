/** Composes the probe of one service: looks at it, asks DNS and TLS for more where that is wanted, and judges it. */

import { findingsOf } from './findings.js';
import {
  daneReportOf,
  findFaults,
  findUnanswered,
  isPassing,
  nameFactsOf,
  type TlsTry,
  tlsaName,
  tryTlsVersions,
} from './mail/index.js';
import type { DaneReport, MailFacts, NameFacts, RelayTest, TlsVersion, TlsVersions } from './mail/types.js';
import type { TranscriptEntry } from './net/converse.js';
import { Deadline } from './net/deadline.js';
import { isSameAddress } from './net/dns-names.js';
import { hangsUp, speaksTls } from './net/tls.js';
import { shakeHands } from './probe/handshake.js';
import { type Look, lookAt, type ProbeContext, portOptions, type ServiceEndpoint } from './probe-look.js';
import type { ProbeRecord } from './probe-records.js';
import { serverName } from './reach.js';
import { resultOf } from './results.js';
import { decodeBytes, decodedBytes } from './server-text.js';
import { parseAddress } from './spec/index.js';

/** A service as it is told, and what rules judge of it; null for what is no mail service. */
export interface ProbedService {
  readonly record: ProbeRecord;
  readonly facts: MailFacts | null;
}

/** What is asked beside the talk itself. */
interface Extras {
  readonly tlsVersions: TlsVersions | null;
  readonly names: NameFacts | null;
  readonly dane: DaneReport | null;
}

/** Probes one service. Never rejects. */
export async function probeService(endpoint: ServiceEndpoint, context: ProbeContext): Promise<ProbedService> {
  const look = await lookTwice(endpoint, context);
  const at = new Date();
  const base = baseRecord(endpoint, look, context, at);
  const extras = await extrasOf(endpoint, look, context, base.service?.hostname ?? null);
  const facts = factsOf(endpoint, look, extras, base, at);
  const { origin, host, port } = endpoint;
  const unanswered = findUnanswered({ origin, address: host.address, port, verdict: look.verdict });
  const faults = [...(facts === null ? [] : findFaults(facts)), ...unanswered];
  const findings = findingsOf(faults, context.language);
  return { record: { ...base, ...extras, findings }, facts };
}

/** A server that put us off is asked once more, later: what it says then stands. */
async function lookTwice(endpoint: ServiceEndpoint, context: ProbeContext): Promise<Look> {
  const first = await lookAt(endpoint, context);
  const { retryAfterMs, signal } = context;
  const { code, evidence } = first.verdict;
  if (!isPassing(code) || retryAfterMs === 0 || signal.aborted) return first;
  await pause(retryAfterMs, signal);
  if (signal.aborted) return first;
  const second = await lookAt(endpoint, context);
  // What could not be asked takes nothing back.
  if (second.verdict.code === 'not-asked') return first;
  const transcript = joined(first.report.transcript, second.report.transcript, retryAfterMs);
  const earlier = { code, evidence, afterMs: retryAfterMs };
  return { ...second, report: { ...second.report, transcript }, verdict: { ...second.verdict, earlier } };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      cancel();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const cancel = new Deadline(ms).schedule(done);
    signal.addEventListener('abort', done, { once: true });
  });
}

/** One transcript of two talks, the second so many milliseconds behind the first. */
function joined(
  first: readonly TranscriptEntry[],
  second: readonly TranscriptEntry[],
  pauseMs: number,
): TranscriptEntry[] {
  const last = first.at(-1);
  const afterMs = (last?.atMs ?? 0) + pauseMs;
  const connections = Math.max(0, ...first.map(({ connection }) => connection));
  const moved = second.map((entry) => ({
    ...entry,
    atMs: entry.atMs + afterMs,
    connection: entry.connection + connections,
  }));
  return [...first, ...moved];
}

async function extrasOf(
  endpoint: ServiceEndpoint,
  look: Look,
  context: ProbeContext,
  greetingHost: string | null,
): Promise<Extras> {
  const isMail = look.protocol !== null;
  const [tlsVersions, names, dane] = await Promise.all([
    isMail && context.tlsVersions ? versionsOf(endpoint, look, context) : null,
    isMail && context.dns !== null ? nameFactsOf({ address: endpoint.host.address, greetingHost }, context.dns) : null,
    isMail ? daneOf(endpoint, look, context) : null,
  ]);
  return { tlsVersions, names, dane };
}

/** Tries versions of TLS, one connection after the other. Null where the server offers no TLS. */
async function versionsOf(endpoint: ServiceEndpoint, look: Look, context: ProbeContext): Promise<TlsVersions | null> {
  const { signal } = context;
  const { inspection, tlsProblem, protocol } = look.report;
  const agreed = inspection?.tls?.version ?? null;
  // A handshake that we broke off refuses nothing.
  if (agreed === null || protocol === null)
    return tlsProblem === null || signal.aborted ? null : tryTlsVersions(refusal(tlsProblem), noTry);
  const { host, port } = endpoint;
  const { tls, ...options } = portOptions(endpoint, context);
  const attempt = async (newest: TlsVersion): Promise<TlsTry> => {
    if (signal.aborted) return null;
    const address = { address: host.address, family: host.family, port };
    const hint = { protocol, secure: look.secure };
    const tried = await shakeHands(address, hint, { ...options, tls: { ...tls, newest } });
    return tried.tls?.version ?? (signal.aborted ? null : refusal(tried.failure));
  };
  return tryTlsVersions(agreed, attempt);
}

async function noTry(): Promise<null> {
  return null;
}

/** A server that hangs up means it, too: with another version it did not. */
function refusal(problem: string | null): TlsTry {
  return problem !== null && (speaksTls(problem) || hangsUp(problem)) ? 'refused' : null;
}

/** Holds what was shown against the TLSA records; null where DNS is not asked, or there is no name to ask for. */
async function daneOf(
  { host, port, domain }: ServiceEndpoint,
  { report }: Look,
  { dns }: ProbeContext,
): Promise<DaneReport | null> {
  const name = serverName(host.target, host.address);
  if (dns === null || parseAddress(name) !== null || report.state !== 'open') return null;
  const queryName = tlsaName(port, name);
  const answer = await dns.query(queryName, 'TLSA');
  const names = domain === null ? [name] : [name, domain.domain];
  return daneReportOf(answer, report.certificates, names, queryName, new Date());
}

function factsOf(
  { host, port, origin, domain }: ServiceEndpoint,
  { report, protocol, role, offers, secureOffers, verdict, secure }: Look,
  extras: Extras,
  { service, relayTest }: Omit<ProbeRecord, keyof Extras | 'findings'>,
  at: Date,
): MailFacts | null {
  const { inspection, findings, exchanges, injected } = report;
  if (protocol === null || role === null || inspection === null) return null;
  return {
    name: serverName(host.target, host.address),
    address: host.address,
    ...{ port, origin, protocol, role, verdict, service, exchanges, offers, secureOffers, injected, relayTest, at },
    secure,
    greeting: inspection.greeting.text,
    isOwnAddress: report.localAddress !== null && isSameAddress(report.localAddress, host.address),
    startTls: findings?.startTls ?? 'not-tried',
    tls: inspection.tls,
    mtaSts: domain?.mtaSts ?? null,
    ...extras,
  };
}

function baseRecord(
  { host, port, origin }: ServiceEndpoint,
  { report, role, offers, secureOffers, verdict }: Look,
  { signal, knowledge }: ProbeContext,
  at: Date,
): Omit<ProbeRecord, keyof Extras | 'findings'> {
  const { state, reason, attempts, rttMs, inspection, findings, injected, transcript } = report;
  const decoded = (words: readonly string[] | null | undefined) => words?.map(decodeBytes) ?? null;
  const relayTest = report.errand as RelayTest | null;
  const seen =
    inspection === null ? undefined : { ...inspection, ...(signal.aborted ? { stopped: true as const } : {}) };
  return {
    ...resultOf({ host, port, state, reason, rttMs, attempts, at, inspection: seen }, knowledge),
    type: 'probe',
    secure: inspection?.secure ?? false,
    ready: findings?.ready ?? null,
    capabilities: decoded(findings?.capabilities),
    secureCapabilities: decoded(findings?.secureCapabilities),
    startTls: findings?.startTls ?? null,
    injected: injected === '' ? null : decodeBytes(injected),
    ...{ verdict, role, offers, secureOffers, origin },
    relayTest: relayTest && { ...relayTest, reply: decodeBytes(relayTest.reply) },
    transcript: transcript.map((entry) => ({ ...entry, ...decodedBytes(entry.text) })),
  };
}
