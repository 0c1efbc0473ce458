/** Composes one look at a service: talks to it, and reads what it offers and what came of it. */

import { PATIENT_LISTEN_MS, PATIENT_LISTEN_SHARE } from './defaults.js';
import type { Knowledge } from './knowledge.js';
import type { DomainFacts, ServiceOrigin } from './mail/domain/types.js';
import { mailProtocolOf, offersOf, relayTestConversation, roleOf, verdictOf } from './mail/index.js';
import type { MailOffers, MailProtocolName } from './mail/offers/types.js';
import type { MailRole, Verdict, VerdictCode } from './mail/types.js';
import type { Dialer } from './net/dial.js';
import type { DnsClient } from './net/dns-client.js';
import { type PortReport, type ProbePortOptions, probePort } from './probe/probe-port.js';
import type { Hint } from './probe/visit.js';
import type { ProbeSettings } from './probe-options.js';
import { PROTOCOLS } from './protocols/index.js';
import { serverName } from './reach.js';
import { parseAddress } from './spec/index.js';
import type { Host } from './types.js';

/** One service to ask. */
export interface ServiceEndpoint {
  readonly host: Host;
  readonly port: number;
  readonly origin: ServiceOrigin | null;
  /** What DNS says of the domain of its origin. */
  readonly domain: DomainFacts | null;
}

/** With what a service is asked. */
export interface ProbeContext extends ProbeSettings {
  readonly dial: Dialer;
  readonly signal: AbortSignal;
  readonly knowledge: Knowledge;
  /** Null where DNS is not asked. */
  readonly dns: DnsClient | null;
  /** Authorities to trust, in PEM; undefined for those of the runtime. */
  readonly roots: readonly string[] | undefined;
}

/** What a look showed. */
export interface Look {
  readonly report: PortReport;
  /** Null where no mail service answers whose offers are read. */
  readonly protocol: MailProtocolName | null;
  readonly role: MailRole | null;
  readonly offers: MailOffers | null;
  readonly secureOffers: MailOffers | null;
  readonly verdict: Verdict;
  /** Whether TLS comes first here, spoken or only expected. */
  readonly secure: boolean;
}

/** Talks to a service once. Never rejects. */
export async function lookAt(endpoint: ServiceEndpoint, context: ProbeContext): Promise<Look> {
  const { host, port } = endpoint;
  const address = { address: host.address, family: host.family, port };
  const options = portOptions(endpoint, context);
  const report = await probePort(address, options);
  const look = judged(endpoint, report, options.hint);
  return context.signal.aborted ? brokenOff(look) : look;
}

function judged({ host, port, origin }: ServiceEndpoint, report: PortReport, hint: Hint | null): Look {
  // Where nothing is said, only the port tells whose silence it is.
  const silent = isSilent(report) ? hint : null;
  const isLocked = silent?.secure === true && report.tlsProblem !== null;
  const protocol = mailProtocolOf(silent?.protocol.name ?? report.protocol?.name);
  const [offers, secureOffers] = protocol === null ? [null, null] : offersBefore(protocol, report);
  const role = protocol === null ? null : roleOf(protocol, port, origin, [offers, secureOffers]);
  const { state, reason, inspection, findings, exchanges, tlsProblem } = report;
  const verdict = verdictOf({
    ...{ state, reason, port, protocol, role, exchanges, tlsProblem },
    service: report.protocol?.byHandshake ? null : (report.protocol?.name ?? null),
    greeting: inspection?.greeting ?? null,
    startTls: findings?.startTls ?? null,
    tls: inspection?.tls ?? null,
    secure: inspection?.secure ?? false,
    byAddress: parseAddress(serverName(host.target, host.address)) !== null,
  });
  return { report, protocol, role, offers, secureOffers, verdict, secure: isLocked || (inspection?.secure ?? false) };
}

function isSilent({ inspection }: PortReport): boolean {
  return inspection !== null && inspection.greeting.text === '' && inspection.replies.length === 0;
}

/** Verdicts that a talk also comes to when it is we who break it off. */
const LIKE_STOPPED: ReadonlySet<VerdictCode> = new Set([
  'closed-early',
  'no-greeting',
  'other-service',
  'timed-out',
  'tls-failed',
]);

/** What we broke off says nothing against the server. */
function brokenOff(look: Look): Look {
  const { report, verdict } = look;
  if (!LIKE_STOPPED.has(verdict.code)) return look;
  const { findings } = report;
  const isUpgrade = findings?.startTls === 'failed';
  return {
    ...look,
    report: isUpgrade ? { ...report, findings: { ...findings, startTls: 'not-tried' } } : report,
    verdict: { ...verdict, code: 'not-asked', evidence: 'stopped' },
  };
}

/** What was announced at first, and after the upgrade to TLS. */
function offersBefore(protocol: MailProtocolName, report: PortReport): [MailOffers | null, MailOffers | null] {
  const { findings, exchanges, inspection } = report;
  if (!findings?.ready) return [null, null];
  const { greeting, capabilities, secureCapabilities } = findings;
  const secure = inspection?.secure ?? false;
  const first = offersOf(protocol, { greeting, capabilities, exchanges, secure });
  const inside = secureCapabilities && { greeting, capabilities: secureCapabilities, exchanges, secure: true };
  return [first, inside && offersOf(protocol, inside)];
}

/** How to probe a service's port. */
export function portOptions(
  { host, port, origin }: ServiceEndpoint,
  { dial, signal, knowledge, roots, relay, helo, identify, timeoutMs, probeTimeoutMs, greetTimeoutMs }: ProbeContext,
): ProbePortOptions {
  const expected = knowledge.meetOptions(port, identify);
  return {
    ...expected,
    hint: hintOf(origin, expected.hint),
    ...{ dial, signal, clientName: helo },
    name: serverName(host.target, host.address),
    connectTimeoutMs: timeoutMs,
    timeoutMs: probeTimeoutMs,
    greetMs: Math.min(greetTimeoutMs, probeTimeoutMs),
    listenMs: Math.min(PATIENT_LISTEN_MS, probeTimeoutMs * PATIENT_LISTEN_SHARE),
    tls: { roots, withChain: true },
    errand: (protocol, { ready }) =>
      relay !== null && protocol.name === 'smtp' && ready ? relayTestConversation(relay) : null,
  };
}

/** What an SRV record says of how a service is spoken, whatever its port; an exchanger speaks SMTP where the port tells nothing. */
function hintOf(origin: ServiceOrigin | null, ofPort: Hint | null): Hint | null {
  if (origin === null || (origin.kind === 'mx' && ofPort !== null)) return ofPort;
  const service = origin.service ?? 'smtp';
  for (const protocol of PROTOCOLS) {
    const secure = protocol.tlsName === service;
    const inClear = protocol.name === (service === 'submission' ? 'smtp' : service);
    if (secure || inClear) return { protocol, secure };
  }
  return null;
}
